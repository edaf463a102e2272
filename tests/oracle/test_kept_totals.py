"""The totals that are kept follow whatever is done with reports and units, and say what the oracle says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from binhdang.consolidation.models import NodeTotal
from binhdang.consolidation.remapping import TOP, on_another_map
from binhdang.consolidation.sources import Basis
from binhdang.consolidation.totals import Ground, at_once, refresh, sums_at
from binhdang.reports import standing
from oracle.database import NOW, Installation
from oracle.facts import GIVEN, Asked, Body, Deed, Event, Law, Said, Scene
from oracle.land import Land
from oracle.naive import Book, OnMap
from oracle.scenes import scene
from oracle.story import FOUNDED, LAST, Size

SCENES = [
    scene(seed, Size(units=units, levels=levels, events=events, rounds=1, laws=laws))
    for seed, units, levels, events, laws in [
        (1, 4, 2, 4, 2),
        (64, 12, 3, 10, 4),
        (15, 22, 4, 10, 5),
        (79, 25, 3, 6, 3),
    ]
]


class Told:
    """How much of a scene has happened: it is told step by step, in an order of its own."""

    def __init__(self, whole: Scene) -> None:
        self.whole, self.random = whole, Random(whole.seed)
        self.events: list[Event] = []
        self.deeds: dict[int, list[Deed]] = {unit: [] for unit in whole.rounds[0].deeds}

    @property
    def asked(self) -> Asked:
        """The round with what has been done so far."""
        return replace(self.whole.rounds[0], deeds={unit: tuple(done) for unit, done in self.deeds.items()})

    @property
    def land(self) -> Land:
        """The tree as it is recorded so far."""
        return Land(self.events)

    def book(self, basis: Basis) -> Book:
        """The oracle's book of what has been done so far."""
        return Book(self.whole, self.land, self.asked, basis.value)

    def steps(self) -> Iterator[Event | tuple[int, Deed]]:
        """What is still to be told: events in their order, deeds of each report in theirs, mixed at random."""
        events = list(self.whole.events[len(self.events) :])
        deeds = {unit: list(done) for unit, done in self.whole.rounds[0].deeds.items() if done}
        while events or deeds:
            if events and (not deeds or self.random.random() < 0.3):
                yield events.pop(0)
            else:
                unit = self.random.choice(list(deeds))
                yield unit, deeds[unit].pop(0)
                if not deeds[unit]:
                    del deeds[unit]


def begin(whole: Scene) -> tuple[Told, Installation]:
    """The units founded that the round asks, its receiver among them, and the round open."""
    told, there = Told(whole), Installation(whole)
    asked = whole.rounds[0]
    needed = {*asked.deeds, asked.receiver}
    while not needed <= set(there.units):
        event = whole.events[len(told.events)]
        there.happens(event)
        told.events.append(event)
    there.opens(asked)
    return told, there


def tell(told: Told, there: Installation, step: Event | tuple[int, Deed]) -> None:
    """Let the next thing happen on both sides."""
    if isinstance(step, Event):
        there.happens(step)
        told.events.append(step)
    else:
        unit, deed = step
        there.does(told.asked, unit, deed)
        told.deeds[unit].append(deed)


@pytest.mark.django_db
@pytest.mark.parametrize("whole", SCENES, ids=lambda each: f"scene {each.seed}")
def test_after_every_step_the_kept_totals_are_what_the_oracle_says(whole: Scene) -> None:
    """Reports sent, returned, accepted, opened again and corrected between units that merge, split, move and end."""
    told, there = begin(whole)
    for step in told.steps():
        tell(told, there, step)
        if told.random.random() < 0.4:
            follow(told, there)
    follow(told, there)


def follow(told: Told, there: Installation) -> None:
    """Refresh, and compare every node and every unit by itself on both bases."""
    round, asked = there.rounds[told.asked.id], told.asked
    assert refresh(round, at=NOW) == 0
    assert standing.pending_count(round) == 0
    ground = Ground.of(round)
    for basis in Basis:
        book = told.book(basis)
        expected = book.as_reported(asked.last_day)
        anew = {there.number_of(node): sums for node, sums in at_once(ground, basis).items()}
        kept = {there.number_of(node): sums_at(ground, node, basis) for node in _nodes(ground, basis)}
        assert kept == anew
        assert {node: there.table(ground, sums) for node, sums in anew.items()} == expected
        for leaf in sorted(set(asked.deeds) - set(expected))[:3]:
            own = sums_at(ground, there.units[leaf].pk, basis)
            inside = told.land.way_up(leaf, asked.receiver, asked.last_day) is not None
            assert (there.table(ground, own) if own else None) == (book.table([leaf]) if inside else None)


def _nodes(ground: Ground, basis: Basis) -> list[int]:
    return list(NodeTotal.objects.filter(round=ground.round, basis=basis).values_list("node", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("whole", SCENES, ids=lambda each: f"scene {each.seed}")
def test_on_another_map_the_database_says_what_the_oracle_says(whole: Scene) -> None:
    told, there = begin(whole)
    for step in told.steps():
        tell(told, there, step)
    ground = Ground.of(there.rounds[told.asked.id])
    for basis in Basis:
        for day in sorted({told.asked.last_day, *whole.map_days}):
            if day < told.asked.last_day:
                continue
            mapped = on_another_map(ground, basis, on=day)
            for node, expected in told.book(basis).on_map(told.asked.last_day, day).items():
                there_node = there.units[node].pk if node else TOP
                seen = OnMap(
                    there.table(ground, mapped.sums(there_node)),
                    there.column_amounts(ground, mapped.apportioned(there_node)),
                    frozenset(map(there.number_of, mapped.hung.apportioned.get(there_node, {}))),
                    frozenset(map(there.number_of, mapped.hung.incomparable.get(there_node, []))),
                )
                assert seen == expected


def reorganised() -> Scene:
    """A year in which the communes of a district became one, under the province, and the district ended."""
    province, district, one, other, new = range(1, 6)
    bodies = {unit: Body(unit, f"{unit:05}", "commune_committee") for unit in range(1, 6)}
    july, parents = date(2025, 7, 1), {province: None, district: province, one: district, other: district}
    events = [Event("create", FOUNDED, unit, parent) for unit, parent in parents.items()]
    events += [
        Event("create", july, new, province),
        Event("merge", july, new, sources=(one, other)),
        Event("abolish", july, district),
    ]
    said = {district: 1, one: 20, other: 300}
    deeds = {unit: (Deed("send", (Said(GIVEN, Fraction(number)),)), Deed("accept")) for unit, number in said.items()}
    law = Law("A", "count")
    year = Asked(1, province, LAST, (law,), ("A",), (0,), deeds)
    return Scene(0, province, bodies, tuple(events), (law,), (year,), (), (LAST,))


@pytest.mark.django_db
def test_a_commune_that_ended_together_with_its_district_counts_in_the_province_of_that_year() -> None:
    told, there = begin(reorganised())
    for step in told.steps():
        tell(told, there, step)
    follow(told, there)
