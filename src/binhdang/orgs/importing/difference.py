"""What a list of units would change, compared by code with the tree of a day."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from binhdang.orgs.importing.reading import KIND_OF, Faults, ListedUnit, Transition
from binhdang.orgs.models import Succession, Unit, UnitEvent, UnitName, UnitParent, valid_on
from binhdang.values.texts import same_spelling

_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Standing:
    """The tree of a day by code, with all codes ever used."""

    units: Mapping[str, Unit]
    names: Mapping[str, str]
    parents: Mapping[str, str]
    ended: Mapping[str, date]
    changed_since: Mapping[str, date]
    """Codes of units of which something is recorded for that day or later."""

    @classmethod
    def on(cls, on: date) -> Standing:
        """Read it: six queries, whatever the size of the tree."""
        all_units = {unit.pk: unit for unit in Unit.objects.all()}
        code_of = {pk: unit.code for pk, unit in all_units.items()}
        standing = {pk for pk, unit in all_units.items() if _stands(unit, on)}
        names = UnitName.objects.filter(valid_on(on)).values_list("unit", "name")
        edges = UnitParent.objects.filter(valid_on(on)).values_list("unit", "parent")
        later: dict[str, date] = {}
        for day, of in UnitEvent.objects.filter(on__gte=on).values_list("on", "unit"):
            later[code_of[of]] = day
        part = Succession.objects.filter(event__on__gte=on).values_list("event__on", "source", "target")
        for day, source, target in part:
            later[code_of[source]] = later[code_of[target]] = day
        for unit in all_units.values():
            if unit.valid_to is not None and unit.valid_to > on:
                later[unit.code] = unit.valid_to
        return cls(
            units={unit.code: unit for pk, unit in all_units.items() if pk in standing},
            names={code_of[pk]: name for pk, name in names},
            parents={code_of[pk]: code_of[parent] for pk, parent in edges},
            ended={unit.code: unit.valid_to or on for pk, unit in all_units.items() if pk not in standing},
            changed_since=later,
        )


def _stands(unit: Unit, on: date) -> bool:
    return unit.valid_from <= on and (unit.valid_to is None or on < unit.valid_to)


@dataclass(frozen=True)
class Rename:
    """A unit of the list that bore another name."""

    row: ListedUnit
    before: str


@dataclass(frozen=True)
class Move:
    """A unit that comes under another one; `by_list` False: it follows a unit that ends."""

    code: str
    before: str
    parent_code: str
    by_list: bool = True


@dataclass(frozen=True)
class Difference:
    """What would happen on the day, everything at once."""

    on: date
    created: Sequence[ListedUnit] = ()
    renamed: Sequence[Rename] = ()
    moved: Sequence[Move] = ()
    merged: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Target → the units that went into it as a whole."""
    split: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Source → the units that a part of it went to."""
    ended: Sequence[str] = ()
    """Units that end with a successor."""
    abolished: Sequence[str] = ()
    """Units that end without one."""
    absent: Sequence[str] = ()
    """Units that stand and are not in the list; they are left as they are."""
    unchanged: int = 0

    @property
    def changes(self) -> int:
        """How many events there would be."""
        parts = (self.created, self.renamed, self.moved, self.merged, self.split, self.abolished)
        return sum(len(part) for part in parts)

    @property
    def needs_basis(self) -> bool:
        """Founding units needs no legal document, everything else does."""
        return self.changes > len(self.created)


def compare(
    rows: Sequence[ListedUnit],
    transitions: Sequence[Transition],
    standing: Standing,
    on: date,
    *,
    file: str,
    transitions_file: str = "",
    abolish_missing: bool = False,
) -> Difference:
    """What the list, with the transitions into it, changes on a day. Raises Refusal with every line that cannot be."""
    listed = {row.code: row for row in rows}
    _check_list(rows, listed, standing, on, file)
    _check_transitions(transitions, listed, standing, transitions_file)
    into, out_of = _both_ways(transitions)
    levels = {KIND_OF[row.level] for row in rows}
    missing = [code for code, unit in standing.units.items() if unit.kind in levels and code not in listed]
    ended = sorted(code for code in missing if code in out_of)
    without = sorted(code for code in missing if code not in out_of)
    renamed = [
        Rename(row, standing.names.get(row.code, ""))
        for row in rows
        if row.code in standing.units and not same_name(standing.names.get(row.code, ""), row.full_name)
    ]
    moved = [
        Move(row.code, standing.parents.get(row.code, ""), row.parent_code)
        for row in rows
        if row.code in standing.units and row.parent_code and standing.parents.get(row.code) != row.parent_code
    ]
    merged = {target: sources for target, sources in into.items() if sources != [target]}
    split = {source: targets for source, targets in out_of.items() if len(targets) > 1}
    abolished = without if abolish_missing else []
    ending = {*ended, *abolished}
    moved += _followers(standing, listed, ending, out_of, file)
    _check_places(rows, moved, ending, standing, file)
    touched = {*(rename.row.code for rename in renamed), *(move.code for move in moved), *merged, *split, *ended}
    touched |= {source for sources in merged.values() for source in sources}
    touched |= {target for targets in split.values() for target in targets}
    _check_later({*touched, *abolished}, standing, on, file)
    return Difference(
        on=on,
        created=[row for row in rows if row.code not in standing.units],
        renamed=renamed,
        moved=moved,
        merged=merged,
        split=split,
        ended=ended,
        abolished=abolished,
        absent=[] if abolish_missing else without,
        unchanged=sum(row.code in standing.units and row.code not in touched for row in rows),
    )


def _both_ways(transitions: Sequence[Transition]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """New code → the old ones that went into it whole; old code → the new ones it went to."""
    into, out_of = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for row in transitions:
        out_of[row.old_code].append(row.new_code)
        if row.is_full:
            into[row.new_code].append(row.old_code)
    return dict(into), dict(out_of)


def _check_list(
    rows: Sequence[ListedUnit], listed: Mapping[str, ListedUnit], standing: Standing, on: date, file: str
) -> None:
    faults = Faults(file)
    for row in rows:
        unit = standing.units.get(row.code)
        if unit is not None and unit.kind != KIND_OF[row.level]:
            faults.add(row.line, f"mã {row.code} đang là của một đơn vị loại khác: {standing.names.get(row.code, '')}")
        if row.code in standing.ended:
            faults.add(row.line, f"mã {row.code} là của một đơn vị đã kết thúc hoặc chưa thành lập vào {on:%d/%m/%Y}")
        if row.parent_code and row.parent_code not in listed and row.parent_code not in standing.units:
            faults.add(row.line, f"không có đơn vị cấp trên nào mang mã {row.parent_code}")
    faults.refuse()


def _check_transitions(
    transitions: Sequence[Transition], listed: Mapping[str, ListedUnit], standing: Standing, file: str
) -> None:
    faults = Faults(file)
    for row in transitions:
        if row.old_code not in standing.units:
            faults.add(row.line, f"mã cũ {row.old_code} không phải đơn vị đang hoạt động")
        if row.new_code not in listed:
            faults.add(row.line, f"mã mới {row.new_code} không có trong danh sách đơn vị mới")
    faults.refuse()


def _followers(
    standing: Standing,
    listed: Mapping[str, ListedUnit],
    ending: set[str],
    out_of: Mapping[str, Sequence[str]],
    file: str,
) -> list[Move]:
    """What stands under a unit that ends and is not in the list follows to its one successor."""
    faults = Faults(file)
    moves = []
    for code, parent in sorted(standing.parents.items()):
        if parent not in ending or code in ending or code in listed or code not in standing.units:
            continue
        successors = out_of.get(parent, ())
        if len(successors) == 1:
            moves.append(Move(code, parent, successors[0], by_list=False))
        else:
            faults.add(1, f"{parent} kết thúc mà không có một đơn vị kế tục duy nhất để {code} trực thuộc")
    faults.refuse()
    return moves


def _check_places(
    rows: Sequence[ListedUnit], moved: Sequence[Move], ending: set[str], standing: Standing, file: str
) -> None:
    """Everybody stands under a higher unit that goes on, and nobody under their own descendant."""
    faults = Faults(file)
    order = list(KIND_OF.values())
    for row in rows:
        above = standing.units.get(row.parent_code)
        if above is None:
            continue
        if row.parent_code in ending or above.valid_to is not None:
            faults.add(row.line, f"đơn vị cấp trên {row.parent_code} của {row.code} đã được ghi kết thúc")
        if above.kind not in order[: order.index(KIND_OF[row.level])]:
            faults.add(row.line, f"đơn vị {row.parent_code} không thuộc cấp cao hơn {row.code}")
    parents = {**standing.parents, **{row.code: row.parent_code for row in rows if row.parent_code}}
    parents |= {move.code: move.parent_code for move in moved}
    for move in moved:
        if move.code in _above(move.parent_code, parents):
            faults.add(1, f"{move.code} sẽ trực thuộc đơn vị cấp dưới của chính nó ({move.parent_code})")
    faults.refuse()


def _above(code: str, parents: Mapping[str, str]) -> set[str]:
    found = set[str]()
    while code and code not in found:
        found.add(code)
        code = parents.get(code, "")
    return found


def _check_later(codes: set[str], standing: Standing, on: date, file: str) -> None:
    """A list is for a day on which, and after which, nothing else is recorded of its units."""
    faults = Faults(file)
    for code in sorted(codes & standing.changed_since.keys()):
        day = standing.changed_since[code]
        faults.add(1, f"đơn vị {code} đã có sự kiện ghi từ ngày {day:%d/%m/%Y}, không trước {on:%d/%m/%Y}")
    for code in sorted(codes & standing.units.keys()):
        if standing.units[code].valid_from > on - timedelta(days=1):
            faults.add(1, f"đơn vị {code} thành lập đúng ngày này")
    faults.refuse()


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are of one name; the tone may stand on either vowel: Hoà and Hòa."""
    return _spelled(one) == _spelled(other)


def _spelled(name: str) -> list[tuple[str, str]]:
    words = []
    for word in same_spelling(name).split():
        decomposed = unicodedata.normalize("NFD", word)
        letters = "".join(char for char in decomposed if char not in _TONES)
        words.append((letters, "".join(sorted(char for char in decomposed if char in _TONES))))
    return words
