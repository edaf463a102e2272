"""Which units a name in a paper speaks of. Never silently: every answer says how certain it is, or what it may be.

Names are looked for at the plan's unit and below it first, then among its superiors and their bodies, on the tree of
one day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from enum import Enum
from typing import Any

from binhdang.orgs.models import BoardSeat, Unit, UnitClosure, UnitKind, valid_on
from binhdang.plans.names import Name, same_name, stands_for
from binhdang.values.texts import fold

Spans = list[list[int]]

_MEMBERS = re.compile(r"thanh vien (?:ban|bvst)|thanh vien cua ban")
_COMMUNES = re.compile(
    r"^(?:uy ban nhan dan|ubnd) (?:cap xa|cac (?P<levels>(?:xa|phuong|thi tran|dac khu|, ?|va| )+))$"
)
_MASS = re.compile(r"(?:,|\s+và)?\s*(?:các\s+)?(?:đoàn thể|tổ chức)\s+chính trị\s*[-–]\s*xã hội.*$", re.IGNORECASE)
_FRONT = "mat tran to quoc"
_OFFICES = re.compile(r"^cac (?:phong|ban|nganh|so|co quan|don vi)\b")
_MIN_LIKENESS, _MOST_ALTERNATIVES = 0.55, 4


class Certainty(Enum):
    """How a name was matched; the value is what the person reads."""

    EXACT = "đúng tên"
    CLOSE = "khớp theo tên viết tắt hoặc lược địa danh"
    GROUP = "suy từ tên nhóm"
    UNKNOWN = "chưa xác định"


@dataclass(frozen=True)
class Match:
    """One name and the units it stands for; none where it is not certain, with `alternatives` to choose from."""

    name: str
    spans: Spans
    units: tuple[Unit, ...] = ()
    certainty: Certainty = Certainty.UNKNOWN
    alternatives: tuple[Unit, ...] = ()
    basis: str = ""
    """For a group: why these units."""


@dataclass
class Matcher:
    """The units of one plan's surroundings on a day, loaded once and asked many times."""

    unit: Unit
    on: date
    listed: Sequence[Mapping[str, Any]] = ()
    """`bodies` of the reading: names that the paper lists in a footnote."""
    inner: list[Unit] = field(init=False)
    outer: list[Unit] = field(init=False)

    def __post_init__(self) -> None:
        now = valid_on(self.on)
        tree = UnitClosure.objects.filter(now, inherited=False)
        below = tree.filter(ancestor=self.unit).values("descendant")
        above = tree.filter(descendant=self.unit).exclude(ancestor=self.unit).values("ancestor")
        beside = tree.filter(ancestor__in=above, depth=1).values("descendant")
        known = Unit.objects.filter(now).prefetch_related("names").order_by("code")
        self.inner = list(known.filter(pk__in=below))
        inside = {unit.pk for unit in self.inner}
        self.outer = [
            unit for unit in known.filter(pk__in=above) | known.filter(pk__in=beside) if unit.pk not in inside
        ]

    @property
    def candidates(self) -> list[Unit]:
        """Every unit a name may be given to by hand, nearest first."""
        return self.inner + self.outer

    def match(self, name: str, spans: Spans) -> list[Match]:
        """What a name stands for: one answer, or one for each name of a group listed in the paper."""
        folded = fold(name)
        if _MEMBERS.search(folded):
            return self._members(name, spans)
        if communes := _COMMUNES.match(folded):
            return [self._communes(name, spans, communes["levels"])]
        if mass := _MASS.search(name):
            return self._front_and_mass(name, spans, mass.start())
        return [self.one(name, spans)]

    def one(self, name: str, spans: Spans) -> Match:
        """The single unit of that name. Two of the same name give none, and both as alternatives."""
        for scope in (self.inner, self.outer):
            exact = [unit for unit in scope if same_name(name, unit.name_on(self.on))]
            found = exact or [unit for unit in scope if self._fits(name, unit, near=scope is self.inner)]
            if len(found) == 1:
                return Match(name, spans, (found[0],), Certainty.EXACT if exact else Certainty.CLOSE)
            if found:
                return Match(name, spans, alternatives=tuple(found))
        vague = _OFFICES.match(fold(name))
        return Match(name, spans, alternatives=self._offices() if vague else self._alike(name))

    def _offices(self) -> tuple[Unit, ...]:
        """Whom a vague "các phòng, ban, ngành" may mean: every body below the plan's unit that is no commune."""
        others = {UnitKind.COMMUNE_COMMITTEE, UnitKind.DISTRICT_COMMITTEE, UnitKind.BOARD, UnitKind.FRONT}
        return tuple(unit for unit in self.inner if unit.pk != self.unit.pk and unit.kind not in others)

    def _fits(self, name: str, unit: Unit, *, near: bool) -> bool:
        read = Name.parse(name)
        own = Name.parse(self.unit.name_on(self.on)) if near else Name(())
        return any(
            _same_body(read, Name.parse(known), own) for known in {unit.name_on(self.on), unit.short_name_on(self.on)}
        )

    def _alike(self, name: str) -> tuple[Unit, ...]:
        wanted = fold(name)
        scored = [
            (SequenceMatcher(None, wanted, fold(unit.name_on(self.on))).ratio(), unit) for unit in self.candidates
        ]
        best = sorted((pair for pair in scored if pair[0] >= _MIN_LIKENESS), key=lambda pair: -pair[0])
        return tuple(unit for _, unit in best[:_MOST_ALTERNATIVES])

    def _members(self, name: str, spans: Spans) -> list[Match]:
        """Members of a coordinating board: as the paper lists them, else as the board is seated."""
        if listed := longest_list(self.listed):
            return [self.one(body["value"], body["spans"]) for body in listed]
        seats = BoardSeat.objects.filter(valid_on(self.on), board__in=self.inner).values("member")
        members = tuple(unit for unit in self.inner if unit.pk in {row["member"] for row in seats})
        if not members:
            return [Match(name, spans)]
        return [Match(name, spans, members, Certainty.GROUP, basis="thành viên của Ban theo danh sách đơn vị")]

    def _communes(self, name: str, spans: Spans, levels: str | None) -> Match:
        communes = [unit for unit in self.inner if unit.kind == UnitKind.COMMUNE_COMMITTEE and unit.pk != self.unit.pk]
        if levels:
            communes = [unit for unit in communes if fold(Name.parse(unit.name_on(self.on)).level) in levels]
        if not communes:
            return Match(name, spans)
        basis = f"{len(communes)} đơn vị cấp xã trực thuộc"
        return Match(name, spans, tuple(communes), Certainty.GROUP, basis=basis)

    def _front_and_mass(self, name: str, spans: Spans, cut: int) -> list[Match]:
        """The mass organisations below the plan's unit, and what stands before them in the name (the Front)."""
        mass = [unit for unit in self._front_bodies() if _FRONT not in fold(unit.name_on(self.on))]
        basis = f"{len(mass)} đoàn thể chính trị - xã hội trực thuộc"
        group = Match(name, spans, tuple(mass), Certainty.GROUP, basis=basis) if mass else Match(name, spans)
        before = name[:cut].strip(" ,")
        return [*([self.one(before, spans)] if before else []), group]

    def _front_bodies(self) -> Iterable[Unit]:
        return (unit for unit in self.inner if unit.kind == UnitKind.FRONT)


def _same_body(read: Name, known: Name, own: Name) -> bool:
    """Whether two names agree. A body whose name says no level or place has those of the plan's unit, `own`."""
    level, place = (known.level, known.place) if known.level else (own.level, own.place)
    same_level = not read.level or not level or read.level == level
    same_place = not read.place or not place or read.place == place
    return same_level and same_place and stands_for(read.core, known.core)


def longest_list(bodies: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The bodies of the footnote that lists the most, in the order of the page; one alone is no list."""
    lists: dict[str, list[Mapping[str, Any]]] = {}
    for body in bodies:
        if body.get("footnote"):
            lists.setdefault(str(body["footnote"]), []).append(body)
    longest = max(lists.values(), key=len, default=[])
    return longest if len(longest) > 1 else []
