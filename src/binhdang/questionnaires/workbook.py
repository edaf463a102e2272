"""The results as an .xlsx file: a line for every unit asked, then the totals. Text stays text, never a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from binhdang.questionnaires import kinds
from binhdang.questionnaires.kinds import SEXES
from binhdang.questionnaires.models import AnswerSheet, Question, Questionnaire
from binhdang.questionnaires.states import CHOOSING, QuestionKind
from binhdang.questionnaires.tabulating import Tabulation
from binhdang.ui.templatetags.ui import day

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write(questionnaire: Questionnaire, sheets: Sequence[AnswerSheet], tables: Sequence[Tabulation], on: date) -> bytes:
    """The file. An unanswered question is an empty cell; whether the unit has sent stands in its line."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)  # noqa: S101  # a new workbook has one
    first.title = "Theo đơn vị"
    questions = [table.question for table in tables]
    _fill(first, _heads(questions), [_line(sheet, questions, on) for sheet in sheets])
    _fill(book.create_sheet("Tổng hợp"), ["Câu", "Câu hỏi", "Mục", "Kết quả", "n/N"], _sums(tables))
    _fill(book.create_sheet("Phiếu"), ["Mục", "Nội dung"], _about(questionnaire, on))
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _heads(questions: Iterable[Question]) -> list[str]:
    return ["Mã đơn vị", "Đơn vị", "Trạng thái", "Ngày gửi", *(head for q in questions for head in _heads_of(q))]


def _heads_of(question: Question) -> list[str]:
    head = f"{question.order}. {question.text}"
    return [f"{head} – {sex.lower()}" for sex in SEXES.values()] if _by_sex(question) else [head]


def _line(sheet: AnswerSheet, questions: Iterable[Question], on: date) -> list[Any]:
    state = "đã gửi" if sheet.is_sent() else "chưa gửi"
    sent = day(sheet.sent_at) if sheet.is_sent() else ""
    begins = [sheet.unit.code, sheet.unit.name_on(on), state, sent]
    return [*begins, *(cell for question in questions for cell in _cells(sheet, question))]


def _cells(sheet: AnswerSheet, question: Question) -> list[Any]:
    answer = sheet.answers.get(question.public_id) if sheet.is_sent() else None
    if _by_sex(question):
        return [None if answer is None else answer[sex] for sex in SEXES]
    return [answer if question.kind == QuestionKind.WHOLE else kinds.shown(question, answer)]


def _sums(tables: Iterable[Tabulation]) -> list[list[Any]]:
    return [[t.question.order, t.question.text, what, result, t.basis] for t in tables for what, result in _results(t)]


def _results(table: Tabulation) -> list[tuple[str, Any]]:
    if table.question.kind in CHOOSING:
        return [(choice.label, len(choice.units)) for choice in table.choices]
    if table.question.kind == QuestionKind.TEXT:
        return [("Số đơn vị trả lời", len(table.texts))]
    numbers = [None if total.number is None else int(total.number) for total in table.totals]
    return list(zip(table.columns, numbers, strict=True))


def _about(questionnaire: Questionnaire, on: date) -> list[list[Any]]:
    return [
        ["Tên phiếu", questionnaire.title],
        ["Đơn vị hỏi", questionnaire.unit.name_on(on)],
        ["Căn cứ", questionnaire.basis],
        ["Trả lời trước ngày", day(questionnaire.due_before_on)],
        ["Trạng thái", questionnaire.get_state_display()],
        ["Tải xuống ngày", day(on)],
    ]


def _by_sex(question: Question) -> bool:
    return question.kind == QuestionKind.MEN_WOMEN


def _fill(sheet: Worksheet, heads: Sequence[str], lines: Iterable[Sequence[Any]]) -> None:
    for number, head in enumerate(heads, start=1):
        cell = _put(sheet, 1, number, head)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="EFEDF3")
        sheet.column_dimensions[get_column_letter(number)].width = min(50, max(14, len(head) // 2))
    for row, line in enumerate(lines, start=2):
        for number, value in enumerate(line, start=1):
            _put(sheet, row, number, value)
    sheet.freeze_panes = "A2"


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> Any:
    """A cell; text as text, even where it begins like a formula."""
    cell = sheet.cell(row, column, value if value != "" else None)
    if isinstance(value, str) and value and isinstance(cell, Cell):
        cell.data_type, cell.number_format = "s", "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
