"""What the rules find in a draft or in a submitted version."""

from __future__ import annotations

from collections.abc import Mapping

from binhdang.indicators.counting import counts
from binhdang.reports import figures, narrative
from binhdang.reports.models import Report, ReportVersion
from binhdang.reports.rules import Finding, Said, findings
from binhdang.reports.table import asked_of, cell_labels, indicators_of
from binhdang.values.figures import Figure


def findings_of_draft(report: Report) -> list[Finding]:
    """What stands in the way of sending the draft as it is now, and what should be looked at."""
    texts = {section: edit.text for section, edit in narrative.newest_edits(report).items()}
    return findings(_said(report, figures.read(report), texts))


def findings_of_version(version: ReportVersion) -> list[Finding]:
    """The same of a version, for the one who reviews it. Registers are asked as they stand now."""
    return findings(_said(version.report, figures.read_version(version), version.texts))


def _said(report: Report, held: Mapping[str, Figure], texts: Mapping[str, str]) -> Said:
    round = report.round
    indicators = indicators_of(round)
    return Said(
        round=round,
        indicators=asked_of(report, indicators),
        labels=cell_labels(round, indicators),
        figures=held,
        texts=texts,
        counted=counts(report.unit, round.window_from, round.window_to, round.cell_keys),
    )
