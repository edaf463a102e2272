"""A report's form as an .xlsx file: prefilled with the draft, open only where there is something to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from binhdang.reports.edits import CellEdit, newest_edits
from binhdang.reports.models import Report
from binhdang.reports.numbers import number_text
from binhdang.reports.queries import unit_name
from binhdang.reports.states import CellSource
from binhdang.reports.workbooks.form import (
    ACTUAL,
    ESTIMATE,
    ESTIMATED,
    EXACT_DIGITS,
    FORM,
    HEADERS,
    HELP,
    HIDDEN,
    KEY,
    LARGEST,
    LETTERS,
    NAME,
    NUMBER,
    PART,
    REASON,
    SOURCE,
    STATE,
    STATES,
    TOTAL,
    UNIT,
    WIDTHS,
    Asked,
    Form,
    address,
    ranges,
)
from binhdang.reports.workbooks.package import (
    Check,
    Content,
    Formula,
    Look,
    Texts,
    form_xml,
    packed,
    plain_xml,
    rows_xml,
)
from binhdang.reports.workbooks.seals import Seal, sealed
from binhdang.ui.templatetags.ui import day
from binhdang.values.figures import NOT_REPORTED, CellState, Figure

_HEAD = (
    "Chỉ nhập vào các ô màu vàng. Số viết 1234 hoặc 1.234; phần lẻ sau dấu phẩy: 1,5.",
    "Ô không có số thì chọn ở cột «Nếu không có số»; «không có số liệu» phải ghi lý do. Ô trống không phải là số 0.",
)
FIRST_ROW = len(_HEAD) + 3
"""Of the table's cells: below the title, the head and the header."""
_LOOKS = {KEY: Look.TEXT, NAME: Look.TEXT, UNIT: Look.TEXT, PART: Look.TEXT, SOURCE: Look.TEXT, HELP: Look.HELP}
_LOOKS |= {NUMBER: Look.NUMBER_IN, STATE: Look.CHOICE_IN, ESTIMATE: Look.CHOICE_IN, REASON: Look.TEXT_IN}

Row = list[tuple[str, Content, Look]]


def write(report: Report, form: Form | None = None) -> bytes:
    """The workbook of a report as its draft stands. `form`: what the round asks, where the caller has it already."""
    form, edits, texts = form or Form(report.round), newest_edits(report), Texts()
    asked = form.asked_of(report)
    whose = f"{unit_name(report.unit, report.round)}, {report.round.period.label}"
    revisions = {cell.key: edits[cell.key].revision if cell.key in edits else 0 for of_one in asked for cell in of_one}
    seal = Seal(report.public_id, report.round.public_id, whose, revisions)
    rows = [*_head(report, whose), *_table(asked, edits)]
    sheet = form_xml(
        rows_xml(rows, texts),
        widths=WIDTHS,
        letters=LETTERS,
        frozen_at=address(NUMBER, FIRST_ROW),
        checks=_checks(asked),
    )
    said = "Trang này để hệ thống nhận lại biểu. Xin không sửa, không xóa."
    hidden: list[Row] = [[("A", text, Look.PLAIN)] for text in (said, *sealed(seal))]
    return packed((FORM, sheet), (HIDDEN, plain_xml(rows_xml(hidden, texts))), texts)


def _head(report: Report, whose: str) -> Iterator[Row]:
    round = report.round
    yield [("A", f"Biểu số liệu: {whose}", Look.TITLE)]
    yield [("A", f"{_HEAD[0]} Số liệu từ {day(round.window_from)} đến hết {day(round.window_to)}.", Look.PLAIN)]
    yield [("A", _HEAD[1], Look.PLAIN)]
    yield [(letter, header, Look.HEADER) for letter, header in zip(LETTERS, HEADERS, strict=True)]


def _table(asked: Sequence[Sequence[Asked]], edits: dict[str, CellEdit]) -> Iterator[Row]:
    row = FIRST_ROW
    for cells in asked:
        first = row
        for cell in cells:
            yield _row(cell, edits.get(cell.key))
            row += 1
        if len(cells) > 1:
            yield _total(cells[0], first, row - 1)
            row += 1


def _row(cell: Asked, edit: CellEdit | None) -> Row:
    figure = edit.figure(cell.scale) if edit else NOT_REPORTED
    source = CellSource(edit.source).label if edit and figure != NOT_REPORTED else ""
    shown = {KEY: cell.key, NAME: cell.name, UNIT: cell.unit_label, PART: cell.part, SOURCE: source, HELP: cell.help}
    content = {**shown, **shown_as(figure)}
    return [(letter, content[header], _LOOKS[header]) for letter, header in zip(LETTERS, HEADERS, strict=True)]


def shown_as(figure: Figure) -> dict[str, Content]:
    """The four input cells of a figure."""
    given = figure.state is CellState.GIVEN
    return {
        NUMBER: _number(figure),
        STATE: figure.state.label if figure.state in STATES else None,
        ESTIMATE: (ESTIMATED if figure.estimate else ACTUAL) if given else None,
        REASON: figure.reason,
    }


def _number(figure: Figure) -> Content:
    if figure.number is None:
        return None
    long = len(figure.number.as_tuple().digits) > EXACT_DIGITS
    return number_text(figure.number) if long else figure.number


def _total(cell: Asked, first: int, last: int) -> Row:
    """The sum of the parts once each of them was answered, as the entry page shows it."""
    numbers, states = (f"{address(header, first)}:{address(header, last)}" for header in (NUMBER, STATE))
    answered = f'COUNT({numbers})+COUNTIF({states},"{CellState.NIL.label}")={last - first + 1}'
    content: dict[str, Content] = {
        KEY: TOTAL + cell.key.partition(".")[0],
        NAME: cell.name,
        UNIT: cell.unit_label,
        PART: "Cộng",
        NUMBER: Formula(f'IF({answered},SUM({numbers}),"")'),
    }
    return [(letter, content.get(header), Look.TOTAL) for letter, header in zip(LETTERS, HEADERS, strict=True)]


def _checks(asked: Sequence[Sequence[Asked]]) -> Iterator[Check]:
    """What the spreadsheet itself refuses while one types."""
    placed: list[tuple[int, Asked]] = []
    row = FIRST_ROW
    for cells in asked:
        placed += enumerate(cells, start=row)
        row += len(cells) + (len(cells) > 1)
    for kind, signed in product(("whole", "decimal"), (False, True)):
        rows = [place for place, cell in placed if (cell.scale > 0, cell.signed) == (kind == "decimal", signed)]
        said = "Nhập số nguyên" if kind == "whole" else "Nhập số"
        error = f"{said}{'' if signed else ' từ 0 trở lên'}, hoặc để trống."
        yield Check(kind, ranges(NUMBER, rows), least=-LARGEST if signed else 0, largest=LARGEST, error=error)
    rows = [place for place, _ in placed]
    words = [state.label for state in STATES]
    yield Check("list", ranges(STATE, rows), words=words, error="Chọn trong danh sách, hoặc để trống nếu có số.")
    yield Check("list", ranges(ESTIMATE, rows), words=[ACTUAL, ESTIMATED], error="Chọn «thực hiện» hoặc «ước».")
