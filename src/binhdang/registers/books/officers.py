"""Who works on gender equality for a body, and who sits on the board for it (4.1; the denominator of 4.3)."""

from __future__ import annotations

from binhdang.registers.choices import SEX, YES_NO, Choice
from binhdang.registers.columns import Line
from binhdang.registers.entries import BASIS_OF_NAMING, NOTE, SUBJECT, Count, Register, Span, begins, called, until
from binhdang.registers.models import Officer

OFFICERS = Register(
    code="officers",
    path="can-bo",
    noun="officer",
    title="Sổ cán bộ phụ trách và thành viên Ban Vì sự tiến bộ của phụ nữ",
    one="cán bộ phụ trách",
    model=Officer,
    columns=(
        called(SUBJECT, "Vị trí", help="Nêu vị trí, không nêu tên: ví dụ «Cán bộ phụ trách của xã»."),
        Choice(
            "kind",
            "Vai trò",
            options=(("canbo", "Cán bộ phụ trách"), ("thanhvien", "Thành viên Ban"), ("truongban", "Trưởng, phó Ban")),
        ),
        Choice("sex", "Giới tính", options=SEX),
        begins("Từ ngày"),
        until("Đến ngày"),
        Line("position", "Chức vụ", listed=False),
        Line(
            "person",
            "Họ và tên",
            help="Chỉ ghi khi có căn cứ nêu tên; số liệu không cần tên.",
            required=False,
            listed=False,
            personal=True,
            names=True,
        ),
        BASIS_OF_NAMING,
        Line("deciding_document", "Quyết định", required=False, listed=False),
        Choice("trained", "Đã được tập huấn", options=YES_NO),
        NOTE,
    ),
    counts={
        "CB-01": Count(by="sex", over=Span.STANDING),
        "CB-02": Count(by="sex", where={"trained": ("co",)}, over=Span.STANDING),
    },
    lasting=True,
)
