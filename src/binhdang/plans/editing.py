"""The form of one proposal: a task with its bodies and deadlines, or a reporting duty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from binhdang.plans.forms import (
    BodyFormSet,
    DeadlineFormSet,
    ReportingDecisionForm,
    TaskDecisionForm,
    body_rows,
    deadline_rows,
    shown_day,
    source_choices,
    typed_bodies,
    typed_deadlines,
    unit_choices,
)
from binhdang.plans.matching import Matcher
from binhdang.plans.models import Proposal
from binhdang.plans.states import ProposalKind
from binhdang.plans.suggesting import suggest
from binhdang.values.texts import whole_number

LINES = "co-quan-TOTAL_FORMS"
MORE_LINES = 5


class Editor:
    """All forms of a proposal, filled with what was decided before or else with what was read."""

    def __init__(self, proposal: Proposal, matcher: Matcher, data: Mapping[str, Any] | None) -> None:
        self.wants_lines = data is not None and "them-dong" in data
        if data is not None and self.wants_lines:
            data = {**data, LINES: str(whole_number(data.get(LINES, "")) + MORE_LINES)}
        self.matcher = matcher
        self.suggestion = suggest(proposal, matcher)
        self.start = proposal.decided or self.suggestion.decision
        self.is_reporting = proposal.kind == ProposalKind.REPORTING
        initial = {**self.start, "revision": proposal.revision, "reason": proposal.reason}
        self.head: forms.Form
        self.sets: list[Any] = []
        if self.is_reporting:
            initial["before"] = shown_day({"month_day": self.start["before"]})
            units = unit_choices(matcher, "– không qua cơ quan nào –")
            self.head = ReportingDecisionForm(data, initial=initial, units=units)
            return
        self.head = TaskDecisionForm(data, initial=initial, label_is_printed=bool(proposal.label))
        matches = self.suggestion.matches
        choices = {"units": unit_choices(matcher, "– bỏ –"), "sources": source_choices(matches)}
        self.bodies = BodyFormSet(data, prefix="co-quan", initial=body_rows(self.start, matches), form_kwargs=choices)
        self.deadlines = DeadlineFormSet(data, prefix="han", initial=deadline_rows(self.start))
        self.sets = [self.bodies, self.deadlines]

    def is_valid(self) -> bool:
        """Whether every field could be read, and no more lines were asked for."""
        return not self.wants_lines and all([self.head.is_valid(), *(one.is_valid() for one in self.sets)])

    @property
    def revision(self) -> int:
        """The revision that the person saw."""
        return int(self.head.cleaned_data["revision"])

    @property
    def reason(self) -> str:
        """Why it was changed."""
        return str(self.head.cleaned_data["reason"])

    def go_on_from(self, revision: int) -> None:
        """Let the same form be sent again on top of what another person decided."""
        self.head.data = {**self.head.data, "revision": str(revision)}

    def changes(self) -> dict[str, Any]:
        """What was typed, as a decision."""
        typed = {name: value for name, value in self.head.cleaned_data.items() if name not in ("revision", "reason")}
        if self.is_reporting:
            return typed
        bodies = typed_bodies([form.cleaned_data for form in self.bodies], self.suggestion.matches)
        return {
            **typed,
            "bodies": bodies,
            "deadlines": typed_deadlines([f.cleaned_data for f in self.deadlines], self.start),
        }
