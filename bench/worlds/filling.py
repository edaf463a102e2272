"""The world in the application's database: units, dictionary, people, rounds, and the reports of every period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from secrets import token_hex

import numpy as np
from django.core.management.color import no_style
from django.db import connection, models, transaction

from binhdang.accounts.models import User
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.indicators.models import DictionaryStamp, Indicator, IndicatorKind, PlaceLaw
from binhdang.orgs.models import Membership, TreeStamp, Unit, UnitClosure, UnitKind, UnitName, UnitParent
from binhdang.orgs.roles import Role
from binhdang.plans.models import Plan
from binhdang.plans.states import PlanState
from binhdang.reports.edits import pack_saves
from binhdang.reports.models import DraftSave, Regime, Report, ReportVersion, Round
from binhdang.reports.states import ReportState
from binhdang.values.periods import Period, PeriodKind
from worlds.cells import GIVEN, NO_DATA, Reports, reports
from worlds.trees import CELLS, INDICATORS, PARTS, Scale, rates

BEGAN_ON = date(2000, 1, 1)
FIRST_YEAR = 2012
NOW = datetime(2022, 6, 6, 2, 0, tzinfo=UTC)
BATCH = 500


def code_of(indicator: int) -> str:
    """The code of an indicator by its place."""
    return f"C{indicator + 1:03}"


@dataclass(frozen=True)
class World:
    """What was written, by primary key; the place in a list is the unit's number in the scale."""

    scale: Scale
    units: list[int]
    rounds: list[Round]
    writer: User
    """Writes for every reporting unit; also receives, so that one person may open every page."""
    leader: User

    @property
    def reporting(self) -> list[int]:
        """The primary keys of the units that report, in the order of the rows of `cells.Reports`."""
        return [self.units[unit] for unit in self.scale.leaves]

    @property
    def closure(self) -> Iterator[tuple[int, int]]:
        """(node, reporting unit) for every node and every unit that reports below it."""
        for unit in self.scale.leaves:
            for above in self.scale.above(unit):
                yield self.units[above], self.units[unit]


def fill(scale: Scale, periods: int, *, drafts: bool = False) -> World:
    """Write the world with this many periods. `drafts`: with the edits behind every cell."""
    world = found(scale, periods)
    for number in range(periods):
        file_reports(world, number, drafts=drafts)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return world


def found(scale: Scale, periods: int) -> World:
    """Everything but reports."""
    with transaction.atomic():
        units = _found_units(scale)
        leaves = [units[unit] for unit in scale.leaves]
        writer, leader = _people(units[0], leaves)
        _found_indicators()
        DictionaryStamp.objects.update_or_create(pk=1, defaults={"token": token_hex(8)})
        rounds = _found_rounds(units[0], periods, writer)
        _let_sequences_follow()
    return World(scale, units, rounds, writer, leader)


def _found_units(scale: Scale) -> list[int]:
    depth = [len(scale.above(unit)) for unit in range(len(scale.parents))]
    kinds = [UnitKind.PROVINCE_COMMITTEE, UnitKind.PROVINCE_COMMITTEE, UnitKind.DISTRICT_COMMITTEE]
    reporting = set(scale.leaves)
    keys = list(range(1, len(scale.parents) + 1))
    Unit.objects.bulk_create(
        (
            Unit(
                pk=key,
                code=f"{unit:05}",
                kind=UnitKind.COMMUNE_COMMITTEE if unit in reporting else kinds[depth[unit]],
                valid_from=BEGAN_ON,
            )
            for unit, key in enumerate(keys)
        ),
        batch_size=BATCH,
    )
    names = (UnitName(unit_id=key, name=f"Ủy ban nhân dân số {key}", short_name=f"UBND số {key}",
                      sort_key=f"{key:06}", search_text=f"uy ban nhan dan so {key}", valid_from=BEGAN_ON)
             for key in keys)  # fmt: skip
    UnitName.objects.bulk_create(names, batch_size=BATCH)
    edges = ((keys[unit], keys[parent]) for unit, parent in enumerate(scale.parents) if parent is not None)
    UnitParent.objects.bulk_create(
        (UnitParent(unit_id=unit, parent_id=parent, valid_from=BEGAN_ON) for unit, parent in edges), batch_size=BATCH
    )
    UnitClosure.objects.bulk_create(
        (
            UnitClosure(ancestor_id=keys[above], descendant_id=key, depth=steps, valid_from=BEGAN_ON)
            for unit, key in enumerate(keys)
            for steps, above in enumerate([unit, *scale.above(unit)])
        ),
        batch_size=BATCH,
    )
    TreeStamp.objects.update_or_create(pk=1, defaults={"token": token_hex(8)})
    return keys


def _people(top: int, leaves: list[int]) -> tuple[User, User]:
    writer, leader = (
        User.objects.create(username=name, full_name=name, must_change_password=False, created_at=NOW)
        for name in ("nguoi-nhap", "lanh-dao")
    )
    held = [(writer, top, Role.FOCAL_OFFICER)]
    held += [(writer, unit, Role.WRITER) for unit in leaves] + [(leader, unit, Role.LEADER) for unit in leaves]
    Membership.objects.bulk_create(
        (Membership(user=user, unit_id=unit, role=role, valid_from=BEGAN_ON) for user, unit, role in held),
        batch_size=BATCH,
    )
    return writer, leader


def _found_indicators() -> None:
    Indicator.objects.all().delete()
    counts = [
        Indicator(
            code=code_of(place),
            group=f"Nhóm {place // 20 + 1}",
            name=f"Chỉ tiêu số {place + 1}",
            name_en=f"Indicator {place + 1}",
            unit_label="người",
            kind=IndicatorKind.COUNT,
            scale=0 if place < 100 else 2,
            dimensions=["sex"],
            order=place,
            valid_from=BEGAN_ON,
        )
        for place in range(INDICATORS)
    ]
    Indicator.objects.bulk_create(counts)
    by_code = Indicator.objects.in_bulk(field_name="code")
    Indicator.objects.bulk_create(
        Indicator(
            code=f"R{place + 1:02}",
            group="Tỷ lệ",
            name=f"Tỷ lệ số {place + 1}",
            name_en=f"Rate {place + 1}",
            unit_label="trên 1.000" if place % 2 == 0 else "%",
            kind=IndicatorKind.RATE,
            place_law=PlaceLaw.RATE,
            scale=1,
            numerator=by_code[code_of(each.top_indicator)],
            numerator_split="nu",
            denominator=by_code[code_of(each.bottom_indicator)],
            per=100 if place % 2 else 1000,
            order=INDICATORS + place,
            valid_from=BEGAN_ON,
        )
        for place, each in enumerate(rates())
    )


def _found_rounds(top: int, periods: int, by: User) -> list[Round]:
    paper = OfficialPaper.objects.create(
        owner_id=top,
        direction=Direction.OUTGOING,
        kind="Kế hoạch",
        title="Kế hoạch",
        registered_at=NOW,
        registered_by=by,
    )
    plan = Plan.objects.create(
        unit_id=top, paper=paper, year=FIRST_YEAR, title="Kế hoạch", state=PlanState.IN_FORCE, in_force_at=NOW
    )
    indicators = list(Indicator.objects.order_by("order"))
    codes = [each.code for each in indicators]
    regime = Regime.objects.create(
        plan=plan, name="Báo cáo quý", receiver_id=top, focal_id=top, frequency="quarterly", indicator_codes=codes,
        outline=[], valid_from=BEGAN_ON,
    )  # fmt: skip
    keys = [f"{code_of(place)}.{part}" for place in range(INDICATORS) for part in PARTS]
    scales = [each.scale for each in indicators[:INDICATORS] for _ in PARTS]
    made = []
    for number in range(periods):
        period = Period(PeriodKind.QUARTER, FIRST_YEAR + number // 4, number % 4 + 1)
        made.append(
            Round.objects.create(
                regime=regime,
                period_text=str(period),
                window_from=period.first_day,
                window_to=period.last_day,
                opened_at=at_noon(period.first_day),
                due_before_on=period.last_day + timedelta(days=10),
                cell_keys=keys,
                cell_scales=scales,
                indicator_codes=codes,
                outline=[],
            )
        )
    return made


def at_noon(on: date) -> datetime:
    """Noon of a day in Vietnam."""
    return datetime.combine(on, time(5), tzinfo=UTC)


def file_reports(world: World, number: int, *, drafts: bool = False) -> None:
    """Write the reports of one period with their versions, standing as they would after having been sent."""
    round, said = world.rounds[number], reports(world.scale, number)
    at = at_noon(round.window_to)
    with transaction.atomic():
        first_report = _next_key(Report)
        units = world.reporting
        keys = {row: first_report + row for row in range(len(units))}
        versions = _versions(world, said, keys, drafts, at)
        newest = {version.report_id: version.pk for version in versions}
        Report.objects.bulk_create(
            (_report(round, units[row], keys[row], said, row, newest.get(keys[row]), at) for row in keys),
            batch_size=BATCH,
        )
        ReportVersion.objects.bulk_create(versions, batch_size=BATCH)
        if drafts:
            _write_drafts(world, said, keys, at)
        _let_sequences_follow()


def _report(round: Round, unit: int, key: int, said: Reports, row: int, version: int | None, at: datetime) -> Report:
    state = ReportState.DRAFT
    if said.sent[row]:
        state = ReportState.ACCEPTED if said.accepted[row] else ReportState.SUBMITTED
    sent = {"first_submitted_at": at, "submitted_version_id": version} if said.sent[row] else {}
    accepted = {"accepted_version_id": version} if said.sent[row] and said.accepted[row] else {}
    return Report(pk=key, round=round, unit_id=unit, state=state, state_since=at, **sent, **accepted)


def _versions(world: World, said: Reports, keys: dict[int, int], drafts: bool, at: datetime) -> list[ReportVersion]:
    saves = pack_saves([1] * CELLS if drafts else [])
    made: list[ReportVersion] = []
    key, standing, before = _next_key(ReportVersion), said.packed(), said.packed(first=True)
    for row, report in keys.items():
        if not said.sent[row]:
            continue
        reasons = _reasons(said, row)
        earlier = [before[row]] if said.revised[row] else []
        for number, cells in enumerate([*earlier, standing[row]], 1):
            made.append(
                ReportVersion(
                    pk=key + len(made),
                    report_id=report,
                    number=number,
                    cells=cells,
                    reasons=reasons,
                    saves=saves,
                    submitted_by=world.writer,
                    approved_by=world.leader,
                    submitted_at=at,
                )
            )
    return made


def open_reports(world: World, number: int) -> None:
    """The reports of a period as they are when it opens: drafts in which nothing stands."""
    round = world.rounds[number]
    with transaction.atomic():
        Report.objects.bulk_create(
            Report(round=round, unit_id=unit, state=ReportState.DRAFT, state_since=NOW) for unit in world.reporting
        )


def write_drafts_of(world: World, number: int, *, revision: int = 1) -> None:
    """The drafts behind the reports of a period that was filed without them. `revision`: what each edit says it is."""
    round = world.rounds[number]
    filed = dict(Report.objects.filter(round=round).values_list("unit", "pk"))
    keys = {row: filed[unit] for row, unit in enumerate(world.reporting)}
    _write_drafts(world, reports(world.scale, number), keys, at_noon(round.window_to), revision)


def _write_drafts(world: World, said: Reports, keys: dict[int, int], at: datetime, revision: int = 1) -> None:
    """The edits of every cell in one save, as when a page is filled in and saved once (`reports.edits`)."""
    edits = np.zeros((len(keys), CELLS), np.dtype("<u2, <u4, u1, u1, <i8"))
    edits["f0"], edits["f1"], edits["f4"] = np.arange(CELLS), revision, said.values
    edits["f2"] = said.flags | np.where((said.flags & 7) == GIVEN, 32, 0)
    DraftSave.objects.bulk_create(
        (
            DraftSave(
                report_id=report,
                number=1,
                cells=edits[row].tobytes(),
                reasons=_reasons(said, row),
                by=world.writer,
                at=at,
            )
            for row, report in keys.items()
        ),
        batch_size=BATCH,
    )


def _reasons(said: Reports, row: int) -> dict[str, str]:
    return {str(place): "mất sổ" for place in (said.flags[row] & 7 == NO_DATA).nonzero()[0].tolist()}


def _next_key(model: type[models.Model]) -> int:
    last = model._default_manager.aggregate(last=models.Max("pk"))["last"]
    return (last or 0) + 1


def _let_sequences_follow() -> None:
    """Keys were given by hand: let PostgreSQL go on after them."""
    given = [Unit, Report, ReportVersion]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), given):
            cursor.execute(statement)
