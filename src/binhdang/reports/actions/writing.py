"""Writing a draft: cells and texts, by hand, from registers, or as a nil return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.indicators.counting import counts
from binhdang.reports import narrative
from binhdang.reports.actions.desk import Desk, Words, opened_many
from binhdang.reports.edits import CellEdit
from binhdang.reports.figures import Change
from binhdang.reports.models import Report, TextEdit
from binhdang.reports.recorded import follows, recorded, text_of
from binhdang.reports.states import CellSource
from binhdang.reports.table import asked_keys
from binhdang.values.figures import NIL, NOT_REPORTED, Figure
from binhdang.values.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a page full of fields: each is saved or refused by itself, like one that saves itself."""

    cells: list[CellEdit] = field(default_factory=list)
    texts: list[TextEdit] = field(default_factory=list)
    refused: dict[str, Refusal] = field(default_factory=dict)
    """"cell:TH-02.nu" or "section:II.4" → why it was not saved."""


@transaction.atomic
def write_cell(
    report: Report,
    key: str,
    figure: Figure,
    *,
    base_revision: int,
    by: User,
    at: datetime,
    source: CellSource = CellSource.TYPED,
    trace: Sequence[Any] = (),
) -> CellEdit | None:
    """Write one cell of a draft. None where it already holds the same.

    Raises Conflict where someone wrote after `base_revision`, Refusal where the figure breaks a rule of its cell.
    """
    change = Change(key, figure, base_revision, source, tuple(trace))
    return next(iter(write_cells(report, [change], by=by, at=at)), None)


@transaction.atomic
def write_cells(report: Report, changes: Sequence[Change], *, by: User, at: datetime) -> list[CellEdit]:
    """Write several cells, all or none. Returns the edits that were new."""
    desk = Desk.opened(report, by=by, at=at, keys=[change.key for change in changes])
    for change in changes:
        desk.put(change)
    edits = desk.close()
    if edits:
        desk.record("report.cells_written", cells=[f"{edit.key}#{edit.revision}" for edit in edits])
    return edits


@transaction.atomic
def write_cells_of_many(
    writings: Sequence[tuple[Report, Sequence[Change]]], *, by: User, at: datetime
) -> list[list[CellEdit] | Refusal]:
    """Write cells of several reports, of each all or none, in one transaction. No report stands there twice.

    What `write_cells` would raise for a report stands in its place, and the others are written.
    """
    if not writings:
        return []
    desks = opened_many([report for report, _ in writings], by=by, at=at)
    return [
        desk if isinstance(desk, Refusal) else _written(desk, changes)
        for desk, (_, changes) in zip(desks, writings, strict=True)
    ]


def _written(desk: Desk, changes: Sequence[Change]) -> list[CellEdit] | Refusal:
    try:
        for change in changes:
            desk.put(change)
    except Refusal as refusal:
        return refusal
    edits = desk.close()
    if edits:
        desk.record("report.cells_written", cells=[f"{edit.key}#{edit.revision}" for edit in edits])
    return edits


@transaction.atomic
def write_text(
    report: Report,
    section: str,
    text: str,
    *,
    base_revision: int,
    by: User,
    at: datetime,
    sources: Sequence[Sequence[str]] = (),
) -> TextEdit | None:
    """Write one section of a draft. None where it already says the same.

    `sources`: for a consolidated text, one list of unit ids per paragraph. Raises Conflict like `write_cell`.
    """
    desk = Desk.opened(report, by=by, at=at, keys=[])
    newest = narrative.newest_edits(desk.report).get(section)
    edit = desk.put_words(Words(section, text, base_revision, sources), newest)
    if edit is not None:
        desk.record("report.text_written", section=f"{section}#{edit.revision}")
    return edit


@transaction.atomic
def save(report: Report, changes: Sequence[Change], texts: Sequence[Words], *, by: User, at: datetime) -> Saved:
    """Save the fields of a page, each by itself: what can be saved is, and each refusal names its field."""
    desk, saved = Desk.opened(report, by=by, at=at, keys=[change.key for change in changes]), Saved()
    for change in changes:
        try:
            desk.put(change)
        except Refusal as refusal:
            saved.refused[f"cell:{change.key}"] = refusal
    saved.cells.extend(desk.close())
    newest = narrative.newest_edits(desk.report)
    for words in texts:
        try:
            text = desk.put_words(words, newest.get(words.section))
        except Refusal as refusal:
            saved.refused[f"section:{words.section}"] = refusal
        else:
            saved.texts.extend([text] if text else [])
    if saved.cells or saved.texts:
        cells = [f"{edit.key}#{edit.revision}" for edit in saved.cells]
        desk.record("report.saved", cells=cells, sections=[f"{t.section}#{t.revision}" for t in saved.texts])
    return saved


@transaction.atomic
def fill_from_registers(report: Report, *, by: User, at: datetime) -> int:
    """Take what the unit recorded in the round's window into its cells and sections. Returns how many changed.

    What a person typed stays as it is, a cell like a section; what was filled earlier follows its register, and is
    emptied again where the entries behind it are gone. No entries are no zero: that nothing happened is for a person
    to say.
    """
    desk = Desk.opened(report, by=by, at=at)
    round = desk.report.round
    counted = counts(desk.report.unit, round.window_from, round.window_to, round.cell_keys)
    for key in asked_keys(desk.report, desk.asked.indicators):
        newest = desk.newest.get(key)
        if newest and newest.source != CellSource.REGISTER and newest.state != NOT_REPORTED.state:
            continue
        found = counted.get(key)
        figure = Figure.of(found.number) if found else NOT_REPORTED
        trace = tuple(found.entries) if found else ()
        base = newest.revision if newest else 0
        desk.put(Change(key, figure, base, CellSource.REGISTER, trace))
    changed = [f"{edit.key}#{edit.revision}" for edit in desk.close()]
    texts = [f"{edit.section}#{edit.revision}" for edit in _put_recorded(desk)]
    if changed or texts:
        desk.record("report.filled_from_registers", cells=changed, **({"sections": texts} if texts else {}))
    return len(changed) + len(texts)


def _put_recorded(desk: Desk) -> list[TextEdit]:
    """Each section that registers tell says what they hold; a person's own words stay, with that beside them."""
    held = recorded(desk.report)
    newest = narrative.newest_edits(desk.report) if held else {}
    written = []
    for section, entries in held.items():
        edit = newest.get(section)
        text = text_of(entries) if follows(edit) else edit.text if edit else ""
        words = Words(section, text, edit.revision if edit else 0, edit.sources if edit else (), entries)
        if entries or edit is not None:
            written.append(desk.put_words(words, edit))
    return [edit for edit in written if edit is not None]


@transaction.atomic
def affirm_nil(report: Report, *, by: User, at: datetime) -> int:
    """Affirm that nothing happened in every cell still empty: "không phát sinh". Returns how many cells.

    Raises Refusal where the unit's own registers say that something did happen.
    """
    desk = Desk.opened(report, by=by, at=at)
    empty = desk.empty_cells()
    round = desk.report.round
    counted = counts(desk.report.unit, round.window_from, round.window_to, round.cell_keys)
    contradicted = [key for key in empty if key in counted and counted[key].number]
    if contradicted:
        raise Refusal(
            "Chưa xác nhận «không phát sinh» được: sổ theo dõi của đơn vị có ghi việc trong kỳ.",
            where="; ".join(desk.asked.labels[key] for key in contradicted),
            value=f"{counted[contradicted[0]].number} (ô đầu tiên)",
            remedy="bấm «Lấy số từ sổ theo dõi» trước, rồi xác nhận các ô còn trống.",
        )
    for key in empty:
        base = desk.newest[key].revision if key in desk.newest else 0
        desk.put(Change(key, NIL, base))
    desk.close()
    if empty:
        desk.record("report.nil_affirmed", cells=empty)
    return len(empty)
