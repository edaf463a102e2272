"""Commendation: proposal, dossier, vote, decision; and measures proposed to superiors with their answers (4.7)."""

from __future__ import annotations

from datetime import date

from binhdang.registers.choices import SEX, Choice, Several
from binhdang.registers.columns import Day, Line, Paragraph, Whole
from binhdang.registers.entries import BASIS_OF_NAMING, NOTE, SUBJECT, Count, Draft, Register, begins, called
from binhdang.registers.models import Commendation, Measure
from binhdang.ui.templatetags.ui import day
from binhdang.values.refusals import Refusal

PERSON, BODY, DECIDED = "canhan", "tapthe", "dakhen"


def votes_add_up(draft: Draft, on: date) -> Refusal | None:
    """Votes for, against and blank are those of the members present."""
    values = draft.values
    cast = values["votes_for"] + values["votes_against"] + values["votes_blank"]
    if cast == values["members"]:
        return None
    return Refusal(
        "Số phiếu không khớp số người họp.",
        where="Phiếu đồng ý, Phiếu không đồng ý, Phiếu trắng",
        value=f"{cast} phiếu, {values['members']} người",
        rule="đồng ý + không đồng ý + trắng = số thành viên hội đồng có mặt.",
        remedy="đếm lại phiếu; chưa họp thì nhập 0 cả bốn ô.",
    )


def decided_with_a_majority(draft: Draft, on: date) -> Refusal | None:
    """What is commended has a decision with its day, and more than half of the votes where there was a vote."""
    values = draft.values
    if values["status"] != DECIDED:
        return None
    if not values["decision"] or not values["decided_on"]:
        return Refusal(
            "Chưa nhập quyết định khen thưởng.",
            where="Quyết định, Ngày quyết định",
            value="để trống",
            rule="đã khen thì có số, ký hiệu và ngày của quyết định.",
            remedy="nhập quyết định, hoặc sửa tình trạng.",
        )
    if values["members"] and values["votes_for"] * 2 <= values["members"]:
        return Refusal(
            "Chưa đủ phiếu đồng ý.",
            where="Phiếu đồng ý",
            value=f"{values['votes_for']}/{values['members']}",
            rule="quá nửa số thành viên có mặt đồng ý [theo thông lệ, chưa kiểm chứng].",
            remedy="kiểm tra số phiếu, hoặc sửa tình trạng.",
        )
    return None


def decided_after_proposed(draft: Draft, on: date) -> Refusal | None:
    """A decision does not come before its proposal."""
    decided = draft.values["decided_on"]
    if decided is None or draft.values["started_on"] <= decided <= on:
        return None
    return Refusal(
        "Ngày quyết định không hợp lý.",
        where="Ngày quyết định",
        value=day(decided),
        rule="không trước ngày đề nghị và không sau hôm nay.",
        remedy="sửa lại ngày.",
    )


COMMENDATIONS = Register(
    code="commendations",
    path="khen-thuong",
    noun="commendation",
    title="Sổ khen thưởng",
    one="đề nghị khen thưởng",
    model=Commendation,
    columns=(
        called(SUBJECT, "Thành tích", help="Nêu thành tích, không nêu tên."),
        Choice("whom", "Đề nghị khen", options=((BODY, "Tập thể"), (PERSON, "Cá nhân"))),
        Choice("sex", "Giới tính", options=SEX, required=False, help="Tập thể thì để trống."),
        Choice(
            "form",
            "Hình thức",
            options=(("giaykhen", "Giấy khen"), ("bangkhen", "Bằng khen"), ("khac", "Hình thức khác")),
        ),
        begins("Ngày đề nghị"),
        Line(
            "person",
            "Họ và tên hoặc tên tập thể",
            required=False,
            listed=False,
            personal=True,
            names=True,
        ),
        BASIS_OF_NAMING,
        Several(
            "dossier",
            "Hồ sơ đã có",
            required=False,
            listed=False,
            options=(
                ("totrinh", "Tờ trình"),
                ("baocao", "Báo cáo thành tích"),
                ("bienban", "Biên bản họp"),
                ("danhsach", "Danh sách"),
            ),
        ),
        Whole("members", "Số thành viên hội đồng có mặt", largest=1000, listed=False),
        Whole("votes_for", "Phiếu đồng ý", largest=1000, listed=False),
        Whole("votes_against", "Phiếu không đồng ý", largest=1000, listed=False),
        Whole("votes_blank", "Phiếu trắng", largest=1000, listed=False),
        Choice(
            "status",
            "Tình trạng",
            options=(("denghi", "Đã đề nghị"), (DECIDED, "Đã khen thưởng"), ("khongduyet", "Không được duyệt")),
        ),
        Line("decision", "Quyết định", required=False, listed=False),
        Day("decided_on", "Ngày quyết định", required=False),
        NOTE,
    ),
    rules=(votes_add_up, decided_with_a_majority, decided_after_proposed),
    counts={
        "KTH-01": Count(where={"whom": (BODY,)}),
        "KTH-02": Count(by="sex", where={"whom": (PERSON,)}),
        "KTH-03": Count(where={"whom": (BODY,), "status": (DECIDED,)}, day="decided_on"),
        "KTH-04": Count(by="sex", where={"whom": (PERSON,), "status": (DECIDED,)}, day="decided_on"),
    },
)


def answered_with_a_day(draft: Draft, on: date) -> Refusal | None:
    """A measure that was answered says when and what; one that was not says neither."""
    answered = draft.values["status"] == "datraloi"
    if answered == bool(draft.values["answered_on"] and draft.values["answer"]):
        return None
    return Refusal(
        "Tình trạng và câu trả lời chưa khớp.",
        where="Ngày trả lời, Nội dung trả lời",
        value="để trống" if answered else "đã nhập",
        rule="đã trả lời thì có ngày và nội dung; chưa trả lời thì để trống cả hai.",
        remedy="nhập đủ hai ô, hoặc sửa tình trạng.",
    )


MEASURES = Register(
    code="measures",
    path="de-xuat-cap-tren",
    noun="measure",
    title="Sổ đề xuất, kiến nghị với cấp trên",
    one="đề xuất với cấp trên",
    model=Measure,
    columns=(
        called(SUBJECT, "Đề xuất"),
        begins("Ngày đề xuất"),
        Line("to_whom", "Gửi nơi nào"),
        Paragraph("content", "Nội dung, lý do", listed=False),
        Choice("status", "Tình trạng", options=(("cho", "Chờ trả lời"), ("datraloi", "Đã trả lời"))),
        Day("answered_on", "Ngày trả lời", required=False),
        Paragraph("answer", "Nội dung trả lời", required=False, listed=False),
        NOTE,
    ),
    rules=(answered_with_a_day,),
)
