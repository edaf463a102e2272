"""What pages and rules ask of registers: units and tasks to choose from, probable doubles, totals of a list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, Sum

from binhdang.accounts.models import User
from binhdang.audit.models import Event
from binhdang.orgs.access import units_where
from binhdang.orgs.models import Unit, UnitClosure, valid_on
from binhdang.orgs.roles import RECEIVING, WRITING
from binhdang.plans.models import PlanTask, TaskBody
from binhdang.plans.states import PlanState
from binhdang.registers.catalogue import LASTING
from binhdang.registers.choices import Reference
from binhdang.registers.entries import Draft, Register
from binhdang.registers.models import Entry, EntryQuerySet
from binhdang.values.texts import fold


def units_written_for(user: User, on: date) -> list[Unit]:
    """The units at which the person holds a writing role; a superior reads and does not write for those below."""
    held = user.memberships.filter(valid_on(on), user__is_active=True, role__in=WRITING)
    return list(Unit.objects.filter(pk__in=held.values("unit")).prefetch_related("names").order_by("code"))


def units_on(on: date) -> list[Unit]:
    """Every unit of a day, for choosing co-organisers."""
    return list(Unit.objects.filter(valid_on(on)).prefetch_related("names").order_by("code"))


def counted_by_register(entries: EntryQuerySet[Entry], year: int) -> Counter[str]:
    """How many entries each register holds of what was done in a year, or lasts into it."""
    began = Q(started_on__year=year)
    lasts = Q(started_on__year__lt=year, register__in=LASTING) & (Q(ended_on=None) | Q(ended_on__year__gte=year))
    rows = entries.standing().filter(began | lasts).order_by().values_list("register").annotate(Count("pk"))
    return Counter(dict(rows))


def tasks_open_to(unit: Unit, on: date) -> list[PlanTask]:
    """Tasks in force that the unit may record work against: those that name it, and those of plans of units above."""
    above = UnitClosure.objects.filter(valid_on(on), descendant=unit, inherited=False).values("ancestor")
    named = Q(bodies__unit=unit) | Q(plan__unit__in=above)
    tasks = PlanTask.objects.filter(named, plan__state=PlanState.IN_FORCE).distinct()
    return list(tasks.select_related("plan").order_by("-plan__year", "plan", "order"))


def is_named(task: PlanTask, unit: Unit) -> bool:
    """Whether the plan gives the task to the unit by name."""
    return task.bodies.filter(unit=unit).exists()


def referable(column: Reference, units: Sequence[Unit], on: date) -> EntryQuerySet[Entry]:
    """The entries that a column of entries of these units may name, newest first: of those units, of units above or
    below them, and those they share in."""
    below = UnitClosure.objects.filter(valid_on(on), ancestor__in=units, inherited=False).values("descendant")
    above = UnitClosure.objects.filter(valid_on(on), descendant__in=units, inherited=False).values("ancestor")
    shared = Entry.co_organisers.through.objects.filter(unit__in=units).values("entry")
    near = Q(owner__in=below) | Q(owner__in=above) | Q(owner__in=units) | Q(pk__in=shared)
    return column.candidates().filter(near)


def doubles(register: Register, draft: Draft, *, besides: Entry | None = None) -> list[Entry]:
    """Entries that are probably the same event: same day, same place, a unit in both; none where no place is kept."""
    place = fold(draft.values.get("place", ""))[:400]
    if not place or register.lasting:
        return []
    units = {draft.owner.pk, *(unit.pk for unit in draft.co_organisers)}
    helped = Entry.co_organisers.through.objects.filter(unit__in=units).values("entry")
    alike = Entry.objects.standing().filter(
        Q(owner__in=units) | Q(pk__in=helped),
        register=register.code,
        started_on=draft.values["started_on"],
        place_folded=place,
    )
    if besides is not None:
        alike = alike.exclude(pk=besides.pk)
    return list(alike.for_pages().order_by("pk"))


def doubles_between(units: Iterable[int], first_day: date, last_day: date) -> list[list[Entry]]:
    """Entries of different units that are probably one event: same register, day and place.

    For whoever adds the units up: each group would be counted as often as it has entries.
    """
    standing = Entry.objects.standing().filter(owner__in=list(units), started_on__range=(first_day, last_day))
    alike = standing.order_by().exclude(place_folded="").values("register", "started_on", "place_folded")
    several = alike.annotate(owners=Count("owner", distinct=True)).filter(owners__gt=1)
    keys = set(several.values_list("register", "started_on", "place_folded"))
    days = [started_on for _, started_on, _ in keys]
    groups: dict[tuple[str, date, str], list[Entry]] = defaultdict(list)
    for entry in standing.filter(started_on__in=days).for_pages().order_by("started_on", "pk"):
        if (key := (entry.register, entry.started_on, entry.place_folded)) in keys:
            groups[key].append(entry)
    return list(groups.values())


@dataclass(frozen=True)
class Totals:
    """What a list adds up to."""

    entries: int
    sums: dict[str, int]
    """Column name → sum, for the columns that are summed."""


def totals(register: Register, entries: EntryQuerySet[Entry]) -> Totals:
    """The totals of a list of entries, over all its pages, of the columns that it shows."""
    table, summed = register.model._meta.model_name, [column.name for column in register.listed if column.total]
    row = entries.order_by().aggregate(n=Count("pk"), **{name: Sum(f"{table}__{name}") for name in summed})
    return Totals(row["n"], {name: row[name] or 0 for name in summed})


@dataclass(frozen=True)
class Lines:
    """A list of entries, of which only the part that is asked for is read whole: its keys first, in their order."""

    register: Register
    entries: EntryQuerySet[Entry]
    number: int

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: slice) -> list[Entry]:
        keys = self._keys(part.start or 0, self.number if part.stop is None else part.stop)
        found = self.register.model.objects.for_pages().in_bulk(keys)
        return [found[key] for key in keys]

    def _keys(self, start: int, stop: int) -> list[int]:
        """From the end where that is nearer: what stands before a part is gone through one by one."""
        if start <= self.number // 2:
            return list(self.entries.values_list("pk", flat=True)[start:stop])
        stop = min(stop, self.number)
        return list(self.entries.reverse().values_list("pk", flat=True)[self.number - stop : self.number - start])[::-1]


@dataclass(frozen=True)
class Moment:
    """One line of an entry's history."""

    at: datetime
    who: str
    what: str
    changes: list[tuple[str, str, str]]
    """Label, before, after; both empty where the values may name people."""
    remark: str


_SAID = {
    "recorded": "ghi vào sổ",
    "changed": "sửa",
    "withdrawn": "rút khỏi sổ",
    "evidence_added": "thêm minh chứng",
    "redacted": "xóa tên người",
}


def history(register: Register, entry: Entry) -> list[Moment]:
    """What was done to an entry, from the audit log, oldest first."""
    kind = register.model.__name__
    return [
        _moment(event) for event in Event.objects.filter(object_kind=kind, object_id=entry.public_id).order_by("id")
    ]


def _moment(event: Event) -> Moment:
    details = event.details
    changes = [(label, *(pair or ["", ""])) for label, pair in details.get("changed", {}).items()]
    because = details.get("not_double_because")
    remark = details.get("reason") or details.get("file") or (f"Không phải ghi trùng: {because}" if because else "")
    verb = event.verb.partition(".")[2]
    return Moment(event.at, event.actor_name, _SAID.get(verb, verb), changes, remark)


@dataclass(frozen=True)
class BodyWork:
    """What a body named in a task has recorded against it."""

    body: TaskBody
    name: str
    entries: int


@dataclass(frozen=True)
class TaskWork:
    """What was recorded against a task, as far as the person may see."""

    entries: list[Entry]
    bodies: list[BodyWork]
    others: int
    """How many more bodies the task names, whose registers the person does not see."""


def task_work(task: PlanTask, user: User, on: date) -> TaskWork:
    """The entries of all registers against a task, and which of the bodies it names have recorded something."""
    entries = list(Entry.objects.visible_to(user, on).standing().filter(task=task).for_pages())
    named = list(task.bodies.select_related("unit").prefetch_related("unit__names").order_by("part", "unit__code"))
    within = set(units_where(user, (*WRITING, *RECEIVING), on).values_list("pk", flat=True))
    seen = [body for body in named if body.unit_id in within]
    counted = Counter(entry.owner_id for entry in entries)
    bodies = [BodyWork(body, body.unit.short_name_on(on), counted[body.unit_id]) for body in seen]
    return TaskWork(entries, bodies, len(named) - len(seen))
