"""Units and what happens to them, at random: only what may lawfully happen, one event after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from oracle.facts import Body, Event, Part

FIRST, LAST = date(2020, 1, 1), date(2025, 12, 31)
FOUNDED = date(2015, 1, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a scene is; what is smaller is a simpler counterexample."""

    units: int
    levels: int
    events: int
    rounds: int
    laws: int

    @classmethod
    def any(cls, random: Random) -> Size:
        """From three units that nothing happens to, to twenty-five with a dozen events."""
        return cls(
            units=random.randint(3, 25),
            levels=random.randint(2, 4),
            events=random.choice([0, 2, 4, 8, 12, 20]),
            rounds=random.randint(1, 6),
            laws=random.randint(1, 6),
        )


class Story:
    """The tree and what happens to it, one event after another, and only what may lawfully happen."""

    def __init__(self, random: Random, size: Size) -> None:
        self.random, self.levels, self.day = random, size.levels, FIRST
        self.bodies: dict[int, Body] = {}
        self.events: list[Event] = []
        self.parents: dict[int, int | None] = {}
        self.depth: dict[int, int] = {}
        self.day_of: dict[int, date] = {}
        self.goes_today: set[int] = set()
        self.gets_today: set[int] = set()
        self.moved_today: set[int] = set()
        self._pace = max(1, (LAST - FIRST).days // max(1, size.events))
        self.found(None, FOUNDED)
        for _ in range(size.units - 1):
            above = [unit for unit, depth in self.depth.items() if depth < size.levels - 1]
            self.found(random.choice(above) if random.random() < 0.98 else None, FOUNDED)

    def found(self, parent: int | None, on: date) -> int:
        """A new unit."""
        unit = len(self.bodies) + 1
        kind = self.random.choice(["commune_committee", "commune_committee", "department", "police", "public_service"])
        code = f"{unit:05d}" + (".ttyt" if self.random.random() < 0.15 else "")
        self.bodies[unit] = Body(unit, code, kind)
        self.events.append(Event("create", on, unit, parent))
        self.parents[unit], self.day_of[unit] = parent, on
        if on == self.day:
            self.moved_today.add(unit)
        self.depth[unit] = 0 if parent is None else self.depth[parent] + 1
        return unit

    def go_on(self) -> None:
        """Some days later, or on the same day, something happens."""
        if self.random.random() < 0.7:
            self.day += timedelta(days=self.random.randint(1, 2 * self._pace))
            self.goes_today, self.gets_today, self.moved_today = set(), set(), set()
        if self.day > LAST:
            return
        what = self.random.choice(
            [self.create, self.rename, self.move, self.merge, self.merge, self.split, self.split, self.abolish]
            + [self.transfer, self.end_a_level]
        )
        what()

    def old(self) -> list[int]:
        """Units that stood yesterday and go nowhere else today."""
        return [unit for unit in self.parents if self.day_of[unit] < self.day and unit not in self.goes_today]

    def may_end(self) -> list[int]:
        """Units that may end today; one unit at least stays at the top."""
        busy = self.gets_today | self.moved_today
        tops = [unit for unit, parent in self.parents.items() if parent is None]
        return [unit for unit in self.old() if unit not in busy and (unit not in tops or unit != tops[-1])]

    def children(self, unit: int) -> list[int]:
        """What stands directly under a unit."""
        return [below for below, above in self.parents.items() if above == unit]

    def leaves(self, units: Sequence[int]) -> list[int]:
        """Those under which nothing stands."""
        above = set(self.parents.values())
        return [unit for unit in units if unit not in above]

    def under(self, unit: int) -> set[int]:
        """A unit and everything below it."""
        found = {unit}
        for below in self.children(unit):
            found |= self.under(below)
        return found

    def happens(self, kind: str, unit: int, **more: object) -> None:
        """Write it down."""
        self.events.append(Event(kind, self.day, unit, **more))  # type: ignore[arg-type]

    def some_place(self) -> int:
        """A unit under which another may stand."""
        return self.random.choice([unit for unit in self.parents if self.depth[unit] < 3])

    def create(self) -> None:
        self.found(self.some_place() if self.random.random() < 0.9 else None, self.day)

    def rename(self) -> None:
        unit = self.random.choice(list(self.parents))
        if self.day_of[unit] < self.day and unit not in self.moved_today:
            self.moved_today.add(unit)  # renamed today, it may not end today
            self.happens("rename", unit)

    def move(self) -> None:
        movable = [unit for unit in self.old() if unit not in self.moved_today]
        if not movable:
            return
        unit = self.random.choice(movable)
        if self.parents[unit] is None and self.random.random() < 0.9:
            return
        places = [p for p in self.parents if p not in self.under(unit) and p != self.parents[unit]]
        if places:
            self.stand(unit, self.random.choice(places))

    def stand(self, unit: int, parent: int) -> None:
        """Put a unit under another."""
        self.parents[unit] = parent
        self.moved_today.add(unit)
        self.happens("move", unit, parent=parent)
        for below in self.under(unit):
            above = self.parents[below]
            self.depth[below] = self.depth[above] + 1 if above is not None else 0

    def end(self, unit: int) -> None:
        del self.parents[unit]
        self.goes_today.add(unit)

    def merge(self) -> None:
        sources = self.may_end()
        self.random.shuffle(sources)
        sources = sources[: self.random.randint(1, 3)]
        if not sources:
            return
        inside = set().union(*(self.under(unit) for unit in sources))
        if any(below in self.moved_today for unit in sources for below in self.children(unit)):
            return
        target = self._target(inside, self.parents[sources[0]])
        if target is None:
            return
        followers = [below for unit in sources for below in self.children(unit) if below not in sources]
        self.happens("merge", target, sources=tuple(sources))
        self.gets_today.add(target)
        for unit in sources:
            self.end(unit)
        for below in followers:
            self.parents[below] = target
            self.moved_today.add(below)
        for unit in self.parents:
            self.depth[unit] = self._depth(unit)

    def _depth(self, unit: int) -> int:
        above = self.parents[unit]
        return 0 if above is None else 1 + self._depth(above)

    def _target(self, inside: set[int], parent: int | None) -> int | None:
        """A unit that takes others in: one that stands outside them, or a new one."""
        outside = [unit for unit in self.parents if unit not in inside and unit not in self.goes_today]
        if parent is not None and parent not in inside and (self.random.random() < 0.4 or not outside):
            return self.found(parent, self.day)
        return self.random.choice(outside) if outside else None

    def split(self) -> None:
        ends = self.random.random() < 0.6
        candidates = self.leaves(self.may_end()) if ends else self.old()
        if not candidates:
            return
        unit = self.random.choice(candidates)
        others = [other for other in self.parents if other != unit and other not in self.goes_today]
        targets = self.random.sample(others, min(len(others), self.random.randint(0, 1)))
        while len(targets) < (2 if ends else 1) or self.random.random() < 0.3:
            # beside the unit mostly, sometimes elsewhere: then its figures lie whole only high above
            place = self.parents[unit] if self.random.random() < 0.6 else self.some_place()
            targets.append(self.found(place if place != unit or not ends else self.parents[unit], self.day))
        if not ends:
            targets.append(unit)
        shares = some_shares(self.random, len(targets))
        self.happens("split", unit, parts=tuple(map(Part, targets, shares)))
        self.gets_today |= set(targets)
        self.goes_today.add(unit)
        if ends:
            self.end(unit)

    def abolish(self) -> None:
        candidates = self.leaves(self.may_end())
        tops = [unit for unit in candidates if self.parents[unit] is None]
        if candidates:
            candidates = tops if tops and self.random.random() < 0.3 else candidates
            unit = self.random.choice(candidates)
            self.happens("abolish", unit)
            self.end(unit)

    def end_a_level(self) -> None:
        """As in July 2025: what stood under a unit becomes one new unit under the next one up, and the unit ends."""
        may_end = set(self.may_end())
        levels = [
            unit
            for unit in may_end
            if self.parents[unit] is not None and self.children(unit) and may_end.issuperset(self.children(unit))
            if len(self.leaves(self.children(unit))) == len(self.children(unit))
        ]
        if not levels:
            return
        level = self.random.choice(levels)
        below, above = self.children(level), self.parents[level]
        new = self.found(above, self.day)
        self.happens("merge", new, sources=tuple(below))
        self.gets_today.add(new)
        for unit in below:
            self.end(unit)
        self.happens("abolish", level)
        self.end(level)

    def transfer(self) -> None:
        ends = self.random.random() < 0.4
        candidates = self.leaves(self.may_end()) if ends else self.old()
        if not candidates:
            return
        unit = self.random.choice(candidates)
        others = [other for other in self.parents if other != unit and other not in self.goes_today]
        receivers = self.random.sample(others, min(len(others), self.random.choice([1, 1, 1, 2])))
        moves = self.random.random() < 0.5
        for receiver in receivers:
            last = receiver == receivers[-1]
            self.happens("transfer", unit, receiver=receiver, ends=ends and last, moves_figures=moves)
        self.gets_today |= set(receivers)
        self.goes_today.add(unit)
        if ends and receivers:
            self.end(unit)


def some_shares(random: Random, count: int) -> list[Fraction | None]:
    """Declared shares that make the whole, or none."""
    if random.random() < 0.5:
        return [None] * count
    weights = [random.randint(1, 9) for _ in range(count)]
    return [Fraction(weight, sum(weights)) for weight in weights]
