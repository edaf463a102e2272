"""Several periods taken together, each indicator by its own law for time, beside the oracle."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from binhdang.consolidation.periods import PeriodsTotal, over_periods
from binhdang.consolidation.rollup import IndicatorTotal
from oracle.drawing import FEWER, scenes
from oracle.engine import Ledger, Timeline
from oracle.facts import GIVEN, NIL, Asked, Body, Deed, Event, Law, Said, Scene
from oracle.land import Land
from oracle.naive import Book, Span, rate_over_periods
from oracle.naive import over_periods as naively
from oracle.story import FOUNDED, LAST


def spans(scene: Scene, law: Law) -> tuple[PeriodsTotal, Span, Fraction | None]:
    """An indicator over all rounds of a scene that ask it: the application, the oracle, and the oracle's rate."""
    land, timeline = Land(scene.events), Timeline(scene.events)
    rounds = sorted((r for r in scene.rounds if law in r.laws), key=lambda r: (r.last_day, r.id))
    books = [Book(scene, land, asked, "accepted") for asked in rounds]
    lines = [book.table(list(book.answers))[law.code] for book in books]
    ours = over_periods([_line(Ledger(scene, timeline, asked), law) for asked in rounds])
    if law.place != "rate":
        return ours, naively(law.period, [line.whole for line in lines]), None
    by_code = {each.code: each for each in scene.laws}
    over = naively(by_code[law.numerator].period, [line.numerator for line in lines if line.numerator])
    under = naively(by_code[law.denominator].period, [line.denominator for line in lines if line.denominator])
    fewer = under if under.n < over.n else over
    return ours, Span(None, fewer.n, fewer.big_n), rate_over_periods(law, over, under)


def _line(ledger: Ledger, law: Law) -> IndicatorTotal:
    """The indicator over everybody asked, on a map on which nobody was moved."""
    everybody = ledger.on_map(ledger.reports("accepted"), ledger.asked.last_day).sums(0)
    return next(line for line in ledger.lines(everybody) if line.indicator.code == law.code)


def agree(scene: Scene, law: Law) -> bool:
    """Whether both sides say the same of an indicator."""
    ours, span, rate = spans(scene, law)
    exact = ours.rate.exact if ours.rate else None
    number = None if ours.number is None else Fraction(ours.number)
    if law.place == "rate" or number is None:
        return (number, exact) == (span.number, rate)
    return (number, ours.answered, ours.asked) == (span.number, span.n, span.big_n)


@FEWER
@given(scenes)
def test_periods_are_taken_together_by_the_law_of_each_indicator(scene: Scene) -> None:
    for law in scene.laws:
        if any(law in asked.laws for asked in scene.rounds):
            assert agree(scene, law), (law, *spans(scene, law))


COUNT = Law("A", "count")
OTHER = Law("B", "count")
RATE = Law("R", "rate", "rate", "rate", numerator="A", denominator="B")


def periods(*rounds: dict[int, tuple[Said, ...]]) -> Scene:
    """Two communes under one unit, and what they said in each period about A and B."""
    bodies = {unit: Body(unit, f"{unit:05}", "commune_committee") for unit in (1, 2, 3)}
    events = tuple(Event("create", FOUNDED, unit, None if unit == 1 else 1) for unit in bodies)
    laws = (COUNT, OTHER, RATE)
    asked = tuple(
        Asked(
            number,
            1,
            LAST.replace(month=number, day=28),
            laws,
            ("A", "B"),
            (0, 0),
            {unit: (Deed("send", said[unit]), Deed("accept")) if unit in said else () for unit in (2, 3)},
        )
        for number, said in enumerate(rounds, start=1)
    )
    return Scene(0, 1, bodies, events, laws, asked, (), ())


def since_january(number: int) -> Said:
    """A figure that holds the periods before."""
    return Said(GIVEN, Fraction(number), cumulative=True)


def this_time(number: int) -> Said:
    """A figure of the period alone."""
    return Said(GIVEN, Fraction(number))


def test_what_is_cumulative_in_every_period_is_what_the_last_one_says() -> None:
    scene = periods({2: (since_january(5), this_time(1))}, {2: (since_january(8), this_time(1))})
    assert spans(scene, COUNT)[0].number == 8
    assert agree(scene, COUNT)


def test_a_figure_of_the_period_is_not_lost_beside_a_cumulative_one_of_another_unit() -> None:
    """Commune 2 says 5 and then 8 since January; commune 3 says 10 and 20 of each period: 28 is wrong, and so is 43."""
    scene = periods(
        {2: (since_january(5), this_time(1)), 3: (this_time(10), this_time(1))},
        {2: (since_january(8), this_time(1)), 3: (this_time(20), this_time(1))},
    )
    assert agree(scene, COUNT)


def test_a_period_of_which_nobody_answered_does_not_stand_against_cumulative_ones() -> None:
    scene = periods({2: (since_january(5), this_time(1))}, {}, {2: (since_january(8), this_time(1))})
    assert agree(scene, COUNT)


def test_a_rate_of_cumulative_counts_does_not_add_them_twice() -> None:
    """5 of 10 by March and 8 of 20 by June is 40 per 100, not 13 of 30."""
    scene = periods({2: (since_january(5), since_january(10))}, {2: (since_january(8), since_january(20))})
    assert agree(scene, RATE)


def test_nil_is_a_zero_of_its_period() -> None:
    scene = periods({2: (this_time(5), this_time(1))}, {2: (Said(NIL), Said(NIL))})
    assert spans(scene, COUNT)[0].number == 5
    assert agree(scene, COUNT)
    assert agree(scene, RATE)


@pytest.mark.parametrize(("law", "number"), [("sum", 7), ("last", 4), ("recount", None), ("never", None)])
def test_each_law_for_time(law: str, number: int | None) -> None:
    kind = "published" if law == "never" else "count"
    scene = periods({2: (this_time(3), this_time(1))}, {2: (this_time(4), this_time(1))})
    lawful = Law("A", kind, "never" if law == "never" else "sum", law)
    rounds = tuple(Asked(r.id, 1, r.last_day, (lawful,), ("A",), (0,), _first_cells(r)) for r in scene.rounds)
    scene = Scene(0, 1, scene.bodies, scene.events, (lawful,), rounds, (), ())
    assert spans(scene, lawful)[0].number == number
    assert agree(scene, lawful)


def _first_cells(asked: Asked) -> dict[int, tuple[Deed, ...]]:
    return {unit: tuple(Deed(d.kind, d.cells[:1]) for d in deeds) for unit, deeds in asked.deeds.items()}
