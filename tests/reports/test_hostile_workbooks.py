"""Workbooks as they come back from the world: torn, renamed, calculated, hostile. Refused in words, or rightly taken.

Each starts as An's form with one good change in it, so that whatever is refused shows that nothing at all was taken.
"""

from __future__ import annotations

import io
import random
import re
import struct
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

import pytest
from django.core.signing import Signer
from django.test import override_settings
from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from binhdang.reports import actions, figures, workbooks
from binhdang.reports.figures import Change
from binhdang.reports.workbooks import seals
from binhdang.reports.workbooks.form import ESTIMATE, FORM, HIDDEN, KEY, NAME, NUMBER, PART, REASON, STATE
from binhdang.values.figures import NOT_REPORTED, CellState, Figure
from binhdang.values.refusals import Refusal
from reports.books import Book, repacked
from reports.scene import ACTIVITIES, MEN, MONEY, WOMEN, Scene, at

WHEN = at(20, 5)
GOOD = {WOMEN: Figure.of(25)}
HELD = {WOMEN: Figure.of(24), MEN: Figure.of(18), ACTIVITIES: Figure.of(3)}
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
THOUSAND = [f"xl/{number}.xml" for number in range(1000)]
Touch = Callable[[Book], None]


@pytest.fixture
def held(scene: Scene) -> Scene:
    """An's draft has a few figures."""
    changes = [Change(key, figure, 0) for key, figure in HELD.items()]
    actions.write_cells(scene.an_report, changes, by=scene.world.an, at=WHEN)
    return scene


def opened(scene: Scene) -> Book:
    """An's form with the good change in it."""
    book = Book(scene.an_report)
    book[WOMEN, NUMBER] = 25
    return book


def typing(key: str, header: str, value: Any, look: str = "") -> Touch:
    def touch(book: Book) -> None:
        cell = book.cell(key, header)
        cell.value = value
        if isinstance(value, str) and isinstance(cell, Cell) and not value.startswith(("=", "#")):
            cell.data_type = "s"
        if look:
            cell.number_format = look

    return touch


def several(*touches: Touch) -> Touch:
    def touch(book: Book) -> None:
        for each in touches:
            each(book)

    return touch


def copied_row(book: Book) -> None:
    for column in range(1, 11):
        book.sheet.cell(book.sheet.max_row + (column == 1), column).value = book.sheet.cell(book.row(MEN), column).value


def torn(book: Book) -> None:
    """Only the column of keys was sorted."""
    one, other = book.cell(WOMEN, KEY), book.cell(MONEY, KEY)
    one.value, other.value = other.value, one.value


def cleared(book: Book) -> None:
    book.sheet.delete_rows(1, book.sheet.max_row)


def decomposed(book: Book) -> None:
    for row in book.sheet.iter_rows(min_row=book.head + 1, max_col=4):
        for cell in row:
            if isinstance(cell.value, str) and not cell.value.startswith("="):
                cell.value = unicodedata.normalize("NFD", cell.value)


def resealed(**other: Any) -> Touch:
    """What the hidden page would say if it were of another form, signed by the system itself."""

    def touch(book: Book) -> None:
        told = Signer(salt="binhdang.reports.workbook").unsign_object(book.hidden["A2"].value)
        book.hidden["A2"] = Signer(salt="binhdang.reports.workbook").sign_object({**told, **other}, compress=True)

    return touch


def signed_elsewhere(book: Book) -> None:
    with override_settings(SECRET_KEY="of another installation", SECRET_KEY_FALLBACKS=[]):
        book.hidden["A2"] = seals.sealed(seals.Seal("x", "y", "z", {}))[0]


def tampered(book: Book) -> None:
    text = book.hidden["A2"].value
    place = len(text) // 2
    book.hidden["A2"] = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]


def book_of_notes(book: Book) -> None:
    book.book.create_sheet("nháp", 0)["A1"] = "=1/0"


def form_away(book: Book) -> None:
    book.book.remove(book.sheet)


def formatted_far_down(book: Book) -> None:
    for row in range(500, 1500):
        book.sheet.cell(row, 5).number_format = "0.00"


# What is typed into cells: (what is done, what the refusal says, the header of the cell it names).
CELLS: dict[str, tuple[Touch, str, str]] = {
    "words": (typing(MEN, NUMBER, "mười hai"), "không phải là số.*mười hai", NUMBER),
    "a number with its unit": (typing(MEN, NUMBER, "12 người"), "không phải là số", NUMBER),
    "a thousand or a decimal": (typing(MEN, NUMBER, "1,234"), "theo hai cách", NUMBER),
    "a decimal or a thousand": (typing(MEN, NUMBER, "1.5"), "theo hai cách", NUMBER),
    "half a person": (typing(MEN, NUMBER, 1.5), "1,5", NUMBER),
    "half a person as text": (typing(MEN, NUMBER, "1,5"), "1,5", NUMBER),
    "binary dust": (typing(MEN, NUMBER, 0.1 + 0.2), "0,3", NUMBER),
    "less than none": (typing(MEN, NUMBER, -3), "Số âm", NUMBER),
    "less than none as text": (typing(MEN, NUMBER, "−3"), "Số âm", NUMBER),
    "more digits than a spreadsheet keeps": (typing(MEN, NUMBER, 10**16), "quá nhiều chữ số", NUMBER),
    "more than fits": (typing(MEN, NUMBER, "9" * 19), "18 chữ số", NUMBER),
    "a very long number": (typing(MEN, NUMBER, "9" * 60), "quá dài", NUMBER),
    "a wall of text": (typing(MEN, NUMBER, "ă" * 30_000), "quá dài", NUMBER),
    "in powers": (typing(MEN, NUMBER, "1e5"), "không phải là số", NUMBER),
    "wide digits": (typing(MEN, NUMBER, "１２"), "không phải là số", NUMBER),
    "per cent as text": (typing(MEN, NUMBER, "50%"), "không phải là số", NUMBER),
    "a stray apostrophe": (typing(MEN, NUMBER, "'12"), "không phải là số", NUMBER),
    "no number at all": (typing(MEN, NUMBER, "NaN"), "không phải là số", NUMBER),
    "without end": (typing(MEN, NUMBER, "Infinity"), "không phải là số", NUMBER),
    "a formula without a value": (typing(MEN, NUMBER, "=9+9"), "công thức", NUMBER),
    "a formula for an emptiness": (typing(MEN, STATE, '="không phát sinh"'), "công thức", STATE),
    "a formula for a reason": (typing(MEN, REASON, "=A1"), "công thức", REASON),
    "an error": (typing(MEN, NUMBER, "#N/A"), "báo lỗi", NUMBER),
    "a day": (typing(MEN, NUMBER, date(2022, 5, 1)), "ngày tháng.*2022-05-01", NUMBER),
    "an instant": (typing(MEN, NUMBER, datetime.fromisoformat("2022-05-01 07:30")), "ngày tháng", NUMBER),
    "a time of day": (typing(MEN, NUMBER, time(7, 30)), "ngày tháng", NUMBER),
    "yes": (typing(MEN, NUMBER, True), "không phải là số.*TRUE", NUMBER),
    "per cent": (typing(MEN, NUMBER, 0.5, "0%"), "phần trăm", NUMBER),
    "one hundred per cent, which is a whole number": (typing(MEN, NUMBER, 1, "0.00%"), "phần trăm", NUMBER),
    "per cent in colour": (typing(MEN, NUMBER, 1, '[Red]0.0" "%'), "phần trăm", NUMBER),
    "a number and an emptiness": (typing(MEN, STATE, "không phát sinh"), "vừa có số vừa ghi", NUMBER),
    "a number and not reported": (typing(MEN, STATE, "chưa báo cáo"), "vừa có số vừa ghi", NUMBER),
    "an unknown emptiness": (typing(MONEY, STATE, "không có"), "không có trong danh sách.*«không có»", STATE),
    "zero for an emptiness": (typing(MONEY, STATE, 0), "nhận chữ.*0", STATE),
    "yes for an emptiness": (typing(MONEY, STATE, True), "nhận chữ.*TRUE", STATE),
    "no data without a reason": (typing(MONEY, STATE, "không có số liệu"), "Chưa ghi vì sao", REASON),
    "a reason for nothing": (typing(MONEY, REASON, "chưa quyết toán"), "Có lý do nhưng", NUMBER),
    "about nothing": (typing(MONEY, ESTIMATE, "ước"), "Ghi «ước» nhưng", NUMBER),
    "an unknown word for an estimate": (typing(MEN, ESTIMATE, "khoảng"), "không có trong danh sách", ESTIMATE),
    "a day for an estimate": (typing(MEN, ESTIMATE, date(2022, 5, 1)), "nhận chữ", ESTIMATE),
    "a reason as long as a report": (typing(MEN, REASON, "vì " * 200), "quá dài", REASON),
    "another part": (typing(MEN, PART, "nữ"), "không còn khớp", PART),
    "another indicator's name": (typing(MEN, NAME, "Số trẻ em gái"), "không còn khớp", NAME),
    "keys sorted by themselves": (torn, "không còn khớp", NAME),
    "a key of another round": (typing(MEN, KEY, "XX-99.nam"), "không thuộc biểu.*XX-99", KEY),
    "a key taken out": (typing(MEN, KEY, None), "ô mã để trống", KEY),
    "a row copied": (copied_row, "Hai dòng mang cùng một mã", KEY),
    "a row deleted": (lambda book: book.sheet.delete_rows(book.row(MEN)), f"thiếu 1 dòng.*{MEN}", ""),
    "cells merged": (lambda book: book.sheet.merge_cells(f"E{book.row(MEN)}:E{book.row(WOMEN)}"), "bị gộp", ""),
}
# What is done to sheets.
SHEETS: dict[str, tuple[Touch, str]] = {
    "the form renamed": (lambda book: setattr(book.sheet, "title", "Sheet1"), f"không có sheet «{FORM}».*Sheet1"),
    "the form thrown away": (
        several(book_of_notes, lambda book: book.book.remove(book.sheet)),
        f"không có sheet «{FORM}»",
    ),
    "the hidden page renamed": (lambda book: setattr(book.hidden, "title", "x"), f"không có sheet «{HIDDEN}»"),
    "the hidden page thrown away": (lambda book: book.book.remove(book.hidden), f"không có sheet «{HIDDEN}»"),
    "everything cleared": (cleared, "Không tìm thấy dòng tiêu đề.*sheet trống"),
    "the header deleted": (lambda book: book.sheet.delete_rows(book.head), "Không tìm thấy dòng tiêu đề"),
    "a header reworded": (
        lambda book: setattr(book.sheet.cell(book.head, 5), "value", "Số"),
        f"tiêu đề.*thiếu hoặc trùng cột «{NUMBER}»",
    ),
    "a header twice": (
        lambda book: setattr(book.sheet.cell(book.head, 12), "value", NUMBER),
        f"thiếu hoặc trùng cột «{NUMBER}»",
    ),
    "a column deleted": (lambda book: book.sheet.delete_cols(6), f"thiếu hoặc trùng cột «{STATE}»"),
    "the header merged": (lambda book: book.sheet.merge_cells(f"A{book.head}:D{book.head}"), "thiếu hoặc trùng|bị gộp"),
    "something far to the right": (lambda book: setattr(book.sheet["ZZ9"], "value", "x"), "ngoài biểu.*702"),
    "something far below": (lambda book: setattr(book.sheet["A30000"], "value", "x"), "ngoài biểu.*30000"),
    "something at the far corner": (lambda book: setattr(book.sheet["XFD1048576"], "value", "x"), "bị dừng|ngoài biểu"),
    "the hidden page cleared": (lambda book: book.hidden.delete_rows(1, 9), "không còn nguyên vẹn"),
    "the seal moved": (lambda book: book.hidden.move_range("A2:A2", cols=1), "không còn nguyên vẹn"),
    "the seal cut short": (
        lambda book: setattr(book.hidden["A2"], "value", book.hidden["A2"].value[:-3]),
        "không còn nguyên vẹn",
    ),
    "the seal tampered with": (tampered, "không còn nguyên vẹn"),
    "the seal of another installation": (signed_elsewhere, "không còn nguyên vẹn"),
    "the form of an older version": (resealed(version=0), "đúng mẫu hiện hành"),
    "the form of another round": (resealed(round="0" * 16, whose="năm 2021"), "kỳ báo cáo khác.*năm 2021"),
    "the form of another unit": (resealed(report="0" * 16, whose="UBND xã Ia Dom"), "đơn vị khác.*Ia Dom"),
}
# What looks bad and is not: still exactly the good change, and what else is said here.
HARMLESS: dict[str, tuple[Touch, Mapping[str, Figure]]] = {
    "the form hidden": (several(book_of_notes, lambda book: setattr(book.sheet, "sheet_state", "hidden")), {}),
    "a row hidden": (lambda book: setattr(book.sheet.row_dimensions[book.row(MEN)], "hidden", True), {}),
    "a sheet more": (book_of_notes, {}),
    "letters taken apart": (decomposed, {}),
    "the lock taken off": (lambda book: setattr(book.sheet.protection, "sheet", False), {}),
    "spaces for nothing": (typing(MONEY, NUMBER, "   "), {}),
    "spaces for a number": (typing(MEN, NUMBER, " "), {MEN: NOT_REPORTED}),
    "a number beside, in a column of one's own": (lambda book: setattr(book.sheet["L9"], "value", 99), {}),
    "looks far down": (formatted_far_down, {}),
    "a total typed over": (lambda book: setattr(book.sheet.cell(book.row("Σ TT-02"), 5), "value", 999), {}),
    "a number as text": (typing(MEN, NUMBER, "1.234"), {MEN: Figure.of(1234)}),
    "a formula where nothing is asked": (lambda book: setattr(book.sheet["L2"], "value", "=1+1"), {}),
}


def test_what_cannot_be_meant_is_refused_by_sheet_cell_value_rule_and_remedy(held: Scene) -> None:
    found = dict(outcomes(held, {name: touch for name, (touch, _, _) in CELLS.items()}))
    wrong = []
    for name, (_, said, header) in CELLS.items():
        refused = found[name]
        if not isinstance(refused, list) or not any(re.search(said, refusal.message) for refusal in refused):
            wrong.append(f"{name}: {[r.message for r in refused] if isinstance(refused, list) else refused}")
            continue
        wrong += [f"{name}: {r.message}" for r in refused if not complete(r, header and f"({header})")]
    assert not wrong, "\n".join(wrong)
    assert figures.read(held.an_report)[WOMEN] == Figure.of(24)


def test_a_sheet_that_is_no_longer_the_form_is_refused(held: Scene) -> None:
    found = dict(outcomes(held, {name: touch for name, (touch, _) in SHEETS.items()}))
    wrong = []
    for name, (_, said) in SHEETS.items():
        refused = found[name]
        if not isinstance(refused, list) or not re.search(said, refused[0].message) or not complete(refused[0]):
            wrong.append(f"{name}: {[r.message for r in refused] if isinstance(refused, list) else refused}")
    assert not wrong, "\n".join(wrong)


def test_what_only_looks_bad_is_taken_for_what_it_says(held: Scene) -> None:
    found = dict(outcomes(held, {name: touch for name, (touch, _) in HARMLESS.items()}))
    wanted = {name: {**GOOD, **more} for name, (_, more) in HARMLESS.items()}
    assert {name: found[name] for name in HARMLESS} == wanted


def complete(refusal: Refusal, header: str = "") -> bool:
    """Whether it says where, which value, which rule and what to do; in the form also which cell."""
    where = "tệp «" in refusal.where and (not header or f"sheet «{FORM}», ô " in refusal.where)
    return bool(where and refusal.value and refusal.rule and refusal.remedy)


def outcomes(scene: Scene, touches: Mapping[str, Touch]) -> Iterator[tuple[str, Any]]:
    """What becomes of each book: its refusals, or the figures it would change."""
    books = {}
    for name, touch in touches.items():
        books[name] = opened(scene)
        touch(books[name])
    yield from of_files(scene, {name: book.data for name, book in books.items()})


def of_files(scene: Scene, files: Mapping[str, bytes]) -> Iterator[tuple[str, Any]]:
    """The same for files: read one after the other, each compared with the draft as An would see it."""
    read = workbooks.read_many((f"{name}.xlsx", data) for name, data in files.items())
    for name, sheet in zip(files, read, strict=True):
        try:
            if isinstance(sheet, Refusal):
                raise sheet
            found = workbooks.difference(scene.an_report, sheet, by=scene.world.an, at=WHEN)
        except Refusal as refusal:
            yield name, [refusal]
            continue
        yield name, found.refused or {line.asked.key: line.after for line in found.lines}


# Files that are no honest .xlsx


def part(name: str, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """One part of the file changed by hand."""

    def touch(data: bytes) -> bytes:
        def within(parts: dict[str, bytes]) -> None:
            parts[name] = change(parts[name])

        return repacked(data, within)

    return touch


def without(name: str) -> Callable[[bytes], bytes]:
    return lambda data: repacked(data, lambda parts: parts.pop(name) and None)


def with_part(name: str, content: bytes) -> Callable[[bytes], bytes]:
    return lambda data: repacked(data, lambda parts: parts.update({name: content}))


def by_hand(scene: Scene) -> bytes:
    """The form as it was downloaded, with the good change in it."""
    place = f'<c r="E{Book(scene.an_report).row(WOMEN)}" s="4"><v>'
    held, good = (f"{place}{number}</v>".encode() for number in (24, 25))
    return part(SHEET, in_cell(held, good))(workbooks.write(scene.an_report))


def lying(data: bytes) -> bytes:
    """A part that unpacks to far more than the directory says."""
    bomb = repacked(data, lambda parts: parts.update({SHEET: parts[SHEET] + b" " * 100 * 1024**2}))
    real = len(zipfile.ZipFile(io.BytesIO(bomb)).read(SHEET))
    return bomb.replace(struct.pack("<I", real), struct.pack("<I", 4000))


def encrypted(data: bytes) -> bytes:
    """Every part says that it needs a password."""
    changed = bytearray(data)
    for place in (found.start() for found in re.finditer(b"PK\x01\x02", data)):
        changed[place + 8] |= 1
    return bytes(changed)


LAUGHS = b"".join(
    b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10 if level else b"ha" * 10) for level in range(10)
)
DECLARED = b'<?xml version="1.0"?><!DOCTYPE x [' + LAUGHS + b"]>"


def after_head(more: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: more + xml.partition(b"?>")[2]


def in_cell(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(old, new, 1)


FILES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda _: b"", "Tệp rỗng"),
    "a picture": (lambda _: b"\xff\xd8\xff\xe0" + b"\0" * 200, "không phải .xlsx"),
    "a PDF": (lambda _: b"%PDF-1.7\n%%EOF", "không phải .xlsx"),
    "an old .xls or one with a password": (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "mật khẩu"),
    "words": (lambda _: "Mã ô;Số liệu\nTT-01;3".encode(), "không phải .xlsx"),
    "cut in half": (lambda data: data[: len(data) // 2], "bị hỏng"),
    "without its end": (lambda data: data[:-30], "bị hỏng"),
    "garbage in the middle": (lambda data: data[:2000] + b"\0" * 500 + data[2500:], "bị hỏng"),
    "too large to send": (lambda data: data + b"\0" * 6 * 1024**2, "quá lớn"),
    "an empty zip": (lambda data: repacked(data, lambda parts: parts.clear()), "bị hỏng"),
    "a bomb that says so": (with_part("xl/media/a.bin", b"\0" * 70 * 1024**2), "quá lớn.*7[01] MB"),
    "a bomb that lies": (lying, "bị hỏng"),
    "a thousand parts": (
        lambda data: repacked(data, lambda p: p.update({f"a{n}": b"" for n in range(1000)})),
        "quá lớn",
    ),
    "needs a password for its parts": (encrypted, "bị hỏng"),
    "laughs a billion times": (part(SHEET, after_head(DECLARED)), "khai báo lạ"),
    "laughs among its texts": (part(TEXTS, after_head(DECLARED)), "khai báo lạ"),
    "asks for a file of the server": (
        part(SHEET, after_head(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')),
        "khai báo lạ",
    ),
    "in two bytes a letter": (part(SHEET, lambda xml: xml.decode().encode("utf-16")), "khai báo lạ"),
    "macros": (with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"), "macro"),
    "broken XML": (part(SHEET, lambda xml: xml[:-40]), "bị hỏng"),
    "no list of sheets": (without("xl/workbook.xml"), "không có sheet nào"),
    "no form": (without(SHEET), "bị hỏng"),
    "no texts": (without("xl/sharedStrings.xml"), "bị hỏng|tiêu đề|nguyên vẹn"),
    "texts that are not there": (
        part(TEXTS, lambda _: b'<sst xmlns="x"/>'),
        "bị hỏng|tiêu đề|nguyên vẹn",
    ),
    "a form elsewhere": (
        part("xl/_rels/workbook.xml.rels", in_cell(b"worksheets/sheet1.xml", b"../../../etc/passwd")),
        "bị hỏng",
    ),
    "a formula whose cell has no name": (
        part(SHEET, in_cell(b"<sheetData>", b'<sheetData><row><c t="n"><f>1+1</f><v>2</v></c></row>')),
        "vị trí|bị hỏng",
    ),
    "a formula beside its cell": (part(SHEET, in_cell(b"<sheetData>", b"<sheetData><f >1+1</f>")), "công thức"),
    "text that hides marks": (
        part(SHEET, in_cell(b"<sheetData>", b"<sheetData><![CDATA[<f>]]>")),
        "công thức|bị hỏng",
    ),
    "deep as a well": (part(SHEET, in_cell(b"<sheetData>", b"<sheetData>" + b"<x>" * 100_000)), "bị hỏng"),
}


def test_a_file_that_is_no_honest_workbook_is_refused_and_the_next_one_is_read(held: Scene) -> None:
    good = by_hand(held)
    files = {name: touch(good) for name, (touch, _) in FILES.items()}
    found = dict(of_files(held, {**files, "the last one": good}))
    wrong = []
    for name, (_, said) in FILES.items():
        refused = found[name]
        if not isinstance(refused, list) or not re.search(said, refused[0].message) or not complete(refused[0]):
            wrong.append(f"{name}: {[r.message for r in refused] if isinstance(refused, list) else refused}")
    assert not wrong, "\n".join(wrong)
    assert found["the last one"] == GOOD


def cached(book: Book, key: str) -> bytes:
    """A formula with the value that another program left with it: what it shows is not what it works out."""
    place = f"E{book.row(key)}".encode()
    pattern = re.compile(rb'<c r="' + place + rb'"([^>]*?)(?:/>|>.*?</c>)')
    return part(SHEET, lambda xml: pattern.sub(rb'<c r="' + place + rb'"\1><f>1+1</f><v>999</v></c>', xml))(book.data)


def test_a_formula_is_not_believed_even_with_a_value(held: Scene) -> None:
    book = opened(held)
    (refused,) = dict(of_files(held, {"bieu": cached(book, MEN)}))["bieu"]
    assert "công thức" in refused.value and f"ô E{book.row(MEN)} ({NUMBER})" in refused.where


def far_corner() -> bytes:
    """Two cells, both lawful, that end the fast reader's whole process."""
    book = Workbook()
    book.worksheets[0].title = FORM
    book.create_sheet(HIDDEN)["A2"] = "x"
    book.worksheets[0]["A1"], book.worksheets[0]["XFD1048576"] = "x", "y"
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def test_files_that_end_the_reader_are_refused_one_by_one_and_the_others_are_read(held: Scene) -> None:
    good, killer = opened(held).data, far_corner()
    found = dict(of_files(held, {"1": killer, "2": good, "3": killer, "4": killer, "5": good, "6": b"", "7": good}))
    assert [name for name, told in found.items() if told == GOOD] == ["2", "5", "7"]
    assert all("bị dừng" in found[name][0].value for name in "134")


def test_whatever_happens_to_the_bytes_of_a_file_nothing_wrong_is_ever_taken(held: Scene) -> None:
    good, chance = by_hand(held), random.Random(2022)
    files = {}
    for number in range(150):
        changed = bytearray(good)
        for _ in range(chance.choice([1, 1, 2, 8])):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        cut = chance.choice([len(changed), len(changed), chance.randrange(len(changed))])
        files[str(number)] = bytes(changed[:cut])
    told = [outcome for _, outcome in of_files(held, files)]
    assert len(told) == 150
    assert all(outcome == GOOD or (isinstance(outcome, list) and complete(outcome[0])) for outcome in told)
    assert any(isinstance(outcome, list) for outcome in told)


def test_the_seal_says_what_it_was_told_and_nothing_else() -> None:
    seal = seals.Seal("a" * 16, "b" * 16, "UBND xã", {f"X-{n}.nu": n for n in range(9000)})
    texts = seals.sealed(seal)
    assert seals.unsealed(texts) == seal
    assert all(len(text) <= 32_767 for text in texts)
    for broken in ([], [""], texts[:-1], [*texts, "x"], ["x:y"], [None], [7.0]):
        with pytest.raises(seals.SealBrokenError):
            seals.unsealed(broken)


def test_no_data_stays_no_data_with_its_reason(held: Scene) -> None:
    book = opened(held)
    book[MONEY, STATE], book[MONEY, REASON] = "không có số liệu", 2022
    told = dict(of_files(held, {"bieu": book.data}))["bieu"]
    assert told == {**GOOD, MONEY: Figure(CellState.NO_DATA, reason="2022")}
