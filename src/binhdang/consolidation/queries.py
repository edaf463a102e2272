"""What consolidation is asked: totals, the proof of every total, the texts of the units and their coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from binhdang.accounts.models import User
from binhdang.consolidation.rollup import IndicatorTotal, counted_units, part_of, totals_over
from binhdang.consolidation.sources import Basis, Source, sources
from binhdang.indicators.models import Indicator
from binhdang.orgs.models import Unit
from binhdang.reports import figures
from binhdang.reports.models import ReportVersion, Round
from binhdang.reports.states import ReportState
from binhdang.reports.table import cells_of, indicators_of
from binhdang.values.figures import Figure

__all__ = [
    "Basis",
    "Coverage",
    "IndicatorTotal",
    "ProofLine",
    "Source",
    "UnitText",
    "coverage",
    "paragraphs",
    "proof",
    "sources",
    "totals",
]


def totals(round: Round, *, basis: Basis, tree_on: date) -> list[IndicatorTotal]:
    """Every indicator of the round over the units below the receiver on `tree_on`."""
    return totals_over(round, sources(round, basis=basis, tree_on=tree_on), indicators_of(round))


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One unit's cell under a total: what it says, who wrote it, when, and what it was taken from."""

    source: Source
    key: str
    origin: figures.Provenance | None
    """Author, time, source and trace; None where nothing was written."""

    @property
    def unit(self) -> Unit:
        """Whose cell it is."""
        return self.source.unit

    @property
    def version(self) -> ReportVersion | None:
        """The submitted version it stands in; None where none stands on the basis."""
        return self.source.version

    @property
    def figure(self) -> Figure:
        """What the cell says."""
        return self.source.figure(self.key)

    @property
    def author(self) -> User | None:
        """Who wrote it."""
        return self.origin.author if self.origin else None

    @property
    def why_not(self) -> str:
        """Why it does not stand in n; "" where it does."""
        if self.figure.counts:
            return ""
        return self.figure.state.label if self.version else f"báo cáo {ReportState(self.source.report.state).label}"


def proof(round: Round, key: str, *, basis: Basis, tree_on: date | None = None) -> list[ProofLine]:
    """Every cell under a total, units without a figure too, so that the lines add up to the total and to its n/N.

    `key` is a cell key, or an indicator's code: then all its cells, and for a rate those of numerator and denominator.
    Names and membership are those of the last day of the round's data window, where `tree_on` is not given.
    """
    units = sources(round, basis=basis, tree_on=tree_on or round.window_to)
    behind = _cells_behind(round, key)
    versions = [unit.version for unit in units if unit.version is not None]
    origins = figures.provenances_of_many(versions, [each for _, each in behind])
    return [
        ProofLine(unit, each, origins[unit.version.pk].get(each) if unit.version else None)
        for indicator, each in behind
        for unit in counted_units(units, indicator)
    ]


def _cells_behind(round: Round, key: str) -> list[tuple[Indicator, str]]:
    """The counted indicators and cells under a key."""
    found = Indicator.objects.select_related("numerator", "denominator").filter(code=key.partition(".")[0]).first()
    if found is None:
        return []
    above, below = found.numerator, found.denominator
    if above is None or below is None:
        return [(found, each) for each in cells_of(found, round) if key in (found.code, each)]
    sides = [(above, each) for each in part_of(above, round, found.numerator_split)]
    return sides + [(below, e) for e in part_of(below, round, found.denominator_split) if (below, e) not in sides]


@dataclass(frozen=True, slots=True)
class UnitText:
    """What one unit wrote in a section."""

    unit: Unit
    name: str
    text: str
    version: ReportVersion

    @property
    def paragraphs(self) -> list[str]:
        """One per line of the text."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the units asked wrote in a section."""

    section: str
    written: int
    asked: int
    silent: tuple[str, ...] = ()
    """Names of the units that wrote nothing."""

    @property
    def sentence(self) -> str:
        """In Vietnamese."""
        return f"{self.written}/{self.asked} đơn vị có viết mục {self.section}"


def paragraphs(round: Round, section: str, *, basis: Basis, tree_on: date | None = None) -> list[UnitText]:
    """What the units wrote in a section, in the order they were asked."""
    return texts_of(sources(round, basis=basis, tree_on=tree_on or round.window_to), section)


def texts_of(units: Sequence[Source], section: str) -> list[UnitText]:
    """The same over sources that were read once."""
    return [
        UnitText(unit.unit, unit.name, text, unit.version)
        for unit in units
        if unit.version is not None and (text := str(unit.version.texts.get(section, "")).strip())
    ]


def coverage(round: Round, section: str, *, basis: Basis, tree_on: date | None = None) -> Coverage:
    """Which of the units asked wrote in a section."""
    return coverage_of(sources(round, basis=basis, tree_on=tree_on or round.window_to), section)


def coverage_of(units: Sequence[Source], section: str) -> Coverage:
    """The same over sources that were read once."""
    wrote = {text.unit.pk for text in texts_of(units, section)}
    return Coverage(section, len(wrote), len(units), tuple(u.name for u in units if u.unit.pk not in wrote))
