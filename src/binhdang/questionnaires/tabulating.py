"""The tables: what the units asked have answered to one question, by unit and together, with n/N.

n are the units that have sent an answer to the question, N the units asked. An unanswered question is not zero, and a
total over nobody has no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from binhdang.questionnaires import kinds
from binhdang.questionnaires.kinds import MEN, WOMEN
from binhdang.questionnaires.models import AnswerSheet, Question
from binhdang.questionnaires.states import QuestionKind
from binhdang.values.figures import NOT_REPORTED, Figure, Total, add_up


@dataclass(frozen=True, slots=True)
class Answered:
    """What one unit says to one question. `answer` is None where it said nothing, or has not sent its sheet."""

    unit: str
    sent: bool
    answer: Any


@dataclass(frozen=True, slots=True)
class Choice:
    """One option, and who chose it."""

    label: str
    units: list[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One unit's line of a table of numbers."""

    unit: str
    missing: str
    """Why there is no number: "chưa gửi", "chưa trả lời"; "" where there is one."""
    numbers: list[int]


@dataclass(frozen=True, slots=True)
class Tabulation:
    """Everything the units said to one question."""

    question: Question
    said: Sequence[Answered]

    @property
    def basis(self) -> str:
        """What the table rests on: "11/13 đơn vị"."""
        return f"{len(self._answers)}/{len(self.said)} đơn vị"

    @property
    def caption(self) -> str:
        """What the table is, for whoever only hears it."""
        return f"Câu {self.question.order}: {self.basis} trả lời"

    @property
    def choices(self) -> list[Choice]:
        """Who chose each option."""
        return [Choice(str(label), self._who_chose(place)) for place, label in enumerate(self.question.options, 1)]

    @property
    def silent(self) -> list[tuple[str, list[str]]]:
        """The units of which there is no answer, by the reason."""
        reasons = {"chưa trả lời": True, "chưa gửi": False}
        found = {
            why: [s.unit for s in self.said if s.answer is None and s.sent is sent] for why, sent in reasons.items()
        }
        return [(why, units) for why, units in found.items() if units]

    @property
    def columns(self) -> list[str]:
        """The heads of the columns of numbers."""
        return [*kinds.SEXES.values(), "Cộng"] if self.question.kind == QuestionKind.MEN_WOMEN else ["Số"]

    @property
    def rows(self) -> list[Row]:
        """Each unit's numbers."""
        return [Row(each.unit, _missing(each), self._numbers(each.answer)) for each in self.said]

    @property
    def totals(self) -> list[Total]:
        """The sum of each column, with n/N."""
        rows = [self._numbers(each.answer) for each in self.said]
        return [add_up(_figure(row, place) for row in rows) for place, _ in enumerate(self.columns)]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Each answer in words, after its unit."""
        return [(each.unit, kinds.shown(self.question, each.answer)) for each in self.said if each.answer is not None]

    @property
    def _answers(self) -> list[Any]:
        return [each.answer for each in self.said if each.answer is not None]

    def _who_chose(self, place: int) -> list[str]:
        return [each.unit for each in self.said if each.answer is not None and place in _chosen(each.answer)]

    def _numbers(self, answer: Any) -> list[int]:
        if answer is None:
            return []
        if self.question.kind == QuestionKind.MEN_WOMEN:
            return [answer[MEN], answer[WOMEN], answer[MEN] + answer[WOMEN]]
        return [answer]


def tabulate(questions: Iterable[Question], sheets: Iterable[AnswerSheet], on: date) -> list[Tabulation]:
    """The tables of all questions over the sheets of the units asked. Drafts say nothing yet."""
    lines = [(sheet.unit.short_name_on(on), sheet) for sheet in sheets]
    return [
        Tabulation(question, [Answered(name, sheet.is_sent(), _sent(sheet, question)) for name, sheet in lines])
        for question in questions
    ]


def _sent(sheet: AnswerSheet, question: Question) -> Any:
    return sheet.answers.get(question.public_id) if sheet.is_sent() else None


def _chosen(answer: Any) -> list[int]:
    return answer if isinstance(answer, list) else [answer]


def _missing(each: Answered) -> str:
    if each.answer is not None:
        return ""
    return "chưa trả lời" if each.sent else "chưa gửi"


def _figure(row: Sequence[int], place: int) -> Figure:
    return Figure.of(Decimal(row[place])) if row else NOT_REPORTED
