"""Where what a unit reported lies on a later day's map.

The core is plain data: `Turn`s, one for each day on which something went over, and `places`, which sends one unit
through them. `on_map` reads the turns from the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from binhdang.orgs.models import EventKind, Extent, Succession, Unit, UnitParent


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what a unit reported lies with another; None: a part of it, and no key was declared."""

    unit: int
    share: Fraction | None


@dataclass(frozen=True)
class Turn:
    """What went over on one day, everything at once: the map of the day before becomes the map of that day.

    `went` has the successors of a unit, `fell` the last parent of a unit that ended and has none.
    """

    on: date
    went: Mapping[int, Sequence[Share]] = field(default_factory=dict)
    fell: Mapping[int, int] = field(default_factory=dict)

    def successors(self, unit: int) -> Sequence[Share]:
        """Where a unit's figures go on this day; itself where nothing happened to it."""
        seen = {unit}
        while unit not in self.went and unit in self.fell and self.fell[unit] not in seen:
            unit = self.fell[unit]
            seen.add(unit)
        return self.went.get(unit) or (Share(unit, Fraction(1)),)

    def touches(self, unit: int) -> bool:
        """Whether anything happened to a unit."""
        return unit in self.went or unit in self.fell


# A part whose share nobody declared is an unknown; what lies with a unit is a polynomial in unknowns. The unknowns of
# one split add up to what is left of the whole, so its last one is written as the rest. Written so, an amount that is
# the same whatever the unknowns are has no unknown left in it: all parts of a split, merged again, are 1.
Unknown = tuple[date, int, int]
Term = tuple[Unknown, ...]
Amount = dict[Term, Fraction]


def places(unit: int, turns: Iterable[Turn]) -> tuple[Share, ...]:
    """Where a unit's figures lie after some turns, in the order of days."""
    lying: dict[int, Amount] = {unit: {(): Fraction(1)}}
    for turn in turns:
        if any(turn.touches(here) for here in lying):
            lying = _turned(lying, turn)
    return tuple(Share(here, _known(amount)) for here, amount in sorted(lying.items()))


def _turned(lying: Mapping[int, Amount], turn: Turn) -> dict[int, Amount]:
    after: dict[int, Amount] = defaultdict(lambda: defaultdict(Fraction))
    for here, amount in lying.items():
        for there, part in _parts(here, turn).items():
            for term, known in amount.items():
                for more, factor in part.items():
                    after[there][tuple(sorted((*term, *more)))] += known * factor
    return {there: {term: known for term, known in amount.items() if known} for there, amount in after.items()}


def _parts(here: int, turn: Turn) -> dict[int, Amount]:
    """What each successor gets of one unit, as amounts that add up to the whole."""
    successors = turn.successors(here)
    unknown = [share.unit for share in successors if share.share is None]
    parts: dict[int, Amount] = {share.unit: {(): share.share} for share in successors if share.share is not None}
    rest: Amount = {(): 1 - sum((amount[()] for amount in parts.values()), Fraction(0))}
    for unit in unknown[:-1]:
        term = ((turn.on, here, unit),)
        parts[unit] = {term: Fraction(1)}
        rest[term] = Fraction(-1)
    if unknown:
        parts[unknown[-1]] = rest
    return parts


def _known(amount: Amount) -> Fraction | None:
    return amount.get((), Fraction(0)) if set(amount) <= {()} else None


def on_map(units: Iterable[int], *, since: date, on: date) -> dict[int, tuple[Share, ...]]:
    """Where what a unit reported about a period whose last day is `since` lies on the map of day `on`.

    Everything that happened after `since`, up to and including `on`, applies, day after day; a unit that had ended by
    `since` counts as of its last day. A unit nothing happened to lies with itself. What went over as a whole has share
    1; the parts of a split have the shares of its declared key, None where none was declared. Shares multiply along the
    way and add up where ways meet; with an unknown part the result is None, unless it is the same whatever that part
    is (all parts of a split that later became one unit again).

    A unit abolished without a successor is not lost: what it reported lies where its last parent's lies on that map;
    with itself if it stood at the top. A transferred function takes figures along only if its event says so
    (`moves_figures`) or the giver ended that same day; several transfers of a body that ended leave it untold how much
    went to each.
    """
    if on < since:
        raise ValueError(f"the map of {on} is older than the figures of {since}")
    wanted = list(dict.fromkeys(units))
    ended = dict(Unit.objects.filter(valid_to__lte=since).values_list("pk", "valid_to"))
    started = {unit: end - timedelta(days=1) for unit in wanted if (end := ended.get(unit)) is not None}
    turns = read_turns(min([since, *started.values()]), on)
    later = [turn for turn in turns if turn.on > since]
    return {
        unit: places(unit, [turn for turn in turns if turn.on > started[unit]] if unit in started else later)
        for unit in wanted
    }


def read_turns(after: date, until: date) -> list[Turn]:
    """The turns after a day, up to and including another, from the database."""
    rows = Succession.objects.filter(event__on__gt=after, event__on__lte=until).order_by("pk")
    by_source: dict[tuple[date, int], list[_Row]] = defaultdict(list)
    for on, kind, moves, source, ended, target, extent, above, below in rows.values_list(
        "event__on", "event__kind", "event__moves_figures", "source", "source__valid_to", "target", "extent",
        "share_numerator", "share_denominator",
    ):  # fmt: skip
        declared = Fraction(above, below) if above is not None and below else None
        row = _Row(target, kind == EventKind.TRANSFER, moves, ended == on, extent == Extent.FULL, declared)
        by_source[on, source].append(row)
    went: dict[date, dict[int, list[Share]]] = defaultdict(dict)
    for (on, source), found in by_source.items():
        if shares := _shares(source, found):
            went[on][source] = shares
    fell: dict[date, dict[int, int]] = defaultdict(dict)
    window = UnitParent.objects.filter(unit__valid_to__gt=after, unit__valid_to__lte=until).order_by("valid_from")
    for unit, parent, end in window.values_list("unit", "parent", "unit__valid_to"):
        if end is not None and unit not in went[end]:
            fell[end][unit] = parent
    return [Turn(on, went[on], fell[on]) for on in sorted(went.keys() | fell.keys())]


@dataclass(frozen=True, slots=True)
class _Row:
    target: int
    is_transfer: bool
    moves_figures: bool
    source_ended: bool
    is_full: bool
    declared: Fraction | None


def _shares(source: int, rows: Sequence[_Row]) -> list[Share]:
    """The successions of one unit on one day that take its figures along."""
    moving = [row for row in rows if not row.is_transfer and not (row.target == source and row.is_full)]
    if not moving:
        transfers = [row for row in rows if row.is_transfer]
        moving = [row for row in transfers if row.moves_figures] or [row for row in transfers if row.source_ended]
    targets = {row.target: row for row in moving}
    if len(targets) == 1 and (moving[0].is_full or moving[0].is_transfer):
        return [Share(moving[0].target, Fraction(1))]
    return [Share(target, row.declared) for target, row in targets.items()]
