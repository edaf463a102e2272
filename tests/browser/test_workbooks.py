"""An fills in her report in Excel, on a computer without a line, and hands the file in afterwards."""

from __future__ import annotations

from collections.abc import Callable

from binhdang.demo.world import World
from binhdang.reports import figures
from binhdang.reports.workbooks.form import NUMBER, STATE
from binhdang.values.figures import Figure
from browser.walk import Person
from reports.books import Book
from reports.scene import MEN, MONEY, WOMEN, at, half_year_opened, write

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_a_report_filled_in_without_a_line(
    opened_world: World, person: Callable[..., Person], on: Callable[..., None]
) -> None:
    """Downloaded, refused for one word, corrected, chosen where Bình wrote meanwhile, and taken."""
    scene = half_year_opened(opened_world)
    on(20, 5)
    report, an = scene.an_report, person(opened_world.an)
    an.goes(f"/bao-cao/{report.public_id}/")
    an.sees("Báo cáo 6 tháng đầu năm 2022")
    with an.page.expect_download() as download:
        an.follows("Tải biểu Excel")
    book = Book(download.value.path().read_bytes())
    book[WOMEN, NUMBER], book[MEN, STATE], book[MONEY, NUMBER] = 31, "không phát sinh", "năm triệu"
    an.follows("Nạp biểu Excel")
    an.sees("Nạp biểu Excel")
    hand_in(an, book)
    an.reads("Chưa nhận được tệp.")
    an.sees("Thay đổi từ «bieu.xlsx»")
    assert an.page.get_by_role("button", name="Nhận tất cả").count() == 0

    write(report, WOMEN, 30, opened_world.binh, at(20, 5, 9, 30))
    book[MONEY, NUMBER] = 5_000_000
    an.page.get_by_role("main").get_by_role("link", name="nạp lại").click()
    an.sees("Nạp biểu Excel")
    hand_in(an, book)
    an.reads("người khác đã sửa 1 ô")
    an.sees("Thay đổi từ «bieu.xlsx»")
    an.page.get_by_label("số trong tệp: 31").check()
    an.clicks("Nhận tất cả")
    an.sees("Báo cáo 6 tháng đầu năm 2022")
    an.reads("Đã nhận 3 ô từ «bieu.xlsx».")
    held = figures.read(report)
    assert (held[WOMEN], held[MONEY]) == (Figure.of(31), Figure.of(5_000_000))


def hand_in(an: Person, book: Book) -> None:
    """Choose the file and look at what it would change."""
    an.choose_file("Chọn tệp", "bieu.xlsx", book.data, XLSX)
    an.clicks("Xem thay đổi")
