"""The own numbering of a unit's plan: groups 1, 2, … in the order in which they first stand, tasks 1.1, 1.2, …"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from binhdang.plans.lines import current
from binhdang.plans.models import Proposal
from binhdang.plans.states import ProposalState
from binhdang.values.texts import same_spelling


@dataclass(frozen=True)
class NumberedGroup:
    """A heading of the plan with its lines and their labels."""

    label: str
    title: str
    lines: list[tuple[str, Proposal]] = field(default_factory=list)


def numbered(lines: Iterable[Proposal]) -> list[NumberedGroup]:
    """The lines that stand, under their headings; what was dropped takes no number."""
    groups: dict[str, NumberedGroup] = {}
    for line in lines:
        if line.state == ProposalState.REJECTED:
            continue
        title = str(current(line)["group_title"])
        group = groups.setdefault(same_spelling(title), NumberedGroup(str(len(groups) + 1), title))
        group.lines.append((f"{group.label}.{len(group.lines) + 1}", line))
    return list(groups.values())


def labels(lines: Iterable[Proposal]) -> Iterator[tuple[str, NumberedGroup, Proposal]]:
    """Each line that stands with its label and its group."""
    for group in numbered(lines):
        for label, line in group.lines:
            yield label, group, line
