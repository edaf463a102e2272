"""What a snapshot holds, as canonical JSON: texts and whole numbers only, so that its hash never moves.

Numbers are decimal strings. Everything a paper prints stands in it under the names of the day of the tree, so that a
paper composed years later reads nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from binhdang.consolidation.merging import proposals, sections_of_proposals
from binhdang.consolidation.queries import texts_of
from binhdang.consolidation.rollup import IndicatorTotal, totals_over
from binhdang.consolidation.sources import Basis, Source, sources
from binhdang.documents.models import OfficialPaper
from binhdang.jobs.clock import day_of
from binhdang.orgs.models import Unit
from binhdang.reports.due import days_late
from binhdang.reports.models import Regime, Report, Round, TextEdit
from binhdang.reports.states import ReportState
from binhdang.reports.table import indicators_of
from binhdang.values.figures import Total
from vanban.writing.wording import date_in_words

FORMAT = "binhdang-snapshot/1"

Json = dict[str, Any]


def canonical(content: Mapping[str, Any]) -> str:
    """The one spelling of a content: sorted keys, no spaces, letters as they are."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical spelling, in hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def content_of(
    report: Report,
    units: Sequence[Source],
    lines: Sequence[IndicatorTotal],
    texts: Mapping[str, TextEdit],
    *,
    tree_on: date,
) -> Json:
    """Everything the consolidated report says, from sources that were read once."""
    round = report.round
    return {
        "format": FORMAT,
        "basis": Basis.ACCEPTED.value,
        "tree_on": tree_on.isoformat(),
        "report": report.public_id,
        "unit": _unit(report.unit, tree_on),
        "focal": _unit(round.regime.focal, tree_on),
        "title": _title(round),
        "round": _round(round),
        "legal_bases": [*_own_basis(round.regime), *legal_bases(round.regime.plan.known_paper)],
        "indicators": [_indicator(line) for line in lines],
        "sections": [_section(section, units, texts.get(section["code"])) for section in round.outline],
        "units": [_asked(unit) for unit in units],
        **_proposed(round, units),
        **_years(round, tree_on),
    }


def _title(round: Round) -> str:
    """What a regime speaks of that a person opened is asked once, so its paper names no period."""
    said: str = round.regime.subject
    if round.regime.asked_once:
        return f"{said[:1].upper()}{said[1:]}"
    return f"Kết quả thực hiện {said} {round.period.label}"


def _own_basis(regime: Regime) -> list[str]:
    """The paper that asked for a regime which no plan founded."""
    return [f"Thực hiện {regime.legal_basis}"] if regime.asked_once else []


def _proposed(round: Round, units: Sequence[Source]) -> Json:
    """The proposals of a round that asks for some, as the annex prints them."""
    if not sections_of_proposals(round.outline):
        return {}
    return {"proposals": [proposal.as_json() for proposal in proposals(round.outline, units)]}


def _years(round: Round, tree_on: date) -> Json:
    """The figures asked beside the round, one year each, oldest first; every year with its own units."""
    years = sorted(Round.objects.filter(request__beside=round).select_related("regime"), key=lambda each: each.period)
    return {"years": [_year(each, tree_on) for each in years]} if years else {}


def _year(round: Round, tree_on: date) -> Json:
    units = sources(round, basis=Basis.ACCEPTED, tree_on=tree_on)
    lines = totals_over(round, units, indicators_of(round))
    return {
        "year": round.period.year,
        "round": _round(round),
        "indicators": [_indicator(line) for line in lines],
        "units": [_asked(unit) for unit in units],
    }


def _unit(unit: Unit, on: date) -> Json:
    names = {"name": unit.name_on(on), "short_name": unit.short_name_on(on)}
    return {"code": unit.code, "kind": unit.kind, "place": unit.place_on(on), "symbol_part": unit.symbol_part, **names}


def _round(round: Round) -> Json:
    return {
        "public_id": round.public_id,
        "period": round.period_text,
        "period_label": round.period.label,
        "window_from": round.window_from.isoformat(),
        "window_to": round.window_to.isoformat(),
        "due_before_on": round.due_before_on.isoformat(),
    }


def legal_bases(paper: OfficialPaper) -> list[str]:
    """The plan the reports are made under, and the superior's papers it carries out; what a paper lacks is left out."""
    return [f"Thực hiện {_cited(each)}" for each in (*paper.carries_out.order_by("issued_on", "pk"), paper)]


def _cited(paper: OfficialPaper) -> str:
    number = f" số {paper.number_symbol}" if paper.number_symbol else ""
    day = f" {date_in_words(paper.issued_on)}" if paper.issued_on else ""
    body = f" của {paper.issuing_body}" if paper.issuing_body else ""
    title = f" về {paper.title[:1].lower()}{paper.title[1:]}" if paper.title else ""
    return f"{paper.kind}{number}{day}{body}{title}"


def _total(total: Total) -> Json:
    number = None if total.number is None else f"{total.number:f}"
    return {"number": number, "answered": total.answered, "asked": total.asked, "estimates": total.estimates}


def _indicator(line: IndicatorTotal) -> Json:
    indicator = line.indicator
    return {
        "code": indicator.code,
        "group": indicator.group,
        "name": indicator.name,
        "unit_label": indicator.unit_label,
        "kind": indicator.kind,
        "unverified": indicator.unverified,
        "rests_on": [side.code for side in (indicator.numerator, indicator.denominator) if side is not None],
        "cells": {key: _total(total) for key, total in line.cells.items()},
        "whole": _total(line.whole),
        "rate": _rate(line),
        "partial": [unit.unit.code for unit in line.partial],
        "missing": [unit.unit.code for unit in line.missing],
        "cumulative": line.cumulative,
    }


def _rate(line: IndicatorTotal) -> Json | None:
    if line.rate is None or line.numerator is None or line.denominator is None:
        return None
    return {
        "numerator": _total(line.numerator),
        "denominator": _total(line.denominator),
        "per": line.rate.per,
        "places": line.rate.places,
        "small_below": line.rate.small_below,
    }


def _section(section: Mapping[str, Any], units: Sequence[Source], edit: TextEdit | None) -> Json:
    code = str(section["code"])
    codes = {unit.unit.public_id: unit.unit.code for unit in units}
    return {
        "code": code,
        "title": str(section["title"]),
        "revision": edit.revision if edit else 0,
        "paragraphs": [
            {"text": text, "sources": [codes[unit] for unit in named if unit in codes]}
            for text, named in (paragraphs_of(edit) if edit else [])
        ],
        "written_by": [text.unit.code for text in texts_of(units, code)],
    }


def paragraphs_of(edit: TextEdit) -> list[tuple[str, list[str]]]:
    """A consolidated text taken apart: each paragraph with the public ids of the units whose words it rests on."""
    texts = [line.strip() for line in edit.text.splitlines() if line.strip()]
    named = [list(units) for units in edit.sources] + [[] for _ in texts]
    return list(zip(texts, named, strict=False))


def _asked(source: Source) -> Json:
    version, report = source.version, source.report
    return {
        "code": source.unit.code,
        "public_id": source.unit.public_id,
        "name": source.name,
        "state": ReportState(report.state).label,
        "late_days": days_late(report),
        "version": version and version.public_id,
        "number": version and version.number,
        "submitted_at": version and _instant(version.submitted_at),
        "submitted_on": version and day_of(version.submitted_at).isoformat(),
        "submitted_by": version and version.submitted_by.full_name,
        "paper": version and version.paper and version.paper.number_symbol,
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
