"""Proposals in words: what each would bind, as the cards beside the source text tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from binhdang.orgs.models import Unit
from binhdang.plans.decisions import FREQUENCIES
from binhdang.plans.matching import Certainty, Match, Matcher
from binhdang.plans.models import Plan, Proposal, TaskBody
from binhdang.plans.states import Nature, ProposalKind, ProposalState
from binhdang.plans.suggesting import matcher_for, suggest


@dataclass(frozen=True)
class Told:
    """A decision in words."""

    text: str
    facts: list[tuple[str, str]]


def told(decision: Any, matcher: Matcher) -> Told | None:
    """A decision as a person reads it; None for a rejection."""
    if not decision:
        return None
    names = {unit.code: unit.short_name_on(matcher.on) for unit in matcher.candidates}
    if "frequency" in decision:
        facts = [
            ("Kỳ báo cáo", FREQUENCIES.get(decision["frequency"], decision["frequency"])),
            ("Trước ngày", day_and_month(decision["before"])),
            ("Gửi về", names.get(decision["to"], "")),
            ("Qua", names.get(decision["through"], "")),
        ]
        return Told(decision["text"], [(name, value) for name, value in facts if value])
    bodies: dict[str, list[str]] = {}
    for body in decision["bodies"]:
        how = f"{TaskBody.Part(body['part']).label} ({TaskBody.Manner(body['manner']).label})".capitalize()
        added = "" if body["spans"] else f" – bổ sung: {body['basis']}"
        bodies.setdefault(how, []).append(names.get(body["unit"], body["unit"]) + added)
    facts = [("Tính chất", Nature(decision["nature"]).label)]
    facts += [(how, "; ".join(found)) for how, found in bodies.items()] or [("Cơ quan", "văn bản không nêu")]
    facts += [("Điều kiện" if row["condition"] else "Thời hạn", row["text"]) for row in decision["deadlines"]]
    return Told(decision["text"], facts)


def day_and_month(before: str) -> str:
    """ "06-05" as people write it: 05/6."""
    month, _, day = before.partition("-")
    return f"{day}/{month.lstrip('0') if int(month) > 2 else month}" if day else before


@dataclass(frozen=True)
class Card:
    """One proposal on the page: what would be or was decided, and the names nobody could place."""

    proposal: Proposal
    told: Told | None
    unresolved: list[tuple[str, list[str]]]
    close: list[str]
    """Names matched by an abbreviation or without their place: worth a look."""

    @property
    def waits(self) -> bool:
        """Whether nobody has decided yet."""
        return self.proposal.state == ProposalState.PENDING

    @property
    def ready(self) -> bool:
        """Whether it may be confirmed as it stands."""
        return self.waits and not self.unresolved and self.proposal.kind != ProposalKind.UNREAD


def cards(plan: Plan) -> list[Card]:
    """Every proposal of a plan as its page shows it, the passages nobody understood last."""
    matcher = matcher_for(plan)
    proposals = plan.proposals.select_related("plan__paper", "plan__unit", "decided_by")
    found = [_card(proposal, matcher) for proposal in proposals]
    return sorted(found, key=lambda card: card.proposal.kind == ProposalKind.UNREAD)


def _card(proposal: Proposal, matcher: Matcher) -> Card:
    suggestion = suggest(proposal, matcher)
    open_names = [(match.name, _names(match.alternatives, matcher)) for match in suggestion.unresolved]
    close = [_told_match(match, matcher) for match in suggestion.matches if match.certainty == Certainty.CLOSE]
    waits = proposal.state == ProposalState.PENDING
    decision = suggestion.decision if waits else proposal.decided
    return Card(proposal, told(decision, matcher), open_names if waits else [], close if waits else [])


def _told_match(match: Match, matcher: Matcher) -> str:
    return f"«{match.name}» → {', '.join(_names(match.units, matcher))} ({match.certainty.value})"


def _names(units: Iterable[Unit], matcher: Matcher) -> list[str]:
    return [unit.short_name_on(matcher.on) for unit in units]


AROUND = 250
"""Characters of the paper shown before and after a passage."""


@dataclass(frozen=True)
class Excerpt:
    """A piece of the paper, and the spans in it to light up."""

    text: str
    spans: list[tuple[int, int]]


def excerpt(proposal: Proposal) -> Excerpt:
    """The passage a proposal was read from, with the words around it."""
    whole = proposal.plan.known_paper.text
    begin = max(0, min((start for start, _ in proposal.spans), default=0) - AROUND)
    end = min(len(whole), max((stop for _, stop in proposal.spans), default=0) + AROUND)
    spans = [(start - begin, stop - begin) for start, stop in proposal.spans]
    return Excerpt(whole[begin:end], spans)
