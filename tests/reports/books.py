"""The workbook of An's report as she has it open: cells by their key and header, changed and saved again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from binhdang.reports import workbooks
from binhdang.reports.models import Report
from binhdang.reports.workbooks.form import FORM, HIDDEN, KEY, NUMBER


class Book:
    """A downloaded form. `book["TT-02.nu", NUMBER] = 12` types into it; `data` is the file as it is saved."""

    def __init__(self, source: Report | bytes) -> None:
        data = source if isinstance(source, bytes) else workbooks.write(source)
        self.book = load_workbook(io.BytesIO(data))
        self.sheet: Worksheet = self.book[FORM]
        self.hidden: Worksheet = self.book[HIDDEN]
        self.head = next(row[0].row for row in self.sheet.iter_rows() if row[0].value == KEY)
        self.columns = {cell.value: cell.column for cell in self.sheet[self.head]}

    def row(self, key: str) -> int:
        """The row of a cell of the round."""
        return next(row[0].row for row in self.sheet.iter_rows(min_row=self.head) if row[0].value == key)

    def cell(self, key: str, header: str = NUMBER) -> Any:
        """A cell of the sheet."""
        return self.sheet.cell(self.row(key), self.columns[header])

    def __getitem__(self, at: tuple[str, str]) -> Any:
        return self.cell(*at).value

    def __setitem__(self, at: tuple[str, str], value: Any) -> None:
        self.cell(*at).value = value

    @property
    def data(self) -> bytes:
        """The file."""
        output = io.BytesIO()
        self.book.save(output)
        return output.getvalue()


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The same file with its parts changed by hand."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()
