"""What several pages of an entry share."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404

from binhdang.accounts.http import SignedInRequest
from binhdang.indicators.models import Indicator
from binhdang.registers.access import may_write
from binhdang.registers.entries import Register
from binhdang.registers.evidence import ENDINGS, kind_named, removed_from
from binhdang.registers.forms import FileForm, posted
from binhdang.registers.models import Entry
from binhdang.registers.queries import history


def visible_entry(request: SignedInRequest, register: Register, public_id: str) -> Entry:
    """The entry, or 404 where the person may not see it."""
    visible = register.model.objects.visible_to(request.user, request.today)
    return get_object_or_404(visible.for_pages().select_related("task__plan", "recorded_by"), public_id=public_id)


def evidence_form(request: SignedInRequest) -> FileForm:
    """The form that takes one file of evidence."""
    return FileForm(*posted(request), largest=settings.MAX_UPLOAD_BYTES, endings=",".join(ENDINGS))


def about(request: SignedInRequest, register: Register, found: Entry, form: FileForm | None = None) -> dict[str, Any]:
    """Everything the page of an entry shows."""
    facts = [(column, column.shown(getattr(found, column.name))) for column in register.columns]
    writer = may_write(request.user, found.owner, request.today)
    named = any(column.names and getattr(found, column.name) for column in register.columns)
    codes = {key.partition(".")[0] for key in register.cells}
    return {
        "register": register,
        "entry": found,
        "facts": facts,
        "helpers": "; ".join(unit.name_on(request.today) for unit in found.co_organisers.all()),
        "owner_name": found.owner.name_on(request.today),
        "evidence": [
            (each, kind_named(each.file.name), removed_from(each.file))
            for each in found.evidence.select_related("file", "added_by")
        ],
        "history": history(register, found),
        "counted": Indicator.objects.filter(register=register.code, code__in=codes),
        "writes": writer and found.withdrawn_at is None,
        "redacts": writer and named,
        "evidence_form": form or evidence_form(request),
    }
