"""What the pages of consolidation show, as dataclasses: the table of totals, the sections, the proof of one total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from binhdang.accounts.models import User
from binhdang.consolidation.access import may_consolidate
from binhdang.consolidation.models import Snapshot
from binhdang.consolidation.queries import Basis, Coverage, ProofLine, UnitText, coverage_of, proof, texts_of
from binhdang.consolidation.rollup import IndicatorTotal, totals_over
from binhdang.consolidation.snapshots import paragraphs_of
from binhdang.consolidation.sources import Source, sources
from binhdang.indicators.models import Indicator, Split
from binhdang.registers.models import Entry
from binhdang.registers.queries import doubles_between
from binhdang.reports import narrative
from binhdang.reports.models import Report, Round, TextEdit
from binhdang.reports.outline import leaves
from binhdang.reports.states import SENT, ReportState
from binhdang.reports.table import cell_labels, indicators_of, split_label
from binhdang.values.figures import Total

_BY_SEX = (Split.MEN, Split.WOMEN)


@dataclass(frozen=True, slots=True)
class Part:
    """One cell's total and the key that proves it; `label` where the part has no column of its own."""

    key: str
    total: Total
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator on the board."""

    line: IndicatorTotal
    men: Part | None
    women: Part | None
    others: list[Part]


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section of the outline: who wrote in it, and what was made of it."""

    code: str
    title: str
    coverage: Coverage
    edit: TextEdit | None
    under: str = ""
    """The heading it stands under, where other sections are called the same."""


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the page of a round shows."""

    round: Round
    basis: Basis
    tree_on: date
    groups: list[tuple[str, list[Row]]]
    units: list[Source]
    sections: list[SectionState]
    report: Report | None
    """The receiver's own report; None before it was begun."""
    snapshots: list[Snapshot]
    may_write: bool
    doubles: list[list[Entry]]
    """Entries of different units that are probably one event, and would be counted more than once."""

    @property
    def absent(self) -> list[Source]:
        """Units of which nothing stands on the basis."""
        return [unit for unit in self.units if unit.version is None]

    @property
    def sent(self) -> int:
        """How many reports are with the receiver."""
        return sum(unit.report.state in SENT for unit in self.units)

    @property
    def accepted(self) -> int:
        """How many of them were accepted."""
        return sum(unit.report.state == ReportState.ACCEPTED for unit in self.units)

    @property
    def estimates(self) -> int:
        """How many cells that stand in totals are estimates."""
        lines = [row.line for _, rows in self.groups for row in rows]
        return sum(total.estimates for line in lines for total in line.cells.values())


def report_of(round: Round) -> Report | None:
    """The receiver's own report in a round, where it was begun."""
    own = Report.objects.filter(round=round, unit=round.regime.receiver, expected=False)
    return own.select_related("unit", "round__regime").first()


def board(round: Round, *, basis: Basis, by: User, on: date) -> Board:
    """The page of a round, on the tree of its last day."""
    units = sources(round, basis=basis, tree_on=round.window_to)
    lines = totals_over(round, units, indicators_of(round))
    report = report_of(round)
    texts = narrative.newest_edits(report) if report else {}
    return Board(
        round=round,
        basis=basis,
        tree_on=round.window_to,
        groups=[(group, [_row(line) for line in members]) for group, members in groupby(lines, key=_group)],
        units=units,
        sections=section_states(round, units, texts),
        report=report,
        snapshots=list(Snapshot.objects.filter(round=round).select_related("frozen_by").order_by("-pk")),
        may_write=may_consolidate(by, round, on),
        doubles=doubles_between([unit.unit.pk for unit in units], round.window_from, round.window_to),
    )


def _group(line: IndicatorTotal) -> str:
    return line.indicator.group


def _row(line: IndicatorTotal) -> Row:
    parts = {key.partition(".")[2]: Part(key, total) for key, total in line.cells.items()}
    rest = [part for split, part in parts.items() if split and split not in _BY_SEX]
    others = [Part(part.key, part.total, split_label(part.key)) for part in rest]
    return Row(line, parts.get(Split.MEN), parts.get(Split.WOMEN), others)


def section_states(round: Round, units: Sequence[Source], texts: Mapping[str, TextEdit]) -> list[SectionState]:
    """Every section people write in, in the order of the outline."""
    titles = {str(section["code"]): str(section["title"]) for section in round.outline}
    called = Counter(titles.values())
    return [
        SectionState(code, title, coverage_of(units, code), texts.get(code), above if called[title] > 1 else "")
        for code in (str(section["code"]) for section in leaves(round.outline))
        for title, above in [(titles[code], titles.get(code.rpartition(".")[0], ""))]
    ]


@dataclass(frozen=True, slots=True)
class UnitBlock:
    """One unit's words beside the consolidated text, and in how many of its paragraphs they were used."""

    text: UnitText
    state: ReportState
    used: int

    @property
    def accepted(self) -> bool:
        """Whether it stands in what is issued."""
        return self.state == ReportState.ACCEPTED


@dataclass(frozen=True, slots=True)
class WritingPage:
    """One section being written."""

    round: Round
    section: Mapping[str, Any]
    coverage: Coverage
    blocks: list[UnitBlock]
    edit: TextEdit | None
    paragraphs: list[tuple[str, list[str]]]
    """The consolidated text: each paragraph with public ids of its units."""
    senders: list[tuple[str, str]]
    """Public id and short name of every unit that may be named as a source, those that wrote here first."""
    before: str
    after: str
    """Codes of the sections around it."""
    may_write: bool

    @property
    def unused(self) -> list[UnitBlock]:
        """Units whose words are in no paragraph yet."""
        return [block for block in self.blocks if not block.used]


Paragraphs = Sequence[tuple[str, Sequence[str]]]


def writing_page(round: Round, code: str, *, by: User, on: date, typed: Paragraphs | None = None) -> WritingPage | None:
    """The page of one section, with what was typed where that is not saved yet; None for a code without a section."""
    outline = leaves(round.outline)
    place = next((i for i, section in enumerate(outline) if section["code"] == code), None)
    if place is None:
        return None
    units = sources(round, basis=Basis.SUBMITTED, tree_on=round.window_to)
    report = report_of(round)
    edit = narrative.newest_edits(report).get(code) if report else None
    saved = paragraphs_of(edit) if edit else []
    paragraphs = [(text, list(named)) for text, named in typed] if typed is not None else saved
    used = Counter(unit for _, named in paragraphs for unit in set(named))
    texts = texts_of(units, code)
    states = {unit.unit.pk: ReportState(unit.report.state) for unit in units}
    wrote = {text.unit.pk for text in texts}
    senders = [s for s in units if s.version is not None]
    senders.sort(key=lambda source: source.unit.pk not in wrote)
    return WritingPage(
        round=round,
        section=outline[place],
        coverage=coverage_of(units, code),
        blocks=[UnitBlock(text, states[text.unit.pk], used[text.unit.public_id]) for text in texts],
        edit=edit,
        paragraphs=paragraphs,
        senders=[(s.unit.public_id, s.unit.short_name_on(round.window_to)) for s in senders],
        before=str(outline[place - 1]["code"]) if place else "",
        after=str(outline[place + 1]["code"]) if place + 1 < len(outline) else "",
        may_write=may_consolidate(by, round, on),
    )


@dataclass(frozen=True, slots=True)
class ProofPage:
    """The cells under one total."""

    round: Round
    basis: Basis
    key: str
    label: str
    line: IndicatorTotal
    total: Total
    lines: list[tuple[str, ProofLine]]
    """Each with the name of its cell."""
    many_cells: bool


def proof_page(round: Round, key: str, *, basis: Basis) -> ProofPage | None:
    """The proof of a cell's total, of an indicator's whole, or of a rate; None for a key that the round has not."""
    indicators = indicators_of(round)
    code = key.partition(".")[0]
    units = sources(round, basis=basis, tree_on=round.window_to)
    line = next((line for line in totals_over(round, units, indicators) if line.indicator.code == code), None)
    if line is None or key not in {code, *line.cells}:
        return None
    cells = cell_labels(round, indicators)
    proved = [(cells[each.key], each) for each in proof(round, key, basis=basis)]
    return ProofPage(
        round=round,
        basis=basis,
        key=key,
        label=cells.get(key) or _name(line.indicator),
        line=line,
        total=line.cells.get(key, line.whole),
        lines=proved,
        many_cells=len({each.key for _, each in proved}) > 1,
    )


def _name(indicator: Indicator) -> str:
    return f"{indicator.code} {indicator.name}"
