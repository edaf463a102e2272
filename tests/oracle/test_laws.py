"""Laws of adding up that hold whatever is added: order, batches, merges, parts and wholes, nothing lost or doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhdang.consolidation.adding import Block, Sums
from binhdang.consolidation.forest import Forest, grow, roll_up
from binhdang.consolidation.remapping import TOP
from oracle.drawing import FEWER, scenes
from oracle.engine import Ledger, Timeline
from oracle.facts import BASES, GIVEN, Asked, Body, Deed, Event, Law, Said, Scene
from oracle.land import Land
from oracle.naive import Sum, Table, lies_in
from oracle.story import FOUNDED, LAST


def ledgers(scene: Scene) -> list[Ledger]:
    """The rounds of a scene before the application."""
    timeline = Timeline(scene.events)
    return [Ledger(scene, timeline, asked) for asked in scene.rounds]


@FEWER
@given(scenes, st.randoms(use_true_random=False))
def test_neither_the_order_of_reports_nor_their_batches_change_a_total(scene: Scene, random: Random) -> None:
    for ledger in ledgers(scene):
        reports, width = ledger.reports("submitted"), len(ledger.columns.names)
        at_once = _added(ledger, list(reports), reports)
        mixed = random.sample(list(reports), len(reports))
        cuts = sorted(random.randint(0, len(mixed)) for _ in range(random.randint(0, 4)))
        batches = [mixed[start:end] for start, end in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]
        added = [Sums.unpack(_added(ledger, batch, reports).pack(), width) for batch in batches]
        random.shuffle(added)
        assert Sums.together(added, width) == at_once
        one_by_one = Sums.nothing(width)
        for part in added:
            one_by_one = one_by_one + part
        assert one_by_one == at_once
        assert Sums.unpack(at_once.pack(), width) == at_once


def _added(ledger: Ledger, units: list[int], reports: Mapping[int, bytes | None]) -> Sums:
    kinds = [ledger.kinds[unit] for unit in units] if ledger.kinds_if_any else None
    return Block.of(ledger.columns, [reports[unit] for unit in units], kinds).add_up([0])[0]


@FEWER
@given(scenes, st.randoms(use_true_random=False))
def test_the_order_in_which_units_and_parents_are_read_changes_no_node(scene: Scene, random: Random) -> None:
    for ledger in ledgers(scene):
        day, reports = ledger.asked.last_day, ledger.reports("accepted")
        parents = ledger.timeline.parents_on(day, ledger.asked.receiver)
        one = grow(ledger.asked.receiver, parents, reports)
        other = grow(ledger.asked.receiver, dict(_mixed(parents, random)), dict(_mixed(reports, random)))
        assert _totals(ledger, other, dict(_mixed(reports, random))) == _totals(ledger, one, reports)


def _mixed(pairs: Mapping[int, Any], random: Random) -> list[tuple[int, Any]]:
    return random.sample(list(pairs.items()), len(pairs))


def _totals(ledger: Ledger, forest: Forest, reports: Mapping[int, bytes | None]) -> dict[int, Sums]:
    return roll_up(ledger.columns, forest, reports, ledger.kinds_if_any)


@FEWER
@given(scenes)
def test_what_happens_to_units_later_changes_no_total_as_reported(scene: Scene) -> None:
    """The tables of a period are the same on both sides of a merge, a split, any event after it."""
    for asked in scene.rounds:
        before = tuple(event for event in scene.events if event.on <= asked.last_day)
        then, now = Ledger(scene, Timeline(before), asked), Ledger(scene, Timeline(scene.events), asked)
        for basis in BASES:
            reports = now.reports(basis)
            assert now.as_reported(reports, asked.last_day) == then.as_reported(reports, asked.last_day)


@FEWER
@given(scenes)
def test_a_merged_unit_holds_on_the_new_map_what_its_parts_held_on_the_old_one(scene: Scene) -> None:
    land = Land(scene.events)
    for event in scene.events:
        if event.kind != "merge" or sum(other.on == event.on for other in scene.events) > 1:
            continue
        day, eve = event.on, event.on - timedelta(days=1)
        merged = {event.unit, *event.sources}
        parents = land.parents_on(eve)
        highest = [unit for unit in merged if not any(unit in lies_in(other, parents) for other in merged - {unit})]
        for ledger in ledgers(scene):
            if ledger.asked.last_day <= eve:
                reports = ledger.reports("submitted")
                old, new = ledger.on_map(reports, eve), ledger.on_map(reports, day)
                assert new.sums(TOP) == old.sums(TOP)
                if not any(unit in old.hung.apportioned or unit in old.hung.incomparable for unit in merged):
                    together = Sums.together([old.sums(unit) for unit in highest], len(ledger.columns.names))
                    assert new.sums(event.unit) == together


@FEWER
@given(scenes)
def test_n_is_never_more_than_asked_and_parts_make_the_whole(scene: Scene) -> None:
    for ledger in ledgers(scene):
        for basis in BASES:
            for sums in ledger.as_reported(ledger.reports(basis), ledger.asked.last_day).values():
                _is_in_order(ledger, ledger.table(sums))


def _is_in_order(ledger: Ledger, table: Table) -> None:
    for line in table.values():
        sides = [side for side in (line.numerator, line.denominator) if side is not None]
        for total in (line.whole, *line.cells.values(), *sides):
            assert 0 <= total.estimates <= total.n <= total.big_n <= len(ledger.asked.deeds)
            assert total.number is None or total.n > 0
        if line.whole.number is not None:
            assert line.whole.number == sum(cell.number or 0 for cell in line.cells.values())
        for cell in line.cells.values():
            assert line.whole.big_n >= cell.big_n


@FEWER
@given(scenes)
def test_a_node_is_what_hangs_at_it_and_the_nodes_below_it(scene: Scene) -> None:
    for ledger in ledgers(scene):
        day, reports, width = ledger.asked.last_day, ledger.reports("submitted"), len(ledger.columns.names)
        forest, totals = ledger.forest(day), ledger.as_reported(ledger.reports("submitted"), day)
        for node in forest.parent:
            own = [unit for unit, place in forest.hangs_at.items() if place == node]
            below = [totals[child] for child, parent in forest.parent.items() if parent == node]
            assert totals[node] == Sums.together([_added(ledger, own, reports), *below], width)


MARK = Law("X", "count")


def _marked(scene: Scene, asked: Asked) -> tuple[Scene, Asked, list[int]]:
    """Every unit asked reports a power of three: a total says digit by digit whom it holds, and how many times."""
    units = sorted(asked.deeds)
    said = {unit: (Said(GIVEN, Fraction(3**place)),) for place, unit in enumerate(units)}
    deeds = {unit: (Deed("send", cells), Deed("accept")) for unit, cells in said.items()}
    round = replace(asked, laws=(MARK,), keys=("X",), scales=(0,), deeds=deeds)
    return replace(scene, laws=(MARK,), rounds=(round,)), round, units


def _held(number: int, units: list[int]) -> Counter[int]:
    found: Counter[int] = Counter()
    for unit in units:
        number, digit = divmod(number, 3)
        found[unit] = digit
    assert number == 0
    return +found


@FEWER
@given(scenes)
def test_every_unit_stands_once_in_each_node_above_it_and_in_no_other(scene: Scene) -> None:
    land = Land(scene.events)
    for asked in scene.rounds:
        marked, round, units = _marked(scene, asked)
        ledger = Ledger(marked, Timeline(scene.events), round)
        for day in (asked.last_day, *scene.tree_days):
            totals = ledger.as_reported(ledger.reports("accepted"), day)
            ways = {unit: land.way_up(unit, asked.receiver, day) or [] for unit in units}
            if asked.receiver in land.parents_on(day):
                for node, sums in totals.items():
                    expected = Counter(unit for unit, way in ways.items() if node in way)
                    assert _held(int(sums.numbers[0]), units) == expected


@FEWER
@given(scenes)
def test_on_any_map_nothing_is_lost_and_nothing_doubled(scene: Scene) -> None:
    """The top holds every report once; a node holds once whatever lies in it whole; shares make the whole."""
    land = Land(scene.events)
    for asked in scene.rounds:
        marked, round, units = _marked(scene, asked)
        ledger = Ledger(marked, Timeline(scene.events), round)
        for day in scene.map_days:
            if day < asked.last_day:
                continue
            mapped, parents = ledger.on_map(ledger.reports("accepted"), day), land.parents_on(day)
            assert _held(int(mapped.sums(TOP).numbers[0]), units) == Counter(units)
            lies = {unit: {part.unit for part in land.became(unit, asked.last_day, day)} for unit in units}
            for node in parents:
                inside = lies_in(node, parents)
                expected = Counter(unit for unit in units if lies[unit] <= inside)
                assert _held(int(mapped.sums(node).numbers[0]), units) == expected
            _shares_make_the_whole(ledger, land, asked, day)


def _shares_make_the_whole(ledger: Ledger, land: Land, asked: Asked, day: date) -> None:
    """Of a unit split by a declared key: what lies where its parts meet, and what the nodes below that are given."""
    mapped, parents = ledger.on_map(ledger.reports("accepted"), day), land.parents_on(day)
    for unit in asked.deeds:
        parts = {part.unit: part.share for part in land.became(unit, asked.last_day, day)}
        if None in parts.values() or len(parts) == 1:
            continue
        meeting = mapped.hung.forest.hangs_at[unit]
        at_the_meeting = [share for place, share in parts.items() if place == meeting or place not in parents]
        below = [node for node in parents if (parents[node] or TOP) == meeting]
        given = [mapped.hung.apportioned.get(node, {}).get(unit, 0) for node in below]
        assert sum(at_the_meeting) + sum(given) == 1


@pytest.mark.parametrize("units", [4094, 4095, 4096, 9000])
def test_thousands_of_units_under_one_node_are_all_counted(units: int) -> None:
    """More than the counters of one pass can hold: N, n and estimates are right all the same."""
    top, small = 1, 2
    bodies = {unit: Body(unit, f"{unit:05}", "commune_committee") for unit in range(1, units + 4)}
    events = [Event("create", FOUNDED, top), Event("create", FOUNDED, small, top)]
    events += [Event("create", FOUNDED, unit, small if unit < 5 else top) for unit in range(3, units + 4)]
    said = Said(GIVEN, Fraction(2**62), estimate=True)
    deeds = {unit: (Deed("send", (said,)),) for unit in range(3, units + 4)}
    asked = Asked(1, top, LAST, (MARK,), ("X",), (0,), deeds)
    scene = Scene(0, top, bodies, tuple(events), (MARK,), (asked,), (), ())
    ledger = Ledger(scene, Timeline(scene.events), asked)
    totals = ledger.as_reported(ledger.reports("submitted"), LAST)
    for node, held in ((top, units + 1), (small, 2)):
        whole = ledger.table(totals[node])["X"].whole
        assert whole == Sum(Fraction(2**62) * held, held, held, held, 0, held)
