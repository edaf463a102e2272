"""Communication activities and news items (3.1, 3.3; target 6.3)."""

from __future__ import annotations

from datetime import date

from binhdang.registers.choices import Choice, Several, parts_of
from binhdang.registers.columns import Line, Whole
from binhdang.registers.entries import (
    ENDED_ON,
    NOTE,
    PLACE,
    STARTED_ON,
    SUBJECT,
    Count,
    Draft,
    Register,
    begins,
    by_sex,
    money,
)
from binhdang.registers.models import Communication, NewsItems
from binhdang.values.refusals import Refusal

_PARTS = (
    ("nam", "men", (("người dân tộc thiểu số", "men_minority"), ("người khuyết tật", "men_disabled"))),
    ("nữ", "women", (("người dân tộc thiểu số", "women_minority"), ("người khuyết tật", "women_disabled"))),
)


def parts_within_attendances(draft: Draft, on: date) -> Refusal | None:
    """People of minorities and people with disabilities are some of those who attended."""
    for sex, everybody, parts in _PARTS:
        for words, part in parts:
            if draft.values[part] > draft.values[everybody]:
                return Refusal(
                    f"Số {words} {sex} lớn hơn số lượt người dự {sex}.",
                    where=f"Số {sex}",
                    value=f"{draft.values[part]} trong {draft.values[everybody]} lượt {sex}",
                    rule="nhóm này là một phần của người dự.",
                    remedy=f"sửa lại một trong hai số {sex}.",
                )
    return None


def reach_says_how(draft: Draft, on: date) -> Refusal | None:
    """A number of people reached is an estimate, which says how it was made (Công văn 2792/LĐTBXH-BĐG)."""
    if draft.values["reach"] is None or draft.values["reach_method"]:
        return None
    return Refusal(
        "Chưa nêu cách tính số người tiếp cận.",
        where="Cách tính",
        value="để trống",
        rule="số người tiếp cận là số ước, phải kèm cách tính; không cộng với lượt người dự.",
        remedy="viết ngắn gọn, ví dụ «số hộ nghe loa × 3 người», hoặc để trống số người tiếp cận.",
    )


def _of(sex: str, words: str, name: str) -> Whole:
    return Whole(name, f"{words} {sex}", help="Trong số lượt người dự; không có thì nhập 0.", listed=False, total=True)


COMMUNICATION = Register(
    code="communication",
    path="truyen-thong",
    noun="communication",
    title="Sổ hoạt động truyền thông",
    one="hoạt động truyền thông",
    model=Communication,
    columns=(
        SUBJECT,
        Choice("channel", "Kênh chính", options=parts_of("channel")),
        Line("theme", "Chủ đề", listed=False, required=False),
        STARTED_ON,
        ENDED_ON,
        PLACE,
        Several(
            "audiences",
            "Nhóm đối tượng",
            required=False,
            listed=False,
            options=(
                ("congdong", "Cộng đồng nói chung"),
                ("yeuthe", "Nhóm yếu thế"),
                ("khuyettat", "Người khuyết tật"),
                ("namgioi", "Nam giới và trẻ em trai"),
                ("dtts", "Người dân tộc thiểu số"),
                ("hocsinh", "Học sinh, thanh thiếu niên"),
                ("canbo", "Cán bộ, công chức"),
            ),
        ),
        *by_sex("Lượt"),
        _of("nam", "Lượt người dân tộc thiểu số", "men_minority"),
        _of("nữ", "Lượt người dân tộc thiểu số", "women_minority"),
        _of("nam", "Lượt người khuyết tật", "men_disabled"),
        _of("nữ", "Lượt người khuyết tật", "women_disabled"),
        Whole("reach", "Số người tiếp cận (ước)", largest=10**8, required=False, listed=False),
        Line("reach_method", "Cách tính", required=False, listed=False),
        money("budget", "Kinh phí"),
        NOTE,
    ),
    rules=(parts_within_attendances, reach_says_how),
    counts={
        "TT-01": Count(),
        "TT-02.nam": Count("men"),
        "TT-02.nu": Count("women"),
        "TT-04": Count(by="channel"),
        "TT-05.nam": Count("men_minority"),
        "TT-05.nu": Count("women_minority"),
        "TT-06.nam": Count("men_disabled"),
        "TT-06.nu": Count("women_disabled"),
        "TT-07": Count(where={"audiences": ("namgioi",)}),
    },
)

NEWS = Register(
    code="news",
    path="tin-bai",
    noun="news",
    title="Sổ tin, bài về bình đẳng giới",
    one="tin, bài",
    model=NewsItems,
    columns=(
        SUBJECT,
        Choice("channel", "Nơi đăng, phát", options=parts_of("channel")),
        begins("Ngày đăng, phát"),
        Whole("items", "Số tin, bài", largest=1000, total=True),
        Line("link", "Đường dẫn", longest=300, required=False, listed=False),
        NOTE,
    ),
    counts={"CL-6-3": Count("items")},
)
