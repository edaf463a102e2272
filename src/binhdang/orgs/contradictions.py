"""May this happen to these units on this day: one check per rule, each refusing with what stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from django.db.models import Q

from binhdang.orgs.closure import Interval, intersection
from binhdang.orgs.models import (
    EventKind,
    Succession,
    Unit,
    UnitClosure,
    UnitEvent,
    UnitParent,
)
from binhdang.orgs.timelines import segment
from binhdang.values.refusals import Refusal

NAMED = 5
"""How many units a refusal names before it only counts the rest."""


def has_basis(basis: str) -> None:
    """Every change of the tree rests on a legal document."""
    if not basis.strip():
        raise Refusal(
            "Chưa có căn cứ pháp lý.",
            where="căn cứ",
            rule="mọi thay đổi của cây đơn vị đều ghi văn bản quyết định thay đổi đó.",
            remedy="nhập số, ký hiệu, ngày và cơ quan ban hành của văn bản.",
        )


def stands(unit: Unit, on: date, *, where: str) -> None:
    """What a unit that goes on is given must be given while it stands."""
    if on < unit.valid_from:
        raise Refusal(
            f"{called(unit, unit.valid_from)} chưa được thành lập vào ngày này.",
            where=where,
            value=day(on),
            rule=f"đơn vị thành lập từ {day(unit.valid_from)}.",
            remedy="chọn ngày từ ngày thành lập trở đi.",
        )
    if unit.valid_to is not None and on >= unit.valid_to:
        raise Refusal(
            f"{called(unit, unit.valid_to)} đã kết thúc trước ngày này.",
            where=where,
            value=day(on),
            rule=f"đơn vị kết thúc từ {day(unit.valid_to)}.",
            remedy="chọn đơn vị kế tục, hoặc chọn ngày mà đơn vị còn hoạt động.",
        )


def stood_before(unit: Unit, on: date, *, where: str) -> None:
    """What changes or ends a unit comes after its founding and before its end; no unit ends twice."""
    if on <= unit.valid_from:
        raise Refusal(
            f"Ngày này không sau ngày thành lập {called(unit, unit.valid_from)}.",
            where=where,
            value=day(on),
            rule=f"đơn vị thành lập từ {day(unit.valid_from)}; chỉ thay đổi được từ ngày sau đó.",
            remedy="chọn ngày sau ngày thành lập.",
        )
    stands(unit, on, where=where)


def may_end(unit: Unit, on: date) -> None:
    """Nothing already recorded needs the unit after its last day."""
    stood_before(unit, on, where="đơn vị kết thúc")
    if unit.valid_to is not None:
        raise Refusal(
            f"{called(unit, on)} đã được ghi kết thúc từ {day(unit.valid_to)}.",
            where="đơn vị kết thúc",
            value=day(on),
            rule="mỗi đơn vị kết thúc một lần.",
            remedy="xem lịch sử của đơn vị; nếu lần ghi trước sai thì báo quản trị hệ thống.",
        )
    later = UnitEvent.objects.concerning(unit).filter(on__gt=on)
    receives = Succession.objects.filter(target=unit, event__on=on)
    renamed = Q(unit=unit, on=on, kind=EventKind.RENAME)
    against = (
        later.order_by("on").first()
        or UnitEvent.objects.filter(Q(pk__in=receives.values("event")) | renamed).order_by("pk").first()
    )
    if against is not None:
        raise Refusal(
            f"Đã ghi một sự kiện của {called(unit, on)} mà việc kết thúc này làm cho vô lý.",
            where="đơn vị kết thúc",
            value=day(on),
            rule=f"từ {day(against.on)}: {against.get_kind_display().lower()}, căn cứ {against.basis or 'không ghi'}.",
            remedy="kiểm tra ngày; đơn vị chỉ kết thúc sau sự kiện cuối cùng của nó.",
        )


def nothing_below(unit: Unit, on: date, *, leaving: Sequence[Unit] = ()) -> None:
    """A unit ends when the units under it have been moved or have ended. `leaving` end with it."""
    left = [row.unit for row in standing_below(unit, on) if row.unit not in leaving]
    if left:
        raise Refusal(
            f"{called(unit, on)} còn {len(left)} đơn vị trực thuộc vào ngày này.",
            where="đơn vị trực thuộc",
            value=names(left, on),
            rule="đơn vị chỉ kết thúc khi không còn đơn vị nào trực thuộc.",
            remedy="chuyển, sáp nhập hoặc giải thể các đơn vị đó cùng ngày hoặc trước đó rồi ghi lại.",
        )


def standing_below(unit: Unit, on: date) -> list[UnitParent]:
    """The places directly under a unit that hold on the day or begin later."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    rows = UnitParent.objects.filter(lasting, parent=unit).select_related("unit").prefetch_related("unit__names")
    return list(rows.order_by("unit__code"))


def may_stand_under(unit: Unit, parent: Unit, on: date) -> None:
    """The parent stands as long as the unit will stand under it, and never under the unit itself."""
    held, until = segment(list(unit.parents.all()), on, unit.valid_to)
    if held is not None and held.parent_id == parent.pk:
        raise Refusal(
            f"{called(unit, on)} đã trực thuộc {called(parent, on)} vào ngày này.",
            where="đơn vị cấp trên",
            rule="chuyển trực thuộc là chuyển sang một đơn vị khác.",
            remedy="chọn đơn vị cấp trên khác, hoặc chọn ngày khác.",
        )
    if held is not None and held.valid_from == on:
        raise Refusal(
            f"{called(unit, on)} đã được chuyển trực thuộc đúng ngày này.",
            where="ngày",
            value=day(on),
            rule="trong một ngày một đơn vị chỉ có một đơn vị cấp trên.",
            remedy="chọn ngày khác, hoặc xem lại sự kiện đã ghi trên trang của đơn vị.",
        )
    parent_stands_during(parent, (on, until))
    no_cycle(unit, parent, (on, until))


def parent_stands_during(parent: Unit, days: Interval) -> None:
    """Nobody stands under a unit that is not there."""
    stands(parent, days[0], where="đơn vị cấp trên")
    if parent.valid_to is not None and (days[1] is None or days[1] > parent.valid_to):
        raise Refusal(
            f"{called(parent, days[0])} kết thúc khi đơn vị vẫn còn trực thuộc.",
            where="đơn vị cấp trên",
            rule=f"đơn vị cấp trên đã được ghi kết thúc từ {day(parent.valid_to)}.",
            remedy="chọn đơn vị cấp trên còn hoạt động, hoặc ghi trước nơi trực thuộc từ ngày đó.",
        )


def no_cycle(unit: Unit, parent: Unit, days: Interval) -> None:
    """Nobody stands under their own descendant."""
    below = UnitClosure.objects.filter(ancestor=unit, descendant=parent, inherited=False)
    for start, end in below.values_list("valid_from", "valid_to"):
        common = intersection(days, (start, end))
        if common is not None:
            raise Refusal(
                "Đơn vị không thể trực thuộc chính mình hoặc đơn vị cấp dưới của mình.",
                where="đơn vị cấp trên",
                value=called(parent, common[0]),
                rule=f"từ {day(common[0])}, {called(parent, common[0])} thuộc {called(unit, common[0])}.",
                remedy="chọn đơn vị cấp trên khác, hoặc chuyển đơn vị kia ra trước.",
            )


def goes_once(source: Unit, on: date) -> None:
    """What a unit reported goes on in one way on one day."""
    gone = Succession.objects.filter(source=source, event__on=on).exclude(target=source)
    against = gone.exclude(event__kind=EventKind.TRANSFER).select_related("event").first()
    own_split = Succession.objects.filter(source=source, event__on=on, event__kind=EventKind.SPLIT).first()
    if against is not None or own_split is not None:
        raise Refusal(
            f"{called(source, on)} đã được ghi sáp nhập hoặc chia tách đúng ngày này.",
            where="ngày",
            value=day(on),
            rule="một ngày, mỗi đơn vị chỉ được sáp nhập hoặc chia tách một lần.",
            remedy="xem sự kiện đã ghi trên trang của đơn vị.",
        )


def others_than_itself(units: Sequence[Unit], itself: Unit, *, what: str) -> None:
    """A merge or a split takes at least one other unit, and names each once."""
    if len({unit.pk for unit in units}) < len(units):
        raise Refusal(
            "Một đơn vị được chọn hai lần.",
            where="các đơn vị",
            value=names(units, itself.valid_from),
            rule=f"trong một lần {what}, mỗi đơn vị đứng một lần.",
            remedy="bỏ đơn vị trùng.",
        )
    if all(unit == itself for unit in units):
        raise Refusal(
            f"Đơn vị không thể {what} với chính mình.",
            where="các đơn vị",
            value=itself.code,
            rule=f"{what} cần ít nhất một đơn vị khác.",
            remedy="chọn thêm đơn vị khác.",
        )


def shares_add_up(shares: Sequence[Fraction | None], key_name: str) -> None:
    """Either no part's share is declared, or all are, by a named key, and they make the whole."""
    declared = [share for share in shares if share is not None]
    if not declared and not key_name.strip():
        return
    if len(declared) < len(shares) or not key_name.strip():
        raise Refusal(
            "Tỷ lệ phân bổ chưa đủ.",
            where="tỷ lệ phân bổ",
            rule="hoặc mọi phần đều có tỷ lệ và ghi rõ tính theo gì, hoặc không phần nào có.",
            remedy="nhập tỷ lệ của mọi phần và căn cứ tính (ví dụ: dân số ngày 01/4/2024), hoặc để trống tất cả.",
        )
    if sum(declared) != 1 or min(declared) <= 0:
        raise Refusal(
            "Tỷ lệ phân bổ không hợp lệ.",
            where="tỷ lệ phân bổ",
            value=" + ".join(map(str, declared)) + f" = {sum(declared)}",
            rule="mỗi phần lớn hơn 0 và tổng các phần đúng bằng 1 (100%).",
            remedy="sửa lại các tỷ lệ; có thể nhập phân số, ví dụ 1/3.",
        )


def called(unit: Unit, on: date) -> str:
    """How a refusal speaks of a unit."""
    return f"{unit.name_on(max(on, unit.valid_from))} (mã {unit.code})"


def names(units: Sequence[Unit], on: date) -> str:
    """The first few units, and how many more there are."""
    shown = "; ".join(called(unit, on) for unit in units[:NAMED])
    return shown if len(units) <= NAMED else f"{shown} và {len(units) - NAMED} đơn vị khác"


def day(on: date) -> str:
    """A day as officials write it."""
    return f"{on:%d/%m/%Y}"
