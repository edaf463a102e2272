"""A scene put before the application, through its parts that need no database; the answers in the oracle's form."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from binhdang.consolidation.adding import Block, Sums
from binhdang.consolidation.columns import Columns, columns_of
from binhdang.consolidation.forest import Forest, grow, roll_up
from binhdang.consolidation.remapping import MapTotals, hang
from binhdang.consolidation.rollup import IndicatorTotal, lines_of
from binhdang.indicators.models import Indicator, IndicatorKind, PeriodLaw, PlaceLaw
from binhdang.orgs.mapping import Share, Turn, places
from binhdang.orgs.models import Unit
from binhdang.reports.models import Round
from binhdang.values.figures import CellState, Figure, Total, pack
from oracle.facts import (
    ACCEPTED,
    GIVEN,
    NIL,
    NO_DATA,
    NOT_APPLICABLE,
    NOT_REPORTED,
    Asked,
    Deed,
    Event,
    Law,
    Said,
    Scene,
)
from oracle.naive import Line, OnMap, Sum, Table

STATES = {
    NOT_REPORTED: CellState.NOT_REPORTED,
    GIVEN: CellState.GIVEN,
    NIL: CellState.NIL,
    NOT_APPLICABLE: CellState.NOT_APPLICABLE,
    NO_DATA: CellState.NO_DATA,
}
PLACE_LAWS = {
    "sum": PlaceLaw.SUM,
    "record": PlaceLaw.SOURCE_OF_RECORD,
    "never": PlaceLaw.NEVER,
    "rate": PlaceLaw.RATE,
}
LONG_AFTER = date(9999, 1, 1)


class Timeline:
    """The events as rows with days, as the application keeps them."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        self.rows: list[tuple[int, int | None, date, date]] = []
        """Unit, parent, first day, first day after."""
        self.ended: dict[int, date] = {}
        self.last_parent: dict[int, int | None] = {}
        self.turns: list[Turn] = []
        now: dict[int, tuple[int | None, date]] = {}
        by_day: dict[date, list[Event]] = defaultdict(list)
        for event in events:
            by_day[event.on].append(event)
        for day, today in sorted(by_day.items()):
            for event in today:
                self._apply(event, now)
            self.turns.append(self._turn(day, today))
        for unit in list(now):
            self._close(unit, LONG_AFTER, now)

    def _close(self, unit: int, day: date, now: dict[int, tuple[int | None, date]]) -> int | None:
        parent, since = now.pop(unit)
        if since < day:
            self.rows.append((unit, parent, since, day))
        return parent

    def _apply(self, event: Event, now: dict[int, tuple[int | None, date]]) -> None:
        day = event.on
        if event.kind in ("create", "move"):
            self._stand(event.unit, event.parent, day, now)
        ending = {
            "merge": [unit for unit in event.sources if unit != event.unit],
            "split": [event.unit] if all(part.unit != event.unit for part in event.parts) else [],
            "abolish": [event.unit],
            "transfer": [event.unit] if event.ends else [],
        }.get(event.kind, [])
        for unit in ending:
            if event.kind == "merge":
                followers = [below for below, (above, _) in now.items() if above == unit and below not in ending]
                for below in followers:
                    self._stand(below, event.unit, day, now)
            self.last_parent[unit], self.ended[unit] = self._close(unit, day, now), day

    def _stand(self, unit: int, parent: int | None, day: date, now: dict[int, tuple[int | None, date]]) -> None:
        if unit in now:
            self._close(unit, day, now)
        now[unit] = (parent, day)

    def _turn(self, day: date, today: list[Event]) -> Turn:
        went: dict[int, list[Share]] = {}
        given: dict[int, list[Event]] = defaultdict(list)
        for event in today:
            if event.kind == "merge":
                went |= {unit: [Share(event.unit, Fraction(1))] for unit in event.sources if unit != event.unit}
            elif event.kind == "split":
                went[event.unit] = [Share(part.unit, part.share) for part in event.parts]
            elif event.kind == "transfer":
                given[event.unit].append(event)
        for unit, transfers in given.items():
            moving = [event for event in transfers if event.moves_figures]
            if not moving and self.ended.get(unit) == day:
                moving = transfers
            if moving and unit not in went:
                whole = Fraction(1) if len(moving) == 1 else None
                went[unit] = [Share(event.receiver or 0, whole) for event in moving]
        fell = {u: p for u, p in self.last_parent.items() if self.ended[u] == day and u not in went and p is not None}
        return Turn(day, went, fell)

    def parents_on(self, day: date, top: int | None = None) -> dict[int, int | None]:
        """Unit → parent on a day, of all units or of those at and below one."""
        parents = {unit: parent for unit, parent, first, after in self.rows if first <= day < after}
        if top is None:
            return parents
        if top not in parents:
            return {}
        inside: dict[int, int | None] = {top: None}
        waiting = [top]
        below: dict[int | None, list[int]] = defaultdict(list)
        for unit, parent in parents.items():
            below[parent].append(unit)
        while waiting:
            above = waiting.pop()
            for unit in below[above]:
                inside[unit] = above
                waiting.append(unit)
        return inside

    def last_place(self, unit: int, day: date, standing: dict[int, int | None]) -> int | None:
        """Where an ended unit hangs: at the last parent that still stands."""
        place: int | None = unit
        while place is not None and place not in standing and self.ended.get(place, LONG_AFTER) <= day:
            place = self.last_parent[place]
        return place if place in standing else None

    def places_of(self, unit: int, since: date, on: date) -> tuple[Share, ...]:
        """Where the figures of a unit lie on a later map."""
        start = min(since, self.ended[unit] - timedelta(days=1)) if unit in self.ended else since
        return places(unit, [turn for turn in self.turns if start < turn.on <= on])


class Ledger:
    """One round before the application: its layout, its reports packed, its units."""

    def __init__(self, scene: Scene, timeline: Timeline, asked: Asked) -> None:
        self.asked, self.timeline = asked, timeline
        by_code = indicators_of(scene.laws)
        self.indicators = [by_code[law.code] for law in asked.laws]
        self.round = Round(
            cell_keys=list(asked.keys), cell_scales=list(asked.scales), indicator_codes=[law.code for law in asked.laws]
        )
        self.columns: Columns = columns_of(self.round, self.indicators)
        self.units = {unit: Unit(pk=unit, code=b.code, kind=b.kind) for unit, b in scene.bodies.items()}
        self.kinds = {unit: self.columns.record_kind(self.units[unit]) for unit in asked.deeds}
        self.kinds_if_any = self.kinds if self.columns.recorded() else None
        self._packed: dict[int, bytes] = {}

    def reports(self, basis: str) -> dict[int, bytes | None]:
        """What stands of every unit asked."""
        return {unit: self._standing(deeds, basis) for unit, deeds in self.asked.deeds.items()}

    def _standing(self, deeds: tuple[Deed, ...], basis: str) -> bytes | None:
        pointers: dict[str, bytes | None] = {"submitted": None, "accepted": None}
        for deed in deeds:
            if deed.kind == "send":
                pointers["submitted"] = self.packed(deed.cells)
            elif deed.kind == "return":
                pointers["submitted"] = pointers["accepted"]
            elif deed.kind == "accept":
                pointers["accepted"] = pointers["submitted"]
        return pointers["accepted" if basis == ACCEPTED else "submitted"]

    def packed(self, cells: tuple[Said, ...]) -> bytes:
        """A report as it is stored."""
        if id(cells) not in self._packed:  # a scene keeps its cells alive
            figures = [figure(said, scale) for said, scale in zip(cells, self.asked.scales, strict=True)]
            self._packed[id(cells)] = pack(figures, self.asked.scales)
        return self._packed[id(cells)]

    def forest(self, day: date) -> Forest:
        """The tree of a day as the application grows it."""
        standing = self.timeline.parents_on(day, self.asked.receiver)
        ended = {
            unit: place
            for unit in self.asked.deeds
            if unit not in standing and (place := self.timeline.last_place(unit, day, standing)) is not None
        }
        return grow(self.asked.receiver, {**standing, **ended}, self.asked.deeds)

    def as_reported(self, reports: dict[int, bytes | None], day: date) -> dict[int, Sums]:
        """Every node of a day's tree."""
        return roll_up(self.columns, self.forest(day), reports, self.kinds_if_any)

    def on_map(self, reports: dict[int, bytes | None], on: date) -> MapTotals:
        """Every unit of another day's map."""
        shares = {unit: self.timeline.places_of(unit, self.asked.last_day, on) for unit in reports}
        hung = hang(self.timeline.parents_on(on), shares)
        split = {unit for units in hung.apportioned.values() for unit in units}
        parts = {
            unit: Block.of(self.columns, [reports[unit]], [self.kinds[unit]] if self.kinds_if_any else None)
            for unit in split
        }
        whole = roll_up(self.columns, hung.forest, reports, self.kinds_if_any)
        return MapTotals(self.columns, hung, whole, parts)

    def lines(self, sums: Sums) -> list[IndicatorTotal]:
        """The table of totals."""
        return lines_of(self.columns, sums, self.indicators)

    def table(self, sums: Sums) -> Table:
        """The same as the oracle writes it."""
        return {line.indicator.code: seen_line(line) for line in self.lines(sums)}

    def seen_on_map(self, totals: MapTotals, node: int) -> OnMap:
        """The table of a node of another map as the oracle writes it."""
        by_key = totals.hung.apportioned.get(node, {})
        columns, apportioned = totals.columns, totals.apportioned(node)
        seen = {
            name: amount / 10**scale
            for name, scale, amount in zip(columns.names, columns.scales, apportioned, strict=True)
        }
        seen |= {code: seen[columns.names[place]] for code, place in columns.place_of.items()}
        incomparable = totals.hung.incomparable.get(node, [])
        return OnMap(self.table(totals.sums(node)), seen, frozenset(by_key), frozenset(incomparable))


def indicators_of(laws: tuple[Law, ...]) -> dict[str, Indicator]:
    """The dictionary as the application has it."""
    found: dict[str, Indicator] = {}
    for pk, law in enumerate(laws, start=1):
        found[law.code] = Indicator(
            pk=pk,
            code=law.code,
            kind=IndicatorKind(law.kind),
            scale=law.scale,
            dimensions=list(law.dimensions),
            place_law=PLACE_LAWS[law.place],
            period_law=PeriodLaw(law.period),
            record_holders=sorted(law.holders),
            numerator=found.get(law.numerator),
            numerator_split=law.numerator_part,
            denominator=found.get(law.denominator),
            denominator_split=law.denominator_part,
            per=law.per,
        )
    return found


def figure(said: Said, scale: int) -> Figure:
    """A cell as the application holds it."""
    number = None
    if said.state == GIVEN:
        number = Decimal(int(said.number * 10**scale)).scaleb(-scale)
    reason = "mất sổ" if said.state == NO_DATA else ""
    return Figure(STATES[said.state], number, said.estimate, said.cumulative, reason)


def seen_sum(total: Total) -> Sum:
    """A total as the oracle writes it."""
    number = None if total.number is None else Fraction(total.number)
    return Sum(number, total.answered, total.asked, total.estimates, total.cumulative, total.in_period)


def seen_line(line: IndicatorTotal) -> Line:
    """A line as the oracle writes it."""
    return Line(
        seen_sum(line.whole),
        {key: seen_sum(total) for key, total in line.cells.items()},
        seen_sum(line.numerator) if line.numerator else None,
        seen_sum(line.denominator) if line.denominator else None,
        line.rate.exact if line.rate else None,
    )
