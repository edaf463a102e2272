"""The words of a report: like cells, edits that are only ever added, one newest revision per section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from binhdang.accounts.models import User
from binhdang.reports.models import Report, TextEdit
from binhdang.values.refusals import Conflict
from binhdang.values.texts import nfc


def newest_edits(report: Report) -> dict[str, TextEdit]:
    """Each written section's newest edit, with its author."""
    newest = TextEdit.objects.filter(report=OuterRef("report"), section=OuterRef("section")).order_by("-revision")
    edits = TextEdit.objects.filter(report=report, revision=Subquery(newest.values("revision")[:1]))
    return {edit.section: edit for edit in edits.select_related("by")}


def text_at(report: Report, section: str, revision: int) -> str:
    """What the section said at a revision: what its author saw. "" for revision 0, or one that never was."""
    if not revision:
        return ""
    edit = TextEdit.objects.filter(report=report, section=section, revision=revision).first()
    return edit.text if edit else ""


def clean(text: str) -> str:
    """As it is stored: composed letters, one kind of line end, no space at the ends."""
    return nfc(text).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def append(
    report: Report,
    section: str,
    text: str,
    *,
    base_revision: int,
    sources: Sequence[Sequence[str]],
    newest: TextEdit | None,
    label: str,
    by: User,
    at: datetime,
    entries: Sequence[Mapping[str, Any]] | None = None,
) -> TextEdit | None:
    """Add one edit on top of `newest`; None where the section already says the same from the same sources.

    `entries`: what registers hold for the section; None where the author does not say, which keeps what is known.
    Raises Conflict where the author saw an older revision. The caller holds the lock on the report.
    """
    words, rests_on = clean(text), [list(units) for units in sources]
    held, revision, known = (newest.text, newest.revision, newest.entries) if newest else ("", 0, [])
    recorded = known if entries is None else [dict(entry) for entry in entries]
    if held == words and recorded == known and (newest is None or newest.sources == rests_on):
        return None
    if base_revision != revision:
        raise Conflict(
            f"{newest.by.full_name if newest else 'Người khác'} vừa sửa mục này sau khi bạn mở trang, nên lời của bạn"
            " chưa được ghi.",
            where=label,
            mine=words,
            theirs=held,
            revision=revision,
            remedy="xem hai bản, rồi chọn giữ lời của bạn hoặc lấy bản đã ghi.",
        )
    return TextEdit.objects.create(
        report=report,
        section=section,
        revision=revision + 1,
        base_revision=base_revision,
        text=words,
        sources=rests_on,
        entries=recorded,
        by=by,
        at=at,
    )
