"""Eight writers send reports at once: with totals that follow each second, with marks only, and without either.

Each report goes through `reports.actions.submit`: rights, state, 240 cells packed from their edits, the version, the
audit row, in one transaction. What is compared is the same action with all that totals need taken out of it.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections.abc import Callable
from multiprocessing.synchronize import Barrier, Event
from unittest.mock import patch

from django.db import connection, connections

from binhdang.audit.models import Event as AuditEvent
from binhdang.consolidation.models import NodeTotal, RoundTotals
from binhdang.consolidation.sources import Basis
from binhdang.consolidation.totals import Ground, at_once, refresh, refresh_all, sums_at
from binhdang.reports.actions import sending
from binhdang.reports.models import Report, ReportVersion, StandingChange
from binhdang.reports.standing import mark
from binhdang.reports.states import ReportState
from measuring.sheets import Sheet
from worlds.filling import NOW, World, fill
from worlds.trees import Scale

WRITERS = 8
ROUNDS = 3
FORK = multiprocessing.get_context("fork")


def measure(scale: Scale, periods: int, database: str) -> None:
    """Let the writers send every report of the world again and again, in three ways by turns."""
    world, turn = fill(scale, periods, drafts=True), scale.reporting * periods
    sheet = Sheet("submitting", f"{scale.name}, {WRITERS} writers, {turn} reports a turn", database)
    ways: dict[str, Callable[[], float]] = {
        "alone": lambda: _turn(world, marks=False, follows=False),
        "marked": lambda: _turn(world, marks=True, follows=False),
        "following": lambda: _turn(world, marks=True, follows=True),
    }
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(ROUNDS + 1):
        for name, way in ways.items():
            _put_back(world)
            seconds = way()
            if name != "alone":
                _agree(world)
            if number:
                rates[name].append(turn / seconds)
    alone, marked, following = (statistics.median(rates[name]) for name in ways)
    for what, rate in (("sending, totals following", following), ("sending, marks left to follow", marked)):
        sheet.amounts(what, rate, "reports/s", alone, "the same without totals", demand=0.9, at_least=True)
    sheet.show()


def _put_back(world: World) -> None:
    """Every report approved and not yet sent, the totals of the rounds kept."""
    Report.objects.update(
        state=ReportState.APPROVED,
        first_submitted_at=None,
        submitted_version=None,
        accepted_version=None,
        asked_by=world.writer,
        approved_by=world.leader,
    )
    with connection.cursor() as cursor:
        for model in (StandingChange, ReportVersion, AuditEvent, RoundTotals, NodeTotal):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
    for round in world.rounds:
        refresh(round, at=NOW)


def _turn(world: World, *, marks: bool, follows: bool) -> float:
    """Seconds until the last writer has sent its last report."""
    keys = list(
        Report.objects.filter(round__in=world.rounds).order_by("unit_id", "round_id").values_list("pk", flat=True)
    )
    connections.close_all()
    ready, done = FORK.Barrier(WRITERS + 1), FORK.Event()
    writers = [
        FORK.Process(target=_write, args=(world, keys[place::WRITERS], marks, ready)) for place in range(WRITERS)
    ]
    follower = [FORK.Process(target=_follow, args=(done,))] if follows else []
    for process in [*follower, *writers]:
        process.start()
    ready.wait()
    start = time.perf_counter()
    for process in writers:
        process.join()
    seconds = time.perf_counter() - start
    done.set()
    for process in follower:
        process.join()
    if any(process.exitcode for process in [*writers, *follower]):
        raise SystemExit("a writer did not get through")
    return seconds


def _write(world: World, keys: list[int], marks: bool, ready: Barrier) -> None:
    def nothing(*_: object) -> None:
        """No mark."""

    writer = world.writer
    with patch.object(sending, "mark", mark if marks else nothing):
        Report.objects.exists()  # connected before the start
        ready.wait()
        for key in keys:
            sending.submit(Report.objects.get(pk=key), by=writer, at=NOW)


def _follow(done: Event) -> None:
    """As the worker does."""
    while not done.wait(1):
        refresh_all(at=NOW)


def _agree(world: World) -> None:
    """What was left is followed; then kept totals are what the reports add up to, and nothing was lost."""
    sent = ReportVersion.objects.filter(report__round__in=world.rounds).count()
    if sent != world.scale.reporting * len(world.rounds):
        raise SystemExit(f"{sent} versions stand where each report was sent once")
    refresh_all(at=NOW)
    for round in world.rounds:
        ground = Ground.of(round)
        for node, sums in at_once(ground, Basis.SUBMITTED).items():
            if sums_at(ground, node, Basis.SUBMITTED) != sums:
                raise SystemExit(f"kept totals and reports disagree at node {node}")
