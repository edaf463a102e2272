"""Workbooks as communes fill them in: one sheet each, a row an indicator, men and women beside each other."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from worlds.cells import GIVEN, Reports
from worlds.trees import INDICATORS

HEAD = ("Mã", "Chỉ tiêu", "Đơn vị tính", "Nam", "Nữ", "Ghi chú")
SAID = {2: "-", 3: "x", 4: "K", 0: None}
"""What a unit writes where it has no number, by state."""


def write_workbook(path: Path, unit: str, said: Reports, row: int, code_of: list[str]) -> None:
    """The report of one unit. Figures are whole numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Báo cáo")
    sheet.append(["BÁO CÁO SỐ LIỆU BÌNH ĐẲNG GIỚI"])
    sheet.append(["Đơn vị:", unit])
    sheet.append([])
    sheet.append(list(HEAD))
    states, values = (said.flags[row] & 7).tolist(), said.values[row].tolist()
    for indicator in range(INDICATORS):
        cells = [_said(states[place], values[place]) for place in (2 * indicator, 2 * indicator + 1)]
        sheet.append([code_of[indicator], f"Chỉ tiêu số {indicator + 1}", "người", *cells, None])
    book.save(path)


def _said(state: int, value: int) -> int | str | None:
    return value if state == GIVEN else SAID[state]
