"""What a person finds: any spelling, every word, all four kinds, newest first, with the words lit up."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from binhdang.demo.world import World
from binhdang.demo.year import TODAY, play
from binhdang.documents.models import OfficialPaper
from binhdang.indicators.dictionary import load
from binhdang.jobs.clock import pin
from binhdang.plans.models import Plan
from binhdang.registers.models import Training
from binhdang.search import queries
from search.conftest import Page

Finds = Callable[..., Page]
Record = Callable[..., Training]

LETTER = """ỦY BAN NHÂN DÂN
XÃ IA TƠI
Số: 07/KH-UBND

KẾ HOẠCH
Truyền thông phòng ngừa tảo hôn năm 2022

I. MỤC ĐÍCH
1. Vận động các gia đình ở làng Ia Đơr không để con em bỏ học giữa chừng, nhất là trẻ em gái đồng bào dân tộc thiểu số.
"""


@pytest.mark.parametrize(
    "question",
    ["Đường lối bình đẳng", "duong loi binh dang", "DUONG LOI", "đuong bình", "dang binh loi duong", "Đươn bìn"],
)
def test_accents_case_and_order_of_words_do_not_matter_and_d_is_d(
    indexed: World, finds: Finds, an_records: Record, question: str
) -> None:
    an_records("Đường lối về bình đẳng giới")
    an_records("Kỹ năng ghi sổ")
    assert finds(indexed.an, question).titles == ["Đường lối về bình đẳng giới"]


@pytest.mark.parametrize("question", ["Ia H'Drai", "ia h’drai", "IA HʼDRAI", "Ia H' Drai", "ia h`drai", "drai"])
def test_every_apostrophe_of_ia_h_drai_is_the_same(
    indexed: World, finds: Finds, an_records: Record, question: str
) -> None:
    an_records("Hội nghị huyện Ia H’Drai")
    assert finds(indexed.an, question).titles == ["Hội nghị huyện Ia H’Drai"]


def test_a_text_typed_in_separate_marks_is_found_by_one_typed_in_whole_letters(
    indexed: World, finds: Finds, an_records: Record
) -> None:
    an_records("Ph\u00f2ng ch\u00f4\u0301ng ba\u0323o l\u01b0\u0323c")
    page = finds(indexed.an, "b\u1ea1o l\u1ef1c chống")
    assert page.titles == ["Phòng chống bạo lực"] and page.marked == ["chống", "bạo", "lực"]


def test_every_word_must_be_there_and_a_word_begins_where_it_was_typed(
    indexed: World, finds: Finds, an_records: Record
) -> None:
    an_records("Tập huấn ở làng Rẽ")
    assert finds(indexed.an, "tập huấn làng").titles
    assert finds(indexed.an, "tập hu").titles, "the beginning of a word is enough"
    assert not finds(indexed.an, "tập huấn thôn").titles
    assert not finds(indexed.an, "ang").titles, "«ang» is in «làng», and nobody means that"


def test_a_paper_is_found_by_its_number_its_title_and_its_text(
    indexed: World, finds: Finds, an_takes_in: Callable[..., OfficialPaper]
) -> None:
    paper = an_takes_in(LETTER)
    for question in ("07/KH-UBND", "kế hoạch tảo hôn", "trẻ em gái bỏ học", "Ia Đơr"):
        page = finds(indexed.an, question)
        assert page.links == [f"/van-ban/{paper.public_id}/"], question
    assert not finds(indexed.an, "70/KH-UBND").titles
    assert not finds(indexed.an, "UBND-KH/07").titles, "a symbol is looked for as it is printed"


def test_the_excerpt_shows_the_words_where_they_stand(
    indexed: World, finds: Finds, an_takes_in: Callable[..., OfficialPaper]
) -> None:
    an_takes_in(LETTER + "2. Nội dung khác của kế hoạch.\n" * 40)
    page = finds(indexed.an, "tre em gai")
    assert page.marked == ["em", "trẻ", "em", "gái"]
    assert "nhất là trẻ em gái đồng bào dân tộc thiểu số" in page.text
    assert "… " in page.text and "CỘNG HÒA" not in page.text


def test_a_long_text_that_does_not_hold_the_words_is_not_shown(
    indexed: World, finds: Finds, an_takes_in: Callable[..., OfficialPaper]
) -> None:
    an_takes_in(LETTER + "2. Nội dung khác của kế hoạch.\n" * 40, symbol="KH-UBND")
    OfficialPaper.objects.update(text="Nội dung khác. " * 40)
    page = finds(indexed.an, "07/KH-UBND tảo hôn")
    assert page.marked == ["07/KH-UBND", "tảo", "hôn"] and "Nội dung khác" not in page.text


def test_what_a_text_holds_of_html_is_shown_as_text(indexed: World, finds: Finds, an_records: Record) -> None:
    an_records("Lớp <b>đậm</b> & <script>alert(1)</script>")
    page = finds(indexed.an, "đậm")
    assert "<b>" not in page.source and "<script>alert" not in page.source
    assert page.titles == ["Lớp <b>đậm</b> & <script>alert(1)</script>"] and page.marked == ["đậm"]


def test_the_newest_stands_first_with_its_unit_and_its_day(indexed: World, finds: Finds, an_records: Record) -> None:
    for month in (1, 3, 2):
        an_records(f"Lớp tháng {month}", started_on=date(2022, month, 5))
    page = finds(indexed.an, "lớp")
    assert page.titles == ["Lớp tháng 3", "Lớp tháng 2", "Lớp tháng 1"]
    assert "Tìm thấy 3 kết quả" in page.text
    assert "Lớp tháng 3 Sổ theo dõi UBND xã Ia Tơi 05/3/2022" in page.text


def test_a_task_is_found_once_its_plan_is_in_force(indexed: World, finds: Finds, plan: Plan) -> None:
    page = finds(indexed.an, "tập huấn kiến thức về giới", loai="nhiem-vu")
    task = plan.tasks.get(scope="task", label="4.3")
    assert f"/ke-hoach/nhiem-vu/{task.public_id}/" in page.links
    assert page.titles[0].startswith("Nhiệm vụ 4.")
    client = Client()
    client.force_login(indexed.an)
    assert {client.get(link).status_code for link in page.links} == {200}


def test_results_are_narrowed_to_a_kind_and_every_kind_says_how_many(
    indexed: World, finds: Finds, an_records: Record, an_takes_in: Callable[..., OfficialPaper]
) -> None:
    an_records("Truyền thông ở thôn 1")
    an_records("Truyền thông ở thôn 2")
    an_takes_in(LETTER)
    page = finds(indexed.an, "truyền thông")
    for label in ("Tất cả (3)", "Văn bản (1)", "Nhiệm vụ (0)", "Sổ theo dõi (2)", "Báo cáo đã gửi (0)"):
        assert label in page.text
    narrowed = finds(indexed.an, "truyền thông", loai="so-theo-doi")
    assert len(narrowed.titles) == 2 and "Tìm thấy 2 kết quả" in narrowed.text
    assert "loai=so-theo-doi" in page.source and 'href="?q=truy' in narrowed.source
    assert "Chọn «Tất cả»" in finds(indexed.an, "truyền thông", loai="bao-cao").text
    assert len(finds(indexed.an, "truyền thông", loai="khong-co").titles) == 3


def test_many_results_come_page_by_page_and_none_is_lost(indexed: World, finds: Finds, an_records: Record) -> None:
    for number in range(45):
        an_records(f"Buổi thứ {number}", place=f"Thôn {number}", started_on=date(2022, 1, 1 + number % 28))
    pages = [finds(indexed.an, "buoi thu", trang=str(number)) for number in (1, 2, 3)]
    assert [len(page.titles) for page in pages] == [20, 20, 5]
    assert len({title for page in pages for title in page.titles}) == 45
    assert "Trang 2/3" in pages[1].text and "Tìm thấy 45 kết quả" in pages[2].text
    assert "q=buoi+thu&amp;trang=3" in pages[1].source
    for beyond in ("4", "999999999"):
        assert finds(indexed.an, "buoi thu", trang=beyond).titles == pages[2].titles
    for odd in ("0", "-1", "hai", "٣", "1; DROP TABLE"):
        assert finds(indexed.an, "buoi thu", trang=odd).titles == pages[0].titles
    assert finds(indexed.an, "buoi thu", loai="so-theo-doi", trang="3").titles == pages[2].titles


@pytest.mark.parametrize("recent", [2, 6, 3000])
def test_where_too_much_is_found_the_newest_are_shown_and_how_to_narrow_is_said(
    indexed: World, finds: Finds, an_records: Record, monkeypatch: pytest.MonkeyPatch, recent: int
) -> None:
    for day in range(1, 8):
        an_records(f"Buổi ngày {day}", started_on=date(2022, 3, day))
    monkeypatch.setattr(queries, "MOST", 5)
    monkeypatch.setattr(queries, "RECENT", recent)
    page = finds(indexed.an, "buổi")
    assert "Hơn 5 kết quả" in page.text and "Gõ thêm từ hoặc chọn một loại" in page.text
    assert page.titles == [f"Buổi ngày {day}" for day in (7, 6, 5, 4, 3)]
    assert finds(indexed.an, "buổi ngày 1").titles == ["Buổi ngày 1"]


def test_a_report_is_found_by_its_unit_its_period_and_its_words(world: World, finds: Finds) -> None:
    load()
    play(world)
    pin(TODAY)
    page = finds(world.chi, "Ia Tơi 6 tháng đầu năm", loai="bao-cao")
    assert page.titles == ["Báo cáo 6 tháng đầu năm 2022 của Ủy ban nhân dân xã Ia Tơi"]
    assert finds(world.an, "UBND xã Ia Tơi 6 tháng", loai="bao-cao").links == page.links
    client = Client()
    client.force_login(world.an)
    said = client.get(page.links[0])
    assert said.status_code == 200 and "6 tháng đầu năm 2022" in said.content.decode()
    told = finds(world.chi, "khó khăn", loai="bao-cao")
    assert told.titles and "khó" in " ".join(told.marked).lower()


def test_a_day_is_the_day_in_vietnam(indexed: World, finds: Finds, an_takes_in: Callable[..., OfficialPaper]) -> None:
    late_evening = datetime(2022, 5, 9, 23, 30, tzinfo=ZoneInfo("UTC"))
    an_takes_in(LETTER, at=late_evening)
    assert "UBND xã Ia Tơi 10/5/2022" in finds(indexed.an, "tảo hôn").text
