"""The cell edits of a draft, packed: one row a save, sixteen bytes a cell, read back edit by edit.

A full page of 240 cells is one row and not 240. What each edit has stays the same: its cell, the revision it stands on,
its value, where the value came from, who wrote it and when.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from binhdang.accounts.models import User
from binhdang.reports.models import DraftSave, Report
from binhdang.reports.states import CellSource
from binhdang.values.figures import CUMULATIVE_BIT, ESTIMATE_BIT, STATE_BITS, CellState, Figure, unscaled

_CELL = struct.Struct("<HIBBq")
"""Place of the cell in frozen order, revision, state with its marks, source, scaled value. An edit that was kept was
made on the revision right below its own."""

_HAS_VALUE = 32
"""Beside the flags of a packed cell: an edit without a number keeps 0 for it."""
_SOURCES = (CellSource.TYPED, CellSource.REGISTER, CellSource.CONSOLIDATED)
"""By the number that is stored: never reordered, only added to."""


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One edit of one cell of a draft. The newest revision of a key is the draft's value."""

    key: str
    revision: int
    base_revision: int
    """The revision the author saw while typing; 0 for an untouched cell."""
    state: CellState
    value: int | None
    """Scaled by the round's scale of the key."""
    source: CellSource
    by: User
    at: datetime
    estimate: bool = False
    cumulative: bool = False
    reason: str = ""
    """Why there is no data, or why a value of a register is overruled."""
    trace: list[Any] = field(default_factory=list)
    """For a register: public ids of the entries counted. For a consolidated cell: what it was added up from."""
    save: int = 0
    """Number of the save it came with; 0 until it is kept."""

    def figure(self, scale: int) -> Figure:
        """The figure it holds."""
        number = unscaled(self.value, scale) if self.value is not None else None
        return Figure(self.state, number, self.estimate, self.cumulative, self.reason)


def keep(
    report: Report, edits: Sequence[CellEdit], *, by: User, at: datetime, number: int | None = None
) -> DraftSave | None:
    """Keep the edits of one save; None for none. The caller holds the lock on the report.

    `number`: of the save, where the caller knows how many there are.
    """
    if not edits:
        return None
    place = {key: position for position, key in enumerate(report.round.cell_keys)}
    return DraftSave.objects.create(
        report=report,
        number=number or DraftSave.objects.filter(report=report).count() + 1,
        cells=b"".join(_packed(place[edit.key], edit) for edit in edits),
        reasons={str(nth): edit.reason for nth, edit in enumerate(edits) if edit.reason},
        traces={str(nth): edit.trace for nth, edit in enumerate(edits) if edit.trace},
        by=by,
        at=at,
    )


def _packed(place: int, edit: CellEdit) -> bytes:
    flags = _flags(edit) | _HAS_VALUE * (edit.value is not None)
    return _CELL.pack(place, edit.revision, flags, _SOURCES.index(edit.source), edit.value or 0)


def edits_of(save: DraftSave, keys: Sequence[str], places: Collection[int] | None = None) -> Iterator[CellEdit]:
    """The edits of a save, in the order they were made; only those of some places in frozen order where given.

    `keys`: the round's cells in frozen order.
    """
    for nth, (place, revision, flags, source, value) in enumerate(_CELL.iter_unpack(bytes(save.cells))):
        if places is not None and place not in places:
            continue
        yield CellEdit(
            key=keys[place],
            revision=revision,
            base_revision=revision - 1,
            state=CellState(flags & STATE_BITS),
            value=value if flags & _HAS_VALUE else None,
            source=_SOURCES[source],
            by=save.by,
            at=save.at,
            estimate=bool(flags & ESTIMATE_BIT),
            cumulative=bool(flags & CUMULATIVE_BIT),
            reason=save.reasons.get(str(nth), ""),
            trace=save.traces.get(str(nth), []),
            save=save.number,
        )


def all_edits(report: Report) -> Iterator[CellEdit]:
    """Every edit of a draft, oldest first."""
    saves = DraftSave.objects.filter(report=report).select_related("by").order_by("number")
    for save in saves:
        yield from edits_of(save, report.round.cell_keys)


def edits_of_many(reports: Sequence[Report]) -> dict[int, list[CellEdit]]:
    """Every edit of several drafts, oldest first, by the key of the report."""
    found: dict[int, list[CellEdit]] = {report.pk: [] for report in reports}
    keys = {report.pk: report.round.cell_keys for report in reports}
    saves = DraftSave.objects.filter(report__in=list(found)).select_related("by").order_by("number")
    for save in saves:
        found[save.report_id].extend(edits_of(save, keys[save.report_id]))
    return found


def newest_edits(report: Report) -> dict[str, CellEdit]:
    """Each touched cell's newest edit, with its author."""
    return {edit.key: edit for edit in all_edits(report)}


def pack_cells(edits: Sequence[CellEdit | None]) -> bytes:
    """The cells of a version as `values.figures.pack` has them, straight from the edits; None for an untouched cell."""
    values = [edit.value or 0 if edit else 0 for edit in edits]
    return struct.pack(f"<{len(values)}q", *values) + bytes(_flags(edit) if edit else 0 for edit in edits)


def _flags(edit: CellEdit) -> int:
    return edit.state | ESTIMATE_BIT * edit.estimate | CUMULATIVE_BIT * edit.cumulative


def pack_saves(saves: Sequence[int]) -> bytes:
    """For each cell the number of the save it came with, 0 for an untouched one: one byte a cell, four where a report
    was saved more than 255 times."""
    width = "B" if max(saves, default=0) < 256 else "I"
    return struct.pack(f"<{len(saves)}{width}", *saves)


def unpack_saves(packed: bytes, cells: int) -> tuple[int, ...]:
    """The inverse of `pack_saves`."""
    return struct.unpack(f"<{cells}{'B' if len(packed) == cells else 'I'}", packed) if packed else (0,) * cells
