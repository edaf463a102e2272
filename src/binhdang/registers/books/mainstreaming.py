"""Bringing gender equality into drafts of documents, programmes and plans (4.2)."""

from __future__ import annotations

from datetime import date

from binhdang.registers.choices import YES_NO, Choice
from binhdang.registers.columns import Line, Paragraph
from binhdang.registers.entries import NOTE, SUBJECT, Count, Draft, Register, begins, called
from binhdang.registers.models import Mainstreaming
from binhdang.values.refusals import Refusal


def refusal_has_a_reason(draft: Draft, on: date) -> Refusal | None:
    """A document into which nothing was brought says why."""
    if draft.values["mainstreamed"] == "co" or draft.values["refused"]:
        return None
    return Refusal(
        "Chưa nêu vì sao không lồng ghép.",
        where="Nội dung không tiếp thu, lý do",
        value="để trống",
        rule="văn bản thuộc diện phải lồng ghép mà chưa lồng ghép thì phải nêu lý do.",
        remedy="viết lý do của cơ quan soạn thảo.",
    )


MAINSTREAMING = Register(
    code="mainstreaming",
    path="long-ghep-gioi",
    noun="mainstreaming",
    title="Sổ lồng ghép vấn đề bình đẳng giới",
    one="văn bản được xem xét lồng ghép",
    model=Mainstreaming,
    columns=(
        called(SUBJECT, "Tên văn bản, chương trình, kế hoạch"),
        Choice(
            "kind",
            "Loại",
            options=(
                ("quyphamphapluat", "Văn bản quy phạm pháp luật"),
                ("nghiquyet", "Nghị quyết"),
                ("chuongtrinh", "Chương trình, đề án"),
                ("kehoach", "Kế hoạch"),
                ("khac", "Văn bản khác"),
            ),
        ),
        begins("Ngày ban hành"),
        Line("drafted_by", "Cơ quan soạn thảo"),
        Line("checklist", "Nội dung đã kiểm tra", longest=300, listed=False, help="Ví dụ: số liệu tách giới."),
        Choice("mainstreamed", "Đã lồng ghép", options=YES_NO),
        Paragraph("appraisal", "Ý kiến thẩm định", required=False, listed=False),
        Paragraph("taken_up", "Nội dung tiếp thu", required=False, listed=False),
        Paragraph("refused", "Nội dung không tiếp thu, lý do", required=False, listed=False),
        NOTE,
    ),
    rules=(refusal_has_a_reason,),
    counts={"QL-03": Count(), "QL-04": Count(where={"mainstreamed": ("co",)})},
)
