"""Whether everything in the database is whole, as a process that was just started finds it.

The audit log tells what was done; everything else must be what those actions leave, no more and no less.
"""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import connection, transaction

from binhdang.audit.models import Event
from binhdang.consolidation.adding import Sums
from binhdang.consolidation.models import NodeTotal, Snapshot
from binhdang.consolidation.snapshots import digest
from binhdang.consolidation.sources import Basis
from binhdang.consolidation.totals import Ground, at_once, refresh
from binhdang.documents.models import OfficialPaper
from binhdang.files import actions as files
from binhdang.files.models import StoredFile
from binhdang.reports import figures, standing
from binhdang.reports.models import Report, ReportVersion, Round
from binhdang.reports.states import ReportState
from binhdang.review.models import Decision
from binhdang.values.figures import NOT_REPORTED
from binhdang.values.refusals import Refusal
from reliability.lives import AT

LEADS_TO = {
    "report.approval_asked": ReportState.APPROVING,
    "report.approved": ReportState.APPROVED,
    "report.submitted": ReportState.SUBMITTED,
    "report.accepted": ReportState.ACCEPTED,
    "report.returned": ReportState.RETURNED,
    "report.reopened": ReportState.RETURNED,
}
VERDICTS = {"report.accepted": Decision.Verdict.ACCEPTED, "report.returned": Decision.Verdict.RETURNED}
PATIENCE = 30


def wait_for_the_dead() -> None:
    """PostgreSQL takes a moment to notice that a client is gone; until then it holds what the client held."""
    if connection.vendor != "postgresql":
        return
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    for _ in range(PATIENCE * 200):
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.005)
    raise TimeoutError("somebody is still connected")


def fingerprint() -> str:
    """A hash over every row of every table."""
    seen = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table, key = model._meta.db_table, model._meta.pk.column
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY "{key}"')
            seen.update(repr((table, [tuple(map(_plain, row)) for row in cursor])).encode())
    return seen.hexdigest()


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def problems() -> Iterator[str]:
    """Everything that is not whole, in words; the kept totals after they have followed once."""
    yield from broken_file()
    yield from _reports()
    for version in ReportVersion.objects.select_related("report__round", "report__unit"):
        yield from _version(version)
    yield from _snapshots()
    yield from _papers()
    for round in Round.objects.select_related("regime"):
        yield from _kept_totals(round)


def broken_file() -> Iterator[str]:
    """What SQLite finds wrong with its own file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for question in ("PRAGMA integrity_check", "PRAGMA foreign_key_check"):
                cursor.execute(question)
                yield from (f"{question}: {row}" for row in cursor if row != ("ok",))


def _reports() -> Iterator[str]:
    done, decided = defaultdict[str, list[Event]](list), defaultdict[int, dict[int, str]](dict)
    for event in Event.objects.filter(object_kind="Report").order_by("pk"):
        done[event.object_id].append(event)
    for decision in Decision.objects.select_related("version"):
        decided[decision.version.report_id][decision.version.number] = decision.verdict
    rows = Report.objects.select_related("unit", "submitted_version", "accepted_version")
    for report in rows.prefetch_related("versions", "saves"):
        expected = _outcome(done[report.public_id])
        found = _found(report, decided[report.pk])
        for what in expected:
            if found[what] != expected[what]:
                yield f"{what} of {report.unit.code}: {found[what]}, but its actions lead to {expected[what]}"


def _outcome(events: Iterable[Event]) -> dict[str, object]:
    """What the actions of the log leave of a report."""
    state, sent, accepted, decided, versions, saves = ReportState.DRAFT.value, None, None, {}, 0, 0
    for event in events:
        verb, number = event.verb, event.details.get("version")
        state = LEADS_TO.get(verb, state)
        versions += verb == "report.submitted"
        saves += verb in ("report.saved", "report.cells_written")
        accepted = number if verb == "report.accepted" else accepted
        sent = {"report.submitted": number, "report.returned": accepted}.get(verb, sent)
        decided |= {number: VERDICTS[verb]} if verb in VERDICTS else {}
    return {
        "state": state,
        "what stands": (sent, accepted),
        "versions": list(range(1, versions + 1)),
        "decisions": decided,
        "saves": list(range(1, saves + 1)),
        "first sending": versions > 0,
    }


def _found(report: Report, decided: dict[int, str]) -> dict[str, object]:
    """The same as it is."""
    return {
        "state": report.state,
        "what stands": tuple(each and each.number for each in (report.submitted_version, report.accepted_version)),
        "versions": sorted(version.number for version in report.versions.all()),
        "decisions": decided,
        "saves": sorted(save.number for save in report.saves.all()),
        "first sending": report.first_submitted_at is not None,
    }


def _version(version: ReportVersion) -> Iterator[str]:
    """Every cell of a version is what the edit says that it came from."""
    origins = figures.provenances(version)
    for key, figure in figures.read_version(version).items():
        written = origins[key].figure if key in origins else NOT_REPORTED
        if figure != written:
            yield f"version {version.number} of {version.report.unit.code}, {key}: {figure}, written was {written}"


def _snapshots() -> Iterator[str]:
    frozen = Event.objects.filter(verb="snapshot.frozen").order_by("pk")
    told = [(event.details["snapshot"], event.details["sha256"]) for event in frozen]
    kept = [(each.public_id, digest(each.content)) for each in Snapshot.objects.order_by("pk")]
    if told != kept:
        yield f"snapshots {kept}, but frozen were {told}"
    yield from (f"snapshot {each.pk}: hash" for each in Snapshot.objects.all() if each.sha256 != digest(each.content))


def _papers() -> Iterator[str]:
    """Each paper is registered once and hangs at a version; each file holds its bytes."""
    versions = set(ReportVersion.objects.exclude(paper=None).values_list("paper", flat=True))
    alone = OfficialPaper.objects.filter(kind="Báo cáo").exclude(pk__in=versions)
    yield from (f"paper {paper.number} without its report" for paper in alone)
    for stored in StoredFile.objects.all():
        try:
            files.read(stored)
        except Refusal as refusal:
            yield f"file {stored.name}: {refusal}"


def _kept_totals(round: Round) -> Iterator[str]:
    """After following once they are what the reports add up to, at every node and on both bases, and no mark is left.

    Undone afterwards, so that looking leaves everything as it was.
    """
    with transaction.atomic():
        left = refresh(round, at=AT)
        yield from _differences(round)
        if left or standing.pending_count(round):
            yield f"{left} changes are not followed, {standing.pending_count(round)} marks are left"
        transaction.set_rollback(True)


def _differences(round: Round) -> Iterator[str]:
    ground = Ground.of(round)
    for basis in Basis:
        rows = NodeTotal.objects.filter(round=round, basis=basis).values_list("node", "packed")
        kept = {node: Sums.unpack(bytes(packed), len(ground.columns.names)) for node, packed in rows}
        summed = at_once(ground, basis)
        yield from (
            f"{basis} totals of unit {node} differ"
            for node in kept.keys() | summed.keys()
            if kept.get(node) != summed.get(node)
        )
