"""The tables: whatever the order of the units, totals are the same, exact, and n/N is right."""

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from binhdang.questionnaires.models import Question
from binhdang.questionnaires.tabulating import Answered, Tabulation

OPTIONS = ["Kinh phí", "Con người", "Số liệu"]
NUMBER = st.integers(0, 10**9)
ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "whole": NUMBER,
    "men_women": st.fixed_dictionaries({"men": NUMBER, "women": NUMBER}),
    "one": st.integers(1, 3),
    "several": st.lists(st.integers(1, 3), min_size=1, unique=True).map(sorted),
    "text": st.text(min_size=1),
}


def table(kind: str, said: list[Answered]) -> Tabulation:
    options = OPTIONS if kind in ("one", "several") else []
    return Tabulation(Question(order=1, text="Câu hỏi", kind=kind, options=options), said)


@st.composite
def heard(draw: st.DrawFn) -> tuple[str, list[Answered]]:
    """A kind of question, and what some units said: an answer, nothing, or no sheet yet."""
    kind = draw(st.sampled_from(sorted(ANSWERS)))
    answers = draw(st.lists(st.one_of(st.none(), ANSWERS[kind]), max_size=20))
    sent = [answer is not None or draw(st.booleans()) for answer in answers]
    return kind, [Answered(f"đơn vị {n}", s, a) for n, (s, a) in enumerate(zip(sent, answers, strict=True))]


@given(heard(), st.randoms())
def test_totals_do_not_depend_on_the_order_of_the_units(
    heard: tuple[str, list[Answered]], chance: random.Random
) -> None:
    kind, said = heard
    mixed = chance.sample(said, len(said))
    one, other = table(kind, said), table(kind, mixed)
    assert one.basis == other.basis
    assert [sorted(choice.units) for choice in one.choices] == [sorted(choice.units) for choice in other.choices]
    if kind in ("whole", "men_women"):
        assert one.totals == other.totals


@given(heard())
def test_n_are_those_who_answered_and_big_n_those_who_were_asked(heard: tuple[str, list[Answered]]) -> None:
    kind, said = heard
    answered = [each for each in said if each.answer is not None]
    found = table(kind, said)
    assert found.basis == f"{len(answered)}/{len(said)} đơn vị"
    assert sum(len(units) for _, units in found.silent) == len(said) - len(answered)
    if kind == "one":
        assert sum(len(choice.units) for choice in found.choices) == len(answered)
    if kind in ("whole", "men_women"):
        for total in found.totals:
            assert (total.answered, total.asked) == (len(answered), len(said))


@given(heard())
def test_sums_are_exact_and_nobody_s_sum_is_no_number(heard: tuple[str, list[Answered]]) -> None:
    kind, said = heard
    answers = [each.answer for each in said if each.answer is not None]
    if kind == "whole":
        assert [t.number for t in table(kind, said).totals] == [sum(answers) if answers else None]
    elif kind == "men_women":
        men, women = (sum(answer[sex] for answer in answers) for sex in ("men", "women"))
        assert [t.number for t in table(kind, said).totals] == ([men, women, men + women] if answers else [None] * 3)


def test_who_said_nothing_is_told_apart_from_who_has_not_sent() -> None:
    said = [Answered("Ia Tơi", True, 3), Answered("Ia Dom", True, None), Answered("Ia Đal", False, None)]
    assert [(row.unit, row.numbers, row.missing) for row in table("whole", said).rows] == [
        ("Ia Tơi", [3], ""),
        ("Ia Dom", [], "chưa trả lời"),
        ("Ia Đal", [], "chưa gửi"),
    ]
    assert table("whole", said).silent == [("chưa trả lời", ["Ia Dom"]), ("chưa gửi", ["Ia Đal"])]
