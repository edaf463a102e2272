"""Units through time, the slow way: the events are told anew for every day that somebody asks about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from oracle.facts import Event, Part

Parents = dict[int, int | None]
GUESSES = 3
"""An undeclared share is known after all where it comes out the same whatever one guesses it to be."""


class Land:
    """What stood under whom on any day, and what became of whom."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = events
        self.ended: dict[int, date] = {}
        """Unit → the first day on which it stood no more."""
        self.last_parent: dict[int, int | None] = {}
        """Under whom an ended unit stood last."""
        self._trees: dict[date, Parents] = {}
        self._became: dict[tuple[int, date, date], list[Part]] = {}
        if events:
            self._tell(max(event.on for event in events), keep_ends=True)

    def parents_on(self, day: date) -> Parents:
        """Every unit that stands on a day, with its parent."""
        if day not in self._trees:
            self._trees[day] = self._tell(day)
        return self._trees[day]

    def _tell(self, day: date, *, keep_ends: bool = False) -> Parents:
        parents: Parents = {}
        for event in self.events:
            if event.on > day:
                continue
            if event.kind in ("create", "move"):
                parents[event.unit] = event.parent
            last = {gone: parents.pop(gone) for gone in _ending(event)}
            if keep_ends:
                self.ended |= dict.fromkeys(last, event.on)
                self.last_parent |= last
            for unit, parent in parents.items():
                if event.kind == "merge" and parent in last:  # what stood under a merged unit follows it
                    parents[unit] = event.unit
        return parents

    def way_up(self, unit: int, top: int, day: date) -> list[int] | None:
        """The unit and what stands above it on a day, up to the top; None where it stands elsewhere.

        An ended unit stands where it stood last: what it reported is not lost.
        """
        parents, way = self.parents_on(day), [unit]
        if unit not in parents and not (unit in self.ended and self.ended[unit] <= day):
            return None  # not founded yet
        while way[-1] != top:
            above = parents[way[-1]] if way[-1] in parents else self.last_parent[way[-1]]
            while above is not None and above not in parents:
                above = self.last_parent[above]
            if above is None:
                return None
            way.append(above)
        return way

    def became(self, unit: int, since: date, on: date) -> list[Part]:
        """Where what a unit reported for a period that ended on `since` lies on the map of `on`."""
        asked = unit, since, on
        if asked not in self._became:
            start = min(since, self.ended[unit] - timedelta(days=1)) if unit in self.ended else since
            ways = [self._follow(unit, start, on, Random(guess)) for guess in range(GUESSES)]
            places = sorted(ways[0])
            assert all(sorted(way) == places for way in ways)
            self._became[asked] = [
                Part(place, ways[0][place] if len({way[place] for way in ways}) == 1 else None) for place in places
            ]
        return self._became[asked]

    def _follow(self, unit: int, since: date, on: date, guess: Random) -> dict[int, Fraction]:
        lies = {unit: Fraction(1)}
        for day in sorted({event.on for event in self.events if since < event.on <= on}):
            then: dict[int, Fraction] = {}
            for place, amount in lies.items():
                for part in self._goes(place, day, guess):
                    assert part.share is not None
                    then[part.unit] = then.get(part.unit, Fraction(0)) + amount * part.share
            lies = then
        return lies

    def _goes(self, unit: int, day: date, guess: Random) -> list[Part]:
        """What a day makes of a unit's figures. An undeclared share is guessed; what is all of it is no guess."""
        today = [event for event in self.events if event.on == day]
        for event in today:
            if event.kind == "merge" and unit in event.sources and unit != event.unit:
                return [Part(event.unit, Fraction(1))]
            if event.kind == "split" and event.unit == unit:
                return _guessed(event.parts, guess)
        given = [event for event in today if event.kind == "transfer" and event.unit == unit and event.receiver]
        with_figures = [event for event in given if event.moves_figures]
        if not with_figures and self.ended.get(unit) == day:
            with_figures = given
        if with_figures:
            return _guessed([Part(event.receiver or 0, None) for event in with_figures], guess)
        above = self.last_parent.get(unit)
        if self.ended.get(unit) == day and above is not None:
            return self._goes(above, day, guess)
        return [Part(unit, Fraction(1))]


def _ending(event: Event) -> list[int]:
    if event.kind == "merge":
        return [unit for unit in event.sources if unit != event.unit]
    if event.kind == "split":
        return [] if event.unit in [part.unit for part in event.parts] else [event.unit]
    return [event.unit] if event.kind == "abolish" or event.ends else []


def _guessed(parts: Sequence[Part], guess: Random) -> list[Part]:
    if all(part.share is not None for part in parts):
        return list(parts)
    weights = [guess.randint(1, 10**6) for _ in parts]
    return [Part(part.unit, Fraction(weight, sum(weights))) for part, weight in zip(parts, weights, strict=True)]
