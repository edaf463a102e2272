"""The form of a round as a sheet: which columns it has, and which cells it asks a unit, each with its name and help."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from binhdang.indicators.models import Indicator
from binhdang.reports.models import Report, Round
from binhdang.reports.table import asked_of, cell_labels, indicators_of, split_label
from binhdang.values.figures import CellState

FORM, HIDDEN = "Biểu số liệu", "dành cho hệ thống"
"""The names of the two sheets."""
KEY, NAME, UNIT, PART = "Mã ô", "Chỉ tiêu", "Đơn vị tính", "Phần"
NUMBER, STATE, ESTIMATE, REASON = "Số liệu kỳ này", "Nếu không có số", "Thực hiện hay ước", "Lý do"
SOURCE, HELP = "Lấy từ đâu", "Hướng dẫn"
HEADERS = (KEY, NAME, UNIT, PART, NUMBER, STATE, ESTIMATE, REASON, SOURCE, HELP)
LETTERS = "ABCDEFGHIJ"
WIDTHS = (15, 44, 12, 22, 18, 20, 14, 30, 16, 70)
INPUTS = (NUMBER, STATE, ESTIMATE, REASON)
"""The columns a person fills in; the others tell what is asked and are looked at only to see that rows stayed whole."""
READ_BACK = (KEY, NAME, PART, *INPUTS)
"""The columns that are looked at when a form comes back."""

STATES = (CellState.NIL, CellState.NOT_APPLICABLE, CellState.NO_DATA)
"""What may be chosen where there is no number; a cell that says nothing is "chưa báo cáo"."""
ACTUAL, ESTIMATED = "thực hiện", "ước"
TOTAL = "Σ "
"""Begins the key of a row that only adds up the rows above it."""
EXACT_DIGITS = 15
"""As many digits as a spreadsheet keeps of a number; a longer one stands in the sheet as text."""
LARGEST = 10**EXACT_DIGITS - 1


@dataclass(frozen=True, slots=True)
class Asked:
    """One cell of the round as the sheet shows it."""

    key: str
    name: str
    unit_label: str
    part: str
    label: str
    """As messages name it: "TH-02 Lượt người dự tập huấn – nữ"."""
    scale: int
    signed: bool
    """Whether it may be less than none: only what somebody else published."""
    help: str


class Form:
    """What a round asks, read once for all its workbooks."""

    def __init__(self, round: Round) -> None:
        self.round = round
        self.indicators: list[Indicator] = indicators_of(round)
        labels = cell_labels(round, self.indicators)
        named = {indicator.code: indicator for indicator in self.indicators}
        self.cells: dict[str, Asked] = {}
        self._keys: dict[str, list[str]] = defaultdict(list)
        for key, scale in zip(round.cell_keys, round.cell_scales, strict=True):
            code = key.partition(".")[0]
            if code in named:
                self.cells[key] = _asked(key, named[code], labels[key], scale)
                self._keys[code].append(key)

    def asked_of(self, report: Report) -> list[list[Asked]]:
        """The cells that a report's unit is asked, indicator by indicator."""
        keys = (self._keys.get(indicator.code, []) for indicator in asked_of(report, self.indicators))
        return [[self.cells[key] for key in of_one] for of_one in keys if of_one]


def _asked(key: str, indicator: Indicator, label: str, scale: int) -> Asked:
    words = " ".join(indicator.definition.split())
    return Asked(
        key, indicator.name, indicator.unit_label, split_label(key), label, scale, not indicator.rolls_up, words
    )


def address(header: str, row: int) -> str:
    """A cell of the form as a spreadsheet calls it: "E7"."""
    return f"{LETTERS[HEADERS.index(header)]}{row}"


def ranges(header: str, rows: Sequence[int]) -> list[str]:
    """Rows of one column as ranges: ["E5:E6", "E8:E8"]."""
    found: list[list[int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    return [f"{address(header, first)}:{address(header, last)}" for first, last in found]
