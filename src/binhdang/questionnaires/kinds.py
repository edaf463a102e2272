"""The kinds of questions: how an answer is read, kept and shown.

`parse` takes what a person typed and takes a kept answer, too; it gives None for a question left unanswered. What is
kept is plain JSON: the place of an option (from 1), a list of places, a whole number, men and women, or text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from binhdang.questionnaires import typed
from binhdang.questionnaires.models import Question
from binhdang.questionnaires.states import QuestionKind
from binhdang.ui.templatetags.ui import number as shown_number
from binhdang.values.refusals import Refusal

LONGEST_TEXT = 4000
MEN, WOMEN = "men", "women"
SEXES = {MEN: "Nam", WOMEN: "Nữ"}


class Kind:
    """How questions of one kind are answered."""

    def parse(self, question: Question, raw: Any) -> Any:
        """The answer as it is kept, None where there is none. Raises Refusal, naming the question."""
        raise NotImplementedError

    def shown(self, question: Question, answer: Any) -> str:
        """The answer as a person reads it."""
        return str(answer)

    def is_whole(self, answer: Any) -> bool:
        """Whether the answer says all that the question asks."""
        return True


class One(Kind):
    """One of the options."""

    def parse(self, question: Question, raw: Any) -> int | None:
        """The place of the option."""
        return None if raw is None or raw == "" else _place(question, raw)

    def shown(self, question: Question, answer: Any) -> str:
        """The option's words."""
        return str(question.options[answer - 1])


class Several(Kind):
    """Any of the options; none chosen is no answer."""

    def parse(self, question: Question, raw: Any) -> list[int] | None:
        """The places of the options, each once, in their order."""
        if raw is None or raw == "":
            return None
        if isinstance(raw, str) or not isinstance(raw, Sequence) or len(raw) > len(question.options):
            raise _unknown_option(question, raw)
        return sorted({_place(question, each) for each in raw}) or None

    def shown(self, question: Question, answer: Any) -> str:
        """The options' words, one after another."""
        return "; ".join(str(question.options[place - 1]) for place in answer)


class Whole(Kind):
    """A whole number from 0 up."""

    def parse(self, question: Question, raw: Any) -> int | None:
        """The number."""
        return typed.whole(raw, where(question))

    def shown(self, question: Question, answer: Any) -> str:
        """With thousands grouped."""
        return shown_number(answer)


class MenWomen(Kind):
    """A number of men and a number of women. A draft may hold one of them; what is sent holds both."""

    def parse(self, question: Question, raw: Any) -> dict[str, int] | None:
        """Those of the two numbers that were given."""
        if raw is None or raw == "":
            return None
        if not isinstance(raw, Mapping):
            raise _two_numbers(question, raw)
        read = {sex: typed.whole(raw.get(sex), f"{where(question)}, {name.lower()}") for sex, name in SEXES.items()}
        return {sex: number for sex, number in read.items() if number is not None} or None

    def shown(self, question: Question, answer: Any) -> str:
        """Each number after its sex."""
        return ", ".join(f"{name.lower()} {_or_missing(answer.get(sex))}" for sex, name in SEXES.items())

    def is_whole(self, answer: Any) -> bool:
        """Whether both numbers are there."""
        return all(sex in answer for sex in SEXES)


class Text(Kind):
    """Free text."""

    def parse(self, question: Question, raw: Any) -> str | None:
        """The text."""
        return typed.paragraph(raw, where(question), LONGEST_TEXT) or None


KINDS: dict[str, Kind] = {
    QuestionKind.ONE: One(),
    QuestionKind.SEVERAL: Several(),
    QuestionKind.WHOLE: Whole(),
    QuestionKind.MEN_WOMEN: MenWomen(),
    QuestionKind.TEXT: Text(),
}


def parse(question: Question, raw: Any) -> Any:
    """The answer to a question, read by its kind."""
    return KINDS[question.kind].parse(question, raw)


def shown(question: Question, answer: Any) -> str:
    """The answer to a question in words; "" where there is none."""
    return "" if answer is None else KINDS[question.kind].shown(question, answer)


def is_whole(question: Question, answer: Any) -> bool:
    """Whether an answer says all that the question asks."""
    return KINDS[question.kind].is_whole(answer)


def where(question: Question) -> str:
    """How a refusal names a question."""
    return f"câu {question.order}"


def _or_missing(number: int | None) -> str:
    return "chưa ghi" if number is None else shown_number(number)


def _place(question: Question, raw: Any) -> int:
    plain = str(raw) if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    if plain.isascii() and plain.isdigit() and len(plain) < 6 and 1 <= int(plain) <= len(question.options):
        return int(plain)
    raise _unknown_option(question, raw)


def _unknown_option(question: Question, raw: Any) -> Refusal:
    return Refusal(
        "Lựa chọn không có trong câu hỏi.",
        where=where(question),
        value=str(raw)[:100],
        rule=f"câu này có {len(question.options)} lựa chọn.",
        remedy="mở lại trang và chọn trong danh sách.",
    )


def _two_numbers(question: Question, raw: Any) -> Refusal:
    return Refusal(
        "Câu này cần hai số.",
        where=where(question),
        value=str(raw)[:100],
        rule="ghi riêng số nam và số nữ.",
        remedy="nhập lại từng số.",
    )
