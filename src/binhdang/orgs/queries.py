"""Units and people as pages show them, always on one day's tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from binhdang.accounts.models import User
from binhdang.orgs.access import administered_accounts
from binhdang.orgs.models import (
    BoardSeat,
    EventKind,
    Membership,
    TreeStamp,
    Unit,
    UnitClosure,
    UnitEvent,
    UnitKind,
    UnitName,
    UnitParent,
    valid_on,
)
from binhdang.orgs.roles import Role
from binhdang.values.texts import fold, same_spelling

_KIND_ORDER = {kind.value: place for place, kind in enumerate(UnitKind)}


@dataclass(frozen=True)
class Node:
    """A unit in the tree of a day, with the units under it."""

    unit: Unit
    name: str
    children: list[Node]
    hidden: int = 0
    """How many units under it are left out of a long page (`shortened`)."""

    @property
    def size(self) -> int:
        """The unit and everything shown or hidden below it."""
        return 1 + self.hidden + sum(child.size for child in self.children)


def tree(units: QuerySet[Unit], on: date, *, top: Unit | None = None) -> list[Node]:
    """The tree of a day: all of it, or only what stands under `top`. Kind by kind, each in Vietnamese order."""
    existing = units.filter(valid_on(on)).prefetch_related("names")
    by_pk = {unit.pk: unit for unit in existing}
    edges = UnitParent.objects.filter(valid_on(on)).values_list("unit", "parent")
    below: dict[int, list[int]] = defaultdict(list)
    for child, parent in edges:
        below[parent].append(child)
    roots = below[top.pk] if top else sorted(by_pk.keys() - {child for child, parent in edges if parent in by_pk})
    return _nodes(roots, by_pk, below, on)


def _nodes(pks: Iterable[int], units: dict[int, Unit], below: dict[int, list[int]], on: date) -> list[Node]:
    here = in_order((units[pk] for pk in pks if pk in units), on)
    return [Node(unit, unit.name_on(on), _nodes(below[unit.pk], units, below, on)) for unit in here]


LONG = 400
"""How many units one page shows; a longer tree is shown down to the level that fits."""


def shortened(nodes: list[Node], most: int = LONG) -> list[Node]:
    """As many levels of a tree as fit one page, at least the first; what is left out is counted."""
    depth, shown, level = 0, 0, nodes
    while level and (depth == 0 or shown + len(level) <= most):
        depth, shown = depth + 1, shown + len(level)
        level = [child for node in level for child in node.children]
    return _cut(nodes, depth)


def _cut(nodes: list[Node], depth: int) -> list[Node]:
    if depth == 1:
        return [Node(node.unit, node.name, [], node.size - 1) for node in nodes]
    return [Node(node.unit, node.name, _cut(node.children, depth - 1), node.hidden) for node in nodes]


def in_order(units: Iterable[Unit], on: date) -> list[Unit]:
    """Kind by kind, and within a kind by the Vietnamese alphabet."""

    def place(unit: Unit) -> tuple[int, str, str]:
        borne = unit.borne_on(on)
        return _KIND_ORDER[unit.kind], borne.sort_key if borne else "", unit.code

    return sorted(units, key=place)


def tree_stamp() -> str:
    """What stands for the tree as it is now, of all days: it changes with every change of the tree, and only then."""
    return TreeStamp.objects.values_list("token", flat=True).first() or ""


def parents_on(on: date, top: Unit | None = None) -> dict[int, int | None]:
    """Every unit of a day's tree with its parent, or those at and below `top`, whose own parent is then None.

    Empty where `top` does not stand on the day.
    """
    edges = UnitParent.objects.filter(valid_on(on))
    if top is None:
        standing = list(Unit.objects.existing_on(on).values_list("pk", flat=True))
    else:
        below = UnitClosure.objects.filter(valid_on(on), ancestor=top, inherited=False)
        standing = list(below.values_list("descendant", flat=True))
        edges = edges.filter(unit__in=below.values("descendant")).exclude(unit=top)
    parents: dict[int, int | None] = dict.fromkeys(standing)
    for unit, parent in edges.values_list("unit", "parent"):
        if unit in parents and parent in parents:
            parents[unit] = parent
    return parents


def days_the_map_changed(until: date) -> list[date]:
    """The days up to `until` from which units stood elsewhere or were other units; a new name changes no map."""
    moved = UnitEvent.objects.filter(on__lte=until).exclude(kind__in=(EventKind.CREATE, EventKind.RENAME))
    return list(moved.order_by("on").values_list("on", flat=True).distinct())


@dataclass(frozen=True)
class UnitPage:
    """All that is known of a unit: what it was called and where it stood through time, and who works in it on a day."""

    unit: Unit
    name: str
    place: str
    names: list[UnitName]
    parents: list[UnitParent]
    children: list[Node]
    seats: list[BoardSeat]
    seats_held: list[BoardSeat]
    people: list[Membership]


def unit_page(unit: Unit, viewer: User, on: date) -> UnitPage:
    """The page of one unit for a person on a day."""
    named = "unit__names", "parent__names"
    people = Membership.objects.visible_to(viewer, on).in_force(on).filter(unit=unit, user__is_active=True)
    return UnitPage(
        unit=unit,
        name=unit.name_on(on),
        place=unit.place_on(on),
        names=list(unit.names.order_by("-valid_from")),
        parents=list(unit.parents.select_related("parent").prefetch_related(*named[1:]).order_by("-valid_from")),
        children=shortened(tree(Unit.objects.visible_to(viewer, on), on, top=unit)),
        seats=list(unit.seats.filter(valid_on(on)).select_related("member").prefetch_related("member__names")),
        seats_held=list(unit.seats_held.filter(valid_on(on)).select_related("board").prefetch_related("board__names")),
        people=sorted(
            people.select_related("user"), key=lambda held: (Role.values.index(held.role), held.user.full_name)
        ),
    )


@dataclass(frozen=True)
class AccountFilter:
    """Which accounts to list; empty lists all. `state`: "mo" open, "khoa" locked, "khong-vai-tro" without a role."""

    text: str = ""
    unit: Unit | None = None
    state: str = ""


def accounts(by: User, on: date, wanted: AccountFilter) -> QuerySet[User]:
    """The accounts an administrator sees, with the roles they hold on the day as `held_now`."""
    held = Membership.objects.in_force(on).select_related("unit").prefetch_related("unit__names").order_by("pk")
    found = administered_accounts(by, on).prefetch_related(Prefetch("memberships", held, to_attr="held_now"))
    if wanted.text:
        found = found.filter(search_text__contains=fold(wanted.text))
    if wanted.unit:
        at_unit = Membership.objects.in_force(on).filter(unit=wanted.unit)
        found = found.filter(pk__in=at_unit.values("user"))
    if wanted.state in ("mo", "khoa"):
        found = found.filter(is_active=wanted.state == "mo")
    elif wanted.state == "khong-vai-tro":
        found = found.exclude(pk__in=Membership.objects.in_force(on).values("user"))
    return found.order_by("search_text")


def roles_through_time(person: User) -> list[Membership]:
    """Every role a person held, holds or will hold, newest first."""
    held = Membership.objects.filter(user=person).select_related("unit").prefetch_related("unit__names")
    return list(held.order_by("-valid_from", "-pk"))


def unit_on_letterhead(printed: str, on: date) -> Unit | None:
    """The unit whose name a letterhead prints in capitals, often without the place that stands in the line above.

    None unless exactly one unit's name begins so: a name is never guessed.
    """
    begins = same_spelling(printed)
    named = UnitName.objects.filter(valid_on(on), search_text__startswith=fold(printed)).select_related("unit")
    found = {name.unit for name in named if begins and f"{same_spelling(name.name)} ".startswith(f"{begins} ")}
    return found.pop() if len(found) == 1 else None
