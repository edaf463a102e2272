"""What the child process does in which an Excel file is read (`files.child_process`): it reads it from standard input.

It looks at the zip directory before anything is unpacked, and reads no more rows, columns and letters than a register
can have. It prints one JSON object: {"rows": […]} or {"refusal": {"what", "why", "remedy"}}.
A cell is null, a text, {"number": "12.5"}, {"day": "2022-04-27"} or {"bad": why it holds no value}.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

UNPACKED_BYTES = 64 * 1024**2
PARTS = 500
ROWS = 2000
COLUMNS = 40
LETTERS_A_CELL = 5000
LETTERS = 4_000_000


class TooMuchError(Exception):
    """The file holds more than a register can."""


def main() -> None:
    """Read standard input and print what was read."""
    try:
        answer: dict[str, object] = {"rows": _rows(sys.stdin.buffer.read())}
    except TooMuchError as error:
        answer = _refusal(
            "Tệp Excel quá lớn nên không đọc.", str(error), "chia thành nhiều tệp nhỏ rồi tải lên lần lượt."
        )
    except Exception:  # whatever a broken file makes the library raise, it is a broken file
        why = "tệp hỏng hoặc không phải tệp Excel (.xlsx)."
        answer = _refusal("Không đọc được tệp Excel.", why, "mở tệp bằng Excel, lưu lại dạng .xlsx rồi tải lên lại.")
    json.dump(answer, sys.stdout, ensure_ascii=False)


def _refusal(what: str, why: str, remedy: str) -> dict[str, object]:
    return {"refusal": {"what": what, "why": why, "remedy": remedy}}


def _rows(data: bytes) -> list[list[Any]]:
    _look_at_directory(data)
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
    if (sheet.max_column or 0) > COLUMNS and any(_filled_beyond(sheet)):
        raise TooMuchError(f"mỗi tệp tối đa {COLUMNS} cột.")
    return list(_bounded(sheet))


def _look_at_directory(data: bytes) -> None:
    parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED_BYTES:
        raise TooMuchError(f"khi mở ra tệp lớn hơn {UNPACKED_BYTES // 1024**2} MB.")


def _filled_beyond(sheet: Any) -> Iterator[bool]:
    """Whether a cell right of the last column holds anything; a format alone does not count."""
    for row in sheet.iter_rows(min_col=COLUMNS + 1, max_col=COLUMNS + 20, max_row=ROWS, values_only=True):
        yield any(value is not None for value in row)


def _bounded(sheet: Any) -> Iterator[list[Any]]:
    letters, blank = 0, 0
    for number, row in enumerate(sheet.iter_rows(max_col=COLUMNS, max_row=ROWS * 3), start=1):
        cells = [_cell(cell) for cell in row]
        letters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if letters > LETTERS:
            raise TooMuchError("tệp có quá nhiều chữ.")
        if all(cell is None for cell in cells):
            blank += 1  # given back only before a row with content: a sheet may be formatted far down
            continue
        if number > ROWS:
            raise TooMuchError(f"mỗi tệp tối đa {ROWS} dòng.")
        yield from ([] for _ in range(blank))
        blank = 0
        yield cells


def _cell(cell: Any) -> Any:
    value, kind = cell.value, cell.data_type
    if value is None:
        return None
    if kind == "f":
        return {"bad": "ô chứa công thức"}
    if kind == "e":
        return {"bad": f"ô báo lỗi {value}"}
    if isinstance(value, datetime | date):
        return {"day": (value.date() if isinstance(value, datetime) else value).isoformat()}
    if isinstance(value, bool):
        return {"bad": "ô chứa TRUE hoặc FALSE"}
    if isinstance(value, int | float):
        return {"number": repr(value)}
    return str(value)[: LETTERS_A_CELL + 1]
