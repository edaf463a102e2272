"""Progress of a plan. It is read from what units wrote and reported, never typed: no percentage is invented.

A task of a superior also counts what units did for the tasks they took over from it in plans of their own.
"""

from __future__ import annotations

import enum
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from binhdang.accounts.models import User
from binhdang.orgs.access import units_where
from binhdang.orgs.roles import RECEIVING, WRITING
from binhdang.plans.models import Plan, PlanTask, TaskBody
from binhdang.plans.states import Nature, TaskScope
from binhdang.registers.models import Entry
from binhdang.reports.models import Report

STILL_ACTIVE = timedelta(days=183)
"""What goes on is active where something was done within the last half-year, the period of a report."""


class Step(enum.Enum):
    """How far a unit is with a task, in the order of the ladder."""

    WAITING = ("chờ điều kiện", "neutral")
    NOTHING = ("chưa có gì", "warn")
    RECORDED = ("đã ghi sổ", "waiting")
    REPORTED = ("đã báo cáo", "good")
    ACTIVE = ("đang thực hiện đều", "good")
    DONE = ("đã hoàn thành", "good")

    @property
    def label(self) -> str:
        """In Vietnamese."""
        return self.value[0]

    @property
    def tone(self) -> str:
        """The tone of its pill."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """One unit and one task."""

    body: TaskBody
    step: Step
    entries: tuple[Entry, ...]
    due_before_on: date | None
    late: bool
    """Whether the day has passed and nothing stands in any register."""

    @property
    def evidence(self) -> int:
        """How many files show it."""
        return sum(entry.files for entry in self.entries)  # type: ignore[attr-defined]  # annotated

    @property
    def without_evidence(self) -> int:
        """How many entries no file shows."""
        return sum(not entry.files for entry in self.entries)  # type: ignore[attr-defined]  # annotated


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """One task, as far as the person may see."""

    task: PlanTask
    units: tuple[UnitProgress, ...]
    others: tuple[Entry, ...]
    """Entries of units that the task does not name."""
    unseen: int
    """How many more units it names, whose registers the person does not see."""

    @property
    def steps(self) -> list[tuple[Step, int]]:
        """How many units are how far."""
        counted = Counter(unit.step for unit in self.units)
        return [(step, counted[step]) for step in Step if counted[step]]

    @property
    def without_trace(self) -> list[UnitProgress]:
        """Units that were given the task, may have begun, and left no trace."""
        return [unit for unit in self.units if unit.step is Step.NOTHING]


def progress(plan: Plan, user: User, on: date, *, only: PlanTask | None = None) -> list[TaskProgress]:
    """Every task of a plan, or one of them, on a day; as many questions for a hundred tasks as for one."""
    tasks = plan.tasks.prefetch_related("deadlines", "bodies__unit__names").order_by("order")
    shown = [task for task in tasks.filter(scope=TaskScope.TASK) if only is None or task.pk == only.pk]
    entries = _entries(shown, user, on)
    reported = _reported(each.owner_id for found in entries.values() for each in found)
    within = set(units_where(user, (*WRITING, *RECEIVING), on).values_list("pk", flat=True))
    return [_of_task(task, entries[task.pk], reported, within, on) for task in shown]


def _entries(tasks: Sequence[PlanTask], user: User, on: date) -> dict[int, list[Entry]]:
    """Task → the entries for it and for the tasks that units took over from it, oldest first."""
    shown = {task.pk for task in tasks}
    behind = Q(task__in=shown) | Q(task__taken_from__in=shown)
    visible = Entry.objects.visible_to(user, on).standing().filter(behind)
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in visible.annotate(files=Count("evidence")).for_pages().order_by("started_on", "pk"):
        task = entry.task
        if task is not None:
            found[task.pk if task.pk in shown else task.taken_from_id or 0].append(entry)
    return found


Windows = Mapping[int, Sequence[tuple[date, date]]]


def _reported(units: Iterable[int]) -> Windows:
    """Unit → the periods of its reports that stand as sent."""
    rows = Report.objects.filter(unit__in=set(units), submitted_version__isnull=False)
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for unit, first, last in rows.values_list("unit", "round__window_from", "round__window_to"):
        found[unit].append((first, last))
    return found


def _of_task(task: PlanTask, entries: Sequence[Entry], reported: Windows, within: set[int], on: date) -> TaskProgress:
    bodies = sorted(task.bodies.all(), key=lambda body: (body.part, body.unit.code))
    seen = [body for body in bodies if body.unit_id in within]
    of_unit: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        for unit in {entry.owner_id, *(helper.pk for helper in entry.co_organisers.all())}:
            of_unit[unit].append(entry)
    named = {body.unit_id for body in bodies}
    return TaskProgress(
        task,
        tuple(_of_unit(task, body, of_unit[body.unit_id], reported, on) for body in seen),
        tuple(entry for entry in entries if entry.owner_id not in named),
        len(bodies) - len(seen),
    )


def _of_unit(task: PlanTask, body: TaskBody, entries: Sequence[Entry], reported: Windows, on: date) -> UnitProgress:
    days = [each.due_before_on for each in task.deadlines.all() if each.due_before_on]
    due = min((day for day in days if day > on), default=max(days, default=None))
    step = _step(task, entries, reported, on)
    return UnitProgress(body, step, tuple(entries), due, late=step is Step.NOTHING and due is not None and due <= on)


def _step(task: PlanTask, entries: Sequence[Entry], reported: Windows, on: date) -> Step:
    """The ladder; what it ends in depends on how the task goes on in time."""
    if task.done_at is not None:
        return Step.DONE
    if not entries:
        return Step.WAITING if _awaits_its_condition(task) else Step.NOTHING
    if not any(_is_reported(entry, reported) for entry in entries):
        return Step.RECORDED
    goes_on = task.nature in (Nature.CONTINUOUS, Nature.PERIODIC)
    lately = any(entry.started_on > on - STILL_ACTIVE for entry in entries)
    return Step.ACTIVE if goes_on and lately else Step.REPORTED


def _awaits_its_condition(task: PlanTask) -> bool:
    return any(each.kind == "conditional" and each.occurred_on is None for each in task.deadlines.all())


def _is_reported(entry: Entry, reported: Windows) -> bool:
    return any(first <= entry.started_on <= last for first, last in reported.get(entry.owner_id, ()))
