"""The countries and what their units said, written into the database: units by the command, reports in bulk."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from django.core.management import call_command
from django.db.models import F, OuterRef, Subquery

from binhdang.accounts.models import User
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.indicators.models import Indicator, IndicatorKind, PlaceLaw
from binhdang.jobs.clock import pin
from binhdang.orgs import timelines
from binhdang.orgs.actions import create_unit
from binhdang.orgs.closure import rebuild
from binhdang.orgs.models import Succession, Unit, UnitKind, UnitParent
from binhdang.plans.models import Plan
from binhdang.plans.states import PlanState
from binhdang.reports.models import Regime, Report, ReportVersion, Round
from binhdang.reports.standing import stand
from binhdang.reports.states import ReportState
from binhdang.values.figures import CellState, Figure, pack
from binhdang.values.periods import Period, PeriodKind
from reliability.countries import TOP, Country
from reliability.questions import (
    GIVEN,
    KEYS,
    NIL,
    NO_DATA,
    NOT_APPLICABLE,
    NOT_REPORTED,
    PLACES,
    QUESTIONS,
    RATES,
    Row,
    Said,
)

LONG_AGO, CHANGE = date(2004, 1, 1), date(2025, 7, 1)
DECIDED_AT = datetime(2025, 6, 20, 2, tzinfo=UTC)
NQ = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025"
_STATES = {
    GIVEN: CellState.GIVEN,
    NIL: CellState.NIL,
    NOT_APPLICABLE: CellState.NOT_APPLICABLE,
    NOT_REPORTED: CellState.NOT_REPORTED,
    NO_DATA: CellState.NO_DATA,
}


@dataclass
class Office:
    """Who receives everything, and in what."""

    regime: Regime
    writer: User


def found(country: Country) -> Office:
    """The units as they were until June 2025 under one body above them, and the questions."""
    pin(DECIDED_AT)
    top = create_unit(
        code=TOP, kind=UnitKind.DEPARTMENT, name="Bộ Nội vụ", valid_from=LONG_AGO, parent=None, by=None, at=DECIDED_AT
    )
    call_command(
        "units_import", str(country.before_file), "--on", LONG_AGO.isoformat(), "--apply", stdout=io.StringIO()
    )
    timelines.hold_tree()
    provinces = Unit.objects.filter(kind=UnitKind.PROVINCE_COMMITTEE)
    UnitParent.objects.bulk_create(UnitParent(unit=unit, parent=top, valid_from=LONG_AGO) for unit in provinces)
    rebuild()
    _ask()
    return _office(top)


def reorganise(country: Country) -> None:
    """1 July 2025, by the same command as in any installation."""
    files = ["--units", str(country.after_file), "--transitions", str(country.transitions_file)]
    files += ["--corrections", str(country.corrections_file)] if country.corrections_file else []
    call_command("units_import", *files, "--on", CHANGE.isoformat(), "--basis", NQ, "--apply", stdout=io.StringIO())


def declare(key: Mapping[str, Mapping[str, Fraction]]) -> None:
    """Say how much of some split units went where."""
    for old, shares in key.items():
        for new, share in shares.items():
            rows = Succession.objects.filter(event__kind="split", event__on=CHANGE, source__code=old, target__code=new)
            above, below = share.numerator, share.denominator
            assert rows.update(share_numerator=above, share_denominator=below, key_name="dân số 01/4/2024") == 1


def _ask() -> None:
    Indicator.objects.all().delete()
    dimensions = {1: [], 2: ["sex"], 4: ["sex", "ethnicity"]}
    for order, question in enumerate(QUESTIONS):
        law = PlaceLaw.SOURCE_OF_RECORD if question.only_of else PlaceLaw.SUM
        _indicator(
            question.code,
            order,
            kind=IndicatorKind.MONEY if question.code == "TIEN" else IndicatorKind.COUNT,
            scale=question.places,
            dimensions=dimensions[len(question.parts)],
            place_law=law,
            record_holders=[UnitKind.PROVINCE_COMMITTEE] if question.only_of else [],
        )
    by_code = Indicator.objects.in_bulk(field_name="code")
    for order, (code, top, bottom) in enumerate(RATES, len(QUESTIONS)):
        _indicator(
            code,
            order,
            kind=IndicatorKind.RATE,
            place_law=PlaceLaw.RATE,
            scale=1,
            numerator=by_code[top[0]],
            numerator_split=top[1],
            denominator=by_code[bottom[0]],
            denominator_split=bottom[1],
        )


def _indicator(code: str, order: int, **fields: object) -> None:
    named = {"group": "Bảng", "name": f"Chỉ tiêu {code}", "name_en": code, "unit_label": "số"}
    Indicator.objects.create(code=code, order=order, valid_from=LONG_AGO, **named, **fields)


def _office(top: Unit) -> Office:
    writer = User.objects.create(username="van-thu", full_name="Văn thư", created_at=DECIDED_AT)
    paper = OfficialPaper.objects.create(
        owner=top,
        direction=Direction.OUTGOING,
        kind="Kế hoạch",
        title="Kế hoạch",
        registered_at=DECIDED_AT,
        registered_by=writer,
    )
    plan = Plan.objects.create(unit=top, paper=paper, year=2022, title="Kế hoạch", state=PlanState.IN_FORCE)
    codes = [*(question.code for question in QUESTIONS), *(code for code, *_ in RATES)]
    regime = Regime.objects.create(
        plan=plan,
        name="Báo cáo sáu tháng",
        receiver=top,
        focal=top,
        frequency="six-monthly",
        indicator_codes=codes,
        valid_from=LONG_AGO,
    )
    return Office(regime, writer)


def file(office: Office, year: int, half: int, said: Mapping[str, Said]) -> Round:
    """A round of half a year with everything its units said, by code."""
    period = Period(PeriodKind.HALF_YEAR, year, half)
    at = datetime.combine(period.last_day, time(5), tzinfo=UTC)
    round = Round.objects.create(
        regime=office.regime,
        period_text=str(period),
        window_from=period.first_day,
        window_to=period.last_day,
        opened_at=at - timedelta(days=45),
        due_before_on=period.last_day + timedelta(days=5),
        cell_keys=KEYS,
        cell_scales=PLACES,
        indicator_codes=office.regime.indicator_codes,
    )
    keys = dict(Unit.objects.values_list("code", "pk"))
    Report.objects.bulk_create(
        (Report(round=round, unit_id=keys[code], state=_state(each), state_since=at) for code, each in said.items()),
        batch_size=500,
    )
    reports = dict(Report.objects.filter(round=round).values_list("unit__code", "pk"))
    versions = (
        _version(office, reports[code], number, row, at)
        for code, each in said.items()
        for number, row in enumerate(each.versions, 1)
    )
    ReportVersion.objects.bulk_create(versions, batch_size=500)
    _let_stand(round)
    return round


def _state(said: Said) -> ReportState:
    if said.submitted is None:
        return ReportState.DRAFT
    return ReportState.ACCEPTED if said.accepted == said.submitted else ReportState.SUBMITTED


def _let_stand(round: Round) -> None:
    """The newest version is the one that was sent; the first the accepted one where a correction waits."""
    newest = ReportVersion.objects.filter(report=OuterRef("pk")).order_by("-number").values("pk")[:1]
    sent = Report.objects.filter(round=round).exclude(state=ReportState.DRAFT)
    sent.update(submitted_version=Subquery(newest))
    sent.filter(state=ReportState.ACCEPTED).update(accepted_version=F("submitted_version"))
    waiting = Report.objects.filter(round=round, state=ReportState.SUBMITTED)
    before = ReportVersion.objects.filter(report__in=waiting.filter(submitted_version__number=2), number=1)
    for report, version in before.values_list("report", "pk"):
        Report.objects.filter(pk=report).update(accepted_version=version)


def _version(office: Office, report: int, number: int, row: Row, at: datetime) -> ReportVersion:
    return ReportVersion(
        report_id=report,
        number=number,
        cells=pack([_figure(cell, places) for cell, places in zip(row, PLACES, strict=True)], PLACES),
        submitted_by=office.writer,
        submitted_at=at,
    )


def _figure(cell: tuple[str, int, bool], places: int) -> Figure:
    state, number, estimate = cell
    given = Decimal(number).scaleb(-places) if state == GIVEN else None
    return Figure(_STATES[state], given, estimate, reason="mất sổ" if state == NO_DATA else "")


def correct(office: Office, round: Round, code: str, row: Row, at: datetime) -> None:
    """A correction that comes late is sent and accepted: another version stands on both bases."""
    report = Report.objects.get(round=round, unit__code=code)
    version = _version(office, report.pk, report.versions.count() + 1, row, at)
    version.save()
    stand(report, "submitted_version", version)
    stand(report, "accepted_version", version)
