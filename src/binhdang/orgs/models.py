"""Units, their names and parents through time, what happened to them, seats on boards, and the roles of people.

All validity is half-open: `valid_from` is the first day, `valid_to` the first day after, None while it lasts.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Self

from django.db import models
from django.db.models import Exists, F, Q

from binhdang.accounts.models import User
from binhdang.files.models import StoredFile
from binhdang.orgs.roles import Role
from binhdang.ui.fields import PublicIdField


def valid_on(on: date, prefix: str = "") -> Q:
    """Rows in force on a day."""
    ends = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    return Q(**{f"{prefix}valid_from__lte": on}) & ends


class UnitKind(models.TextChoices):
    """What sort of body it is. Party and State may share one office, so the list is not only of State bodies."""

    PROVINCE_COMMITTEE = "province_committee", "Ủy ban nhân dân cấp tỉnh"
    DISTRICT_COMMITTEE = "district_committee", "Ủy ban nhân dân cấp huyện"
    COMMUNE_COMMITTEE = "commune_committee", "Ủy ban nhân dân cấp xã"
    DEPARTMENT = "department", "Sở, phòng, ban"
    AGENCY = "agency", "Cơ quan ngành dọc"
    MERGED_OFFICE = "merged_office", "Cơ quan hợp nhất của Đảng và Nhà nước"
    PUBLIC_SERVICE = "public_service", "Đơn vị sự nghiệp"
    POLICE = "police", "Công an, quân sự"
    FRONT = "front", "Mặt trận và đoàn thể"
    BOARD = "board", "Ban chỉ đạo, ban phối hợp"
    VILLAGE = "village", "Thôn, tổ dân phố"


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units as pages ask for them."""

    def visible_to(self, user: User, on: date) -> Self:
        """Which bodies there are is no secret among those who work here: all units, for whoever holds any role."""
        return self.filter(Exists(Membership.objects.filter(valid_on(on), user=user, user__is_active=True)))

    def existing_on(self, on: date) -> Self:
        """Founded and not yet abolished."""
        return self.filter(valid_on(on))


class Unit(models.Model):
    """An organisation unit. Facts stay on the unit that reported them, whatever becomes of it."""

    public_id = PublicIdField()
    code = models.CharField(max_length=60, unique=True)
    """The official code with its leading zeros; a body without one gets `<unit code>.<body>`."""
    kind = models.CharField(max_length=30, choices=UnitKind)
    place = models.CharField(max_length=80, blank=True)
    """Địa danh as it stands before the date of the unit's papers, "Ia H'Drai", until a name brings another one."""
    symbol_part = models.CharField(max_length=30, blank=True)
    """The unit's part of a document symbol: "UBND" in 15/BC-UBND."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code

    def name_on(self, on: date) -> str:
        """The unit's full name on a day, the last one it had where it has ended; its code where it had none yet."""
        borne = self.borne_on(on)
        return borne.name if borne else self.code

    def short_name_on(self, on: date) -> str:
        """The short name on a day, for tables and lists."""
        borne = self.borne_on(on)
        return (borne.short_name or borne.name) if borne else self.code

    def place_on(self, on: date) -> str:
        """Địa danh on the papers of a day: the one that came with the name of that day, else the unit's first."""
        borne = self.borne_on(on)
        return (borne.place if borne else "") or self.place

    def borne_on(self, on: date) -> UnitName | None:
        """The name of a day, the last one for good where the unit has ended."""
        begun = [name for name in self.names.all() if name.valid_from <= on]
        return max(begun, key=lambda name: name.valid_from, default=None)


class Dated(models.Model):
    """A fact with validity."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    """The legal document it rests on."""

    class Meta:
        abstract = True

    def holds_on(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


class UnitName(Dated):
    """What a unit is called during a time. `sort_key` and `search_text` are computed from `name`."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=80, blank=True)
    """Địa danh that came with the name; blank where it stayed."""
    sort_key = models.CharField(max_length=900)
    search_text = models.CharField(max_length=300)


class UnitParent(Dated):
    """Under whom a unit stands during a time. Times of one unit never overlap: `actions` sees to it."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="children")


class UnitClosure(models.Model):
    """Derived from `UnitParent`: every ancestor of every unit (itself at depth 0) with the days it held.

    The tree of a day is its rows with `inherited=False`. The inherited ones begin when a unit ends: `ancestor` answers
    for what the ended `descendant` left, as its successor, its last superior or a unit above one of those.
    """

    ancestor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="below")
    descendant = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="above")
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    inherited = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["ancestor", "descendant"]), models.Index(fields=["descendant", "ancestor"])]


class TreeStamp(models.Model):
    """One row whose token changes whenever the tree does, so that what was computed from a tree can be kept by it."""

    token = models.CharField(max_length=16)


class EventKind(models.TextChoices):
    """What can happen to a unit."""

    CREATE = "create", "Thành lập"
    RENAME = "rename", "Đổi tên"
    MOVE = "move", "Chuyển trực thuộc"
    MERGE = "merge", "Sáp nhập"
    SPLIT = "split", "Chia tách"
    ABOLISH = "abolish", "Giải thể"
    TRANSFER = "transfer", "Chuyển chức năng"


class UnitEventQuerySet(models.QuerySet["UnitEvent"]):
    """Events as pages ask for them."""

    def visible_to(self, user: User, on: date) -> Self:
        """Like the units themselves, no secret among those who work here."""
        return self.filter(unit__in=Unit.objects.visible_to(user, on))

    def concerning(self, unit: Unit) -> Self:
        """What happened to a unit, or gave it something."""
        part = Succession.objects.filter(Q(source=unit) | Q(target=unit))
        return self.filter(Q(unit=unit) | Q(pk__in=part.values("event")))


class UnitEvent(models.Model):
    """Something that happened to a unit on a day, with the legal document that ordered it.

    `unit` is the one founded, renamed, moved or abolished; the one that goes on after a merge; the one that was split;
    the one that gave a function away. Names, parents and validity follow from events and are written with them.
    """

    public_id = PublicIdField()
    kind = models.CharField(max_length=10, choices=EventKind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="events")
    on = models.DateField()
    """The first day on which it is so."""
    basis = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    function = models.CharField(max_length=200, blank=True)
    """The function that a transfer gives away: "quản lý nhà nước về bình đẳng giới"."""
    moves_figures = models.BooleanField(default=False)
    """A transfer after which the giver's earlier figures count for the receiver, although the giver stands."""
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = UnitEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["on"])]


class Extent(models.TextChoices):
    """How much of a unit went to a successor."""

    FULL = "full", "toàn bộ"
    PARTIAL = "partial", "một phần"


class Succession(models.Model):
    """Through an event, all or a part of one unit went to another. A unit that keeps its code succeeds itself."""

    event = models.ForeignKey(UnitEvent, on_delete=models.CASCADE, related_name="successions")
    source = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="went_to")
    target = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="came_from")
    extent = models.CharField(max_length=10, choices=Extent)
    share_numerator = models.PositiveBigIntegerField(null=True)
    share_denominator = models.PositiveBigIntegerField(null=True)
    key_name = models.CharField(max_length=200, blank=True)
    """What the share was measured by: "dân số ngày 01/4/2024"."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "source", "target"], name="orgs_succession_once"),
            models.CheckConstraint(
                condition=Q(share_numerator__isnull=True, share_denominator__isnull=True)
                | Q(share_denominator__gt=0, share_numerator__lte=F("share_denominator")),
                name="orgs_succession_share",
            ),
        ]

    @property
    def share(self) -> Fraction | None:
        """How much of the source; None where a part went over and nobody declared how much."""
        if self.share_numerator is not None and self.share_denominator is not None:
            return Fraction(self.share_numerator, self.share_denominator)
        return Fraction(1) if self.extent == Extent.FULL else None


class UnitsUpload(models.Model):
    """A list of units sent in: first shown as a difference, then taken whole, or never."""

    public_id = PublicIdField()
    units = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    transitions = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    corrections = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    basis = models.CharField(max_length=300, blank=True)
    abolish_missing = models.BooleanField(default=False)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)


class BoardSeat(Dated):
    """Which bodies sit on a coordinating board (Ban VSTBPN) during a time."""

    board = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="seats_held")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Roles as pages ask for them."""

    def visible_to(self, user: User, on: date) -> Self:
        """The roles held at the units at and below those where the person holds one, and at the units above them."""
        own = Membership.objects.filter(valid_on(on), user=user, user__is_active=True).values("unit")
        below = UnitClosure.objects.filter(valid_on(on), ancestor__in=own).values("descendant")
        above = UnitClosure.objects.filter(valid_on(on), descendant__in=own).values("ancestor")
        return self.filter(Q(unit__in=below) | Q(unit__in=above))

    def in_force(self, on: date) -> Self:
        """Held on a day."""
        return self.filter(valid_on(on))


class Membership(Dated):
    """A person holds a role over a unit and everything below it, during a time."""

    public_id = PublicIdField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    position = models.CharField(max_length=100, blank=True)
    """Chức vụ: "Phó Chủ tịch"."""

    objects = MembershipQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "role"]), models.Index(fields=["unit", "role"])]
