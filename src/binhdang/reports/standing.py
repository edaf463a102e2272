"""Which version of a report stands in totals, and the marks that tell whoever adds up that it changed.

Two pointers of a report say it: the version sent last, and the version accepted last. An accepted version stands until
another is accepted, also while the report was opened again; one that was sent back stands no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from binhdang.reports.models import Report, ReportVersion, Round, StandingChange

Pointer = Literal["submitted_version", "accepted_version"]
Row = tuple[int, int, bytes | None]


def mark(report: Report, pointer: Pointer) -> None:
    """Tell whoever adds up that another version stands; for a pointer that moved with the report's state."""
    StandingChange.objects.create(report=report, field=pointer)


def stand(report: Report, pointer: Pointer, version: ReportVersion | None) -> None:
    """Let a version stand on one basis, None for none; the mark is written with it. The caller holds the lock."""
    if getattr(report, f"{pointer}_id") == (version.pk if version else None):
        return
    Report.objects.filter(pk=report.pk).update(**{pointer: version})
    setattr(report, pointer, version)
    mark(report, pointer)


def pending(round: Round) -> list[tuple[int, int, str]]:
    """The marks of a round that nobody has followed yet: (mark, unit, pointer)."""
    marks = StandingChange.objects.filter(report__round=round).order_by("pk")
    return list(marks.values_list("pk", "report__unit", "field"))


def pending_count(round: Round) -> int:
    """How many changes wait to be followed."""
    return StandingChange.objects.filter(report__round=round).count()


def followed(marks: Iterable[int]) -> None:
    """Take marks away: the totals hold what they told."""
    taken = list(marks)
    for start in range(0, len(taken), 500):
        StandingChange.objects.filter(pk__in=taken[start : start + 500]).delete()


def rounds_with_changes() -> list[Round]:
    """The rounds whose totals are behind."""
    waiting = StandingChange.objects.values("report__round").distinct()
    return list(Round.objects.filter(pk__in=waiting).select_related("regime"))


def changed(round: str) -> ExpressionWrapper[Q]:
    """Whether the round that a field of a query names has changes that nobody has followed yet.

    Asked from the marks, which are few: from the rounds it would go through all their reports.
    """
    waiting = StandingChange.objects.values("report__round")
    return ExpressionWrapper(Q(**{f"{round}__in": waiting}), output_field=BooleanField())


def standing_cells(round: Round, pointer: Pointer, *, units: Iterable[int] | None = None) -> list[Row]:
    """(report, unit, packed cells) of every report asked in a round, or of some units; None where nothing stands."""
    rows = Report.objects.filter(round=round, expected=True)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    fetched = rows.values_list("pk", "unit_id", f"{pointer}__cells")
    return _in_binary(fetched) if connection.vendor == "postgresql" else list(fetched)


def _in_binary(rows: QuerySet[Report, Row]) -> list[Row]:
    """The rows as PostgreSQL keeps them: Django asks for text, in which every byte travels as two letters."""
    from psycopg import Cursor  # only where PostgreSQL is: psycopg is optional
    from psycopg.pq import Format

    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    connection.ensure_connection()
    cursor: Any = Cursor(connection.connection)
    cursor.format = Format.BINARY
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrap(cursor) as asked:
        asked.execute(sql, params)
        found: list[Row] = asked.fetchall()
    return found
