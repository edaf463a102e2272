"""The only door to stored cells: drafts are edits that are only ever added, versions are one packed row each.

An edit is made here, which refuses a stale or an unfit one, and kept by `edits` with the others of its save. `read` and
`read_version` give the whole of a draft or a version; `provenance` says where one of its cells came from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from binhdang.accounts.models import User
from binhdang.documents.models import OfficialPaper
from binhdang.reports import narrative
from binhdang.reports.edits import CellEdit, all_edits, edits_of, newest_edits, pack_cells, pack_saves, unpack_saves
from binhdang.reports.models import DraftSave, Report, ReportVersion, Round
from binhdang.reports.states import CellSource
from binhdang.values.figures import NOT_REPORTED, Figure, scaled, unpack, unpack_one
from binhdang.values.refusals import Conflict, Refusal


@dataclass(frozen=True, slots=True)
class Change:
    """One cell as its author left it, and the revision the author saw meanwhile; 0 for an untouched cell."""

    key: str
    figure: Figure
    base_revision: int
    source: CellSource = CellSource.TYPED
    trace: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a cell came from: who wrote it, when, from which source, and what was counted for it."""

    figure: Figure
    revision: int
    author: User
    at: datetime
    source: CellSource
    trace: list[Any]


def scales(round: Round) -> dict[str, int]:
    """Cell key → decimal places of its stored value, in frozen order."""
    return dict(zip(round.cell_keys, round.cell_scales, strict=True))


def read(report: Report) -> dict[str, Figure]:
    """Every cell of the draft in frozen order; an untouched one is "chưa báo cáo"."""
    edits, scale_of = newest_edits(report), scales(report.round)
    return {key: edits[key].figure(scale) if key in edits else NOT_REPORTED for key, scale in scale_of.items()}


def revisions(report: Report) -> dict[str, int]:
    """Each cell's newest revision; 0 for an untouched one."""
    edits = newest_edits(report)
    return {key: edits[key].revision if key in edits else 0 for key in report.round.cell_keys}


def figure_at(report: Report, key: str, revision: int) -> Figure:
    """What the cell held at a revision: what its author saw. Untouched for revision 0, or one that never was."""
    if not revision:
        return NOT_REPORTED
    scale = scales(report.round)[key]
    found = (edit for edit in all_edits(report) if edit.key == key and edit.revision == revision)
    return next((edit.figure(scale) for edit in found), NOT_REPORTED)


def edit_of(
    report: Report,
    change: Change,
    *,
    label: str,
    by: User,
    at: datetime,
    newest: CellEdit | None,
    scale: int | None = None,
) -> CellEdit | None:
    """The edit that a change makes on top of `newest`, not kept yet; None where the cell already holds the same.

    So a repeated sending adds nothing. Raises Conflict where the author saw an older revision, Refusal where the number
    does not fit the cell. The caller holds the lock on the report; `label` names the cell for a person, `scale` is the
    cell's where the caller has it.
    """
    scale = scales(report.round)[change.key] if scale is None else scale
    held = newest.figure(scale) if newest else NOT_REPORTED
    if held == change.figure and _same_origin(newest, change):
        return None
    _refuse_stale(change, newest, held, label, at)
    return CellEdit(
        key=change.key,
        revision=(newest.revision if newest else 0) + 1,
        base_revision=change.base_revision,
        state=change.figure.state,
        value=_stored(change.figure, scale, label),
        source=change.source,
        by=by,
        at=at,
        estimate=change.figure.estimate,
        cumulative=change.figure.cumulative,
        reason=change.figure.reason,
        trace=list(change.trace),
    )


def _same_origin(newest: CellEdit | None, change: Change) -> bool:
    """Whether there is nothing new to keep about where an unchanged figure comes from."""
    if newest is None or change.source == CellSource.TYPED:
        return True
    return newest.source == change.source and newest.trace == list(change.trace)


def _refuse_stale(change: Change, newest: CellEdit | None, held: Figure, label: str, at: datetime) -> None:
    revision = newest.revision if newest else 0
    if change.base_revision == revision:
        return
    who = newest.by.full_name if newest else "người khác"
    raise Conflict(
        f"{who} vừa sửa ô này sau khi bạn mở trang, nên số của bạn chưa được ghi.",
        where=label,
        mine=change.figure,
        theirs=held,
        revision=revision,
        remedy="xem hai giá trị, rồi chọn giữ số của bạn hoặc lấy số đã ghi.",
    )


def _stored(figure: Figure, scale: int, label: str) -> int | None:
    if figure.number is None:
        return None
    try:
        return scaled(figure.number, scale)
    except ValueError as error:
        digits = f"tối đa {scale} chữ số thập phân" if scale else "chỉ nhận số nguyên"
        raise Refusal(
            "Số này không ghi được vào ô.",
            where=label,
            value=str(figure.number).replace(".", ","),
            rule=f"ô này {digits}, và không quá 18 chữ số.",
            remedy="sửa lại số rồi lưu.",
        ) from error


def write_version(
    report: Report, *, by: User, at: datetime, approved_by: User | None, paper: OfficialPaper | None
) -> ReportVersion:
    """Pack the draft's cells and texts into the next version. The caller holds the lock and checks what may be sent."""
    edits, texts = newest_edits(report), narrative.newest_edits(report)
    cells = [edits.get(key) for key in report.round.cell_keys]
    return ReportVersion.objects.create(
        report=report,
        number=report.versions.count() + 1,
        cells=pack_cells(cells),
        reasons={str(place): edit.reason for place, edit in enumerate(cells) if edit and edit.reason},
        saves=pack_saves([edit.save if edit else 0 for edit in cells]),
        texts={section: edit.text for section, edit in texts.items()},
        text_sources={section: edit.sources for section, edit in texts.items() if edit.sources},
        text_entries={section: edit.entries for section, edit in texts.items() if edit.entries},
        explanations=report.explanations,
        paper=paper,
        submitted_by=by,
        submitted_at=at,
        approved_by=approved_by,
    )


def read_version(version: ReportVersion) -> dict[str, Figure]:
    """Every cell of a submitted version in the round's frozen order."""
    round = version.report.round
    reasons = {int(place): reason for place, reason in version.reasons.items()}
    return dict(zip(round.cell_keys, unpack(bytes(version.cells), round.cell_scales, reasons), strict=True))


def read_one(version: ReportVersion, key: str) -> Figure:
    """One cell of a submitted version; not reported where its round does not ask it."""
    round = version.report.round
    if key not in round.cell_keys:
        return NOT_REPORTED
    place = round.cell_keys.index(key)
    return unpack_one(bytes(version.cells), place, round.cell_scales[place], version.reasons.get(str(place), ""))


def provenance(version: ReportVersion, key: str) -> Provenance | None:
    """Where a cell of a version came from; None for a cell that was never touched."""
    return provenances(version, [key]).get(key)


def provenances(version: ReportVersion, keys: Iterable[str] | None = None) -> dict[str, Provenance]:
    """The same for every touched cell of a version, or for some of them."""
    return provenances_of_many([version], keys)[version.pk]


def provenances_of_many(
    versions: Sequence[ReportVersion], keys: Iterable[str] | None = None
) -> dict[int, dict[str, Provenance]]:
    """The same for several versions, by the key of the version, with one question to the database.

    No two of them are of one report. Only what is asked for is taken out of the packed saves.
    """
    wanted = None if keys is None else set(keys)
    came_with = {version.report_id: _came_with(version, wanted) for version in versions}
    numbers = {number for saves in came_with.values() for number in saves.values()}
    rows = DraftSave.objects.filter(report__in=list(came_with), number__in=numbers).select_related("by")
    saves: dict[int, list[DraftSave]] = {report: [] for report in came_with}
    for row in rows.order_by("number"):
        saves[row.report_id].append(row)
    return {version.pk: _own(version, saves[version.report_id], came_with[version.report_id]) for version in versions}


def _came_with(version: ReportVersion, wanted: Collection[str] | None) -> dict[int, int]:
    """Place of a touched cell → the number of the save it came with."""
    keys = version.report.round.cell_keys
    numbers = enumerate(unpack_saves(bytes(version.saves), len(keys)))
    return {place: number for place, number in numbers if number and (wanted is None or keys[place] in wanted)}


def _own(version: ReportVersion, saves: Iterable[DraftSave], came_with: Mapping[int, int]) -> dict[str, Provenance]:
    keys, scale_of = version.report.round.cell_keys, version.report.round.cell_scales
    places: dict[int, set[int]] = {}
    for place, number in came_with.items():
        places.setdefault(number, set()).add(place)
    edits = (edit for save in saves if save.number in places for edit in edits_of(save, keys, places[save.number]))
    newest = {edit.key: edit for edit in edits}
    return {keys[place]: provenance_of(newest[keys[place]], scale_of[place]) for place in came_with}


def provenance_of(edit: CellEdit, scale: int) -> Provenance:
    """Where the value of a draft's cell came from."""
    return Provenance(edit.figure(scale), edit.revision, edit.by, edit.at, edit.source, list(edit.trace))
