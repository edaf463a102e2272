"""The only writers of registers: recording, changing, withdrawing, adding evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import forget_personal, record
from binhdang.files.actions import keep, keep_picture, require_size
from binhdang.files.models import StoredFile
from binhdang.files.pictures import prepare
from binhdang.jobs.clock import day_of
from binhdang.orgs.models import Unit
from binhdang.plans.models import PlanTask
from binhdang.registers import rules
from binhdang.registers.access import require_writer
from binhdang.registers.books.trainings import TRAININGS
from binhdang.registers.catalogue import register_of
from binhdang.registers.changes import Change, changes_between, conflicting, draft_of, plain
from binhdang.registers.entries import REDACTED, Draft, Register
from binhdang.registers.evidence import recognise
from binhdang.registers.models import Entry, Evidence, Training
from binhdang.registers.queries import doubles
from binhdang.values.refusals import Refusal


@transaction.atomic
def record_entry(
    register: Register,
    *,
    owner: Unit,
    by: User,
    at: datetime,
    task: PlanTask | None = None,
    co_organisers: Sequence[Unit] = (),
    not_double_because: str = "",
    **values: Any,
) -> Entry:
    """Write an entry. Raises ProbableDouble where it seems to stand there already and no reason says otherwise."""
    on = day_of(at)
    require_writer(by, owner, register, on)
    draft = Draft(owner, register.parse(values), task, tuple(co_organisers))
    _take_the_register(register, owner)
    alike = _checked(register, draft, on, not_double_because)
    if task is not None:
        rules.require_task_open(task, draft, on)
    entry = register.model(register=register.code, owner=owner, recorded_by=by, recorded_at=at)
    _write(entry, draft)
    _keep_invariants(register, owner)
    details = {"values": plain(draft, register), **_said_of(alike, not_double_because)}
    _record("recorded", entry, by=by, at=at, details=details, personal=_personal(register, draft.values, draft.values))
    return entry


@transaction.atomic
def change_entry(
    entry: Entry, *, revision: int, by: User, at: datetime, not_double_because: str = "", **changed: Any
) -> Entry:
    """Change some fields: columns, `task`, `co_organisers`. `revision` is the one the person saw.

    Raises Conflict, with both values, where someone else has saved the entry since; saving what stands there already
    changes nothing. The owner never changes: withdraw the entry and let the right unit record it.
    """
    register, on = register_of(entry), day_of(at)
    entry = register.model.objects.select_related("owner", "task__plan").get(pk=entry.pk)
    require_writer(by, entry.owner, register, on)
    _take_the_register(register, entry.owner)
    rules.require_standing(entry)
    before = draft_of(register, entry)
    draft = _with(register, before, changed)
    changes = changes_between(register, before, draft, on)
    if not changes:
        return entry
    if entry.revision != revision or not _take_turn(entry):
        entry.refresh_from_db()
        theirs = draft_of(register, entry)
        raise conflicting(entry, changes_between(register, theirs, _with(register, theirs, changed), on))
    alike = _checked(register, draft, on, not_double_because, entry=entry, before=before)
    if draft.task is not None and draft.task != before.task:
        rules.require_task_open(draft.task, draft, on)
    _write(entry, draft)
    _keep_invariants(register, entry.owner)
    details = {"changed": _plain(changes), "revision": entry.revision, **_said_of(alike, not_double_because)}
    personal = _personal(register, draft.values, [change.name for change in changes])
    _record("changed", entry, by=by, at=at, details=details, personal=personal)
    return entry


@transaction.atomic
def withdraw_entry(entry: Entry, *, reason: str, by: User, at: datetime) -> Entry:
    """Take an entry out of all counts. It stays readable with the reason, and is never deleted."""
    register = register_of(entry)
    require_writer(by, entry.owner, register, day_of(at))
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= 300:
        raise rules.reason_needed(reason, "rút mục khỏi sổ", "Ghi trùng với mục của Phòng LĐ-TB&XH.")
    _take_the_register(register, entry.owner)
    fields = {"withdrawn_at": at, "withdrawn_by": by, "withdrawn_reason": reason}
    done = Entry.objects.standing().filter(pk=entry.pk).update(**fields)
    entry = register.model.objects.select_related("owner").get(pk=entry.pk)
    if not done:
        rules.require_standing(entry)
    _keep_invariants(register, entry.owner)
    _record("withdrawn", entry, by=by, at=at, details={"reason": reason})
    return entry


def add_evidence(entry: Entry, *, data: bytes, name: str, by: User, at: datetime) -> Evidence:
    """Keep a file that shows the event took place. Raises Refusal for a kind of file that is no evidence.

    A photograph is kept without the place where it was taken and whatever else was written beside its pixels.
    """
    entry = _open_to(entry, by, at)
    require_size(data, name=name)
    shape = recognise(data, name=name).picture
    picture = prepare(data, shape=shape, name=name) if shape else None  # takes a moment, so before others must wait
    with transaction.atomic():
        entry = _open_to(entry, by, at)
        file = keep_picture(picture, name=name, at=at) if picture else keep(data, name=name, at=at)
        return _add(entry, file, by=by, at=at)


@transaction.atomic
def redact_entry(entry: Entry, *, reason: str, by: User, at: datetime) -> Entry:
    """Take what may name people out of an entry and out of its history. What it counts stays as it is."""
    register, reason = register_of(entry), " ".join(reason.split())
    require_writer(by, entry.owner, register, day_of(at))
    if not 0 < len(reason) <= 300:
        raise rules.reason_needed(reason, "xóa tên người", "Người được nêu rút lại sự đồng ý.")
    entry = register.model.objects.select_for_update(of=("self",)).select_related("owner").get(pk=entry.pk)
    kept = [column for column in register.columns if column.personal and getattr(entry, column.name)]
    for column in kept:
        setattr(entry, column.name, REDACTED)
    entry.revision += 1
    entry.save()
    forget_personal(entry)
    details = {"reason": reason, "fields": [column.label for column in kept]}
    _record("redacted", entry, by=by, at=at, details=details)
    return entry


def record_training(
    *,
    owner: Unit,
    subject: str,
    started_on: date,
    ended_on: date,
    place: str,
    men: int,
    women: int,
    by: User,
    at: datetime,
    trainers: str = "",
    men_officials: int = 0,
    women_officials: int = 0,
    budget: int | None = None,
    note: str = "",
    task: PlanTask | None = None,
    co_organisers: Sequence[Unit] = (),
    not_double_because: str = "",
) -> Training:
    """`record_entry` for a training. `budget` in đồng, None where not known."""
    entry = record_entry(
        TRAININGS,
        owner=owner,
        by=by,
        at=at,
        task=task,
        co_organisers=co_organisers,
        not_double_because=not_double_because,
        subject=subject,
        started_on=started_on,
        ended_on=ended_on,
        place=place,
        trainers=trainers,
        men=men,
        women=women,
        men_officials=men_officials,
        women_officials=women_officials,
        budget=budget,
        note=note,
    )
    return cast(Training, entry)


def change_training(training: Training, *, revision: int, by: User, at: datetime, **fields: Any) -> Training:
    """`change_entry` for a training."""
    return cast(Training, change_entry(training, revision=revision, by=by, at=at, **fields))


def withdraw_training(training: Training, *, reason: str, by: User, at: datetime) -> Training:
    """`withdraw_entry` for a training."""
    return cast(Training, withdraw_entry(training, reason=reason, by=by, at=at))


def _open_to(entry: Entry, by: User, at: datetime) -> Entry:
    """The entry as it stands now, where the person may write in it."""
    register = register_of(entry)
    entry = register.model.objects.select_related("owner").get(pk=entry.pk)
    require_writer(by, entry.owner, register, day_of(at))
    rules.require_standing(entry)
    return entry


def _add(entry: Entry, file: StoredFile, *, by: User, at: datetime) -> Evidence:
    same = entry.evidence.filter(file__sha256=file.sha256).select_related("file").first()
    if same is not None:
        raise Refusal(
            "Tệp này đã có trong minh chứng.",
            where=f"tệp «{file.name}»",
            value=f"trùng nội dung với «{same.file.name}»",
            rule="mỗi minh chứng chỉ giữ một bản.",
            remedy="chọn tệp khác, hoặc bỏ qua.",
        )
    details = {"file": file.name, "sha256": file.sha256, **({"removed": file.removed} if file.removed else {})}
    added = Evidence.objects.create(entry_id=entry.pk, file=file, added_by=by, added_at=at)
    _record("evidence_added", entry, by=by, at=at, details=details)
    return added


def _with(register: Register, before: Draft, changed: Mapping[str, Any]) -> Draft:
    known = {column.name for column in register.columns} | {"task", "co_organisers"}
    if unknown := set(changed) - known:
        raise TypeError(f"{register.code} has no {', '.join(sorted(unknown))}")
    values = register.parse({**before.values, **{name: changed[name] for name in changed if name in before.values}})
    helpers = tuple(changed.get("co_organisers", before.co_organisers))
    return Draft(before.owner, values, changed.get("task", before.task), helpers)


def _checked(
    register: Register,
    draft: Draft,
    on: date,
    not_double_because: str,
    *,
    entry: Entry | None = None,
    before: Draft | None = None,
) -> list[Entry]:
    """The probable doubles that a reason was given for. Raises the first refusal; doubles without a reason too."""
    for refusal in rules.problems(register, draft, on):
        raise refusal
    if before is not None and rules.same_event(before, draft):
        return []
    alike = doubles(register, draft, besides=entry)
    if alike and not not_double_because.strip():
        raise rules.ProbableDouble(alike, draft)
    return alike


def _take_the_register(register: Register, owner: Unit) -> None:
    """Whoever writes where all entries of a unit must be right together waits for whoever writes there now."""
    if register.invariants:
        Unit.objects.select_for_update(no_key=True).get(pk=owner.pk)


def _keep_invariants(register: Register, owner: Unit) -> None:
    for invariant in register.invariants:
        if refusal := invariant(owner):
            raise refusal


def _take_turn(entry: Entry) -> bool:
    """Count the revision up, unless someone was faster: two people cannot both save the same one."""
    taken = Entry.objects.standing().filter(pk=entry.pk, revision=entry.revision).update(revision=entry.revision + 1)
    entry.revision += taken
    return bool(taken)


def _write(entry: Entry, draft: Draft) -> None:
    for name, value in draft.values.items():
        setattr(entry, name, value)
    entry.task = draft.task
    entry.save()
    entry.co_organisers.set(draft.co_organisers)


def _plain(changes: list[Change]) -> dict[str, list[str]]:
    return {change.label: [] if change.personal else [change.before, change.after] for change in changes}


def _personal(register: Register, values: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    wanted = set(names)
    return {c.name: str(values[c.name]) for c in register.columns if c.personal and c.name in wanted and values[c.name]}


def _said_of(alike: list[Entry], reason: str) -> dict[str, Any]:
    if not alike:
        return {}
    return {"not_double_because": reason.strip()[:300], "beside": [entry.public_id for entry in alike]}


def _record(
    verb: str,
    entry: Entry,
    *,
    by: User,
    at: datetime,
    details: Mapping[str, Any],
    personal: Mapping[str, str] | None = None,
) -> None:
    name = entry.owner.name_on(day_of(at))
    verb = f"{register_of(entry).noun}.{verb}"
    record(
        verb,
        by=by,
        at=at,
        thing=entry,
        unit=entry.owner,
        unit_name=name,
        label=entry.subject,
        details=details,
        personal=personal,
    )
