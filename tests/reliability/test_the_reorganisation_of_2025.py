"""The reorganisation of 1 July 2025 with three years of reports before it and one after, added up beside it by hand.

What the application says is compared column by column (twelve cells, their wholes, both sides of the rates; number, n,
N, estimates) with plain sums over what was generated (`questions`) and the lists of units read as text (`countries`).
The small country is made up and runs everywhere. The whole one needs the folder shared/ beside the project: 63
provinces and 10,047 communes that became 34 and 3,321, with 65,000 reports. That takes most of a minute, so in ordinary
runs it is replayed on SQLite alone; with REPLAY_WHOLE=1 in the environment on PostgreSQL too.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from django.db.models.signals import post_init

from binhdang.consolidation.adding import Sums as Added
from binhdang.consolidation.models import NodeTotal
from binhdang.consolidation.remapping import TOP as EVERYTHING
from binhdang.consolidation.remapping import MapTotals, on_another_map
from binhdang.consolidation.series import series
from binhdang.consolidation.sources import Basis
from binhdang.consolidation.totals import Ground, at_once, refresh
from binhdang.indicators.models import Indicator
from binhdang.orgs.models import Unit
from binhdang.reports import standing
from binhdang.reports.models import Round
from reliability import filing
from reliability.countries import TOP, Country, small, whole
from reliability.questions import KEYS, NAMES, NO_SUMS, PROVINCES, Row, Said, Sums, added, draw, say, sums_of

BEFORE = [(2022, 2), (2023, 1), (2023, 2), (2024, 1), (2024, 2), (2025, 1)]
AFTER = [(2025, 2), (2026, 1)]
HAS_TIME = not os.environ.get("DATABASE_URL", "").startswith("postgres") or "REPLAY_WHOLE" in os.environ
AUGUST, TODAY = datetime(2025, 8, 20, 2, tzinfo=UTC), date(2026, 7, 1)
SEED = 20250701

Year = dict[tuple[int, int], dict[str, Said]]
ByHand = dict[str, Sums]


class Replay:
    """A country with its rounds, what was said in them, and the counts that a run reports."""

    def __init__(self, country: Country) -> None:
        self.country = country
        self.office = filing.found(country)
        self.said: Year = {}
        self.rounds: dict[tuple[int, int], Round] = {}
        self.code_of: dict[int, str] = {}
        self.counts: dict[str, int] = defaultdict(int)
        self._sums: dict[tuple[int, str], Sums] = {}

    def report(self, half: tuple[int, int]) -> None:
        """Every unit of the time says something about half a year."""
        random = Random(f"{SEED} {half}")
        self.said[half] = {code: say(random) for code in self.units_in(half)}
        self.rounds[half] = filing.file(self.office, *half, self.said[half])
        self.code_of = {EVERYTHING: "", **dict(Unit.objects.values_list("pk", "code"))}

    def units_in(self, half: tuple[int, int]) -> Mapping[str, str]:
        """Unit → the one above it, in the tree of a half-year."""
        return self.country.before if half in BEFORE else self.country.after

    def sums(self, half: tuple[int, int], basis: str) -> ByHand:
        """What each unit adds to totals."""
        above = self.units_in(half)
        return {
            code: self._sums_of(said.standing(basis), PROVINCES if above[code] == TOP else "commune")
            for code, said in self.said[half].items()
        }

    def _sums_of(self, row: Row | None, level: str) -> Sums:
        """Of each row once: it stands on both bases, and is looked at on several maps."""
        if (id(row), level) not in self._sums:
            self._sums[id(row), level] = sums_of(row, level)
        return self._sums[id(row), level]

    def as_reported(self, half: tuple[int, int], basis: str) -> ByHand:
        """By hand: each province over its communes and its own report, and the top over all."""
        above, sums, under = self.units_in(half), self.sums(half, basis), defaultdict[str, list[Sums]](list)
        for code, each in sums.items():
            under[code if above[code] == TOP else above[code]].append(each)
        totals = {province: added(parts) for province, parts in under.items()}
        return {**totals, TOP: added(totals.values())}

    def on_todays_map(self, half: tuple[int, int], basis: str) -> ByHand:
        """By hand: each unit of today over what lies in it whole."""
        under = defaultdict[str, list[Sums]](list)
        for code, each in self.sums(half, basis).items():
            lies_in = self.country.holding_whole(code) if half in BEFORE else self.country.above_today(code)
            for unit in lies_in:
                under[unit].append(each)
        return {unit: added(parts) for unit, parts in under.items()}

    def ours(self, totals: Mapping[int, Added]) -> ByHand:
        """What the application says, in the same words; nodes over which nothing was asked are left out."""
        told = {self.code_of[node]: _flat(sums) for node, sums in totals.items()}
        return {code: sums for code, sums in told.items() if any(sums)}


def _flat(sums: Added) -> Sums:
    return [int(n) for four in zip(sums.numbers.tolist(), *sums.counts.tolist()[:3], strict=True) for n in four]


def kept(round: Round, basis: Basis) -> dict[int, Added]:
    """The totals of every node as they are kept."""
    rows = NodeTotal.objects.filter(round=round, basis=basis).values_list("node", "packed")
    return {node: Added.unpack(bytes(packed), len(NAMES)) for node, packed in rows}


@pytest.fixture(params=["small", "whole"] if HAS_TIME else ["small"])
def replay(request: pytest.FixtureRequest, db: None) -> Replay:
    """A country in June 2025, with the reports of three years."""
    country = small() if request.param == "small" else whole(request.getfixturevalue("shared_dir"))
    replay = Replay(country)
    for half in BEFORE:
        replay.report(half)
    return replay


def test_nothing_is_lost_or_doubled_by_the_reorganisation(
    replay: Replay, record_property: Callable[[str, object], None]
) -> None:
    _columns_are_the_same(replay)
    _every_total_as_reported_is_the_sum_by_hand(replay)
    filing.reorganise(replay.country)
    for half in AFTER:
        replay.report(half)
    _every_total_as_reported_is_the_sum_by_hand(replay)
    _late_corrections_of_units_that_ended_are_followed(replay)
    _todays_map_holds_everything_once(replay)
    _a_series_says_which_periods_cannot_be_compared(replay)
    _declared_keys_divide_exactly(replay)
    record_property("replayed", dict(replay.counts))


def _columns_are_the_same(replay: Replay) -> None:
    assert list(Ground.of(replay.rounds[BEFORE[0]]).columns.names) == NAMES


def _every_total_as_reported_is_the_sum_by_hand(replay: Replay) -> None:
    """At once and as kept, of every province and of all together, on both bases, on the tree of the time."""
    for half, round in replay.rounds.items():
        assert refresh(round, at=AUGUST) == 0
        ground = Ground.of(round)
        for basis in Basis:
            by_hand = replay.as_reported(half, basis)
            assert replay.ours(at_once(ground, basis)) == by_hand
            assert replay.ours(kept(round, basis)) == by_hand
            replay.counts["totals"] += len(by_hand) * len(NAMES)


def _late_corrections_of_units_that_ended_are_followed(replay: Replay) -> None:
    """In August 2025, when their units are gone, some reports of the first half of the year are corrected."""
    half, random = BEFORE[-1], Random(SEED)
    ended = sorted(replay.country.before.keys() - replay.country.after.keys())
    for code in random.sample(ended, min(len(ended), 40)):
        said, row = replay.said[half][code], draw(random)
        filing.correct(replay.office, replay.rounds[half], code, row, AUGUST)
        standing_now = len(said.versions)
        replay.said[half][code] = Said((*said.versions, row), standing_now, standing_now)
    assert standing.pending_count(replay.rounds[half]) > 0
    _every_total_as_reported_is_the_sum_by_hand(replay)
    assert standing.pending_count(replay.rounds[half]) == 0


def _todays_map_holds_everything_once(replay: Replay) -> None:
    for half, round in replay.rounds.items():
        ground = Ground.of(round)
        for basis in Basis:
            mapped = on_another_map(ground, basis, on=TODAY)
            ours, by_hand = replay.ours(mapped.whole), replay.on_todays_map(half, basis)
            everything = ours.pop("")
            _count(replay, everything, added(replay.sums(half, basis).values()))
            assert everything == ours[TOP]
            assert ours == by_hand
            _split_units_are_named_where_a_part_lies(replay, half, mapped)
        said = replay.said[half].values()
        replay.counts["reports"] += sum(bool(each.versions) for each in said)
        replay.counts["cells"] += len(KEYS) * sum(len(each.versions) for each in said)
    replay.counts["units"] = len(replay.country.before)
    replay.counts["not comparable"] = len(replay.country.split)
    assert (replay.counts["lost"], replay.counts["doubled"]) == (0, 0)


def _count(replay: Replay, ours: Sums, by_hand: Sums) -> None:
    """How many answers to a cell the top has too few or too many."""
    answers = slice(1, 4 * len(KEYS), 4)
    for one, other in zip(ours[answers], by_hand[answers], strict=True):
        replay.counts["lost"] += max(0, other - one)
        replay.counts["doubled"] += max(0, one - other)
    assert ours == by_hand


def _split_units_are_named_where_a_part_lies(replay: Replay, half: tuple[int, int], mapped: MapTotals) -> None:
    """All of them, at every unit of today that has a part and not the whole, and at no other."""
    named, split = _named(replay, mapped.hung.incomparable), replay.country.split if half in BEFORE else []
    assert named == _parts(replay, split)
    assert {old for units in named.values() for old in units} == {*split}
    assert not mapped.hung.apportioned


def _named(replay: Replay, parts: Mapping[int, Iterable[int]]) -> dict[str, set[str]]:
    return {replay.code_of[node]: {replay.code_of[unit] for unit in units} for node, units in parts.items()}


def _parts(replay: Replay, split: Iterable[str]) -> dict[str, set[str]]:
    """By hand: unit of today → the old ones of which a part lies in it."""
    found = defaultdict[str, set[str]](set)
    for old in split:
        for unit in replay.country.holding_a_part(old):
            found[unit].add(old)
    return dict(found)


def _a_series_says_which_periods_cannot_be_compared(replay: Replay) -> None:
    old = replay.country.split[0]
    node = Unit.objects.get(code=min(replay.country.holding_a_part(old)))
    asked = Indicator.objects.get(code="LOP")
    rounds = [replay.rounds[half] for half in (BEFORE[-1], AFTER[0])]
    points = series(rounds, asked, node, basis=Basis.ACCEPTED, map_on=TODAY, at=AUGUST)
    named = [{replay.code_of[unit] for unit in point.incomparable} for point in points]
    assert old in named[0]
    assert not named[1]


def _declared_keys_divide_exactly(replay: Replay) -> None:
    """Of some split units somebody says how much went where: those are named no more, and divided to the last đồng."""
    random, keys = Random(SEED), {}
    for old in random.sample(replay.country.split, min(2, len(replay.country.split)) if _is_small(replay) else 20):
        weights = {new: random.randint(1, 9_999) for new in replay.country.went[old]}
        keys[old] = {new: Fraction(weight, sum(weights.values())) for new, weight in weights.items()}
    filing.declare(keys)
    undeclared = [old for old in replay.country.split if old not in keys]
    for half in (BEFORE[0], BEFORE[-1]):
        mapped = on_another_map(Ground.of(replay.rounds[half]), Basis.SUBMITTED, on=TODAY)
        assert _named(replay, mapped.hung.incomparable) == _parts(replay, undeclared)
        sums = replay.sums(half, Basis.SUBMITTED)
        whole = replay.on_todays_map(half, Basis.SUBMITTED)
        assert {code: each for code, each in replay.ours(mapped.whole).items() if code} == whole
        expected = _divided(replay, keys, sums)
        ours = {replay.code_of[node]: mapped.apportioned(node) for node in mapped.hung.apportioned}
        assert ours == expected
        _shares_add_up(replay, mapped, keys, sums)
    replay.counts["declared"] = len(keys)


def _is_small(replay: Replay) -> bool:
    return len(replay.country.before) < 100


def _numbers(sums: Sums) -> list[int]:
    return sums[::4]


def _divided(replay: Replay, keys: Mapping[str, Mapping[str, Fraction]], sums: ByHand) -> dict[str, list[Fraction]]:
    """By hand: what each unit of today has of the units that were divided, column by column."""
    found: dict[str, list[Fraction]] = {}
    for old, shares in keys.items():
        for unit in replay.country.holding_a_part(old):
            share = sum(part for new, part in shares.items() if unit in replay.country.above_today(new))
            so_far = found.get(unit, [Fraction(0)] * len(NAMES))
            found[unit] = [total + share * number for total, number in zip(so_far, _numbers(sums[old]), strict=True)]
    return found


def _shares_add_up(replay: Replay, mapped: MapTotals, keys: Mapping[str, Mapping[str, Fraction]], sums: ByHand) -> None:
    """The parts of all divided units together are what those units reported."""
    lowest = {new for shares in keys.values() for new in shares}
    parts = [mapped.apportioned(node) for node in mapped.hung.apportioned if replay.code_of[node] in lowest]
    reported = added(sums[old] for old in keys) if keys else NO_SUMS
    assert [sum(column) for column in zip(*parts, strict=True)] == _numbers(reported)


def test_a_correction_is_followed_without_looking_at_units_elsewhere(db: None) -> None:
    """Not even to see whose figures count: a nation has ten thousand units."""
    replay, half, corrected = Replay(small()), BEFORE[-1], "73010"
    replay.report(half)
    round = replay.rounds[half]
    refresh(round, at=AUGUST)
    filing.correct(replay.office, round, corrected, draw(Random(SEED)), AUGUST)
    read: set[str] = set()

    def take_note(instance: Unit, **_: object) -> None:
        read.add(instance.code)

    post_init.connect(take_note, sender=Unit)
    try:
        refresh(round, at=AUGUST)
    finally:
        post_init.disconnect(take_note, sender=Unit)
    beside = {code for code, above in replay.country.before.items() if above == replay.country.before[corrected]}
    assert corrected in read
    assert not read & replay.country.before.keys() - beside - {replay.country.before[corrected]}
    ground = Ground.of(round)
    assert all(kept(round, basis) == at_once(ground, basis) for basis in Basis)


def test_the_lists_of_the_whole_country_are_the_real_ones(shared_dir: Any) -> None:
    country = whole(shared_dir)
    provinces = [sum(above == TOP for above in units.values()) for units in (country.before, country.after)]
    assert provinces == [63, 34]
    assert [len(country.before) - 63, len(country.after) - 34] == [10_047, 3_321]
    assert len(country.split) == 460
