"""What a proposal would bind if it were confirmed as it was read. Only a suggestion: a person decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from binhdang.documents.extraction import scalar
from binhdang.documents.models import OfficialPaper
from binhdang.jobs.clock import day_of
from binhdang.plans.matching import Match, Matcher
from binhdang.plans.models import Plan, Proposal, TaskBody
from binhdang.plans.states import Nature, ProposalKind
from binhdang.values.texts import fold

Decision = dict[str, Any]
"""The JSON of `Proposal.decided`.

Task, standing duty, unread passage: label, text, nature, group_label, group_title, bodies [{unit, part, manner, spans,
basis}], deadlines [{kind, text, month_day, on, condition, spans}]. Reporting: frequency, before, to, through, text.
A unit stands in it by its code. A body without spans is one that a person added, and carries its basis.
"""

_PARTS = {"lead": TaskBody.Part.LEAD, "support": TaskBody.Part.SUPPORT}
_PRODUCT = re.compile(r"^(?:xay dung|to chuc|lap|ban hanh|hoan thanh) ")


@dataclass(frozen=True)
class Suggestion:
    """A decision as read, the matches it rests on, and the names that no unit was found for."""

    decision: Decision
    matches: list[Match] = field(default_factory=list)

    @property
    def unresolved(self) -> list[Match]:
        """Names that a person must give to a unit, or drop."""
        return [match for match in self.matches if not match.units]


def tree_day(plan: Plan) -> date:
    """The day on whose tree the names of a plan are looked up: of its paper, else of its registration."""
    return plan.known_paper.issued_on or day_of(plan.known_paper.registered_at)


def matcher_for(plan: Plan) -> Matcher:
    """The matcher of a plan; load it once for many proposals."""
    return Matcher(plan.unit, tree_day(plan), (plan.known_paper.reading or {}).get("bodies") or [])


def suggest(proposal: Proposal, matcher: Matcher) -> Suggestion:
    """The decision that the reading suggests."""
    if proposal.kind == ProposalKind.REPORTING:
        return _reporting(proposal, matcher)
    item = proposal.reading
    label, title = group_of(proposal.plan.known_paper, proposal.spans)
    matches = [
        match for actor in item.get("actors") or [] for match in matcher.match(str(actor["value"]), actor["spans"])
    ]
    deadlines = [_deadline(found) for found in item.get("deadlines") or []]
    return Suggestion(
        {
            "label": proposal.label,
            "text": str(item["text"]),
            "nature": _nature(proposal, deadlines),
            "group_label": label,
            "group_title": title,
            "bodies": _bodies(item, matcher),
            "deadlines": deadlines,
        },
        matches,
    )


def _bodies(item: Mapping[str, Any], matcher: Matcher) -> list[dict[str, Any]]:
    """One row per unit. A body that the paper names without "chủ trì" or "phối hợp" carries the duty out."""
    found: dict[str, dict[str, Any]] = {}
    for actor in item.get("actors") or []:
        part = _PARTS.get(actor.get("role") or "", TaskBody.Part.CARRY_OUT)
        requested = actor.get("manner") == "đề nghị"
        manner = TaskBody.Manner.REQUESTED if requested else TaskBody.Manner.ASSIGNED
        for match in matcher.match(str(actor["value"]), actor["spans"]):
            for unit in match.units:
                row = {"unit": unit.code, "part": str(part), "manner": str(manner), "spans": match.spans, "basis": ""}
                found.setdefault(unit.code, row)
    return list(found.values())


def _deadline(read: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: str(read.get(name) or "") for name in ("kind", "text", "month_day", "on", "condition")}
    return {**plain, "spans": read.get("spans") or []}


def _nature(proposal: Proposal, deadlines: list[dict[str, Any]]) -> str:
    kinds = {deadline["kind"] for deadline in deadlines}
    if proposal.kind == ProposalKind.STANDING:
        return Nature.CONTINUOUS
    if any(deadline["condition"] and _inside(deadline["spans"], proposal.spans) for deadline in deadlines):
        return Nature.CONDITIONAL
    if kinds & {"recurring", "cadence"}:
        return Nature.PERIODIC
    text = fold(str(proposal.reading["text"]))
    dated_product = _PRODUCT.match(text) and re.search(rf"nam {proposal.plan.year}\b|tong ket", text)
    return Nature.ONCE if kinds or dated_product else Nature.CONTINUOUS


def _inside(spans: list[list[int]], whole: list[list[int]]) -> bool:
    """A condition in a footnote binds a part of the task only; one in the task's own words binds the task."""
    return all(any(start <= s and e <= end for start, end in whole) for s, e in spans)


def _reporting(proposal: Proposal, matcher: Matcher) -> Suggestion:
    item = proposal.reading
    ends = {name: matcher.one(str(item[name]), proposal.spans) for name in ("to", "through") if item.get(name)}
    words = " … ".join(proposal.plan.known_paper.text[start:end] for start, end in proposal.spans)
    decision = {
        "frequency": str(item["frequency"]),
        "before": _first_late_day(str(item.get("before") or ""), words, proposal.plan.year),
        **{name: "".join(unit.code for unit in ends[name].units) if name in ends else "" for name in ("to", "through")},
        "text": " ".join(words.split())[:500],
    }
    return Suggestion(decision, list(ends.values()))


def _first_late_day(named: str, words: str, year: int) -> str:
    """The exclusive due day as month and day: "chậm nhất ngày 05/6" is in time on 5 June, "trước ngày 05/6" is not.

    A day that the calendar does not have is left as read, for the decision to refuse.
    """
    said = words.casefold()
    if "-" not in named or "chậm nhất" not in said or "trước" in said:
        return named
    try:
        return f"{date.fromisoformat(f'{year}-{named}') + timedelta(days=1):%m-%d}"
    except ValueError:
        return named


def group_of(paper: OfficialPaper, spans: list[list[int]]) -> tuple[str, str]:
    """Printed label and title of the section in which a passage's own section stands; "" where there is none."""
    start = spans[0][0] if spans else -1
    path: list[Mapping[str, Any]] = []
    for ancestors in _paths((paper.reading or {}).get("sections") or [], []):
        begins = ancestors[-1].get("spans") or []
        if begins and begins[0][0] <= start:
            path = ancestors
    group = path[-2] if len(path) > 1 else None
    return (str(group["label"])[:60], str(group["title"] or "")[:500]) if group else ("", "")


def _paths(sections: list[Mapping[str, Any]], above: list[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    for section in sections:
        path = [*above, section]
        yield path
        yield from _paths(section.get("children") or [], path)


def is_plan(paper: OfficialPaper) -> bool:
    """Whether the paper was read as a plan or a programme."""
    return fold(scalar(paper.reading or {}, "kind")) in {"ke hoach", "chuong trinh", "de an", "phuong an"}
