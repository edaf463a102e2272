"""Beginning a consolidated report, filling its figures, writing its texts from the units' own, and freezing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.consolidation import rules, snapshots
from binhdang.consolidation.access import require_consolidating
from binhdang.consolidation.merging import merged
from binhdang.consolidation.models import Snapshot
from binhdang.consolidation.restating import changes_between, issued_snapshot, restates
from binhdang.consolidation.rollup import IndicatorTotal, totals_over
from binhdang.consolidation.sources import Basis, Source, sources
from binhdang.documents.models import OfficialPaper
from binhdang.jobs.clock import day_of
from binhdang.orgs.models import Unit
from binhdang.reports import actions as reports
from binhdang.reports import figures, narrative
from binhdang.reports.edits import newest_edits
from binhdang.reports.models import Report, Round, TextEdit
from binhdang.reports.outline import leaves
from binhdang.reports.states import CellSource
from binhdang.reports.table import indicators_of
from binhdang.values.refusals import Refusal
from binhdang.values.texts import nfc

Paragraphs = Sequence[tuple[str, Sequence[Unit]]]


@transaction.atomic
def begin(round: Round, *, by: User, at: datetime) -> Report:
    """The receiver's own report in the round; the one already begun where there is one."""
    report = reports.begin_consolidated(round, by=by, at=at)
    if report.expected:
        raise Refusal(
            f"{report.unit.name_on(day_of(at))} là đơn vị được yêu cầu báo cáo trong kỳ này.",
            where=f"kỳ báo cáo {round.period.label}",
            rule="báo cáo tổng hợp là báo cáo riêng của đơn vị nhận, không nằm trong số báo cáo được tổng hợp.",
            remedy="sửa chế độ báo cáo để đơn vị nhận không đồng thời là đơn vị báo cáo.",
        )
    return report


@transaction.atomic
def fill_cells(report: Report, *, by: User, at: datetime) -> int:
    """Write the totals of the accepted reports as the report's cells; how many cells changed.

    Each cell keeps the report versions it was added up from.
    """
    round = report.round
    require_consolidating(by, round, day_of(at))
    _refuse_ordinary(report)
    units, lines = _accepted(round, round.window_to)
    revisions = figures.revisions(report)
    changes = [
        figures.Change(
            key,
            rules.figure_of(total),
            revisions[key],
            CellSource.CONSOLIDATED,
            tuple(rules.versions_under(units, line)),
        )
        for line in lines
        for key, total in line.cells.items()
    ]
    written = len(reports.write_cells(report, changes, by=by, at=at))
    _record("consolidation.filled", report, by, at, cells=written)
    return written


def _accepted(round: Round, tree_on: date) -> tuple[list[Source], list[IndicatorTotal]]:
    """The accepted reports, read once, and their totals."""
    units = sources(round, basis=Basis.ACCEPTED, tree_on=tree_on)
    return units, totals_over(round, units, indicators_of(round))


@transaction.atomic
def write_section(
    report: Report, section: str, paragraphs: Paragraphs, *, base_revision: int, by: User, at: datetime
) -> TextEdit | None:
    """Write a section's consolidated text, each paragraph with the units whose words it rests on.

    A paragraph without a unit is the receiver's own sentence. None where nothing changed. Raises Conflict where
    someone else wrote meanwhile, Refusal where a unit named has sent no report in the round.
    """
    require_consolidating(by, report.round, day_of(at))
    _refuse_ordinary(report)
    kept = [(" ".join(text.split()), list(units)) for text, units in paragraphs if text.strip()]
    _refuse_strangers(report.round, section, [unit for _, units in kept for unit in units], day_of(at))
    return reports.write_text(
        report,
        section,
        "\n".join(text for text, _ in kept),
        base_revision=base_revision,
        by=by,
        at=at,
        sources=[[unit.public_id for unit in units] for _, units in kept],
    )


@transaction.atomic
def gather_texts(report: Report, *, by: User, at: datetime) -> int:
    """Write every section that is still empty from the accepted reports, with the units named; how many were written.

    What several units say alike stands once. A section that somebody wrote stays as it is.
    """
    round = report.round
    require_consolidating(by, round, day_of(at))
    _refuse_ordinary(report)
    units, written = sources(round, basis=Basis.ACCEPTED, tree_on=round.window_to), narrative.newest_edits(report)
    words = [
        _words(code, made, written.get(code))
        for code in (str(section["code"]) for section in leaves(round.outline))
        if not (code in written and written[code].text) and (made := merged(round.outline, units, code))
    ]
    saved = reports.save(report, [], words, by=by, at=at)
    for refusal in saved.refused.values():
        raise refusal
    return len(saved.texts)


def _words(section: str, paragraphs: Paragraphs, held: TextEdit | None) -> reports.Words:
    text = "\n".join(text for text, _ in paragraphs)
    named = [[unit.public_id for unit in units] for _, units in paragraphs]
    return reports.Words(section, text, held.revision if held else 0, named)


def _refuse_strangers(round: Round, section: str, named: Sequence[Unit], on: date) -> None:
    sent = {s.unit.pk for s in sources(round, basis=Basis.SUBMITTED, tree_on=round.window_to) if s.version}
    strangers = {unit.name_on(on) for unit in named if unit.pk not in sent}
    if strangers:
        raise Refusal(
            "Đơn vị được ghi làm nguồn chưa gửi báo cáo trong kỳ này.",
            where=f"mục {section}",
            value="; ".join(sorted(strangers)),
            rule="mỗi đoạn tổng hợp chỉ dẫn nguồn từ đơn vị đã gửi báo cáo.",
            remedy="bỏ chọn đơn vị đó, hoặc chờ đơn vị gửi báo cáo.",
        )


@transaction.atomic
def freeze(report: Report, *, tree_on: date, by: User, at: datetime, reason: str = "") -> Snapshot:
    """Recompute everything from the sources and keep it as a snapshot that never changes.

    Where a snapshot of the report was already issued the new one restates it, for a `reason`, and lists every printed
    figure that differs. Raises Refusal, naming each, where a section lacks its text, a report changed since the figures
    were filled, or a restatement has no reason or nothing to restate.
    """
    round = report.round
    require_consolidating(by, round, day_of(at))
    _refuse_ordinary(report)
    Report.objects.select_for_update().get(pk=report.pk)
    units, lines = _accepted(round, tree_on)
    texts = narrative.newest_edits(report)
    rules.refuse_lacks(lacks_of(report, units, lines, texts))
    content = snapshots.content_of(report, units, lines, texts, tree_on=tree_on)
    issued = issued_snapshot(report)
    if issued is not None:
        content["restates"] = restates(issued, content, nfc(reason))
    snapshot = Snapshot.objects.create(
        round=round,
        report=report,
        tree_on=tree_on,
        content=content,
        sha256=snapshots.digest(content),
        frozen_by=by,
        frozen_at=at,
        restates=issued,
    )
    details = {"restates": issued.public_id, "reason": content["restates"]["reason"]} if issued else {}
    _record("snapshot.frozen", report, by, at, snapshot=snapshot.public_id, sha256=snapshot.sha256, **details)
    return snapshot


@transaction.atomic
def mark_issued(snapshot: Snapshot, paper: OfficialPaper, *, by: User, at: datetime) -> None:
    """The snapshot went out under a number: from now on a change of its figures is a restatement."""
    if Snapshot.objects.filter(pk=snapshot.pk, issued_as=None).update(issued_as=paper):
        details = {"snapshot": snapshot.public_id, "paper": paper.number_symbol}
        _record("snapshot.issued", snapshot.report, by, at, **details)
    snapshot.issued_as = paper


def changes_since_issue(report: Report, *, tree_on: date) -> tuple[Snapshot | None, list[dict[str, Any]]]:
    """The issued snapshot of a report and every printed figure that would differ today; None where none was issued."""
    issued = issued_snapshot(report)
    if issued is None:
        return None, []
    units, lines = _accepted(report.round, tree_on)
    now = snapshots.content_of(report, units, lines, narrative.newest_edits(report), tree_on=tree_on)
    return issued, changes_between(issued.content, now)


def lacks_before_freezing(report: Report, *, tree_on: date) -> list[rules.Lack]:
    """What still stands in the way of freezing, for the page that shows it."""
    units, lines = _accepted(report.round, tree_on)
    return lacks_of(report, units, lines, narrative.newest_edits(report))


def lacks_of(
    report: Report, units: list[Source], lines: list[IndicatorTotal], texts: dict[str, TextEdit]
) -> list[rules.Lack]:
    """The same over sources that were read once."""
    if not any(unit.version for unit in units):
        remedy = "xem xét và chấp nhận báo cáo của các đơn vị trước."
        return [rules.Lack("Chưa có báo cáo nào được chấp nhận.", remedy)]
    filled = newest_edits(report)
    changed = rules.changes_since_fill(lines, units, filled)
    return changed + rules.missing_texts(report.round.outline, units, texts)


def _refuse_ordinary(report: Report) -> None:
    if report.expected:
        raise Refusal(
            "Đây là báo cáo của một đơn vị, không phải báo cáo tổng hợp.",
            where=f"kỳ báo cáo {report.round.period.label}",
            remedy="mở trang tổng hợp của kỳ báo cáo và bắt đầu báo cáo tổng hợp.",
        )


def _record(verb: str, report: Report, by: User, at: datetime, **details: object) -> None:
    unit = report.unit
    label = f"Báo cáo tổng hợp {report.round.period.label}"
    name = unit.name_on(day_of(at))
    record(verb, by=by, at=at, thing=report, unit=unit, unit_name=name, label=label, details=details)
