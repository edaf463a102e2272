"""An uploaded sheet against the register as it stands: row by row, what would be new, changed, or refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from binhdang.accounts.models import User
from binhdang.orgs.models import Unit
from binhdang.plans.models import PlanTask
from binhdang.registers import rules, sheets
from binhdang.registers.access import require_writer
from binhdang.registers.changes import Change, changes_between, draft_of
from binhdang.registers.entries import Draft, Register
from binhdang.registers.models import Entry
from binhdang.registers.queries import doubles, tasks_open_to, units_written_for
from binhdang.registers.sheets import BadCell, Row, plain_text
from binhdang.values.refusals import Refusal
from binhdang.values.texts import fold


@dataclass(frozen=True)
class Line:
    """One row that would be taken: a new entry, or changes of one."""

    row: Row
    draft: Draft
    entry: Entry | None = None
    changes: list[Change] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    """What it may be a double of, in words."""


@dataclass
class Difference:
    """What an uploaded file would change."""

    new: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    untouched: int = 0

    @property
    def doubtful(self) -> list[Line]:
        """Rows that are probably in the register already."""
        return [line for line in (*self.new, *self.changed) if line.alike]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to take."""
        return not (self.new or self.changed or self.refused)


class Comparing:
    """Rows against the register as it stands, for one person on one day."""

    def __init__(self, register: Register, by: User, on: date) -> None:
        self.register, self.by, self.on = register, by, on
        self.own = units_written_for(by, on)
        self.units = {unit.code: unit for unit in Unit.objects.prefetch_related("names")}
        self.tasks: dict[int, list[PlanTask]] = {}
        self.found = Difference()

    def all(self, rows: list[Row]) -> Difference:
        """Every row, in order."""
        keys = Counter(row.key for row in rows if row.key)
        visible = self.register.model.objects.visible_to(self.by, self.on).select_related("owner", "task__plan")
        entries = {entry.public_id: entry for entry in visible.filter(public_id__in=keys)}
        for row in rows:
            try:
                self._row(row, entries.get(row.key), keys[row.key])
            except Refusal as refusal:
                self.found.refused.append(refusal)
        return self.found

    def _row(self, row: Row, entry: Entry | None, times: int) -> None:
        if row.key and entry is None:
            remedy = "tải xuống lại sổ; nếu đây là dòng mới thì bỏ ẩn cột A, B và xóa hai ô đầu dòng."
            raise _at(row, sheets.KEY, "Không tìm thấy mục của dòng này.", row.key, "khóa phải có trong sổ.", remedy)
        if times > 1:
            remedy = "bỏ ẩn cột A, B rồi xóa hai ô đầu của dòng chép thêm."
            raise _at(row, sheets.KEY, "Hai dòng mang cùng một khóa.", row.key, "mỗi mục một dòng.", remedy)
        if entry is not None and sheets.fingerprint(self._seen(row)) == row.mark[1]:
            self.found.untouched += 1
        elif entry is None:
            self._new(row)
        else:
            self._changed(row, entry)

    def _seen(self, row: Row) -> list[Any]:
        return [row.cells[header] for header in sheets.headers(self.register)[2:]]

    def _new(self, row: Row) -> None:
        draft = self._draft(row, self._owner(row), None)
        require_writer(self.by, draft.owner, self.register, self.on)
        self._check(row, draft, task=draft.task)
        self.found.new.append(Line(row, draft, alike=self._alike(draft, None)))

    def _changed(self, row: Row, entry: Entry) -> None:
        code = plain_text(row.cells[sheets.OWNER])
        if code != entry.owner.code:
            remedy = "trả lại mã cũ; muốn chuyển đơn vị thì rút mục này và để đơn vị kia ghi."
            raise _at(row, sheets.OWNER, "Đơn vị chủ trì không đổi được.", code, f"mục của {entry.owner.code}.", remedy)
        before, draft = draft_of(self.register, entry), self._draft(row, entry.owner, entry.task)
        changes = changes_between(self.register, before, draft, self.on)
        if not changes:
            self.found.untouched += 1
            return
        require_writer(self.by, entry.owner, self.register, self.on)
        rules.require_standing(entry)
        if row.mark[0] != entry.revision:
            raise _conflict(row, changes)
        self._check(row, draft, task=draft.task if draft.task != entry.task else None)
        alike = [] if rules.same_event(before, draft) else self._alike(draft, entry)
        self.found.changed.append(Line(row, draft, entry, changes, alike))

    def _owner(self, row: Row) -> Unit:
        code = plain_text(row.cells[sheets.OWNER])
        if not code and len(self.own) == 1:
            return self.own[0]
        if code not in self.units:
            remedy = f"nhập mã đơn vị của mình: {', '.join(unit.code for unit in self.own) or 'chưa có'}."
            rule = "đơn vị nhận bằng mã, xem sheet huong-dan."
            raise _at(row, sheets.OWNER, "Chưa rõ đơn vị chủ trì.", code or "để trống", rule, remedy)
        return self.units[code]

    def _draft(self, row: Row, owner: Unit, task: PlanTask | None) -> Draft:
        values: dict[str, Any] = {}
        for column in self.register.columns:
            raw = row.cells[column.label]
            if isinstance(raw, BadCell):
                remedy = "gõ thẳng giá trị vào ô (hoặc chép rồi dán giá trị)."
                raise _at(row, column.label, "Ô không có giá trị dùng được.", raw.why, "mỗi ô một giá trị.", remedy)
            try:
                values[column.name] = column.parse(raw)
            except Refusal as refusal:
                raise _placed(row, column.label, refusal) from refusal
        return Draft(owner, values, self._task(row, owner, task), self._helpers(row))

    def _task(self, row: Row, owner: Unit, current: PlanTask | None) -> PlanTask | None:
        label = plain_text(row.cells[sheets.TASK])
        if not label or (current is not None and label == current.label):
            return current if label else None
        if owner.pk not in self.tasks:
            self.tasks[owner.pk] = tasks_open_to(owner, self.on)
        found = [task for task in self.tasks[owner.pk] if task.label == label]
        if len(found) != 1:
            what = "Có nhiều kế hoạch cùng số nhiệm vụ này." if found else "Không có nhiệm vụ này."
            other = "để trống ô này rồi nối nhiệm vụ trên trang của mục."
            remedy = other if found else "xem các nhiệm vụ ở sheet huong-dan."
            raise _at(row, sheets.TASK, what, label, "nhiệm vụ của kế hoạch đang thực hiện, ví dụ 4.3.", remedy)
        return found[0]

    def _helpers(self, row: Row) -> tuple[Unit, ...]:
        codes = [code for part in plain_text(row.cells[sheets.HELPERS]).split(";") if (code := part.strip())]
        unknown = [code for code in codes if code not in self.units]
        if unknown:
            remedy = "xem mã ở sheet huong-dan; nhiều mã cách nhau bằng dấu chấm phẩy."
            raise _at(row, sheets.HELPERS, "Không có đơn vị mang mã này.", "; ".join(unknown), "nhận bằng mã.", remedy)
        return tuple(self.units[code] for code in dict.fromkeys(codes))

    def _check(self, row: Row, draft: Draft, *, task: PlanTask | None) -> None:
        for refusal in rules.problems(self.register, draft, self.on):
            raise _placed(row, refusal.where, refusal)
        if task is not None:
            rules.require_task_open(task, draft, self.on)

    def _alike(self, draft: Draft, entry: Entry | None) -> list[str]:
        kept = [f"mục «{other.subject}» trong sổ" for other in doubles(self.register, draft, besides=entry)]
        in_file = [line for line in self.found.new if _same_time_and_place(line.draft, draft)]
        return kept + [f"dòng {line.row.number} của tệp" for line in in_file]


def _same_time_and_place(one: Draft, other: Draft) -> bool:
    """Whether two rows of one file are probably the same event, as `doubles` sees it for entries."""
    days = one.values["started_on"] == other.values["started_on"]
    units = {one.owner, *one.co_organisers} & {other.owner, *other.co_organisers}
    return days and bool(units) and fold(one.values["place"]) == fold(other.values["place"])


def _at(row: Row, header: str, what: str, value: str, rule: str, remedy: str) -> Refusal:
    return Refusal(what, where=f"ô {row.cell(header)} ({header})", value=value, rule=rule, remedy=remedy)


def _placed(row: Row, label: str, refusal: Refusal) -> Refusal:
    """The same refusal, naming the cell, or the row where it speaks of several."""
    where = f"ô {row.cell(label)} ({label})" if label in row.letters else f"dòng {row.number} ({label})"
    return Refusal(refusal.what, where=where, value=refusal.value, rule=refusal.rule, remedy=refusal.remedy)


def _conflict(row: Row, changes: list[Change]) -> Refusal:
    theirs = "; ".join(f"{change.label}: {change.before or 'trống'}" for change in changes)
    return Refusal(
        "Mục này đã được người khác sửa sau khi tải tệp xuống.",
        where=f"dòng {row.number}",
        value=f"trong sổ hiện là {theirs}",
        rule="không ghi đè lên việc của người khác.",
        remedy="tải xuống lại sổ, sửa dòng này trên bản mới rồi tải lên.",
    )
