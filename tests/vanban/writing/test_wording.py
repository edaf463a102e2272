"""The prescribed words and signs, one rule of the decree after the other."""

from __future__ import annotations

from datetime import date

import pytest

from vanban.document import Header, Read
from vanban.writing import wording


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (date(2022, 2, 28), "ngày 28 tháng 02 năm 2022"),
        (date(2022, 3, 10), "ngày 10 tháng 3 năm 2022"),
        (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (date(2022, 12, 9), "ngày 09 tháng 12 năm 2022"),
    ],
)
def test_days_under_ten_and_the_first_two_months_get_a_zero(day: date, words: str) -> None:
    assert wording.date_in_words(day) == words


def test_a_missing_date_leaves_room_and_invents_no_year() -> None:
    assert wording.date_in_words(None).split() == ["ngày", "tháng", "năm"]
    assert "      " in wording.date_in_words(None)


@pytest.mark.parametrize(
    ("header", "printed"),
    [
        (Header(number=Read("5"), symbol=Read("BC-UBND")), "05/BC-UBND"),
        (Header(number=Read("05"), symbol=Read("BC-UBND")), "05/BC-UBND"),
        (Header(number=Read("120"), symbol=Read("BC-UBND")), "120/BC-UBND"),
        (Header(number_symbol=Read("7/KH-UBND")), "07/KH-UBND"),
        (Header(symbol=Read("BC-UBND")), "      /BC-UBND"),
    ],
)
def test_a_number_under_ten_gets_a_zero_and_a_blank_one_keeps_its_room(header: Header, printed: str) -> None:
    assert wording.number_and_symbol(header) == printed


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Ủy ban nhân dân huyện Ia H'Drai", ("ỦY BAN NHÂN DÂN", "HUYỆN IA H'DRAI")),
        ("Uỷ ban nhân dân xã Ia Tơi", ("UỶ BAN NHÂN DÂN", "XÃ IA TƠI")),
        ("Hội đồng nhân dân tỉnh Kon Tum", ("HỘI ĐỒNG NHÂN DÂN", "TỈNH KON TUM")),
        ("Phòng Tư pháp", ("PHÒNG TƯ PHÁP",)),
        ("Ủy ban nhân dân", ("ỦY BAN NHÂN DÂN",)),
        ("Ban Quản lý\ndự án huyện", ("BAN QUẢN LÝ", "DỰ ÁN HUYỆN")),
        ("", ()),
    ],
)
def test_what_a_body_is_stands_over_where_it_is(name: str, lines: tuple[str, ...]) -> None:
    assert wording.lines_of_body(name) == lines


def test_a_name_typed_in_decomposed_letters_is_broken_the_same_way() -> None:
    decomposed = Read("U\u0309y ban nha\u0302n da\u0302n huye\u0323\u0302n Ia H'Drai")

    assert wording.lines_of_body(wording.value(decomposed)) == ("ỦY BAN NHÂN DÂN", "HUYỆN IA H'DRAI")


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("theo quy định.", "theo quy định./."),
        ("theo quy định./.", "theo quy định./."),
        ("theo quy định./. ", "theo quy định./."),
        ("theo quy định", "theo quy định./."),
        ("các xã;", "các xã./."),
        ("như zalo, facebook,...", "như zalo, facebook,..../."),
        ("có được không?", "có được không?./."),
    ],
)
def test_the_last_paragraph_is_closed_once(text: str, closed: str) -> None:
    assert wording.ended(text) == closed


def test_an_end_mark_inside_becomes_a_full_stop() -> None:
    assert wording.not_ended("Xã đã hoàn thành./.") == "Xã đã hoàn thành."
    assert wording.not_ended("Tỷ lệ và/hoặc số lượng;") == "Tỷ lệ và/hoặc số lượng;"


def test_lists_close_with_semicolons_and_a_full_stop_whatever_they_came_with() -> None:
    assert wording.listed(["Sở Tư pháp;", "Huyện đoàn", "Lưu: VT."]) == ["Sở Tư pháp;", "Huyện đoàn;", "Lưu: VT."]
