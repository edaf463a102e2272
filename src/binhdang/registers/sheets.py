"""A register as an Excel file, out and in: what is downloaded can be changed and sent back as it is.

Two hidden columns tell rows apart: the key (public id of the entry) and the mark (revision and fingerprint of the row
as it was downloaded). So an untouched row is known as such even where the entry has changed since.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from binhdang.files.child_process import ask_child
from binhdang.orgs.models import Unit
from binhdang.plans.models import PlanTask
from binhdang.registers.columns import Day, Whole, clean
from binhdang.registers.entries import Register
from binhdang.registers.models import Entry
from binhdang.values.refusals import Refusal

KEY, MARK = "Khóa (không sửa)", "Dấu (không sửa)"
OWNER, TASK, HELPERS = "Mã đơn vị chủ trì", "Nhiệm vụ", "Mã đơn vị phối hợp"
SECONDS = 30
MEMORY_BYTES = 1024**3
LARGEST_FILE = 5 * 1024**2
DAY_FORMAT = "dd/mm/yyyy"
LAST_ROW = 2000


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that holds no value a person typed: a formula, an error."""

    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an uploaded sheet. `cells`: header → what stands in it; `letters`: header → its column letter."""

    number: int
    cells: dict[str, Any]
    letters: dict[str, str]

    def cell(self, header: str) -> str:
        """The cell's name: "E7"."""
        return f"{self.letters[header]}{self.number}"

    @property
    def key(self) -> str:
        """The public id of the entry it was downloaded from; "" for a new row."""
        return str(self.cells.get(KEY) or "").strip()

    @property
    def mark(self) -> tuple[int, str]:
        """Revision and fingerprint at the download; revision -1 where the mark is gone."""
        revision, _, print_of_row = str(self.cells.get(MARK) or "").partition(".")
        return (int(revision) if revision.isascii() and revision.isdigit() else -1), print_of_row


def headers(register: Register) -> list[str]:
    """The headers in order."""
    return [KEY, MARK, OWNER, *(column.label for column in register.columns), TASK, HELPERS]


def cells_of(register: Register, entry: Entry) -> list[Any]:
    """An entry as the cells after the two hidden ones."""
    values = [column.cell(getattr(entry, column.name)) for column in register.columns]
    helpers = "; ".join(sorted(unit.code for unit in entry.co_organisers.all()))
    return [entry.owner.code, *values, entry.task.label if entry.task else "", helpers]


def fingerprint(cells: Iterable[Any]) -> str:
    """The same for cells that a person sees as the same: 12 and 12.0, a day and its date cell, spaces made one."""
    plain = [plain_text(cell) for cell in cells]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:16]


def plain_text(cell: Any) -> str:
    """A cell as text: a code that the spreadsheet took for a number is a code again."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal | int):
        return f"{Decimal(cell).normalize():f}"
    return " ".join(clean(str(cell)).split())


def write_sheet(
    register: Register, entries: Sequence[Entry], *, units: Sequence[Unit], tasks: Sequence[PlanTask], on: date
) -> bytes:
    """The entries as an .xlsx file, with a second sheet that explains the columns and lists the codes."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  # a new workbook has one
    sheet.title = register.sheet_title
    for number, header in enumerate(headers(register), start=1):
        cell = sheet.cell(1, number, header)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="EFEDF3")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for at_row, entry in enumerate(entries, start=2):
        cells = cells_of(register, entry)
        row = [entry.public_id, f"{entry.revision}.{fingerprint(cells)}", *cells]
        for number, value in enumerate(row, start=1):
            _put(sheet.cell(at_row, number), value)
    _dress(sheet, register)
    _explain(book.create_sheet("huong-dan"), register, units, tasks, on)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _put(cell: Any, value: Any) -> None:
    """Text as text, even where it begins like a formula."""
    cell.value = value
    if isinstance(value, str) and isinstance(cell, Cell):
        cell.data_type, cell.number_format = "s", "@"
    elif isinstance(value, date):
        cell.number_format = DAY_FORMAT
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _dress(sheet: Worksheet, register: Register) -> None:
    """Widths, hidden columns, a head that stays, and what the spreadsheet itself can check."""
    widths = [12, 12, 16, *(column.width for column in register.columns), 12, 22]
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for letter in "AB":
        sheet.column_dimensions[letter].hidden = True
    sheet.freeze_panes = "D2"
    kinds = [None, None, None, *register.columns, None, None]
    for number, column in enumerate(kinds, start=1):
        letter = get_column_letter(number)
        text = "General" if isinstance(column, Whole) else "@"  # else "4.10" becomes the number 4.1
        sheet.column_dimensions[letter].number_format = DAY_FORMAT if isinstance(column, Day) else text
        if isinstance(column, Whole):
            check = DataValidation("whole", "between", "0", str(column.largest), allow_blank=True)
            check.error = f"{column.label}: số nguyên từ 0 đến {column.shown(column.largest)}."
            sheet.add_data_validation(check)
            check.add(f"{letter}2:{letter}{LAST_ROW}")


def _explain(sheet: Worksheet, register: Register, units: Sequence[Unit], tasks: Sequence[PlanTask], on: date) -> None:
    lines: list[tuple[str, str]] = [
        ("Sửa dòng có sẵn", "sửa thẳng vào ô; không sửa hai cột ẩn A và B."),
        ("Thêm dòng", "viết vào dòng trống bên dưới; đừng chép cả dòng cũ, vì cột ẩn sẽ bị chép theo."),
        ("Xóa dòng", "xóa dòng ở đây không xóa mục trong sổ; muốn rút một mục thì rút trên trang của mục đó."),
        ("", ""),
        *((c.label, c.help or ("bắt buộc" if c.required else "không bắt buộc")) for c in register.columns),
        ("", ""),
        ("Mã đơn vị", "Tên đơn vị"),
        *((unit.code, unit.name_on(on)) for unit in units),
        ("", ""),
        ("Nhiệm vụ", "Nội dung"),
        *((task.label, f"Kế hoạch năm {task.plan.year}: {task.text[:200]}") for task in tasks),
    ]
    for number, line in enumerate(lines, start=1):
        for place, text in enumerate(line, start=1):
            _put(sheet.cell(number, place), text)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 90


def read_sheet(data: bytes, *, name: str, register: Register) -> list[Row]:
    """The rows of an uploaded file that hold anything. Raises Refusal for whatever is no file of this register."""
    rows = _rows_of_child(data, name)
    if not rows:
        raise _not_ours(name, "tệp không có dòng nào.")
    found = [_text(cell) for cell in rows[0]]
    places = {header: number for number, header in enumerate(found) if header}
    wanted = headers(register)
    missing = [header for header in wanted if header not in places]
    if missing:
        raise _not_ours(name, f"dòng 1 thiếu cột «{'», «'.join(missing)}».")
    strange = [header for header in places if header not in wanted]
    if strange or len(places) != sum(map(bool, found)):
        raise _not_ours(name, f"dòng 1 có cột lạ hoặc trùng tên: «{'», «'.join(strange or found)}».")
    letters = {header: get_column_letter(place + 1) for header, place in places.items()}
    return [
        Row(number, {header: _value(cells, place) for header, place in places.items()}, letters)
        for number, cells in enumerate(rows[1:], start=2)
        if any(_text(cell) for place, cell in enumerate(cells) if place in places.values())
    ]


def _rows_of_child(data: bytes, name: str) -> list[list[Any]]:
    if not 0 < len(data) <= LARGEST_FILE:
        raise Refusal(
            "Tệp Excel quá lớn." if data else "Tệp rỗng.",
            where=f"tệp «{name}»",
            value=f"{len(data) / 1024**2:.1f} MB".replace(".", ","),
            rule=f"mỗi tệp Excel tối đa {LARGEST_FILE // 1024**2} MB.",
            remedy="kiểm tra đã chọn đúng tệp chưa; bỏ ảnh và sheet thừa rồi tải lên lại.",
        )
    try:
        said = ask_child("binhdang.registers.sheet_process", data, seconds=SECONDS, memory=MEMORY_BYTES)
        answer: dict[str, Any] = json.loads(said)
    except (TimeoutError, ValueError):
        why = "việc đọc bị dừng vì tệp hỏng hoặc cần quá nhiều thời gian, bộ nhớ."
        answer = {"refusal": {"what": "Không đọc được tệp Excel.", "why": why, "remedy": "tải lại mẫu rồi nhập lại."}}
    if refusal := answer.get("refusal"):
        raise Refusal(refusal["what"], where=f"tệp «{name}»", rule=refusal["why"], remedy=refusal["remedy"])
    rows: list[list[Any]] = answer["rows"]
    return rows


def _not_ours(name: str, why: str) -> Refusal:
    return Refusal(
        "Tệp không đúng mẫu của sổ này.",
        where=f"tệp «{name}»",
        rule=why,
        remedy="bấm «Tải xuống Excel» để lấy đúng mẫu, rồi chép số liệu vào đó.",
    )


def _value(cells: list[Any], place: int) -> Any:
    cell = cells[place] if place < len(cells) else None
    if not isinstance(cell, dict):
        return cell
    if "number" in cell:
        return Decimal(cell["number"])
    return date.fromisoformat(cell["day"]) if "day" in cell else BadCell(cell["bad"])


def _text(cell: Any) -> str:
    return clean(cell) if isinstance(cell, str) else ("" if cell is None else str(cell))
