"""The dictionary as a whole: loaded from files as often as one likes, and written back to one.

The shipped files lie in `data/`. What an installation changed itself, on a page or by its own file, stays as it is when
a later version ships another wording; and what figures already stand under keeps its meaning.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from secrets import token_hex

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.indicators.dimensions import FILE as DIMENSIONS_FILE
from binhdang.indicators.laws import ChangeSource
from binhdang.indicators.models import DictionaryStamp, Indicator, IndicatorChange, Target
from binhdang.indicators.rows import (
    DEFAULTS,
    MEANING,
    NATIONAL,
    OVERRIDES,
    Row,
    normal,
    rows_of_table,
    saved,
    saved_targets,
    short,
)
from binhdang.indicators.rules import COMPUTED, refuse_faults, refuse_other_meaning
from binhdang.orgs.models import Unit
from binhdang.values.refusals import Refusal

DATA = Path(__file__).parent / "data"
_NO_INDICATORS = DIMENSIONS_FILE.name
_STEP = 10
_ABOUT = "Bộ chỉ tiêu của nơi cài đặt. Sửa ở đây rồi nạp lại: binhdang indicators_load TỆP --apply."


@dataclass(frozen=True, slots=True)
class Difference:
    """What loading would change of one indicator: the fields before and after; `before` is None for a new one."""

    code: str
    before: Row | None
    after: Row


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading did, in codes; `kept`: where the installation's own wording or a meaning in use was left alone."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    kept: tuple[str, ...] = ()


@transaction.atomic
def load(*, at: datetime | None = None, folder: Path = DATA) -> Loaded:
    """Put the shipped dictionary in the table: new codes are added, changed ones follow, none is taken away.

    With `at` the change stands in the history and in the audit log. Raises Refusal where the data contradict
    themselves.
    """
    table = rows_of_table()
    found = differences(read(folder), table)
    ours = [_not_ours(difference) for difference in found]
    done = _load([each for each in ours if each.after], table, source=ChangeSource.SHIPPED, by=None, at=at)
    return replace(done, kept=tuple(was.code for was, now in zip(found, ours, strict=True) if was != now))


@transaction.atomic
def load_file(changes: Sequence[Difference], *, by: User | None, at: datetime) -> Loaded:
    """Write the differences of an installation's own file, as `differences` has just shown them."""
    return _load(changes, rows_of_table(), source=ChangeSource.FILE, by=by, at=at)


def _load(
    changes: Sequence[Difference],
    table: Mapping[str, Row],
    *,
    source: ChangeSource,
    by: User | None,
    at: datetime | None,
) -> Loaded:
    known = write(changes, table, source=source, by=by, at=at)
    added = tuple(each.code for each in changes if each.before is None)
    done = Loaded(added, tuple(each.code for each in changes if each.before is not None))
    if at is not None and changes:
        details = {"added": done.added, "changed": done.changed, "source": source.value}
        record("dictionary.loaded", by=by, at=at, thing=known[changes[0].code], details=details)
    return done


def differences(rows: Iterable[Row], table: Mapping[str, Row]) -> list[Difference]:
    """What loading the rows would change of the table, in the order of the rows."""
    found = [_difference(row, table.get(row["code"])) for row in rows]
    return [each for each in found if each.after]


def _difference(row: Row, known: Row | None) -> Difference:
    if known is None:
        return Difference(row["code"], None, row)
    changed = {field: value for field, value in row.items() if known[field] != value}
    return Difference(row["code"], {field: known[field] for field in changed}, changed)


def _not_ours(difference: Difference) -> Difference:
    """Without the fields that the installation changed itself, and without another meaning of figures in use."""
    if difference.before is None:
        return difference
    indicator = Indicator.objects.get(code=difference.code)
    own = list(indicator.changes.exclude(source=ChangeSource.SHIPPED).values_list("before", "after"))
    ours = {field for _, after in own for field in after} | (set(MEANING) if indicator.locked_since else set())
    if any(before is None for before, _ in own):  # the installation made it
        ours |= set(difference.after)
    after = {field: value for field, value in difference.after.items() if field not in ours}
    return Difference(difference.code, {field: difference.before[field] for field in after}, after)


def write(
    changes: Sequence[Difference],
    table: Mapping[str, Row],
    *,
    source: ChangeSource,
    by: User | None,
    at: datetime | None,
) -> Mapping[str, Indicator]:
    """Write differences from the table as it was read. Raises Refusal where what would come of it may not be.

    Inside the transaction of its caller, who also tells the audit log; without `at` the history does not speak of it.
    Gives the indicators by code.
    """
    whole = {code: dict(row) for code, row in table.items()}
    for each in changes:
        whole.setdefault(each.code, {}).update(each.after)
    refuse_faults(whole.values())
    units = _units(each.after for each in changes)
    known = Indicator.objects.in_bulk(field_name="code")
    for each in changes:
        if each.before is not None:
            refuse_other_meaning(known[each.code], table[each.code], whole[each.code])
    for computed in (False, True):  # what others are computed from comes first
        _write([each for each in changes if (whole[each.code]["kind"] in COMPUTED) is computed], whole, known)
    _write_targets(changes, known, units)
    if at is not None:
        _remember(changes, known, source, by, at)
    DictionaryStamp.objects.update_or_create(pk=1, defaults={"token": token_hex(8)})
    return known


def _remember(
    changes: Sequence[Difference],
    known: Mapping[str, Indicator],
    source: ChangeSource,
    by: User | None,
    at: datetime,
) -> None:
    """Add to the history of every indicator; that it moved in the list is no event of its life."""
    IndicatorChange.objects.bulk_create(
        IndicatorChange(
            indicator=known[each.code], at=at, by=by, source=source, before=each.before, after=_kept(each.after)
        )
        for each in changes
        if set(each.after) != {"order"}
    )


def _kept(after: Row) -> Row:
    """As the history keeps it: of a new indicator without what has its default."""
    return short(after) if "code" in after else after


def _write(changes: Sequence[Difference], whole: Mapping[str, Row], known: dict[str, Indicator]) -> None:
    fresh = [saved(whole[each.code], known) for each in changes if each.before is None]
    known.update((indicator.code, indicator) for indicator in Indicator.objects.bulk_create(fresh))
    for each in changes:
        if each.before is not None and (names := [field for field in each.after if field in DEFAULTS]):
            indicator = saved(whole[each.code], known)
            indicator.pk, indicator.locked_since = known[each.code].pk, known[each.code].locked_since
            indicator.save(update_fields=names)
            known[each.code] = indicator


def _write_targets(changes: Sequence[Difference], known: Mapping[str, Indicator], units: Mapping[str, Unit]) -> None:
    fresh: list[Target] = []
    for each in changes:
        indicator = known[each.code]
        if NATIONAL in each.after:
            indicator.targets.filter(unit=None, level="").delete()
        if OVERRIDES in each.after:
            indicator.targets.exclude(unit=None, level="").delete()
        for field in (NATIONAL, OVERRIDES):
            fresh += saved_targets(indicator, each.after.get(field, []), units)
    Target.objects.bulk_create(fresh)


def _units(rows: Iterable[Row]) -> dict[str, Unit]:
    """The units that targets name. Raises Refusal for one that there is not."""
    named = {target["unit"] for row in rows for target in row.get(OVERRIDES, []) if target["unit"]}
    found = Unit.objects.in_bulk(named, field_name="code")
    if missing := sorted(named - set(found)):
        raise Refusal(
            "Mục tiêu đặt cho đơn vị không có trong hệ thống.",
            value=", ".join(missing),
            rule="đơn vị ghi bằng mã, ví dụ 23538.",
            remedy="sửa mã đơn vị, hoặc lập đơn vị trước.",
        )
    return found


def read(folder: Path = DATA) -> list[Row]:
    """The rows of the shipped files in their order."""
    paths = sorted(path for path in folder.glob("*.json") if path.name != _NO_INDICATORS)
    given = [row for path in paths for row in _rows(path)]
    rows = [normal({NATIONAL: [], **row, "order": place * _STEP}) for place, row in enumerate(given, start=1)]
    refuse_faults(rows)
    return rows


def read_file(path: Path, table: Mapping[str, Row]) -> list[Row]:
    """The rows of an installation's own file; what says no order keeps its place, what is new comes last."""
    last = max((row["order"] for row in table.values()), default=0)
    rows = []
    for place, row in enumerate(_rows(path), start=1):
        here = table[row["code"]]["order"] if row.get("code") in table else last + place * _STEP
        rows.append(normal({"order": here, **row}))
    return rows


def _rows(path: Path) -> list[Row]:
    """The objects of a file, each with its group and what the group says of all of its own ("each")."""
    try:
        groups = json.loads(path.read_text(encoding="utf-8"))["groups"]
        return [
            {**group.get("each", {}), "group": group["title"], **row} for group in groups for row in group["indicators"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refusal(
            "Tệp này không phải là bộ chỉ tiêu.",
            where=path.name,
            value=str(error)[:200],
            rule="tệp JSON có «groups», mỗi nhóm có «title» và «indicators», như tệp do indicators_export ghi.",
            remedy="xuất bộ chỉ tiêu ra tệp, sửa trong tệp đó rồi nạp lại.",
        ) from error


def exported() -> str:
    """The whole dictionary as the text of a file that `read_file` reads back: loading it changes nothing."""
    rows = sorted(rows_of_table().values(), key=lambda row: (row["order"], row["code"]))
    groups = [
        {"title": title, "indicators": [{f: v for f, v in short(row).items() if f != "group"} for row in members]}
        for title, members in groupby(rows, key=lambda row: str(row["group"]))
    ]
    return json.dumps({"about": _ABOUT, "groups": groups}, ensure_ascii=False, indent=1) + "\n"
