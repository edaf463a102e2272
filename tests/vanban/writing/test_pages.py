"""The pages as LibreOffice lays them out: where things stand, measured on the PDF."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from papers import samples
from vanban.writing import WritingError, to_pdf, write

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM


@dataclass(frozen=True)
class Found:
    """A text's box on its page, in points from the bottom left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class Page:
    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.width, self.height = page.get_size()
        self._text = page.get_textpage()
        self.text = self._text.get_text_range()

    def find(self, text: str) -> Found:
        place = self._text.search(text, match_case=True).get_next()
        assert place is not None, (text, self.text)
        boxes = [self._text.get_charbox(place[0] + offset) for offset in range(place[1])]
        left, bottom, right, top = zip(*(box for box in boxes if box[2] > box[0]), strict=True)
        return Found(min(left), min(bottom), max(right), max(top))

    def in_top_margin(self) -> str:
        return self._text.get_text_bounded(bottom=self.height - 20 * MM).strip()


def pages_of(pdf: bytes) -> list[Page]:
    return [Page(page) for page in pypdfium2.PdfDocument(pdf)]


@pytest.fixture(scope="module")
def report(need_program: Callable[[str], str]) -> list[Page]:
    need_program("soffice")
    need_program("vietnamese-fonts")
    return pages_of(to_pdf(write(samples.report())))


@pytest.fixture(scope="module")
def plan_pdf(need_program: Callable[[str], str]) -> bytes:
    need_program("soffice")
    need_program("vietnamese-fonts")
    return to_pdf(write(samples.plan()))


def test_the_number_is_hidden_on_page_one_and_centred_on_top_of_the_next(report: list[Page]) -> None:
    assert [page.in_top_margin() for page in report] == ["", "2", "3", ""]
    number = report[1].find("2")
    assert number.bottom > HEIGHT - 20 * MM
    assert number.middle == pytest.approx((30 + 160 / 2) * MM, abs=1 * MM)


def test_the_annex_lies_on_its_side_on_a_page_of_its_own(report: list[Page]) -> None:
    assert [page.width > page.height for page in report] == [False, False, False, True]
    assert report[3].text.startswith("Phụ lục I")


def test_the_nation_stands_in_the_right_half_and_the_body_in_the_left_on_one_line(report: list[Page]) -> None:
    nation, body = report[0].find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), report[0].find("ỦY BAN NHÂN DÂN")

    assert nation.middle > WIDTH / 2
    assert nation.right <= WIDTH - 15 * MM
    assert body.right < WIDTH / 2
    assert body.left >= 30 * MM - 1
    assert report[0].find("NGHĨA").bottom == pytest.approx(report[0].find("BAN NHÂN DÂN").bottom, abs=1)


def test_the_nation_and_the_motto_share_their_middle_and_no_line_of_them_breaks(report: list[Page]) -> None:
    nation, motto = report[0].find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), report[0].find("Độc lập - Tự do - Hạnh phúc")

    assert nation.top - nation.bottom < 20
    assert motto.middle == pytest.approx(nation.middle, abs=1 * MM)


def test_number_and_date_stand_on_one_line(report: list[Page]) -> None:
    number, day = report[0].find("Số: 05/BC-UBND"), report[0].find("tháng 6 năm")

    assert number.right < WIDTH / 2 < day.middle
    assert report[0].find("Số").bottom == pytest.approx(report[0].find("năm 2022").bottom, abs=1)


def test_recipients_stand_left_and_the_signature_right_from_the_same_height(report: list[Page]) -> None:
    recipients, signature = report[2].find("Nơi nhận:"), report[2].find("TM. ỦY BAN NHÂN DÂN")

    assert recipients.right < WIDTH / 2
    assert signature.left > WIDTH / 2
    assert recipients.top == pytest.approx(signature.top, abs=2 * MM)
    name = report[2].find("Trần Quang Minh")
    assert name.middle == pytest.approx(signature.middle, abs=1 * MM)
    assert report[2].find("PHÓ CHỦ TỊCH").bottom - name.top > 20 * MM


def test_the_header_of_a_long_table_is_printed_again_where_it_goes_on(report: list[Page]) -> None:
    on_pages = ["Đơn vị chủ trì" in page.text for page in report]
    rows = ["đợt " in page.text for page in report]

    assert on_pages == rows


def test_every_letter_comes_from_one_family(plan_pdf: bytes) -> None:
    pages = pypdfium2.PdfDocument(plan_pdf)
    fonts = {font_name(item) for page in pages for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])}

    assert len(fonts) >= 3  # upright, bold, italic
    assert {name for name in fonts if not re.match("LiberationSerif|TimesNewRoman", name)} == set()


def font_name(item: pypdfium2.PdfObject) -> str:
    font = raw.FPDFTextObj_GetFont(item)
    buffer = ctypes.create_string_buffer(raw.FPDFFont_GetBaseFontName(font, None, 0))
    raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    return buffer.value.decode().rpartition("+")[2]


def test_footnotes_stand_at_the_foot_of_their_page(plan_pdf: bytes) -> None:
    page = pages_of(plan_pdf)[0]

    note = page.find("Kế hoạch số 103/KH-UBND ngày 09/6/2021")
    assert note.top < page.find("Trần Quang Minh").bottom
    assert note.bottom >= 20 * MM - 1
    assert page.find("KẾ HOẠCH").top < page.find("Số:").bottom


def test_a_machine_without_libreoffice_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(WritingError) as told:
        to_pdf(write(samples.letter()))

    assert "không có LibreOffice" in str(told.value)
    assert "cài gói libreoffice-writer" in str(told.value)
    assert ".docx vẫn dùng được" in str(told.value)


def test_bytes_that_are_no_document_are_told_though_libreoffice_claims_success(
    need_program: Callable[[str], str],
) -> None:
    need_program("soffice")
    with pytest.raises(WritingError, match="LibreOffice không đọc được tệp"):
        to_pdf(b"PK\x03\x04 no document")


def test_a_conversion_that_takes_too_long_is_stopped(need_program: Callable[[str], str]) -> None:
    need_program("soffice")
    with pytest.raises(WritingError, match="chạy quá 0,01 giây"):
        to_pdf(write(samples.letter()), timeout=0.01)
