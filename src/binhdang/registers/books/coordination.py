"""Meetings of the board, and oversight and social criticism by the Front and the mass organisations (4.1, III.4)."""

from __future__ import annotations

from datetime import date

from binhdang.registers.choices import Choice
from binhdang.registers.columns import Line, Paragraph, Whole
from binhdang.registers.entries import NOTE, PLACE, SUBJECT, Count, Draft, Register, begins, by_sex, called
from binhdang.registers.models import CoordinationMeeting, Oversight
from binhdang.values.refusals import Refusal

MEETINGS = Register(
    code="meetings",
    path="hop-dieu-phoi",
    noun="meeting",
    title="Sổ họp, điều phối của Ban Vì sự tiến bộ của phụ nữ",
    one="cuộc họp",
    model=CoordinationMeeting,
    columns=(
        called(SUBJECT, "Nội dung họp"),
        begins("Ngày họp"),
        PLACE,
        Line("chair", "Chức danh người chủ trì", listed=False, help="Nêu chức danh, không cần tên."),
        *by_sex("Người dự"),
        Paragraph("decisions", "Kết luận, quyết định", help="Mỗi kết luận một dòng, kèm nơi thực hiện.", listed=False),
        Paragraph("follow_up", "Đã thực hiện đến đâu", required=False, listed=False),
        Choice(
            "status",
            "Thực hiện kết luận",
            options=(("chua", "Chưa thực hiện"), ("mot", "Thực hiện một phần"), ("xong", "Đã thực hiện")),
        ),
        NOTE,
    ),
    counts={"DP-01": Count()},
)


def answered_within_recommendations(draft: Draft, on: date) -> Refusal | None:
    """No more recommendations are answered than were made."""
    made, answered = draft.values["recommendations"], draft.values["answered"]
    if answered <= made:
        return None
    return Refusal(
        "Số kiến nghị đã trả lời lớn hơn số kiến nghị.",
        where="Số đã trả lời",
        value=f"{answered} trong {made}",
        rule="chỉ đếm câu trả lời cho kiến nghị của cuộc này.",
        remedy="sửa lại một trong hai số.",
    )


OVERSIGHT = Register(
    code="oversight",
    path="giam-sat",
    noun="oversight",
    title="Sổ giám sát, phản biện xã hội",
    one="cuộc giám sát, phản biện",
    model=Oversight,
    columns=(
        called(SUBJECT, "Nội dung giám sát, phản biện"),
        Choice("kind", "Hình thức", options=(("giamsat", "Giám sát"), ("phanbien", "Phản biện xã hội"))),
        begins("Ngày"),
        Line("body_seen", "Nơi được giám sát, văn bản được phản biện"),
        Whole("recommendations", "Số kiến nghị", total=True),
        Whole("answered", "Số đã trả lời", total=True),
        Paragraph("content", "Nội dung kiến nghị", required=False, listed=False),
        Paragraph("answers", "Nội dung trả lời", required=False, listed=False),
        NOTE,
    ),
    rules=(answered_within_recommendations,),
    counts={"DP-02": Count(), "DP-03": Count("recommendations"), "DP-04": Count("answered")},
)
