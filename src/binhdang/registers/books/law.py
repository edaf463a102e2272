"""The review of the Law on Gender Equality (1.1, 1.3): what carrying it out came to, and what should be amended."""

from __future__ import annotations

from binhdang.registers.choices import Choice, parts_of
from binhdang.registers.columns import Line, Paragraph
from binhdang.registers.entries import NOTE, SUBJECT, Count, Register, begins, called
from binhdang.registers.models import LawFinding, LawProposal

_FIELD = Choice("field", "Lĩnh vực", options=parts_of("law_field"))

LAW_FINDINGS = Register(
    code="law_findings",
    path="tong-ket-luat",
    noun="law_finding",
    title="Sổ tổng kết thi hành Luật Bình đẳng giới",
    one="kết quả thi hành Luật",
    model=LawFinding,
    columns=(
        called(SUBJECT, "Nội dung tổng kết"),
        _FIELD,
        begins("Ngày ghi"),
        Paragraph("results", "Kết quả", longest=5000, listed=False),
        Paragraph("advantages", "Thuận lợi", longest=5000, required=False, listed=False),
        Paragraph("difficulties", "Khó khăn", longest=5000, required=False, listed=False),
        Paragraph("obstacles", "Vướng mắc", longest=5000, required=False, listed=False),
        NOTE,
    ),
)

LAW_PROPOSALS = Register(
    code="law_proposals",
    path="kien-nghi-luat",
    noun="law_proposal",
    title="Sổ kiến nghị sửa đổi, bổ sung Luật Bình đẳng giới",
    one="kiến nghị sửa đổi Luật",
    model=LawProposal,
    columns=(
        called(SUBJECT, "Kiến nghị"),
        Line("article", "Điều, khoản", longest=60, help="Ví dụ: khoản 2 Điều 18."),
        _FIELD,
        begins("Ngày kiến nghị"),
        Paragraph("current_text", "Quy định hiện hành", listed=False),
        Paragraph("problem", "Vướng mắc khi thực hiện", listed=False),
        Paragraph("proposed_text", "Nội dung đề nghị sửa đổi, bổ sung", listed=False),
        Paragraph("reason", "Lý do", listed=False),
        NOTE,
    ),
    counts={"TK-L-01": Count(by="field")},
)
