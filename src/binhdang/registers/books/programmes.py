"""Plans and programmes of several years that the unit carries out (2.1)."""

from __future__ import annotations

from binhdang.registers.choices import Choice
from binhdang.registers.columns import Line, Paragraph
from binhdang.registers.entries import NOTE, SUBJECT, Register, begins, called, until
from binhdang.registers.models import Programme

PROGRAMMES = Register(
    code="programmes",
    path="chuong-trinh",
    noun="programme",
    title="Sổ chương trình, kế hoạch nhiều năm",
    one="chương trình nhiều năm",
    model=Programme,
    columns=(
        called(SUBJECT, "Tên chương trình, kế hoạch"),
        Line("deciding_document", "Số, ký hiệu, ngày văn bản", help="Văn bản của đơn vị mình; chưa có thì ghi «chưa»."),
        Line("parent_document", "Thực hiện văn bản của cấp trên", required=False, listed=False),
        begins("Từ ngày"),
        until("Đến ngày"),
        Paragraph("targets", "Mục tiêu từng năm", help="Mỗi năm một dòng.", required=False, listed=False),
        Paragraph("annual_tasks", "Nhiệm vụ hằng năm phục vụ", required=False, listed=False),
        Choice(
            "status",
            "Tình trạng",
            options=(
                ("dangthuchien", "Đang thực hiện"),
                ("hethan", "Hết hạn"),
                ("chokethua", "Hết hạn, chờ văn bản thay thế"),
                ("daketthuc", "Đã tổng kết"),
            ),
        ),
        Line("successor", "Văn bản thay thế", required=False, listed=False),
        NOTE,
    ),
    lasting=True,
)
