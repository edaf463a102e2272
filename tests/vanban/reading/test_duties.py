"""Who is to do what by when, in the many ways in which plans say it."""

from __future__ import annotations

from datetime import date

import pytest

from vanban.duties import Duty
from vanban.reading import read_text

from .spans import breaches

HEAD = "SỞ NỘI VỤ\nSố: 5/KH-SNV\nThượng Đức, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nCông tác năm 2026\n\n"


def duties(body: str) -> dict[str, Duty]:
    reading = read_text(HEAD + body)
    assert breaches(reading.as_json(), reading.text) == []
    return {duty.label: duty for duty in reading.duties}


def task(text: str) -> Duty:
    return duties(f"I. NHIỆM VỤ\n1. {text}\n")["I.1"]


def standing(text: str) -> Duty:
    return duties(f"I. TỔ CHỨC THỰC HIỆN\n1. {text}\n")["I.1"]


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        (
            "Mở lớp (Sở Y tế chủ trì, phối hợp với Công an tỉnh và UBND các xã, phường).",
            ["Sở Y tế"],
            ["Công an tỉnh", "UBND các xã, phường"],
        ),
        (
            "Mở lớp.\n- Đơn vị chủ trì: Sở Nội vụ.\n- Đơn vị phối hợp: Các sở, ban, ngành; UBND cấp xã.",
            ["Sở Nội vụ"],
            ["Các sở, ban, ngành", "UBND cấp xã"],
        ),
        ("Giao Văn phòng UBND tỉnh là cơ quan đầu mối theo dõi.", ["Văn phòng UBND tỉnh"], []),
        ("Tiếp tục mở lớp; tăng cường phối hợp với các đơn vị liên quan.", [], []),
        ("Nâng cao trách nhiệm của Ủy ban nhân dân các xã và Công an tỉnh.", [], []),
    ],
)
def test_lead_and_support_need_words_that_say_so(text: str, lead: list[str], support: list[str]) -> None:
    actors = task(text).actors
    assert [one.value for one in actors if one.role == "lead"] == lead
    assert [one.value for one in actors if one.role == "support"] == support
    assert len(actors) == len(lead) + len(support)


def test_the_subject_acts_also_after_words_of_time() -> None:
    (actor,) = task("Hằng tháng, trước ngày 18, Văn phòng UBND tỉnh tổng hợp tiến độ.").actors
    assert (actor.value, actor.role) == ("Văn phòng UBND tỉnh", None)


@pytest.mark.parametrize(
    ("text", "kind", "said", "on"),
    [
        ("Mở lớp trước ngày 15/3/2026.", "before", "trước ngày 15/3/2026", date(2026, 3, 15)),
        (
            "Mở lớp, chậm nhất là ngày 15 tháng 3 năm 2026.",
            "by",
            "chậm nhất là ngày 15 tháng 3 năm 2026",
            date(2026, 3, 15),
        ),
        ("Từ ngày 15/11 đến ngày 15/12/2026 tổ chức.", "within", "ngày 15/11 đến ngày 15/12/2026", date(2026, 12, 15)),
        ("Mở lớp, hoàn thành trong quý III năm 2026.", "within", "hoàn thành trong quý III năm 2026", None),
        ("Rà soát trước ngày 15/11 hằng năm.", "recurring", "trước ngày 15/11", None),
        ("Rà soát định kỳ hằng quý.", "cadence", "định kỳ hằng quý", None),
        ("Phát mỗi quý 04 tin.", "cadence", "mỗi quý", None),
        (
            "Khảo sát ngay sau khi có hướng dẫn của Bộ Nội vụ.",
            "conditional",
            "ngay sau khi có hướng dẫn của Bộ Nội vụ",
            None,
        ),
    ],
)
def test_deadlines(text: str, kind: str, said: str, on: date | None) -> None:
    (deadline,) = task(text).deadlines
    assert (deadline.kind, deadline.text, deadline.on) == (kind, said, on)


def test_days_of_cited_documents_are_no_deadlines() -> None:
    assert task("Thực hiện Kế hoạch số 9/KH-UBND ngày 01/02/2026 của Ủy ban nhân dân tỉnh.").deadlines == ()


def test_items_that_describe_one_task_are_one_duty() -> None:
    found = duties(
        "I. NHIỆM VỤ\n1. Hội thi\na) Nội dung: Tổ chức vòng tỉnh.\n"
        "b) Cơ quan thực hiện: Hội Liên hiệp Phụ nữ tỉnh chủ trì.\nc) Thời gian hoàn thành: Trước 30/9/2026.\n"
    )
    assert list(found) == ["I.1"]
    assert [(one.value, one.role) for one in found["I.1"].actors] == [("Hội Liên hiệp Phụ nữ tỉnh", "lead")]
    assert [one.on for one in found["I.1"].deadlines] == [date(2026, 9, 30)]


def test_points_under_a_body_are_that_bodys_duties() -> None:
    found = duties(
        "I. TỔ CHỨC THỰC HIỆN\n1. Đề nghị Hội Nông dân tỉnh\na) Tuyên truyền trong hội viên;\nb) Phối "
        "hợp với Sở Y tế mở lớp.\n"
    )
    assert [(one.value, one.role, one.manner) for one in found["I.1.b"].actors] == [
        ("Hội Nông dân tỉnh", None, "đề nghị"),
        ("Sở Y tế", "support", "giao"),
    ]
    assert list(found) == ["I.1.a", "I.1.b"]


def test_a_heading_may_name_a_body_that_is_in_no_list() -> None:
    (actor,) = standing("Trung tâm Xúc tiến Việc làm thanh niên: Mở lớp.").actors
    assert (actor.value, actor.confidence) == ("Trung tâm Xúc tiến Việc làm thanh niên", 0.8)


def test_what_every_paper_ends_with_is_no_duty() -> None:
    text = "Trong quá trình thực hiện nếu có khó khăn, các đơn vị phản ánh về Sở Nội vụ."
    assert duties(f"I. TỔ CHỨC THỰC HIỆN\n1. {text}\n") == {}


@pytest.mark.parametrize(
    ("text", "regimes"),
    [
        (
            "Báo cáo Ủy ban nhân dân tỉnh (qua Sở Nội vụ) hằng quý trước ngày 25, 6 tháng trước ngày "
            "15/6 và năm trước ngày 15/12.",
            [("quarterly", "25"), ("six-monthly", "06-15"), ("yearly", "12-15")],
        ),
        (
            "Trước ngày 15/6 (báo cáo 06 tháng) và trước ngày 15/12 (báo cáo cả năm) gửi Ủy ban nhân dân tỉnh.",
            [("six-monthly", "06-15"), ("yearly", "12-15")],
        ),
        ("Định kỳ hằng tháng hoặc đột xuất báo cáo Ủy ban nhân dân tỉnh.", [("monthly", None), ("ad hoc", None)]),
    ],
)
def test_regimes_of_reports(text: str, regimes: list[tuple[str, str | None]]) -> None:
    reading = read_text(HEAD + f"I. CHẾ ĐỘ BÁO CÁO\n{text}\n")
    assert [(one.frequency, one.before) for one in reading.reporting] == regimes
    assert {one.to for one in reading.reporting} == {"Ủy ban nhân dân tỉnh"}
