"""The long table: one row a cell of every report asked, as it stands on a basis; and the lists that explain its codes.

Where nothing of a report stands, its cells are there as not reported, without a version: so N can be counted, and
n/N of a cell is how many of its counted rows are given or nil, of those that are not "not applicable".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from binhdang.consolidation.sources import Basis
from binhdang.exchange.tables import Row
from binhdang.indicators.models import Indicator, parts_of
from binhdang.orgs.models import Unit, UnitName, UnitParent
from binhdang.orgs.queries import parents_on
from binhdang.reports import figures
from binhdang.reports.edits import unpack_saves
from binhdang.reports.models import DraftSave, Report, Round
from binhdang.values.figures import NOT_REPORTED, CellState, Figure, scaled

AT_ONCE = 100
"""Reports in memory at a time."""
STATES = {
    CellState.NOT_REPORTED: "not_reported",
    CellState.GIVEN: "given",
    CellState.NIL: "nil",
    CellState.NOT_APPLICABLE: "not_applicable",
    CellState.NO_DATA: "no_data",
}


def rounds_named(public_ids: Iterable[str] = ()) -> list[Round]:
    """The rounds with these ids, or all of them, the oldest window first."""
    rounds = Round.objects.select_related("regime__receiver", "regime__focal")
    wanted = list(public_ids)
    found = rounds.filter(public_id__in=wanted) if wanted else rounds
    return list(found.order_by("window_to", "window_from", "pk"))


@dataclass(frozen=True, slots=True)
class _Cell:
    """What every unit's row of one cell of the round has in common."""

    key: str
    indicator: Indicator | None
    code: str
    parts: str
    scale: int


_NOTHING = (None, None)


class _Places:
    """Unit codes, and who stood under whom on the last day of a window."""

    def __init__(self) -> None:
        self.codes = dict(Unit.objects.values_list("pk", "code"))
        self.on: date | None = None
        self.parents: dict[int, int | None] = {}

    def parent_of(self, unit: Unit, on: date) -> str:
        """Code of the unit above on a day; "" for none."""
        if self.on != on:
            self.on, self.parents = on, parents_on(on)
        return self.codes.get(self.parents.get(unit.pk) or 0, "")


def figure_rows(rounds: Iterable[Round], basis: Basis) -> Iterator[Row]:
    """The rows of `tables.FIGURES`, round by round, unit by unit, cells in frozen order."""
    places, dictionary = _Places(), {indicator.code: indicator for indicator in Indicator.objects.all()}
    for round in rounds:
        cells = [_cell(key, scale, dictionary) for key, scale in figures.scales(round).items()]
        asked = Report.objects.filter(round=round, expected=True).order_by("unit__code").values_list("pk", flat=True)
        keys = list(asked)
        for start in range(0, len(keys), AT_ONCE):
            for report, written in _reports(keys[start : start + AT_ONCE], basis):
                report.round = round
                yield from _rows(report, basis, written, cells, places)


def _cell(key: str, scale: int, dictionary: dict[str, Indicator]) -> _Cell:
    code = key.partition(".")[0]
    return _Cell(key, dictionary.get(code), code, ".".join(parts_of(key)), scale)


Written = dict[int, tuple[str, datetime]]
"""Number of a save → who made it, and when."""


def _reports(keys: list[int], basis: Basis) -> list[tuple[Report, Written]]:
    reports = Report.objects.filter(pk__in=keys).select_related("unit", basis.pointer)
    written: dict[int, Written] = {key: {} for key in keys}
    saves = DraftSave.objects.filter(report__in=keys).values_list("report_id", "number", "by__username", "at")
    for report_id, number, by, at in saves:
        written[report_id][number] = (by, at)
    return [(r, written[r.pk]) for r in reports.prefetch_related("unit__names").order_by("unit__code")]


def _rows(report: Report, basis: Basis, written: Written, cells: list[_Cell], places: _Places) -> Iterator[Row]:
    about, version = _about(report, places), getattr(report, basis.pointer)
    said: dict[str, Figure] = {}
    sent: Row = (None, None)
    saves: Sequence[int] = ()
    if version is not None:
        version.report = report
        said, saves = figures.read_version(version), unpack_saves(bytes(version.saves), len(cells))
        sent = (version.number, version.submitted_at)
    counted: dict[str, bool] = {}
    for place, cell in enumerate(cells):
        if cell.code not in counted:
            counted[cell.code] = cell.indicator is not None and cell.indicator.counts_from(report.unit)
        told = _told(said.get(cell.key, NOT_REPORTED), cell.scale, counted[cell.code])
        origin = written.get(saves[place], _NOTHING) if place < len(saves) else _NOTHING
        yield (*about, cell.code, cell.parts, *told, *sent, *origin)


def _about(report: Report, places: _Places) -> Row:
    """What all rows of a report have in common."""
    round, unit = report.round, report.unit
    on = round.window_to
    period = (round.public_id, round.period_text, round.window_from, on, round.regime.receiver.code)
    return (*period, unit.code, unit.name_on(on), places.parent_of(unit, on))


def _told(figure: Figure, scale: int, counted: bool) -> Row:
    number = figure.number
    value = None if number is None else f"{number:f}"
    whole = None if number is None else scaled(number, scale)
    reason = figure.reason or None
    return (STATES[figure.state], value, whole, scale, figure.estimate, figure.cumulative, counted, reason)


def unit_rows() -> Iterator[Row]:
    """The rows of `tables.UNITS`: each unit with the last name it had."""
    units = Unit.objects.prefetch_related("names").order_by("code")
    for unit in units.iterator(chunk_size=1000):
        yield (unit.code, unit.kind, unit.name_on(date.max), unit.valid_from, unit.valid_to)


def unit_name_rows() -> Iterator[Row]:
    """The rows of `tables.UNIT_NAMES`."""
    names = UnitName.objects.order_by("unit__code", "valid_from")
    yield from names.values_list("unit__code", "name", "short_name", "valid_from", "valid_to").iterator()


def unit_parent_rows() -> Iterator[Row]:
    """The rows of `tables.UNIT_PARENTS`."""
    parents = UnitParent.objects.order_by("unit__code", "valid_from")
    yield from parents.values_list("unit__code", "parent__code", "valid_from", "valid_to").iterator()


def indicator_rows() -> Iterator[Row]:
    """The rows of `tables.INDICATORS`."""
    for each in Indicator.objects.select_related("numerator", "denominator"):
        told = (each.code, each.name, each.name_en, each.unit_label, each.kind, each.scale, " ".join(each.dimensions))
        top = (each.numerator.code, each.numerator_split or None) if each.numerator else _NOTHING
        bottom = (each.denominator.code, each.denominator_split or None) if each.denominator else _NOTHING
        yield (*told, each.place_law, each.period_law, *top, *bottom, each.per, each.source, each.unverified)


def round_rows(rounds: Iterable[Round]) -> Iterator[Row]:
    """The rows of `tables.ROUNDS`."""
    for each in rounds:
        window = (each.window_from, each.window_to, each.opened_at, each.due_before_on)
        through = (each.regime.receiver.code, each.regime.focal.code, each.regime.name)
        yield (each.public_id, each.period_text, each.period.label, *window, *through)


def report_rows(rounds: Iterable[Round]) -> Iterator[Row]:
    """The rows of `tables.REPORTS`: every report asked, with the numbers of the versions that stand."""
    for round in rounds:
        asked = Report.objects.filter(round=round, expected=True).order_by("unit__code")
        fields = ("unit__code", "state", "submitted_version__number", "accepted_version__number", "first_submitted_at")
        for told in asked.values_list(*fields).iterator():
            yield (round.public_id, *told)
