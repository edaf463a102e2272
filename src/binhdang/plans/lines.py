"""The lines of a unit's own plan: what a task that is taken over suggests, and what a person may make of it.

A line is a `Proposal`: its `reading` is the suggestion (a decision, with what must be looked at in `checks`, and the
reason in `drop` where the line is proposed to be left out), its `decided` is what stands in the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from binhdang.accounts.models import User
from binhdang.orgs.models import Membership, Unit, UnitClosure, valid_on
from binhdang.plans import decisions
from binhdang.plans.cards import day_and_month
from binhdang.plans.models import PlanTask, Proposal, TaskBody, TaskDeadline
from binhdang.plans.rules import refused
from binhdang.plans.states import Nature
from binhdang.plans.suggesting import Decision
from binhdang.ui.templatetags.ui import day, number
from binhdang.values.texts import nfc

MOST_MONEY = 10**15
"""No task costs more đồng than this: such a number was mistyped."""


@dataclass
class Reach:
    """The bodies and people that a unit may give work to: itself and what stands below it, and who works there."""

    unit: Unit
    on: date
    units: list[Unit] = field(init=False)
    people: list[User] = field(init=False)

    def __post_init__(self) -> None:
        below = UnitClosure.objects.filter(valid_on(self.on), ancestor=self.unit, inherited=False)
        found = Unit.objects.filter(valid_on(self.on), pk__in=below.values("descendant"))
        units = found.prefetch_related("names").order_by("code")
        self.units = sorted(units, key=lambda unit: unit.pk != self.unit.pk)
        held = Membership.objects.filter(valid_on(self.on), unit__in=self.units)
        working = User.objects.filter(pk__in=held.values("user"), is_active=True)
        self.people = list(working.order_by("full_name", "pk"))


def text_of(line: Proposal) -> str:
    """What the line says now."""
    return str(current(line).get("text") or "")


def current(line: Proposal) -> Decision:
    """What was decided, or else what is suggested."""
    decision: Decision = line.decided or line.reading
    return decision


def is_localised(line: Proposal) -> bool:
    """Whether the unit says it in words of its own."""
    return line.taken_from is not None and bool(line.decided) and text_of(line) != line.taken_from.text


def checks(line: Proposal) -> list[str]:
    """What a person must look at before the line can stand."""
    return list(line.reading.get("checks") or [])


def proposed_drop(line: Proposal) -> str:
    """Why the line is proposed to be left out; "" where it is not."""
    return str(line.reading.get("drop") or "")


def from_superior(task: PlanTask, unit: Unit) -> Decision:
    """A superior's task as a line of the unit's plan: the words kept, the unit itself in the part it was given."""
    given = next((body.part for body in task.bodies.all() if body.unit_id == unit.pk), TaskBody.Part.CARRY_OUT)
    rows = [_row(deadline) for deadline in task.deadlines.all()]
    return {**_copied(task, rows), "bodies": [_body(unit.code, given)]}


def from_last_year(task: PlanTask, year: int, reach: Reach) -> Decision:
    """A task of last year's plan, its days moved to the new year; all that a year changes is to be checked."""
    rows = [_moved(_row(deadline), task.plan.year, year) for deadline in task.deadlines.all()]
    within = {unit.code for unit in reach.units}
    bodies = [_body(body.unit.code, body.part) for body in task.bodies.all() if body.unit.code in within]
    copied = {**_copied(task, rows), "bodies": bodies, "person": task.person.public_id if task.person else ""}
    done = f"Đã hoàn thành ngày {day(task.done_at)}: {task.done_basis}" if task.done_at else ""
    return {**copied, "partners": task.partners, "checks": _to_check(task, rows, year), "drop": done}


def _copied(task: PlanTask, rows: list[dict[str, Any]]) -> Decision:
    waits = any(row["condition"] for row in rows)
    nature = Nature.ONCE if task.nature == Nature.CONDITIONAL and not waits else task.nature
    return {
        "label": "",
        "text": task.text,
        "nature": str(nature),
        "group_label": "",
        "group_title": task.group_title,
        "deadlines": rows,
        "budget": None,
        "budget_source": "",
        "person": "",
        "partners": "",
    }


def _to_check(task: PlanTask, rows: Iterable[Mapping[str, Any]], year: int) -> list[str]:
    found = [f"thời hạn dời sang năm {year}: {row['text']}" for row in rows if row["month_day"] or row["on"]]
    if str(task.plan.year) in f"{task.text} {task.group_title}":
        found.append(f"nội dung còn nêu năm {task.plan.year}")
    if task.budget is not None:
        found.append(f"kinh phí năm {task.plan.year} là {number(task.budget)} đồng, ghi lại theo dự toán mới")
    return found


def _body(code: str, part: str) -> dict[str, Any]:
    return {"unit": code, "part": str(part), "manner": str(TaskBody.Manner.ASSIGNED), "spans": [], "basis": ""}


def _row(deadline: TaskDeadline) -> dict[str, Any]:
    """A deadline as a decision holds it; a condition that has occurred leaves the day that it set."""
    due = deadline.due_before_on
    plain = {"month_day": "", "on": "", "condition": "", "spans": []}
    if deadline.condition and deadline.occurred_on and due:
        return {**plain, "kind": "before", "text": f"trước ngày {day(due)}", "on": due.isoformat()}
    row = {**plain, "kind": deadline.kind, "text": deadline.text, "condition": deadline.condition}
    if deadline.month_day or due is None:
        return {**row, "month_day": deadline.month_day}
    exclusive = deadline.kind == "before" or deadline.text.casefold().startswith("trước")
    return {**row, "on": (due if exclusive else due - timedelta(days=1)).isoformat()}


def _moved(row: dict[str, Any], old: int, new: int) -> dict[str, Any]:
    """A deadline in another year, in its words too; 29 February becomes the 28th."""
    words = {**row, "text": str(row["text"]).replace(str(old), str(new))}
    if not row["on"]:
        return words
    named = date.fromisoformat(row["on"])
    moved_year = named.year + new - old
    last = named.day - 1 if (named.month, named.day) == (2, 29) else named.day
    return {**words, "on": date(moved_year, named.month, last).isoformat()}


def checked(decision: Decision, *, reach: Reach, year: int) -> Decision:
    """A line as it may stand in the plan, cleaned. Raises Refusal naming what to mend."""
    text, group = (nfc(" ".join(str(decision.get(name) or "").split())) for name in ("text", "group_title"))
    where = f"nhiệm vụ «{text[:60]}»" if text else "nhiệm vụ chưa có nội dung"
    if not text:
        raise refused("Nhiệm vụ chưa có nội dung.", where, "để trống", "ghi nội dung nhiệm vụ")
    if not group or len(group) > 500:
        raise refused("Nhiệm vụ chưa thuộc nhóm nào.", where, group or "để trống", "chọn nhóm hoặc ghi tên nhóm mới")
    if str(decision.get("nature")) not in Nature.values:
        raise refused("Chưa chọn tính chất nhiệm vụ.", where, "để trống", "chọn một tính chất trong danh sách")
    deadlines = [_worded(decisions.deadline(row, year, where)) for row in decision.get("deadlines") or []]
    waits = any(row["condition"] for row in deadlines)
    if decision["nature"] == Nature.CONDITIONAL and not waits:
        raise refused("Nhiệm vụ có điều kiện nhưng chưa ghi điều kiện.", where, "để trống", "ghi điều kiện")
    return {
        "label": "",
        "text": text,
        "nature": str(decision["nature"]),
        "group_label": "",
        "group_title": group,
        "bodies": _bodies(decision.get("bodies") or [], reach, where),
        "deadlines": deadlines,
        **_means(decision, reach, where),
    }


def _worded(row: dict[str, Any]) -> dict[str, Any]:
    """A day without words is printed as what it is: "trước ngày 30/9"."""
    named = day(date.fromisoformat(row["on"])) if row["on"] else day_and_month(row["month_day"])
    return row if row["text"] else {**row, "text": f"{decisions.DEADLINE_KINDS[row['kind']]} {named}".strip()}


def _bodies(rows: Iterable[Mapping[str, Any]], reach: Reach, where: str) -> list[dict[str, Any]]:
    """Bodies within the unit's reach, each once."""
    known = {unit.code for unit in reach.units}
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        code = str(row["unit"])
        if code not in known:
            raise refused("Không giao được cho đơn vị này.", where, code, "chọn đơn vị của mình hoặc đơn vị trực thuộc")
        if code in found or row["part"] not in TaskBody.Part.values:
            raise refused("Một cơ quan được nêu hai lần hoặc chưa rõ vai trò.", where, code, "giữ một dòng có vai trò")
        found[code] = _body(code, row["part"])
    return list(found.values())


def _means(decision: Decision, reach: Reach, where: str) -> Decision:
    """Money, where it comes from, who answers for it, who helps."""
    money, person = decision.get("budget"), str(decision.get("person") or "")
    if money is not None and not 0 <= int(money) <= MOST_MONEY:
        raise refused("Kinh phí không hợp lệ.", where, str(money), "nhập số đồng, không âm, không có phần lẻ")
    if person and person not in {one.public_id for one in reach.people}:
        raise refused("Người phụ trách không thuộc đơn vị.", where, "", "chọn người của đơn vị trong danh sách")
    source, partners = (nfc(" ".join(str(decision.get(name) or "").split())) for name in ("budget_source", "partners"))
    if source and money is None:
        raise refused("Có nguồn kinh phí nhưng chưa ghi số tiền.", where, source, "ghi số đồng, hoặc bỏ nguồn")
    return {
        "budget": None if money is None else int(money),
        "budget_source": source[:300],
        "person": person,
        "partners": partners[:500],
    }
