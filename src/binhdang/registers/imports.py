"""Taking an Excel file in: first the difference it would make, then all of it or nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.files.actions import keep, read
from binhdang.jobs.clock import day_of
from binhdang.registers import sheets
from binhdang.registers.actions import change_entry, record_entry
from binhdang.registers.catalogue import BY_CODE
from binhdang.registers.differences import Comparing, Difference, Line
from binhdang.registers.entries import Register
from binhdang.registers.models import SheetUpload
from binhdang.values.refusals import Refusal


@transaction.atomic
def send_sheet(register: Register, *, data: bytes, name: str, by: User, at: datetime) -> SheetUpload:
    """Keep an uploaded file for its difference to be shown. Raises Refusal where it is no file of this register."""
    sheets.read_sheet(data, name=name, register=register)
    file = keep(data, name=name, at=at)
    upload = SheetUpload.objects.create(register=register.code, file=file, uploaded_by=by, uploaded_at=at)
    record("sheet.uploaded", by=by, at=at, thing=upload, label=file.name, details={"register": register.code})
    return upload


def difference(upload: SheetUpload, *, on: date) -> Difference:
    """What the file would change now. Nothing is written."""
    register = BY_CODE[upload.register]
    rows = sheets.read_sheet(read(upload.file), name=upload.file.name, register=register)
    return Comparing(register, upload.uploaded_by, on).all(rows)


@transaction.atomic
def take_sheet(upload: SheetUpload, *, by: User, at: datetime, not_double_because: str = "") -> Difference:
    """Write all that the file changes. Raises Refusal, and writes nothing, where one row of it is refused."""
    if not SheetUpload.objects.filter(pk=upload.pk, uploaded_by=by, taken_at__isnull=True).update(taken_at=at):
        raise Refusal(
            "Tệp này đã được nhận rồi.",
            where=f"tệp «{upload.file.name}»",
            rule="mỗi tệp tải lên chỉ nhận một lần.",
            remedy="tải xuống bản mới nhất của sổ nếu muốn sửa tiếp.",
        )
    register, found = BY_CODE[upload.register], difference(upload, on=day_of(at))
    if found.refused:
        raise found.refused[0]
    for line in found.new:
        record_entry(register, by=by, at=at, not_double_because=not_double_because, **_fields(line, owner=True))
    for line in found.changed:
        assert line.entry is not None  # noqa: S101  # a changed line has one
        said = not_double_because
        change_entry(
            line.entry,
            revision=line.entry.revision,
            by=by,
            at=at,
            not_double_because=said,
            **_fields(line, owner=False),
        )
    details = {"register": register.code, "new": len(found.new), "changed": len(found.changed)}
    record("sheet.taken", by=by, at=at, thing=upload, label=upload.file.name, details=details)
    return found


def _fields(line: Line, *, owner: bool) -> dict[str, Any]:
    linked = {"task": line.draft.task, "co_organisers": line.draft.co_organisers}
    return {**line.draft.values, **linked, **({"owner": line.draft.owner} if owner else {})}
