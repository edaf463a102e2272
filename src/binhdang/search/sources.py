"""What can be found: for each kind where its things are, which stand, who sees them, and what they say.

Who sees a thing is said twice. `visible_to` asks the things themselves, as their own pages do, and nothing is shown
that it does not give. `rights` says the same of rows of the index, by their units, so that a hundred thousand of them
can be sifted in one scan. A test compares the two for everybody of the cast.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import F, Model, Q, QuerySet
from django.urls import reverse

from binhdang.accounts.models import User
from binhdang.documents.models import OfficialPaper
from binhdang.jobs.clock import day_of
from binhdang.orgs.access import units_where
from binhdang.orgs.models import Unit
from binhdang.orgs.roles import RECEIVING, WRITING
from binhdang.plans.models import PlanTask
from binhdang.registers.catalogue import REGISTERS, register_of
from binhdang.registers.models import Entry
from binhdang.reports.models import ReportVersion, own_units
from binhdang.search.models import Kind

T = TypeVar("T", bound=Model)
Touched = Mapping[str, Sequence[str]]
"""Kind of an object, as the audit log names it → the ids of those that something was done to."""


@dataclass(frozen=True)
class Told:
    """What a thing says to whoever looks for it."""

    title: str
    body: str
    on: date
    unit: Unit
    url: str
    receiver: Unit | None = None
    besides: str = ""
    """Words by which it is found, too."""


class Source(ABC, Generic[T]):
    """One kind of thing."""

    kind: Kind

    @abstractmethod
    def standing(self) -> QuerySet[T]:
        """The things that may be found at all, with what telling needs."""

    @abstractmethod
    def visible_to(self, user: User, on: date) -> QuerySet[T]:
        """Those of the standing ones that the person may see."""

    @abstractmethod
    def besides(self, user: User, on: date) -> Q | None:
        """The rows of those that are seen otherwise than by working at the unit or above it; None where none are."""

    @abstractmethod
    def touched(self, by: Touched) -> QuerySet[T]:
        """The things, standing or not, that say something else after what was done."""

    @abstractmethod
    def told(self, thing: T) -> Told:
        """What a thing says."""


class Papers(Source[OfficialPaper]):
    """Official papers, in and out."""

    kind = Kind.PAPER

    def standing(self) -> QuerySet[OfficialPaper]:
        return OfficialPaper.objects.defer("reading").select_related("owner").prefetch_related("owner__names")

    def visible_to(self, user: User, on: date) -> QuerySet[OfficialPaper]:
        return self.standing() & OfficialPaper.objects.visible_to(user, on)

    def besides(self, user: User, on: date) -> Q | None:
        return None

    def touched(self, by: Touched) -> QuerySet[OfficialPaper]:
        return OfficialPaper.objects.filter(public_id__in=by.get("OfficialPaper", ()))

    def told(self, thing: OfficialPaper) -> Told:
        numbered = " ".join(filter(None, (thing.kind or "Văn bản", thing.number_symbol or thing.symbol)))
        return Told(
            title=f"{numbered}: {thing.title}" if thing.title else numbered,
            body=thing.text or thing.issuing_body,
            on=thing.issued_on or day_of(thing.registered_at),
            unit=thing.owner,
            url=reverse("documents:detail", args=[thing.public_id]),
            besides=thing.issuing_body,
        )


class Tasks(Source[PlanTask]):
    """Tasks and standing duties of plans."""

    kind = Kind.TASK

    def standing(self) -> QuerySet[PlanTask]:
        return PlanTask.objects.select_related("plan__unit").prefetch_related("plan__unit__names")

    def visible_to(self, user: User, on: date) -> QuerySet[PlanTask]:
        return self.standing() & PlanTask.objects.visible_to(user, on)

    def besides(self, user: User, on: date) -> Q | None:
        return Q(thing__in=PlanTask.objects.visible_to(user, on).order_by().values("pk"))

    def touched(self, by: Touched) -> QuerySet[PlanTask]:
        of_plans = Q(plan__public_id__in=by.get("Plan", ()))
        return PlanTask.objects.filter(of_plans | Q(public_id__in=by.get("PlanTask", ())))

    def told(self, thing: PlanTask) -> Told:
        plan = thing.plan
        return Told(
            title=f"Nhiệm vụ {thing.label}: {plan.title}",
            body="\n".join(filter(None, (thing.text, thing.group_title))),
            on=day_of(plan.in_force_at) if plan.in_force_at else date(plan.year, 1, 1),
            unit=plan.unit,
            url=reverse("plans:task", args=[thing.public_id]),
        )


class Entries(Source[Entry]):
    """Entries of all registers, by what all registers share; notes and names of people are not looked in."""

    kind = Kind.ENTRY

    def standing(self) -> QuerySet[Entry]:
        return Entry.objects.standing().select_related("owner").prefetch_related("owner__names")

    def visible_to(self, user: User, on: date) -> QuerySet[Entry]:
        return self.standing() & Entry.objects.visible_to(user, on)

    def besides(self, user: User, on: date) -> Q | None:
        helped = Entry.co_organisers.through.objects.filter(unit__in=_read_by(user, on))
        return Q(thing__in=helped.values("entry"))

    def touched(self, by: Touched) -> QuerySet[Entry]:
        ids = [one for register in REGISTERS for one in by.get(register.model.__name__, ())]
        return Entry.objects.filter(public_id__in=ids)

    def told(self, thing: Entry) -> Told:
        register = register_of(thing)
        return Told(
            title=thing.subject,
            body=f"{register.title}, {thing.place}" if thing.place else register.title,
            on=thing.started_on,
            unit=thing.owner,
            url=reverse("registers:detail", args=[register, thing.public_id]),
        )


class Reports(Source[ReportVersion]):
    """What was sent: of each report the version that stands now. Drafts are not looked in."""

    kind = Kind.REPORT
    _STANDS = Q(pk=F("report__submitted_version")) | Q(
        pk=F("report__accepted_version"), report__submitted_version__isnull=True
    )

    def standing(self) -> QuerySet[ReportVersion]:
        versions = ReportVersion.objects.filter(self._STANDS).defer("cells", "saves")
        return versions.select_related("report__unit", "report__round__regime__receiver").prefetch_related(
            "report__unit__names"
        )

    def visible_to(self, user: User, on: date) -> QuerySet[ReportVersion]:
        return self.standing() & ReportVersion.objects.visible_to(user, on)

    def besides(self, user: User, on: date) -> Q | None:
        return Q(sender__in=own_units(user, on)) | Q(receiver__in=units_where(user, RECEIVING, on))

    def touched(self, by: Touched) -> QuerySet[ReportVersion]:
        if "TreeStamp" in by:  # a list of units came in: any of them may have another name
            return ReportVersion.objects.all()
        renamed = Q(report__unit__events__public_id__in=by.get("UnitEvent", ()))
        return ReportVersion.objects.filter(renamed | Q(report__public_id__in=by.get("Report", ()))).distinct()

    def told(self, thing: ReportVersion) -> Told:
        unit, round = thing.report.unit, thing.report.round
        return Told(
            title=f"Báo cáo {round.period.label} của {unit.name_on(round.window_to)}",
            body="\n".join(map(str, thing.texts.values())),
            on=day_of(thing.submitted_at),
            unit=unit,
            url=reverse("review:version", args=[thing.public_id]),
            receiver=round.regime.receiver,
            besides=unit.short_name_on(round.window_to),
        )


def _read_by(user: User, on: date) -> QuerySet[Unit]:
    return units_where(user, (*WRITING, *RECEIVING), on)


SOURCES: Mapping[Kind, Source[Any]] = {source.kind: source for source in (Papers(), Tasks(), Entries(), Reports())}


def rights(user: User, on: date, kinds: Collection[Kind]) -> Q:
    """The rows of the index that speak of things of some kinds that the person may see."""
    found = Q(unit__in=_read_by(user, on))
    for kind in kinds:
        if (besides := SOURCES[kind].besides(user, on)) is not None:
            found |= Q(kind=kind) & besides
    return found if len(kinds) == len(SOURCES) else found & Q(kind__in=kinds)


def each_touched(by: Touched) -> Iterable[tuple[Source[Any], list[int]]]:
    """For each kind the keys of the things that say something else after what was done."""
    for source in SOURCES.values():
        keys = list(source.touched(by).values_list("pk", flat=True))
        if keys:
            yield source, keys
