"""What the keepers of the dictionary do on pages, and the lock that rounds put on what their figures mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.indicators.access import require_keeps
from binhdang.indicators.dictionary import Difference, differences, write
from binhdang.indicators.laws import ChangeSource
from binhdang.indicators.models import Indicator, Target
from binhdang.indicators.rows import NATIONAL, OVERRIDES, Row, normal, rows_of_table, target_row
from binhdang.jobs.clock import day_of
from binhdang.values.refusals import Conflict, Refusal

_BOTH = (NATIONAL, OVERRIDES)


@transaction.atomic
def lock_meaning(codes: Iterable[str], *, at: datetime) -> None:
    """From now on figures stand under these indicators: what they mean stays. Called when a round opens.

    The opening itself stands in the audit log. What a rate is computed from is locked with it.
    """
    named = Indicator.objects.filter(code__in=list(codes))
    sides = {pk for pair in named.values_list("numerator", "denominator") for pk in pair if pk is not None}
    used = Indicator.objects.filter(pk__in=sides | set(named.values_list("pk", flat=True)))
    used.filter(locked_since=None).update(locked_since=day_of(at))


@transaction.atomic
def add(values: Mapping[str, Any], *, by: User, at: datetime) -> Indicator:
    """A new indicator; it comes last in the list where `values` says no order."""
    require_keeps(by, day_of(at), to="thêm chỉ tiêu")
    table = rows_of_table()
    new = _new(values, table)
    return _done("indicator.added", [new], table, by, at)[new.code]


@transaction.atomic
def change(indicator: Indicator, values: Mapping[str, Any], *, seen: int, by: User, at: datetime) -> Indicator:
    """Set fields of an indicator. `seen`: the newest change that the person saw, 0 where there was none."""
    require_keeps(by, day_of(at), to="sửa chỉ tiêu")
    before, table = _standing(indicator, seen, at)
    return _done("indicator.changed", _between(before, {**before, **values}), table, by, at)[indicator.code]


@transaction.atomic
def succeed(indicator: Indicator, *, code: str, on: date, seen: int, by: User, at: datetime) -> Indicator:
    """End an indicator before a day and go on from it under another code, whose meaning may then be changed.

    The targets that hold then pass on. Rates stay computed from the old one until they are changed too.
    """
    require_keeps(by, day_of(at), to="lập hiệu lực mới cho chỉ tiêu")
    before, table = _standing(indicator, seen, at)
    day_text = on.isoformat()
    lasting = {
        field: [_begun(each, day_text) for each in before[field] if _holds_after(each, day_text)] for field in _BOTH
    }
    new = _new({**before, **lasting, "code": code, "valid_from": day_text, "valid_to": None}, table)
    ended = {
        field: [_ended(each, day_text) for each in before[field] if each["valid_from"] < day_text] for field in _BOTH
    }
    changes = [new, *_between(before, {**before, **ended, "valid_to": day_text})]
    return _done("indicator.succeeded", changes, table, by, at)[code]


@transaction.atomic
def set_target(indicator: Indicator, target: Mapping[str, Any], *, seen: int, by: User, at: datetime) -> Indicator:
    """Set what is to be reached by a year, for everybody, a unit or a level, in place of the same one."""
    require_keeps(by, day_of(at), to="đặt mục tiêu")
    before, table = _standing(indicator, seen, at)
    field = OVERRIDES if target.get("unit") or target.get("level") else NATIONAL
    new = normal({**before, field: [dict(target)]})[field]
    kept = [each for each in before[field] if _key(each) != _key(new[0])]
    return _done("target.set", _between(before, {**before, field: [*kept, *new]}), table, by, at)[indicator.code]


@transaction.atomic
def drop_target(target: Target, *, seen: int, by: User, at: datetime) -> Indicator:
    """Take a target away; the history keeps it."""
    require_keeps(by, day_of(at), to="bỏ mục tiêu")
    before, table = _standing(target.indicator, seen, at)
    gone = _key(target_row(target))
    kept = {field: [each for each in before[field] if _key(each) != gone] for field in _BOTH}
    return _done("target.dropped", _between(before, {**before, **kept}), table, by, at)[before["code"]]


def _key(target: Row) -> tuple[Any, ...]:
    return tuple(target[name] for name in ("unit", "level", "year", "valid_from"))


def _begun(target: Row, on: str) -> Row:
    return {**target, "valid_from": max(target["valid_from"], on)}


def _ended(target: Row, on: str) -> Row:
    return {**target, "valid_to": min(target["valid_to"] or on, on)}


def _holds_after(target: Row, on: str) -> bool:
    return not target["valid_to"] or target["valid_to"] > on


def _new(values: Mapping[str, Any], table: Mapping[str, Row]) -> Difference:
    last = max((row["order"] for row in table.values()), default=0)
    row = normal({"order": last + 10, **values})
    if row["code"] in table:
        raise Refusal(
            "Mã này đã có chỉ tiêu khác dùng.",
            where="mục «Mã»",
            value=row["code"],
            rule="mỗi chỉ tiêu có một mã riêng, kể cả chỉ tiêu đã kết thúc.",
            remedy="đặt mã khác.",
        )
    return Difference(row["code"], None, row)


def _standing(indicator: Indicator, seen: int, at: datetime) -> tuple[Row, dict[str, Row]]:
    """The indicator's row and the table, where nobody has changed it since the person looked."""
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    newest = indicator.changes.select_related("by").first()
    table = rows_of_table()
    if newest is not None and newest.pk != seen:
        who = newest.by.full_name if newest.by else "hệ thống"
        raise Conflict(
            f"{who} vừa sửa chỉ tiêu này sau khi bạn mở trang, nên chưa ghi gì.",
            where=f"chỉ tiêu {indicator.code}",
            mine=None,
            theirs=newest.after,
            revision=newest.pk,
            remedy="xem lịch sử của chỉ tiêu, rồi bấm ghi lần nữa nếu vẫn muốn sửa như đã nhập.",
        )
    return table[indicator.code], table


def _between(before: Row, after: Mapping[str, Any]) -> list[Difference]:
    return differences([normal(after)], {before["code"]: before})


def _done(
    verb: str, changes: Sequence[Difference], table: Mapping[str, Row], by: User, at: datetime
) -> Mapping[str, Indicator]:
    """Write the changes of an action, and say so; nothing changed is nothing to say. Gives the indicators by code."""
    known = write(changes, table, source=ChangeSource.PAGE, by=by, at=at)
    for each in changes:
        details = {"before": each.before, "after": each.after}
        record(verb, by=by, at=at, thing=known[each.code], label=str(known[each.code])[:300], details=details)
    return known
