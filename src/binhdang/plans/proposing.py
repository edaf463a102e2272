"""Turning a reading into proposals: duties, reporting, and the passages nobody understood, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from binhdang.documents.extraction import unread
from binhdang.documents.models import OfficialPaper
from binhdang.plans.models import Plan, Proposal
from binhdang.plans.states import ProposalKind


def propose_all(plan: Plan) -> list[Proposal]:
    """Write every proposal of a plan's paper."""
    found = [
        Proposal(
            plan=plan, kind=kind, label=str(item.get("label") or ""), order=order, spans=item["spans"], reading=item
        )
        for order, (kind, item) in enumerate(_items(plan.known_paper), start=1)
    ]
    return Proposal.objects.bulk_create(found)


def _items(paper: OfficialPaper) -> Iterator[tuple[ProposalKind, dict[str, Any]]]:
    reading = paper.reading or {}
    for duty in reading.get("duties") or []:
        yield ProposalKind.STANDING if duty["scope"] == "standing" else ProposalKind.TASK, duty
    for regime in reading.get("reporting") or []:
        yield ProposalKind.REPORTING, regime
    for start, end in unread(reading):
        yield ProposalKind.UNREAD, {"text": paper.text[start:end], "spans": [[start, end]]}
