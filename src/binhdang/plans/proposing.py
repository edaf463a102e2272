"""Turning a reading into proposals: duties, reporting, and the passages nobody understood, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from binhdang.plans.models import Plan, Proposal
from binhdang.plans.states import ProposalKind


def propose_all(plan: Plan) -> list[Proposal]:
    """Write every proposal of a plan's paper."""
    found = [
        Proposal(
            plan=plan, kind=kind, label=str(item.get("label") or ""), order=order, spans=item["spans"], reading=item
        )
        for order, (kind, item) in enumerate(_items(plan.paper.reading or {}), start=1)
    ]
    return Proposal.objects.bulk_create(found)


def _items(reading: Mapping[str, Any]) -> Iterator[tuple[ProposalKind, dict[str, Any]]]:
    for duty in reading.get("duties") or []:
        yield ProposalKind.STANDING if duty["scope"] == "standing" else ProposalKind.TASK, duty
    for regime in reading.get("reporting") or []:
        yield ProposalKind.REPORTING, regime
    for passage in reading.get("unread") or []:
        yield ProposalKind.UNREAD, passage
