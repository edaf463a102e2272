"""A scene in the database: units by the application's own actions, reports by its own decisions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.consolidation.adding import Sums
from binhdang.consolidation.rollup import lines_of
from binhdang.consolidation.totals import Ground
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.indicators.models import Indicator
from binhdang.orgs import reorganisation
from binhdang.orgs.actions import create_unit
from binhdang.orgs.models import Unit, UnitKind
from binhdang.plans.models import Plan
from binhdang.plans.states import PlanState
from binhdang.reports import actions as reports
from binhdang.reports.models import Regime, Report, ReportVersion, Round
from binhdang.reports.standing import stand
from binhdang.reports.states import ReportState
from binhdang.values.figures import pack
from binhdang.values.periods import Period, PeriodKind
from oracle.engine import figure, indicators_of, seen_line
from oracle.facts import Asked, Deed, Event, Scene
from oracle.naive import Table

NOW = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
BASIS = "Nghị quyết 1655/NQ-UBTVQH15"


class Installation:
    """The scene as far as it was told: the unit of each body, the round of each asked."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.units: dict[int, Unit] = {}
        self.rounds: dict[int, Round] = {}
        self.user = User.objects.create(username="oracle", full_name="Nguyễn Thị An", created_at=NOW)
        for indicator in indicators_of(scene.laws).values():
            indicator.pk = None
            for side in ("numerator", "denominator"):
                if getattr(indicator, side) is not None:
                    setattr(indicator, side, Indicator.objects.get(code=getattr(indicator, side).code))
            indicator.valid_from = date(2015, 1, 1)
            indicator.save()

    def number_of(self, unit: int) -> int:
        """The body of a unit by its primary key."""
        return next(body for body, each in self.units.items() if each.pk == unit)

    def happens(self, event: Event) -> None:
        """Let an event happen as a keeper of the tree records it."""
        unit = self.units.get(event.unit)
        order = {"on": event.on, "basis": BASIS, "by": None, "at": NOW}
        if event.kind == "create":
            body, parent = self.scene.bodies[event.unit], self.units.get(event.parent or 0)
            self.units[event.unit] = create_unit(
                code=body.code, kind=UnitKind(body.kind), name=f"Đơn vị {body.code}", valid_from=event.on,
                by=None, at=NOW, parent=parent,
            )  # fmt: skip
            return
        assert unit is not None
        if event.kind == "rename":
            reorganisation.rename(unit, name=f"{unit.code} từ {event.on}", **order)
        elif event.kind == "move":
            reorganisation.move(unit, self.units[event.parent or 0], **order)
        elif event.kind == "merge":
            reorganisation.merge([self.units[source] for source in event.sources], unit, **order)
        elif event.kind == "split":
            parts = [reorganisation.Part(self.units[part.unit], part.share) for part in event.parts]
            key = "dân số ngày 01/4/2024" if parts[0].share is not None else ""
            reorganisation.split(unit, parts, key_name=key, **order)
        elif event.kind == "abolish":
            reorganisation.abolish(unit, **order)
        else:
            receiver = self.units[event.receiver or 0]
            more = {"function": "bình đẳng giới", "moves_figures": event.moves_figures, "ends": event.ends}
            reorganisation.transfer_function(unit, receiver, **more, **order)

    def opens(self, asked: Asked) -> Round:
        """Open a round; nobody has reported yet."""
        receiver = self.units[asked.receiver]
        paper = OfficialPaper.objects.create(
            owner=receiver, direction=Direction.OUTGOING, kind="Kế hoạch", title="Kế hoạch", registered_at=NOW,
            registered_by=self.user,
        )  # fmt: skip
        plan = Plan.objects.create(unit=receiver, paper=paper, year=2022, title="Kế hoạch", state=PlanState.IN_FORCE)
        regime = Regime.objects.create(
            plan=plan, name="Báo cáo", receiver=receiver, focal=receiver, frequency="yearly", valid_from=asked.last_day
        )
        self.rounds[asked.id] = round = Round.objects.create(
            regime=regime,
            period_text=str(Period(PeriodKind.YEAR, asked.last_day.year)),
            window_from=asked.last_day,
            window_to=asked.last_day,
            opened_at=NOW,
            due_before_on=asked.last_day,
            cell_keys=list(asked.keys),
            cell_scales=list(asked.scales),
            indicator_codes=[law.code for law in asked.laws],
        )
        Report.objects.bulk_create(Report(round=round, unit=self.units[unit], state_since=NOW) for unit in asked.deeds)
        return round

    @transaction.atomic
    def does(self, asked: Asked, unit: int, deed: Deed) -> None:
        """Send, return, accept or reopen one report."""
        report = Report.objects.select_related("round__regime", "unit").get(
            round=self.rounds[asked.id], unit=self.units[unit]
        )
        newest = ReportVersion.objects.filter(report=report).order_by("-number").first()
        if deed.kind == "send":
            figures = [figure(said, scale) for said, scale in zip(deed.cells, asked.scales, strict=True)]
            version = ReportVersion.objects.create(
                report=report,
                number=newest.number + 1 if newest else 1,
                cells=pack(figures, asked.scales),
                submitted_by=self.user,
                submitted_at=NOW,
            )
            Report.objects.filter(pk=report.pk).update(state=ReportState.SUBMITTED)
            stand(report, "submitted_version", version)
            return
        assert newest is not None
        newest.report = report
        if deed.kind == "accept":
            reports.accept_version(newest, by=self.user, at=NOW)
        elif deed.kind == "return":
            reports.return_version(newest, remarks=[], note="xem lại", by=self.user, at=NOW)
        else:
            reports.reopen_version(newest, reason="đính chính", by=self.user, at=NOW)

    def table(self, ground: Ground, sums: Sums) -> Table:
        """The application's table as the oracle writes it."""
        return {line.indicator.code: seen_line(line) for line in lines_of(ground.columns, sums, ground.indicators)}

    def column_amounts(self, ground: Ground, amounts: list[Fraction]) -> dict[str, Fraction]:
        """Amounts column by column in the oracle's names and units."""
        columns = ground.columns
        seen = {
            name: amount / 10**scale for name, scale, amount in zip(columns.names, columns.scales, amounts, strict=True)
        }
        return seen | {code: seen[columns.names[place]] for code, place in columns.place_of.items()}
