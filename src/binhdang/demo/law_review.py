"""The review of fifteen years of the Law on Gender Equality: asked in April 2022, issued on 14 June, sent next day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from binhdang.accounts.models import User
from binhdang.consolidation import actions as consolidation
from binhdang.demo.numbers import figure_for
from binhdang.demo.world import World
from binhdang.orgs.models import Unit
from binhdang.orgs.roles import Role
from binhdang.plans.models import Plan
from binhdang.plans.states import TaskScope
from binhdang.publishing import actions as publishing
from binhdang.reports import actions as reports
from binhdang.reports import figures
from binhdang.reports.figures import Change
from binhdang.reports.models import Report, Round
from binhdang.review import actions as review
from binhdang.values.figures import CellState, Figure

LETTER = (
    "Công văn ngày 20/4/2022 của Sở Lao động - Thương binh và Xã hội về hướng dẫn tổng kết 15 năm thi hành Luật Bình "
    "đẳng giới"
)
YEARS = (2019, 2020, 2021)
_LAST = 2021

Holder = Callable[[Unit, Role], User]
Day = Callable[..., datetime]


def review_the_law(world: World, plan: Plan, day: Day, holder: Holder) -> None:
    """Chi asks, every unit reports words and figures, Chi makes one report of them, and it goes out."""
    words = _asked(world, plan, at=day(4, 21))
    for place, report in enumerate(words.reports.select_related("unit").order_by("unit__code")):
        _report(world, report, holder, at=day(5, 16 + place % 5), number="45")
    for year in Round.objects.filter(request__beside=words):
        for place, report in enumerate(year.reports.select_related("unit").order_by("unit__code")):
            _type_figures(report, place, holder, at=day(5, 16 + place % 5, 14))
            _report(world, report, holder, at=day(5, 16 + place % 5, 15), number="")
    _issue(world, words, day)


def _asked(world: World, plan: Plan, *, at: datetime) -> Round:
    regime = reports.open_regime(plan, "law-review", legal_basis=LETTER, by=world.chi, at=at)
    return reports.open_ad_hoc(
        regime,
        reason=LETTER,
        due_before_on=date(2022, 6, 20),
        window_from=date(2007, 7, 1),
        window_to=date(2022, 5, 31),
        years=YEARS,
        task=plan.tasks.get(scope=TaskScope.TASK, label="1.3"),
        by=world.chi,
        at=at,
    )


def _report(world: World, report: Report, holder: Holder, *, at: datetime, number: str) -> None:
    """The sections come from the unit's registers; its leader approves; Chi accepts, Lan the focal body's own."""
    writer, leader = holder(report.unit, Role.WRITER), holder(report.unit, Role.LEADER)
    reports.fill_from_registers(report, by=writer, at=at)
    reports.ask_approval(report, by=writer, at=at)
    reports.approve(report, by=leader, at=at + timedelta(minutes=40))
    paper: dict[str, Any] = {"number": number, "symbol": _symbol(report.unit), "issued_on": at.date()} if number else {}
    version = reports.submit(report, by=writer, at=at + timedelta(minutes=55), **paper)
    decides = world.lan if report.unit == world.focal else world.chi
    review.accept(version, by=decides, at=at + timedelta(days=1))


def _symbol(unit: Unit) -> str:
    return f"BC-{unit.symbol_part}" if unit.symbol_part else "BC"


def _type_figures(report: Report, place: int, holder: Holder, *, at: datetime) -> None:
    year, writer = report.round.period.year, holder(report.unit, Role.WRITER)
    seen = figures.revisions(report)
    changes = [Change(key, _of_year(key, report, place, year), seen[key]) for key in report.round.cell_keys]
    for refusal in reports.save(report, changes, [], by=writer, at=at).refused.values():
        raise refusal


def _of_year(key: str, report: Report, place: int, year: int) -> Figure:
    """A little less for each year further back; all of it final, since the years are over."""
    said = figure_for(key, report.unit, place, report.round.period.kind)
    if said.state is not CellState.GIVEN or said.number is None:
        return said
    before = Decimal(_LAST - year)
    return Figure.of(said.number - before if said.number > 5 else said.number)


def _issue(world: World, words: Round, day: Day) -> None:
    report = consolidation.begin(words, by=world.chi, at=day(6, 9))
    consolidation.fill_cells(report, by=world.chi, at=day(6, 9))
    consolidation.gather_texts(report, by=world.chi, at=day(6, 9, 10))
    snapshot = consolidation.freeze(report, tree_on=date(2022, 6, 10), by=world.chi, at=day(6, 13, 10))
    issue = publishing.draft(
        snapshot,
        addressees=["Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum"],
        recipients=["Như trên", "CT, các PCT UBND huyện", "Các đơn vị gửi báo cáo", "Lưu: VT, LĐTBXH"],
        by=world.chi,
        at=day(6, 13, 11),
    )
    publishing.check(issue, by=world.lan, at=day(6, 13, 16))
    publishing.sign(issue, by=world.minh, at=day(6, 14))
    publishing.number(issue, on=date(2022, 6, 14), by=world.khanh, at=day(6, 14, 10))
    publishing.send(issue, by=world.khanh, at=day(6, 15, 8))
