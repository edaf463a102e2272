"""The register as an Excel file: out, changed, and in again; whole or not at all."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from binhdang.audit.models import Event
from binhdang.demo.world import World
from binhdang.files.models import StoredFile
from binhdang.jobs.clock import pin
from binhdang.plans.models import PlanTask
from binhdang.registers import actions, imports, sheets
from binhdang.registers.books.trainings import TRAININGS
from binhdang.registers.differences import Difference
from binhdang.registers.models import SheetUpload, Training
from binhdang.registers.rules import ProbableDouble
from binhdang.registers.sheets import HELPERS, KEY, MARK, OWNER, TASK
from binhdang.values.refusals import Refusal

Record = Callable[..., Training]

NEW_ROW = {
    "Nội dung": "Tập huấn cho chi hội trưởng",
    "Từ ngày": date(2022, 5, 6),
    "Đến ngày": date(2022, 5, 6),
    "Địa điểm": "Nhà văn hóa thôn 7",
    "Số nam": 4,
    "Số nữ": 19,
    "Cán bộ nam": 0,
    "Cán bộ nữ": 2,
}


class Book:
    """The Excel file as An has it open: cells by row and header."""

    def __init__(self, world: World) -> None:
        entries = list(
            Training.objects.visible_to(world.an, date(2022, 5, 10)).for_pages().order_by("started_on", "pk")
        )
        data = sheets.write_sheet(TRAININGS, entries, units=[world.commune], tasks=[], on=date(2022, 5, 10))
        self.book = load_workbook(io.BytesIO(data))
        self.sheet: Worksheet = self.book.worksheets[0]
        self.places = {cell.value: cell.column for cell in self.sheet[1]}

    def __getitem__(self, at: tuple[int, str]) -> Any:
        return self.sheet.cell(at[0], self.places[at[1]]).value

    def __setitem__(self, at: tuple[int, str], value: Any) -> None:
        self.sheet.cell(at[0], self.places[at[1]]).value = value

    def add(self, row: int, **cells: Any) -> None:
        for header, value in {**NEW_ROW, **cells}.items():
            self[row, header] = value

    @property
    def data(self) -> bytes:
        output = io.BytesIO()
        self.book.save(output)
        return output.getvalue()


@pytest.fixture
def send(world: World, now: datetime) -> Callable[..., SheetUpload]:
    """`send(book)`: An uploads her file."""

    def upload(book: Book | bytes, by: Any = None) -> SheetUpload:
        data = book if isinstance(book, bytes) else book.data
        return imports.send_sheet(TRAININGS, data=data, name="so-tap-huan.xlsx", by=by or world.an, at=now)

    return upload


def difference(upload: SheetUpload) -> Difference:
    return imports.difference(upload, on=date(2022, 5, 10))


def test_a_file_nobody_touched_changes_nothing(world: World, an_records: Record, send: Any, task: PlanTask) -> None:
    an_records(task=task, co_organisers=[world.units["618.lhpn"]], budget=12_500_000, note="Hai\ndòng")
    an_records(place="=1+1", subject="+84 nhóm @thôn")
    found = difference(send(Book(world)))
    assert (found.untouched, found.empty) == (2, True)


def test_it_reads_like_a_register_and_hides_what_is_for_the_machine(world: World, an_records: Record) -> None:
    training = an_records(subject="=HYPERLINK(1)")
    book = Book(world)
    assert [cell.value for cell in book.sheet[1]][:5] == [KEY, MARK, OWNER, "Nội dung", "Từ ngày"]
    assert book[2, KEY] == training.public_id
    assert book.sheet.column_dimensions["A"].hidden and book.sheet.column_dimensions["B"].hidden
    assert book[2, "Từ ngày"].date() == date(2022, 4, 27)
    assert book.sheet.cell(2, book.places["Nội dung"]).data_type == "s"  # text, and no formula
    assert book[2, "Số nữ"] == 24
    assert book.book.worksheets[1].title == "huong-dan"


def test_a_changed_row_is_shown_and_then_taken(world: World, an_records: Record, send: Any, now: datetime) -> None:
    training = an_records()
    book = Book(world)
    book[2, "Số nữ"], book[2, "Từ ngày"] = 30, "26/4/2022"
    upload = send(book)
    (line,) = difference(upload).changed
    assert [(c.label, c.before, c.after) for c in line.changes] == [
        ("Từ ngày", "27/4/2022", "26/4/2022"),
        ("Số nữ", "24", "30"),
    ]
    assert Training.objects.get().women == 24  # shown, not yet taken
    imports.take_sheet(upload, by=world.an, at=now)
    training.refresh_from_db()
    assert (training.women, training.started_on, training.revision) == (30, date(2022, 4, 26), 1)
    assert Event.objects.filter(verb="training.changed", actor_name=world.an.full_name).count() == 1


def test_new_rows_are_added_for_ans_commune(
    world: World, an_records: Record, send: Any, now: datetime, task: PlanTask
) -> None:
    an_records()
    book = Book(world)
    book.add(3, **{TASK: "4.3", HELPERS: "618.lhpn; 23537"})
    book.add(5, **{"Địa điểm": "Thôn 8", OWNER: 23538, "Số nam": "1.200"})  # a code typed as a number
    upload = send(book)
    assert [line.row.number for line in difference(upload).new] == [3, 5]
    imports.take_sheet(upload, by=world.an, at=now)
    first, second = Training.objects.filter(subject=NEW_ROW["Nội dung"]).order_by("pk")
    assert (first.owner, first.task, second.men) == (world.commune, task, 1200)
    assert {unit.code for unit in first.co_organisers.all()} == {"618.lhpn", "23537"}


@pytest.mark.parametrize(
    ("row", "cells", "sentence"),
    [
        (2, {"Số nữ": -1}, r"Không phải số nguyên.*ô \w2 \(Số nữ\).*-1"),
        (2, {"Số nữ": 12.5}, "Không phải số nguyên.*12.5"),
        (2, {"Từ ngày": "ngày mai"}, r"Không phải một ngày.*ô E2 \(Từ ngày\)"),
        (2, {"Từ ngày": "=TODAY()"}, "ô chứa công thức"),
        (2, {"Địa điểm": None}, "Chưa nhập"),
        (2, {"Cán bộ nữ": 25}, r"cán bộ nữ lớn hơn.*dòng 2 \(Cán bộ nữ\)|ô \w2 \(Cán bộ nữ\)"),
        (2, {OWNER: "23537"}, "Đơn vị chủ trì không đổi được.*23537"),
        (2, {KEY: "0" * 16}, "Không tìm thấy mục của dòng này"),
        (3, {**NEW_ROW, OWNER: "23537"}, "không được ghi"),
        (3, {**NEW_ROW, OWNER: "UBND xã"}, "Chưa rõ đơn vị chủ trì.*23538"),
        (3, {**NEW_ROW, TASK: "9.9"}, "Không có nhiệm vụ này.*9.9"),
        (3, {**NEW_ROW, HELPERS: "23537, 23535"}, "Không có đơn vị mang mã này"),
        (3, {**NEW_ROW, "Đến ngày": date(2022, 5, 11)}, "Ngày ở sau hôm nay"),
    ],
)
def test_one_bad_cell_is_named_and_nothing_at_all_is_taken(
    world: World,
    an_records: Record,
    send: Any,
    now: datetime,
    row: int,
    cells: dict[str, Any],
    sentence: str,
) -> None:
    an_records()
    book = Book(world)
    for header, value in cells.items():
        book[row, header] = value
    book.add(4, **{"Địa điểm": "Thôn 9"})  # a good row beside it
    upload = send(book)
    (refusal,) = difference(upload).refused
    with pytest.raises(Refusal, match=sentence):
        raise refusal
    with pytest.raises(Refusal, match=sentence):
        imports.take_sheet(upload, by=world.an, at=now)
    assert Training.objects.count() == 1 and Training.objects.get().revision == 0
    assert SheetUpload.objects.get().taken_at is None


def test_a_row_that_someone_else_changed_meanwhile_is_not_overwritten(
    world: World, an_records: Record, send: Any, now: datetime
) -> None:
    training = an_records()
    book = Book(world)
    actions.change_training(training, revision=0, by=world.binh, at=now, women=26)
    book[2, "Số nữ"] = 30
    (refusal,) = difference(send(book)).refused
    assert "người khác sửa" in refusal.what and "Số nữ: 26" in refusal.value


def test_an_untouched_row_stays_untouched_though_its_training_changed(
    world: World, an_records: Record, send: Any, now: datetime
) -> None:
    training = an_records()
    book = Book(world)
    actions.change_training(training, revision=0, by=world.binh, at=now, women=26)
    found = difference(send(book))
    assert found.untouched == 1 and not found.refused
    training.refresh_from_db()
    assert training.women == 26


def test_a_copied_row_with_its_hidden_key_is_refused(world: World, an_records: Record, send: Any) -> None:
    an_records()
    book = Book(world)
    for header in book.places:
        book[3, header] = book[2, header]
    book[3, "Số nữ"] = 2
    assert {refusal.what for refusal in difference(send(book)).refused} == {"Hai dòng mang cùng một khóa."}


def test_rows_deleted_in_excel_stay_in_the_register(world: World, an_records: Record, send: Any, now: datetime) -> None:
    an_records()
    an_records(place="Thôn 2")
    book = Book(world)
    book.sheet.delete_rows(2)
    assert difference(send(book)).empty
    assert Training.objects.standing().count() == 2


def test_sorted_rows_are_still_known(world: World, an_records: Record, send: Any) -> None:
    first, second = an_records(), an_records(place="Thôn 2", men=7)
    book = Book(world)
    for column in range(1, book.sheet.max_column + 1):
        upper, lower = book.sheet.cell(2, column), book.sheet.cell(3, column)
        upper.value, lower.value = lower.value, upper.value
    assert difference(send(book)).untouched == 2
    assert first.public_id != second.public_id


def test_probable_doubles_in_the_file_need_a_reason(world: World, an_records: Record, send: Any, now: datetime) -> None:
    an_records()
    book = Book(world)
    same = {"Từ ngày": date(2022, 4, 27), "Địa điểm": "hội trường ubnd xã"}
    book.add(3, **same)
    book.add(4)
    book.add(5)
    upload = send(book)
    found = difference(upload)
    assert [(line.row.number, line.alike) for line in found.doubtful] == [
        (3, ["mục «Kiến thức về giới cho cán bộ thôn» trong sổ"]),
        (5, ["dòng 4 của tệp"]),
    ]
    with pytest.raises(ProbableDouble):
        imports.take_sheet(upload, by=world.an, at=now)
    assert Training.objects.count() == 1
    imports.take_sheet(upload, by=world.an, at=now, not_double_because="Các nhóm khác nhau.")
    assert Training.objects.count() == 4


def test_a_file_is_taken_once(world: World, an_records: Record, send: Any, now: datetime) -> None:
    an_records()
    book = Book(world)
    book.add(3)
    upload = send(book)
    imports.take_sheet(upload, by=world.an, at=now)
    with pytest.raises(Refusal, match="đã được nhận rồi"):
        imports.take_sheet(upload, by=world.an, at=now + timedelta(minutes=1))
    assert Training.objects.count() == 2


def test_chi_reads_all_communes_and_changes_none(world: World, an_records: Record, send: Any) -> None:
    an_records()
    book = Book(world)
    assert difference(send(book, by=world.chi)).untouched == 1
    book[2, "Số nữ"] = 30
    (refusal,) = difference(send(book, by=world.chi)).refused
    assert "không được ghi" in refusal.what


def test_giang_learns_nothing_from_ans_file(world: World, an_records: Record, send: Any) -> None:
    an_records()
    book = Book(world)
    book[2, "Số nữ"] = 30
    (refusal,) = difference(send(book, by=world.giang)).refused
    assert refusal.what == "Không tìm thấy mục của dòng này."


def packed(**parts: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return output.getvalue()


def a_book(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def far_away() -> bytes:
    book = Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["XFD1048576"] = "x", "y"
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Tệp rỗng"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "Không đọc được tệp Excel"),
        (b"%PDF-1.4", "Không đọc được tệp Excel"),
        (packed(a=b"x"), "Không đọc được tệp Excel"),
        (packed(**{"xl/worksheets/sheet1.xml": b"\0" * 70 * 1024**2}), "quá lớn.*64 MB"),
        (packed(**{f"a{number}": b"" for number in range(600)}), "quá lớn"),
        (b"0" * (5 * 1024**2 + 1), "Tệp Excel quá lớn.*5,0 MB"),
        (a_book(), "không đúng mẫu"),
        (a_book(["Họ tên", "Tuổi"], ["A", 1]), "thiếu cột «Khóa"),
        (a_book([*sheets.headers(TRAININGS), "Cột thêm"]), "cột lạ.*Cột thêm"),
        (a_book([*sheets.headers(TRAININGS), "Số nam"]), "trùng tên"),
        (a_book(sheets.headers(TRAININGS), *(["x"] for _ in range(2001))), "tối đa 2000 dòng"),
        (far_away(), "không đúng mẫu|quá lớn"),
        (a_book(sheets.headers(TRAININGS), *([None] * 3 + ["ă" * 5000] * 9 for _ in range(100))), "quá nhiều chữ"),
    ],
)
def test_a_hostile_file_is_refused_by_name_and_nothing_is_kept(
    world: World, send: Any, data: bytes, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        send(data)
    assert "so-tap-huan.xlsx" in refused.value.where
    assert not StoredFile.objects.exists() and not SheetUpload.objects.exists()


def test_the_whole_way_in_a_browser(world: World, an_records: Record, now: datetime) -> None:
    pin(now)
    training = an_records()
    an = Client()
    an.force_login(world.an)
    listed, page = (reverse(f"registers:{name}", args=[TRAININGS]) for name in ("list", "import"))
    exported = an.get(reverse("registers:export", args=[TRAININGS]))
    assert "tap-huan-2022.xlsx" in exported["Content-Disposition"]
    book = load_workbook(io.BytesIO(exported.content))
    women = {cell.value: cell.column for cell in book.worksheets[0][1]}["Số nữ"]
    book.worksheets[0].cell(2, women).value = 31
    output = io.BytesIO()
    book.save(output)
    sent = an.post(page, {"tep": SimpleUploadedFile("sua.xlsx", output.getvalue())})
    assert sent.status_code == 302
    shown = an.get(sent["Location"]).content.decode()
    assert "<del>24</del> → <ins>31</ins>" in shown and "Nhận tất cả" in shown
    giang = Client()
    giang.force_login(world.giang)
    assert giang.get(sent["Location"]).status_code == giang.post(sent["Location"]).status_code == 404
    assert an.post(sent["Location"])["Location"] == listed
    training.refresh_from_db()
    assert training.women == 31
    assert "đã được nhận" in an.post(sent["Location"]).content.decode()


def test_a_bad_file_is_said_on_the_page(world: World, now: datetime) -> None:
    pin(now)
    an = Client()
    an.force_login(world.an)
    page = reverse("registers:import", args=[TRAININGS])
    answer = an.post(page, {"tep": SimpleUploadedFile("anh.xlsx", b"\xff\xd8\xff")})
    assert answer.status_code == 422 and "anh.xlsx" in answer.content.decode()
    assert "Chưa chọn tệp" in an.post(page).content.decode()
