"""Opening: regimes from plans in force, rounds when their time comes, ad hoc rounds when someone asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.indicators.actions import lock_meaning
from binhdang.indicators.models import Indicator
from binhdang.jobs.clock import day_of
from binhdang.orgs.access import require
from binhdang.orgs.models import Unit, valid_on
from binhdang.plans.models import PlanTask, ReportingDuty, TaskBody
from binhdang.plans.states import PlanState, TaskScope
from binhdang.reports.access import CONSOLIDATING, require_requesting
from binhdang.reports.models import AdHocRequest, Regime, Report, Round
from binhdang.reports.outline import leaves, outline_of
from binhdang.reports.regimes import Opening, data_window, found_regime, openings
from binhdang.values.periods import Period, PeriodKind
from binhdang.values.refusals import Refusal
from binhdang.values.texts import nfc


@transaction.atomic
def follow_plans(*, at: datetime) -> list[Regime]:
    """Found a regime for every reporting duty of a plan in force that has none yet."""
    duties = ReportingDuty.objects.filter(plan__state=PlanState.IN_FORCE, regime__isnull=True)
    founded = []
    for duty in duties.select_related("plan__paper", "to", "through").order_by("pk"):
        ReportingDuty.objects.select_for_update().get(pk=duty.pk)
        if Regime.objects.filter(duty=duty).exists():  # another worker was faster
            continue
        regime = found_regime(duty, at=at)
        record("regime.founded", by=None, at=at, thing=regime, unit=regime.receiver, label=regime.name)
        founded.append(regime)
    return founded


@transaction.atomic
def open_due_rounds(*, at: datetime) -> list[Round]:
    """Open every round whose time has come. Asking twice opens nothing twice."""
    on = day_of(at)
    regimes = Regime.objects.filter(valid_on(on), plan__state=PlanState.IN_FORCE).select_related("plan", "receiver")
    opened = []
    for regime in regimes.order_by("pk"):
        for opening in openings(regime, on):
            round, fresh = _round(regime, opening, at)
            if fresh:
                _freeze_expected(round, expected_units(regime, on), at)
                _record_opening(round, by=None, at=at)
                opened.append(round)
    return opened


@transaction.atomic
def open_ad_hoc(
    regime: Regime,
    *,
    reason: str,
    due_before_on: date,
    window_from: date,
    window_to: date,
    by: User,
    at: datetime,
    units: Iterable[Unit] | None = None,
    task: PlanTask | None = None,
    years: Collection[int] = (),
) -> Round:
    """Ask for a report outside the calendar: of every unit the plan expects, or of `units` among them.

    With `years` the figures are asked year by year, each in a round of its own beside this one, which asks the words.
    """
    on = day_of(at)
    require_requesting(regime, by, on)
    _check_request(reason, due_before_on, window_from, window_to, on)
    Regime.objects.select_for_update().get(pk=regime.pk)
    _refuse_years(regime, years, on)
    given = Round.objects.filter(regime=regime, period_text__startswith=f"{PeriodKind.AD_HOC.value}:{on.year}:")
    period = Period(PeriodKind.AD_HOC, on.year, given.count() + 1)
    opening = Opening(period, window_from, window_to, due_before_on, on)
    round, _ = _round(regime, opening, at, codes=[] if years else regime.indicator_codes)
    asked = set(units) if units is not None else None
    chosen = [unit for unit in expected_units(regime, on) if asked is None or unit in asked]
    if not chosen:
        raise Refusal(
            "Chưa chọn đơn vị nào phải báo cáo.",
            where="đơn vị báo cáo",
            rule="chỉ yêu cầu được các đơn vị mà kế hoạch giao nhiệm vụ thường xuyên.",
            remedy="chọn ít nhất một đơn vị trong danh sách.",
        )
    request = {"reason": nfc(reason.strip()), "task": task, "requested_by": by}
    _ask(round, chosen, request, at)
    for year in sorted(years):
        figures_of = Period(PeriodKind.YEAR, year)
        opening = Opening(figures_of, *data_window(figures_of), due_before_on, on)
        beside, _ = _round(regime, opening, at, outline=[])
        _ask(beside, chosen, {**request, "beside": round}, at)
    return round


def _ask(round: Round, units: Sequence[Unit], request: Mapping[str, Any], at: datetime) -> None:
    _freeze_expected(round, units, at)
    AdHocRequest.objects.create(round=round, **request)
    _record_opening(round, by=request["requested_by"], at=at, reason=request["reason"])


def _refuse_years(regime: Regime, years: Collection[int], on: date) -> None:
    periods = {str(Period(PeriodKind.YEAR, year)): year for year in years}
    asked = Round.objects.filter(regime=regime, period_text__in=periods).values_list("period_text", flat=True)
    wrong = sorted({periods[text] for text in asked} | {year for year in years if not 1975 < year < on.year})
    if wrong:
        raise Refusal(
            "Có năm không hỏi số liệu được.",
            where="số liệu từng năm",
            value=", ".join(str(year) for year in wrong),
            rule=f"chỉ hỏi số liệu của năm đã qua (trước năm {on.year}), mỗi năm một lần trong một chế độ báo cáo.",
            remedy="bỏ năm đó; năm đã hỏi thì xem ở danh sách kỳ báo cáo.",
        )
    if years and not regime.indicator_codes:
        raise Refusal(
            "Chế độ báo cáo này không hỏi chỉ tiêu nào nên không có số liệu từng năm.",
            where="số liệu từng năm",
            value=", ".join(str(year) for year in sorted(years)),
            remedy="để trống ô này, hoặc mở chế độ báo cáo có chọn chỉ tiêu.",
        )


def _check_request(reason: str, due_before_on: date, window_from: date, window_to: date, on: date) -> None:
    if not reason.strip():
        raise Refusal(
            "Chưa ghi lý do yêu cầu báo cáo.",
            where="lý do",
            remedy="ghi văn bản hoặc sự việc khiến phải báo cáo đột xuất.",
        )
    if due_before_on <= on:
        raise Refusal(
            "Hạn gửi đã qua.",
            where="hạn gửi (trước ngày)",
            value=f"{due_before_on:%d/%m/%Y}",
            rule=f"hạn gửi phải sau ngày {on:%d/%m/%Y}: «trước ngày» không tính chính ngày đó.",
            remedy="chọn ngày muộn hơn.",
        )
    if window_to < window_from:
        raise Refusal(
            "Khoảng lấy số liệu kết thúc trước khi bắt đầu.",
            where="số liệu đến ngày",
            value=f"{window_from:%d/%m/%Y} – {window_to:%d/%m/%Y}",
            rule="ngày cuối không trước ngày đầu.",
            remedy="sửa lại một trong hai ngày.",
        )


def expected_units(regime: Regime, on: date) -> list[Unit]:
    """The bodies that the plan orders (giao, not đề nghị) in a standing duty, and that exist on the day."""
    ordered = TaskBody.objects.filter(
        task__plan=regime.plan, task__scope=TaskScope.STANDING, manner=TaskBody.Manner.ASSIGNED
    )
    return list(Unit.objects.filter(valid_on(on), pk__in=ordered.values("unit")).order_by("code"))


def _round(
    regime: Regime,
    opening: Opening,
    at: datetime,
    *,
    codes: Sequence[str] | None = None,
    outline: Sequence[Mapping[str, Any]] | None = None,
) -> tuple[Round, bool]:
    """The round of a period: found, or opened with what it asks frozen; all that its regime asks, or less."""
    codes = regime.indicator_codes if codes is None else codes
    found = Indicator.objects.in_bulk(codes, field_name="code")
    indicators = [found[code] for code in codes if code in found]
    round, fresh = Round.objects.get_or_create(
        regime=regime,
        period_text=str(opening.period),
        defaults={
            "window_from": opening.window_from,
            "window_to": opening.window_to,
            "due_before_on": opening.due_before_on,
            "opened_at": at,
            "cell_keys": [key for indicator in indicators for key in indicator.cell_keys],
            "cell_scales": [indicator.scale for indicator in indicators for _ in indicator.cell_keys],
            "indicator_codes": [indicator.code for indicator in indicators],
            "outline": regime.outline if outline is None else outline,
        },
    )
    if fresh:
        lock_meaning(round.indicator_codes, at=at)
    return round, fresh


def _freeze_expected(round: Round, units: Iterable[Unit], at: datetime) -> None:
    Report.objects.bulk_create(Report(round=round, unit=unit, state_since=at) for unit in units)


def _record_opening(round: Round, *, by: User | None, at: datetime, **details: Any) -> None:
    expected = list(round.reports.values_list("unit__code", flat=True))
    record(
        "round.opened",
        by=by,
        at=at,
        thing=round,
        unit=round.regime.receiver,
        label=f"{round.regime.name}, {round.period.label}",
        details={"expected": expected, "due_before_on": round.due_before_on.isoformat(), **details},
    )


@transaction.atomic
def begin_consolidated(round: Round, *, by: User, at: datetime) -> Report:
    """The receiver's own report of a round, which consolidation fills; it does not stand in N. Found or made."""
    receiver = round.regime.receiver
    require(by, CONSOLIDATING, receiver, day_of(at), to="lập báo cáo tổng hợp")
    report, fresh = Report.objects.get_or_create(
        round=round, unit=receiver, defaults={"expected": False, "state_since": at}
    )
    if fresh:
        label = f"{round.regime.name}, {round.period.label}"
        record("report.begun", by=by, at=at, thing=report, unit=receiver, label=label)
    return report


@transaction.atomic
def change_outline(regime: Regime, placed: dict[str, list[str]], *, by: User, at: datetime) -> Regime:
    """Say which section speaks of which tasks: section code → task labels. Open rounds keep what they froze.

    Raises Refusal where a task stands in no section or in two: none is dropped, none is told twice.
    """
    require_requesting(regime, by, day_of(at))
    tasks = [] if regime.asked_once else outline_of(regime.plan)
    wanted = sorted(label for section in tasks for label in section["task_labels"])
    given = sorted(label for labels in placed.values() for label in labels)
    sections = {str(section["code"]) for section in leaves(regime.outline)}
    if given != wanted or not set(placed) <= sections:
        raise Refusal(
            "Đề cương chưa hợp lệ nên chưa được lưu.",
            where="nhiệm vụ theo mục",
            value=", ".join(given),
            rule="mỗi nhiệm vụ của kế hoạch đứng trong đúng một mục có viết nội dung.",
            remedy="xếp đủ các nhiệm vụ " + ", ".join(wanted) + ", mỗi nhiệm vụ một lần.",
        )
    before = {s["code"]: s.get("task_labels", []) for s in regime.outline}
    regime.outline = [{**s, "task_labels": placed.get(s["code"], [])} for s in regime.outline]
    regime.save(update_fields=["outline"])
    details = {"before": before, "after": placed}
    record("regime.outline_changed", by=by, at=at, thing=regime, unit=regime.receiver, details=details)
    return regime
