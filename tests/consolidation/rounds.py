"""A half-year round of huyện Ia H'Drai in 2022, and reports sent in it by the units' own people."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from binhdang.accounts.models import User
from binhdang.demo.world import World
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.indicators.dictionary import load
from binhdang.indicators.models import Indicator
from binhdang.orgs.models import Unit
from binhdang.plans.models import Plan
from binhdang.plans.states import PlanState
from binhdang.reports import figures, narrative, outline
from binhdang.reports.edits import keep, newest_edits
from binhdang.reports.figures import Change
from binhdang.reports.models import Regime, Report, ReportVersion, Round
from binhdang.reports.standing import stand
from binhdang.reports.states import SENT, CellSource, ReportState
from binhdang.values.figures import Figure
from binhdang.values.periods import Period, PeriodKind

CODES = ["TH-01", "TH-02", "TH-03", "QL-03", "QL-04", "QL-05", "CL-5-2A-MS", "CL-5-2A-TS", "CL-5-2A-NU", "QL-06"]
MAY = datetime(2022, 5, 20, 2, 0, tzinfo=UTC)
TREE_ON = date(2022, 6, 4)


def at(day: int, month: int = 6, hour: int = 9) -> datetime:
    """An instant of 2022 by Vietnam's clock."""
    return datetime(2022, month, day, hour - 7, tzinfo=UTC)


def open_round(world: World, units: list[Unit] | None = None, codes: list[str] | None = None) -> Round:
    """A round asking all 17 units, or those given; with its plan, carried out from the superior's plan 25."""
    load()
    round = Round.objects.create(
        regime=_regime(world),
        period_text=str(Period(PeriodKind.HALF_YEAR, 2022, 1)),
        window_from=date(2021, 12, 15),
        window_to=TREE_ON,
        opened_at=at(21, 4),
        due_before_on=date(2022, 6, 5),
        indicator_codes=codes or CODES,
        outline=[{"code": s["code"], "title": s["title"]} for s in outline.shipped()["sections"]],
        **_cells(codes or CODES),
    )
    asked = units if units is not None else [world.focal, *world.member_bodies, *world.communes]
    for unit in asked:
        Report.objects.create(round=round, unit=unit, state_since=at(21, 4))
    return round


def _cells(codes: list[str]) -> dict[str, list[str] | list[int]]:
    indicators = Indicator.objects.in_bulk(codes, field_name="code")
    pairs = [(key, indicators[code].scale) for code in codes for key in indicators[code].cell_keys]
    return {"cell_keys": [key for key, _ in pairs], "cell_scales": [scale for _, scale in pairs]}


def _regime(world: World) -> Regime:
    superior = _paper(world, Direction.INCOMING, "25", "KH-SLĐTBXH", date(2022, 3, 11))
    superior.issuing_body = "Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum"
    superior.save()
    paper = _paper(world, Direction.OUTGOING, "40", "KH-UBND", date(2022, 3, 31))
    paper.carries_out.add(superior)
    plan = Plan.objects.create(unit=world.district, paper=paper, year=2022, title=paper.title, state=PlanState.IN_FORCE)
    return Regime.objects.create(
        plan=plan,
        name="Báo cáo sáu tháng",
        receiver=world.district,
        focal=world.focal,
        frequency="six-monthly",
        before="06-05",
        valid_from=date(2022, 3, 31),
    )


def _paper(world: World, direction: Direction, number: str, symbol: str, on: date) -> OfficialPaper:
    return OfficialPaper.objects.create(
        owner=world.district,
        direction=direction,
        kind="Kế hoạch",
        number=number,
        symbol=symbol,
        issued_on=on,
        issuing_body="Ủy ban nhân dân huyện Ia H'Drai",
        title="Triển khai công tác bình đẳng giới năm 2022",
        registered_at=MAY - timedelta(days=40),
        registered_by=world.khanh,
    )


def report_of(round: Round, unit: Unit) -> Report:
    """The unit's report in the round."""
    return Report.objects.get(round=round, unit=unit)


def send(
    round: Round,
    unit: Unit,
    cells: Mapping[str, Figure | int],
    *,
    by: User,
    texts: Mapping[str, str] | None = None,
    on: datetime = MAY,
    state: ReportState = ReportState.ACCEPTED,
    source: CellSource = CellSource.TYPED,
    trace: tuple[str, ...] = (),
) -> ReportVersion:
    """The unit's report sent with these cells and texts, and accepted unless another state is given."""
    report = report_of(round, unit)
    newest, edits = newest_edits(report), []
    for key, value in cells.items():
        figure = value if isinstance(value, Figure) else Figure.of(value)
        before = newest.get(key)
        change = Change(key, figure, before.revision if before else 0, source, trace)
        edits.append(figures.edit_of(report, change, label=key, by=by, at=on, newest=before))
    keep(report, [edit for edit in edits if edit], by=by, at=on)
    written = narrative.newest_edits(report)
    for section, text in (texts or {}).items():
        old = written.get(section)
        revision = old.revision if old else 0
        narrative.append(
            report, section, text, base_revision=revision, sources=(), newest=old, label=section, by=by, at=on
        )
    version = figures.write_version(report, by=by, at=on, approved_by=None, paper=None)
    report.state, report.first_submitted_at = state, report.first_submitted_at or on
    report.save()
    stand(report, "submitted_version", version if state in SENT else report.accepted_version)
    if state == ReportState.ACCEPTED:
        stand(report, "accepted_version", version)
    return version
