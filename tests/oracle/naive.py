"""Consolidation, naively: number by number with fractions, unit by unit, exactly as the words of the rules say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from oracle.facts import ACCEPTED, GIVEN, NIL, NOT_APPLICABLE, Asked, Body, Deed, Law, Part, Said, Scene
from oracle.land import Land

NOTHING = Fraction(0)
EVERYTHING = 0
"""Stands above all units of a map, also those that stand under nobody."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A total: its number (None where nobody answered, or where it must not be added), n, N, estimates.

    And of how many units the figures are lũy kế, and of the period alone.
    """

    number: Fraction | None
    n: int
    big_n: int
    estimates: int
    cumulative: int = 0
    in_period: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a table. A rate has its two sides, anything else its cells."""

    whole: Sum
    cells: dict[str, Sum] = field(default_factory=dict)
    numerator: Sum | None = None
    denominator: Sum | None = None
    rate: Fraction | None = None


Table = dict[str, Line]
"""Indicator → its line."""


@dataclass(frozen=True, slots=True)
class OnMap:
    """The table of a node on another day's map."""

    table: Table
    """Over the units that lie in the node whole."""
    apportioned: dict[str, Fraction]
    """What declared keys add, column by column; "A.nu", "A", "R/tử", "R/mẫu"."""
    by_key: frozenset[int]
    """The units it comes from."""
    not_comparable: frozenset[int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one unit is to one total."""

    asked: bool = False
    answered: bool = False
    adds: Fraction = NOTHING
    estimate: bool = False
    cumulative: bool = False
    in_period: bool = False


NOT_ASKED = Answer()


def standing(deeds: Sequence[Deed], basis: str) -> tuple[Said, ...] | None:
    """The cells that stand on a basis after everything that was done with a report; None where nothing stands.

    Accepted: what was accepted last, also while the report is open again. Sent: what was sent last; where that was
    sent back, what was accepted before.
    """
    sent: tuple[Said, ...] | None = None
    accepted: tuple[Said, ...] | None = None
    for deed in deeds:
        if deed.kind == "send":
            sent = deed.cells
        elif deed.kind == "return":
            sent = accepted
        elif deed.kind == "accept":
            accepted = sent
    return accepted if basis == ACCEPTED else sent


def answer_of(said: Said) -> Answer:
    """A cell by itself: empty is not zero, and nil is."""
    if said.state == NOT_APPLICABLE:
        return NOT_ASKED
    if said.state == GIVEN:
        return Answer(True, True, said.number, said.estimate, said.cumulative, not said.cumulative)
    return Answer(True, said.state == NIL)


def together(parts: Sequence[Answer]) -> Answer:
    """Several cells of one unit: answered where every part that applies is. Parts that are there add in any case."""
    asked = [part for part in parts if part.asked]
    answered = bool(asked) and all(part.answered for part in asked)
    return Answer(
        asked=bool(asked),
        answered=answered,
        adds=sum((part.adds for part in asked), NOTHING),
        estimate=answered and any(part.estimate for part in asked),
        cumulative=any(part.cumulative for part in asked),
        in_period=any(part.in_period for part in asked),
    )


def both(over: Answer, under: Answer) -> tuple[Answer, Answer]:
    """The sides of a rate that are asked of the same units: a unit counts on both or on neither."""
    if not over.asked or not under.asked:
        return NOT_ASKED, NOT_ASKED
    if not over.answered or not under.answered:
        return Answer(asked=True), Answer(asked=True)
    estimate = over.estimate or under.estimate
    return replace(over, estimate=estimate), replace(under, estimate=estimate)


def complete(answer: Answer) -> Answer:
    """A side of a rate takes complete answers only."""
    return answer if answer.answered else Answer(asked=answer.asked)


def add_up(answers: Sequence[Answer], *, adds: bool = True) -> Sum:
    """The total over units."""
    n = sum(each.answered for each in answers)
    number = sum((each.adds for each in answers), NOTHING) if n and adds else None
    return Sum(
        number,
        n,
        sum(each.asked for each in answers),
        sum(each.estimate for each in answers),
        sum(each.cumulative for each in answers),
        sum(each.in_period for each in answers),
    )


class Book:
    """One round on one basis: each unit's answer to each column, and the tables of any node."""

    def __init__(self, scene: Scene, land: Land, asked: Asked, basis: str) -> None:
        self.scene, self.land, self.round = scene, land, asked
        self.laws = {law.code: law for law in scene.laws}
        self.columns = [*asked.keys, *(law.code for law in asked.laws if law.place != "rate")]
        self.columns += [f"{law.code}/{side}" for law in asked.laws if law.place == "rate" for side in ("tử", "mẫu")]
        self.answers = {unit: self._answers(unit, standing(deeds, basis)) for unit, deeds in asked.deeds.items()}

    def keys_of(self, law: Law, part: str = "") -> list[str]:
        """The cells of an indicator that have a part."""
        return [
            key for key in self.round.keys if key.split(".")[0] == law.code and (not part or part in key.split(".")[1:])
        ]

    def _answers(self, unit: int, cells: tuple[Said, ...] | None) -> dict[str, Answer]:
        said = dict(zip(self.round.keys, cells or [Said()] * len(self.round.keys), strict=True))
        body = self.scene.bodies[unit]
        found: dict[str, Answer] = {}
        for law in self.round.laws:
            if law.place == "rate":
                continue
            for key in self.keys_of(law):
                found[key] = answer_of(said[key]) if holds(law, body) else NOT_ASKED
            found[law.code] = together([found[key] for key in self.keys_of(law)])
        for law in self.round.laws:
            if law.place == "rate":
                found[f"{law.code}/tử"], found[f"{law.code}/mẫu"] = self._sides(law, found)
        return found

    def _sides(self, law: Law, found: dict[str, Answer]) -> tuple[Answer, Answer]:
        top, bottom = self.laws[law.numerator], self.laws[law.denominator]
        over = complete(together([found[key] for key in self.keys_of(top, law.numerator_part)]))
        under = complete(together([found[key] for key in self.keys_of(bottom, law.denominator_part)]))
        return both(over, under) if (top.place, top.holders) == (bottom.place, bottom.holders) else (over, under)

    def table(self, units: Sequence[int]) -> Table:
        """Every indicator over some units."""
        return {law.code: self._line(law, [self.answers[unit] for unit in units]) for law in self.round.laws}

    def _line(self, law: Law, answers: Sequence[dict[str, Answer]]) -> Line:
        if law.place == "rate":
            over, under = (add_up([each[f"{law.code}/{side}"] for each in answers]) for side in ("tử", "mẫu"))
            fewer = under if under.n < over.n else over
            rate = None
            if over.number is not None and under.number:
                rate = over.number * law.per / under.number
            return Line(replace(fewer, number=None), numerator=over, denominator=under, rate=rate)
        adds = law.place != "never"
        cells = {key: add_up([each[key] for each in answers], adds=adds) for key in self.keys_of(law)}
        return Line(add_up([each[law.code] for each in answers], adds=adds), cells)

    def unanswered(self, code: str) -> tuple[set[int], set[int]]:
        """Who was asked for an indicator and did not answer; who answered some of its parts only."""
        law = self.laws[code]
        columns = [f"{code}/tử", f"{code}/mẫu"] if law.place == "rate" else [code]
        lacking = {u for u, own in self.answers.items() if any(own[c].asked and not own[c].answered for c in columns)}
        keys = [] if law.place == "rate" else self.keys_of(law)
        partial = {unit for unit in lacking if any(self.answers[unit][key].answered for key in keys)}
        return lacking - partial, partial

    def as_reported(self, day: date) -> dict[int, Table]:
        """The table of every node on the tree of a day."""
        top = self.round.receiver
        ways = {unit: way for unit in self.answers if (way := self.land.way_up(unit, top, day)) is not None}
        nodes = {top} | {node for way in ways.values() for node in way[1:]}
        return {node: self.table([unit for unit, way in ways.items() if node in way]) for node in nodes}

    def on_map(self, since: date, on: date) -> dict[int, OnMap]:
        """The table of every unit that stands on another day, and of `EVERYTHING`."""
        parents = self.land.parents_on(on)
        lies = {unit: self.land.became(unit, since, on) for unit in self.answers}
        return {node: self._on_map(node, lies_in(node, parents), lies) for node in (EVERYTHING, *parents)}

    def _on_map(self, node: int, inside: set[int], lies: dict[int, list[Part]]) -> OnMap:
        whole, by_key, not_comparable = [], {}, set()
        for unit, parts in lies.items():
            here = [part.share for part in parts if part.unit in inside]
            if len(here) == len(parts) or node == EVERYTHING:
                whole.append(unit)
            elif None in here:
                not_comparable.add(unit)
            elif here:
                by_key[unit] = sum(here, NOTHING)
        apportioned = {
            column: sum((share * self._amount(unit, column) for unit, share in by_key.items()), NOTHING)
            for column in self.columns
        }
        return OnMap(self.table(whole), apportioned, frozenset(by_key), frozenset(not_comparable))

    def _amount(self, unit: int, column: str) -> Fraction:
        law = self.laws.get(column.split(".")[0])
        return NOTHING if law is not None and law.place == "never" else self.answers[unit][column].adds


@dataclass(frozen=True, slots=True)
class Span:
    """Several periods taken together; no number where the law says that they cannot be."""

    number: Fraction | None = None
    n: int = 0
    big_n: int = 0


def over_periods(law: str, periods: Sequence[Sum]) -> Span:
    """What an indicator's law for time makes of the totals of consecutive periods, oldest first."""
    if law in ("recount", "never"):
        return Span()
    answered = [total for total in periods if total.number is not None]
    if not answered:
        return Span(big_n=sum(total.big_n for total in periods))
    last = answered[-1]
    if law == "last" or len(periods) == 1 or all(total.cumulative and not total.in_period for total in answered):
        return Span(last.number, last.n, last.big_n)  # what is cumulative holds the periods before
    if any(total.cumulative for total in answered):
        return Span()
    number = sum((total.number or NOTHING for total in answered), NOTHING)
    return Span(number, sum(total.n for total in periods), sum(total.big_n for total in periods))


def rate_over_periods(law: Law, over: Span, under: Span) -> Fraction | None:
    """A rate of several periods: each side by its own law for time, then the rate anew."""
    return over.number * law.per / under.number if over.number is not None and under.number else None


def lies_in(node: int, parents: dict[int, int | None]) -> set[int]:
    """The node and everything below it."""
    found = set()
    for unit in parents:
        above: int | None = unit
        while above is not None and above != node:
            above = parents[above]
        if above == node:
            found.add(unit)
    return found


def holds(law: Law, body: Body) -> bool:
    """Whether a unit's figure counts: always, unless a source of record says whose does."""
    if not law.holders:
        return True
    tail = body.code.split(".")[-1] if "." in body.code else None
    return body.kind in law.holders or (tail is not None and f"*.{tail}" in law.holders)
