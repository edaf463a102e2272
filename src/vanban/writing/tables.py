"""Ruled tables: repeated header rows, cells that cover rows and columns, widths that add up to the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vanban.document import Cell, Table
from vanban.writing.page import PORTRAIT
from vanban.writing.wml import Element, paragraph, run, w

MAX_COLUMNS = 63
"""The most columns that Word opens."""

_NARROW_FROM = 9
"""From this many columns on a table is set in the smaller size."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the grid: what stands there, how many columns it takes, and where it is in its rows."""

    cell: Cell
    columns: int
    merge: str = ""
    """"restart" where the cell goes on in the row below, "continue" below it, "" for a cell of one row."""


def caption_and_table(table: Table, width: int = 0) -> list[Element]:
    """A table under its caption, `width` twips wide (the portrait page's line where none is given)."""
    caption = [paragraph("TenBang", [run(table.caption)])] if table.caption.strip() else []
    columns = max(_columns(table.header), _columns(table.rows))
    if not columns:
        return caption
    widths = _widths(table.widths, columns, width or PORTRAIT.text_width)
    narrow = "Hep" if columns >= _NARROW_FROM else ""
    rows = [_row(row, widths, f"DauBang{narrow}", header=True) for row in placed(table.header, columns)]
    rows += [_row(row, widths, f"NoiDungBang{narrow}", header=False) for row in placed(table.rows, columns)]
    return [*caption, w("tbl", _properties(widths), w("tblGrid", *(w("gridCol", w=each) for each in widths)), *rows)]


def _properties(widths: Sequence[int]) -> Element:
    return w(
        "tblPr",
        w("tblStyle", val="BangSoLieu"),
        w("tblW", w=sum(widths), type="dxa"),
        w("jc", val="center"),
        w("tblLayout", type="fixed"),
    )


def placed(rows: Sequence[Sequence[Cell]], columns: int) -> list[list[Slot]]:
    """The rows on a grid of `columns`: cells that cover rows go on below, and rows too short are filled up."""
    covering: dict[int, tuple[Slot, int]] = {}
    grid = []
    for index, row in enumerate(rows):
        line, covering = _placed_row(row, covering, columns, rows_left=len(rows) - index - 1)
        grid.append(line)
    return grid


def _placed_row(
    row: Sequence[Cell], covering: dict[int, tuple[Slot, int]], columns: int, rows_left: int
) -> tuple[list[Slot], dict[int, tuple[Slot, int]]]:
    line: list[Slot] = []
    below: dict[int, tuple[Slot, int]] = {}
    cells, column = list(row), 0
    columns = max(columns, *(start + slot.columns for start, (slot, _) in covering.items()), 0)
    while column < columns or cells:
        if column in covering:
            slot, left = covering[column]
            slot = replace(slot, cell=replace(slot.cell, text=""), merge="continue")
        elif cells:
            slot = _slot(cells.pop(0), column, covering)
            left = min(max(slot.cell.rows - 1, 0), rows_left)
            slot = replace(slot, merge="restart") if left else slot
        else:
            slot, left = Slot(Cell(""), 1), 0
        if left:
            below[column] = (slot, left - 1)
        line.append(slot)
        column += slot.columns
    return line, below


def _slot(cell: Cell, column: int, covering: dict[int, tuple[Slot, int]]) -> Slot:
    """A cell as wide as it asks for, but never over a cell that comes down from the row above."""
    next_covered = min((start for start in covering if start > column), default=column + MAX_COLUMNS)
    return Slot(cell, min(max(cell.columns, 1), next_covered - column, MAX_COLUMNS))


def _columns(rows: Sequence[Sequence[Cell]]) -> int:
    return max((sum(slot.columns for slot in line) for line in placed(rows, 0)), default=0)


def _widths(relative: Sequence[int], columns: int, width: int) -> list[int]:
    """Widths in twips that add up to `width`; a column without a relative width gets the average."""
    given = [max(each, 1) for each in relative[:columns]]
    average = max(sum(given) // len(given), 1) if given else 1
    shares = given + [average] * (columns - len(given))
    ends = [width * sum(shares[: place + 1]) // sum(shares) for place in range(columns)]
    return [end - start for start, end in zip([0, *ends[:-1]], ends, strict=True)]


def _row(slots: Sequence[Slot], widths: Sequence[int], style: str, *, header: bool) -> Element:
    cells, column = [], 0
    for slot in slots:
        cells.append(_cell(slot, sum(widths[column : column + slot.columns]), style, header=header))
        column += slot.columns
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader") if header else None), *cells)


def _cell(slot: Slot, width: int, style: str, *, header: bool) -> Element:
    cell = slot.cell
    align = cell.align if cell.align in ("center", "right") and not header else ""
    return w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=width, type="dxa"),
            w("gridSpan", val=slot.columns) if slot.columns > 1 else None,
            w("vMerge", val=slot.merge) if slot.merge else None,
            w("vAlign", val="center") if header or slot.merge else None,
        ),
        paragraph(
            style,
            [run(cell.text, bold=cell.bold and not header)] if cell.text else (),
            w("jc", val=align) if align else None,
        ),
    )
