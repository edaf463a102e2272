"""Random events at random days, beside a model that keeps one plain tree per day and knows nothing of intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from binhdang.orgs import reorganisation
from binhdang.orgs.actions import create_unit
from binhdang.orgs.closure import rebuild
from binhdang.orgs.mapping import on_map
from binhdang.orgs.models import Unit, UnitClosure, UnitKind, UnitName, UnitParent, valid_on
from binhdang.orgs.queries import parents_on
from binhdang.values.refusals import Refusal

AT = datetime(2025, 1, 1, tzinfo=UTC)
FIRST, DAYS = date(2025, 1, 1), 10
BASIS = "Nghị quyết 1"


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@dataclass
class DayByDay:
    """The naive model: what was ordered, asked again for each single day."""

    founded: dict[str, int] = field(default_factory=dict)
    ended: dict[str, int] = field(default_factory=dict)
    named: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    placed: dict[str, dict[int, str | None]] = field(default_factory=lambda: defaultdict(dict))
    went: dict[tuple[int, str], dict[str, Fraction]] = field(default_factory=lambda: defaultdict(dict))

    def stands(self, unit: str, on: int) -> bool:
        return self.founded[unit] <= on < self.ended.get(unit, DAYS * 9)

    def units(self, on: int) -> list[str]:
        return [unit for unit in self.founded if self.stands(unit, on)]

    def latest(self, told: dict[int, str], on: int) -> str:
        return told[max(number for number in told if number <= on)]

    def parent(self, unit: str, on: int) -> str | None:
        return self.latest(self.placed[unit], on)  # type: ignore[arg-type]

    def above(self, unit: str, on: int) -> set[str]:
        found = set()
        here: str | None = unit
        while here is not None:
            found.add(here)
            here = self.parent(here, on)
        return found

    def end(self, unit: str, on: int) -> None:
        self.ended[unit] = on

    def heirs(self, unit: str) -> set[str]:
        on = self.ended[unit]
        last = self.parent(unit, on - 1)
        return {*self.went.get((on, unit), ()), *([last] if last else [])}

    def answering(self, unit: str, on: int) -> set[str]:
        """Who stands for a unit on a day: itself, or whoever answers for what it left."""
        if self.stands(unit, on):
            return {unit}
        return {one for heir in self.heirs(unit) for one in self.answering(heir, on)}

    def lies(self, unit: str, since: int, on: int) -> dict[str, Fraction]:
        """Where figures lie, carried over one day after the other."""
        lying = {unit: Fraction(1)}
        for number in range(since + 1, on + 1):
            after: dict[str, Fraction] = defaultdict(Fraction)
            for here, amount in lying.items():
                for there, share in self.carried(here, number).items():
                    after[there] += amount * share
            lying = dict(after)
        return lying

    def carried(self, unit: str, on: int) -> dict[str, Fraction]:
        if (on, unit) in self.went:
            return self.went[on, unit]
        if self.ended.get(unit) == on:
            parent = self.parent(unit, on - 1)
            return {unit: Fraction(1)} if parent is None else self.carried(parent, on)
        return {unit: Fraction(1)}


@dataclass
class Both:
    """The application and the model, given the same orders; the model hears only what was not refused."""

    model: DayByDay = field(default_factory=DayByDay)
    done: int = 0

    def unit(self, code: str) -> Unit:
        return Unit.objects.get(code=code)

    def found(self, code: str, on: int, parent: str | None) -> None:
        create_unit(
            code=code, kind=UnitKind.COMMUNE_COMMITTEE, name=f"Xã {code}", valid_from=day(on), by=None, at=AT,
            parent=self.unit(parent) if parent else None,
        )  # fmt: skip
        self.model.founded[code] = on
        self.model.named[code][on] = f"Xã {code}"
        self.model.placed[code][on] = parent

    def rename(self, unit: str, on: int) -> None:
        name = f"Xã {unit} mới {self.done}"
        reorganisation.rename(self.unit(unit), name=name, on=day(on), basis=BASIS, by=None, at=AT)
        self.model.named[unit][on] = name

    def move(self, unit: str, parent: str, on: int) -> None:
        reorganisation.move(self.unit(unit), self.unit(parent), on=day(on), basis=BASIS, by=None, at=AT)
        self.model.placed[unit][on] = parent

    def merge(self, sources: list[str], target: str, on: int) -> None:
        units = [self.unit(code) for code in sources]
        reorganisation.merge(units, self.unit(target), on=day(on), basis=BASIS, by=None, at=AT)
        ending = [code for code in sources if code != target]
        for unit in self.model.units(on):
            if unit not in ending and self.model.parent(unit, on) in ending:
                self.model.placed[unit][on] = target
        for unit in ending:
            self.model.end(unit, on)
            self.model.went[on, unit] = {target: Fraction(1)}

    def split(self, source: str, targets: list[str], on: int) -> None:
        whole = sum(range(1, len(targets) + 1))
        parts = {code: Fraction(place, whole) for place, code in enumerate(targets, 1)}
        asked = [reorganisation.Part(self.unit(code), parts[code]) for code in targets]
        reorganisation.split(self.unit(source), asked, on=day(on), basis=BASIS, key_name="dân số", by=None, at=AT)
        self.model.went[on, source] = parts
        if source not in targets:
            self.model.end(source, on)

    def abolish(self, unit: str, on: int) -> None:
        reorganisation.abolish(self.unit(unit), on=day(on), basis=BASIS, by=None, at=AT)
        self.model.end(unit, on)

    def take_over(self, unit: str, target: str, on: int) -> None:
        reorganisation.transfer_function(
            self.unit(unit), self.unit(target), function="x", on=day(on), basis=BASIS, ends=True, by=None, at=AT
        )
        self.model.end(unit, on)
        self.model.went[on, unit] = {target: Fraction(1)}


CODES = ["a", "b", "c", "d", "e", "f", "g"]
CODE = st.sampled_from(CODES)
ORDERS = st.one_of(
    st.tuples(st.just("rename"), CODE),
    st.tuples(st.just("move"), CODE, CODE),
    st.tuples(st.just("merge"), st.lists(CODE, min_size=1, max_size=3, unique=True), CODE),
    st.tuples(st.just("split"), CODE, st.lists(CODE, min_size=2, max_size=3, unique=True)),
    st.tuples(st.just("abolish"), CODE),
    st.tuples(st.just("take_over"), CODE, CODE),
)


@contextmanager
def left_as_it_was() -> Iterator[None]:
    """What happens inside is undone: Hypothesis plays many examples in one test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 6)), min_size=7, max_size=7),
    st.lists(st.tuples(ORDERS, st.integers(1, DAYS - 1)), min_size=6, max_size=16),
    st.booleans(),
    st.tuples(st.integers(0, DAYS - 1), st.integers(0, DAYS - 1)),
)
def test_intervals_say_what_single_days_say(
    beginnings: list[tuple[int, int]],
    orders: list[tuple[tuple[object, ...], int]],
    recorded_as_they_happen: bool,
    window: tuple[int, int],
) -> None:
    if recorded_as_they_happen:
        orders = sorted(orders, key=lambda order: order[1])
    with left_as_it_was():
        both = Both()
        for code, (on, above) in zip(CODES, beginnings, strict=True):
            stands = [one for one in both.model.founded if both.model.founded[one] <= on]
            both.found(code, on, stands[above % len(stands)] if stands and above else None)
        for (verb, *units), on in orders:
            try:
                getattr(both, str(verb))(*units, on)
                both.done += 1
            except Refusal as refusal:
                assert refusal.remedy
        codes = dict(Unit.objects.values_list("pk", "code"))
        for number in range(DAYS):
            same_day(both.model, number, codes)
        same_map(both.model, min(window), max(window), codes)
        nothing_overlaps()
        kept = set(UnitClosure.objects.values_list("ancestor", "descendant", "depth", "valid_from", "inherited"))
        rebuild()
        assert kept == set(
            UnitClosure.objects.values_list("ancestor", "descendant", "depth", "valid_from", "inherited")
        )


def same_day(model: DayByDay, number: int, codes: dict[int, str]) -> None:
    on = day(number)
    tree = {codes[unit]: codes[parent] if parent else None for unit, parent in parents_on(on).items()}
    assert tree == {unit: model.parent(unit, number) for unit in model.units(number)}
    for unit in Unit.objects.existing_on(on).prefetch_related("names"):
        assert unit.name_on(on) == model.latest(model.named[unit.code], number)
    for top in Unit.objects.existing_on(on).order_by("pk")[:2]:
        inside = {codes[one] for one in parents_on(on, top)}
        assert inside == {one for one in model.units(number) if top.code in model.above(one, number)}
    rows = UnitClosure.objects.filter(valid_on(on))
    answers = {(codes[above], codes[below]) for above, below in rows.values_list("ancestor", "descendant")}
    assert answers == {
        (above, unit)
        for unit in model.founded
        if model.founded[unit] <= number
        for one in model.answering(unit, number)
        for above in model.above(one, number)
    }


def same_map(model: DayByDay, since: int, on: int, codes: dict[int, str]) -> None:
    units = {code: pk for pk, code in codes.items() if model.stands(code, since)}
    told = on_map(units.values(), since=day(since), on=day(on))
    for code, pk in units.items():
        assert {codes[place.unit]: place.share for place in told[pk]} == model.lies(code, since, on)


def nothing_overlaps() -> None:
    keys = {UnitName: ("unit",), UnitParent: ("unit",), UnitClosure: ("ancestor", "descendant")}
    for table, key in keys.items():
        rows = table.objects.order_by(*key, "valid_from").values_list(*key, "valid_from", "valid_to")
        for *_, start, end in rows:
            assert end is None or start < end
        for (*one, _, end), (*other, start, _) in pairwise(rows):
            assert one != other or (end is not None and end <= start)
