"""What must be right about an entry of any register. Each rule says its sentence; a register adds its own."""

from __future__ import annotations

from datetime import date

from binhdang.plans.models import PlanTask
from binhdang.plans.states import PlanState
from binhdang.registers.choices import Reference
from binhdang.registers.columns import EMPTY
from binhdang.registers.entries import BASIS_OF_NAMING, ENDED_ON, STARTED_ON, Draft, Register, Rule
from binhdang.registers.models import Entry
from binhdang.registers.queries import referable, tasks_open_to
from binhdang.ui.templatetags.ui import day
from binhdang.values.refusals import Conflict, Refusal


def days_in_order(draft: Draft, on: date) -> Refusal | None:
    """Nothing ends before it begins."""
    ended = draft.values.get("ended_on")
    if ended is None or ended >= draft.values["started_on"]:
        return None
    return Refusal(
        "Ngày kết thúc trước ngày bắt đầu.",
        where=ENDED_ON.label,
        value=f"từ {day(draft.values['started_on'])} đến {day(ended)}",
        rule="ngày kết thúc bằng hoặc sau ngày bắt đầu.",
        remedy="sửa lại một trong hai ngày.",
    )


def already_begun(draft: Draft, on: date) -> Refusal | None:
    """A register holds what there is, not what is planned."""
    return _later_than_today(draft.values["started_on"], on)


def already_held(draft: Draft, on: date) -> Refusal | None:
    """What was done on some days is written down when it is over."""
    return _later_than_today(max(draft.values["started_on"], draft.values.get("ended_on") or date.min), on)


def _later_than_today(last: date, on: date) -> Refusal | None:
    if last <= on:
        return None
    return Refusal(
        "Ngày ở sau hôm nay.",
        where=f"{STARTED_ON.label}, {ENDED_ON.label}",
        value=day(last),
        rule=f"sổ ghi việc đã làm; hôm nay là {day(on)}.",
        remedy="kiểm tra lại ngày; việc chưa làm xong thì ghi sau khi kết thúc.",
    )


def unit_was_there(draft: Draft, on: date) -> Refusal | None:
    """A unit records what it did itself, while it existed."""
    owner, started = draft.owner, draft.values["started_on"]
    if owner.valid_from <= started and (owner.valid_to is None or started < owner.valid_to):
        return None
    lasted = f"từ {day(owner.valid_from)}" + (f" đến trước {day(owner.valid_to)}" if owner.valid_to else "")
    return Refusal(
        "Ngày nằm ngoài thời gian đơn vị tồn tại.",
        where=STARTED_ON.label,
        value=day(started),
        rule=f"đơn vị {owner.name_on(on)} hoạt động {lasted}.",
        remedy="kiểm tra lại ngày, nhất là năm; hoặc ghi cho đơn vị khi ấy.",
    )


def owner_is_no_helper(draft: Draft, on: date) -> Refusal | None:
    """Who leads an event does not help itself."""
    if draft.owner not in draft.co_organisers:
        return None
    return Refusal(
        "Đơn vị chủ trì đồng thời là đơn vị phối hợp.",
        where="Đơn vị phối hợp",
        value=draft.owner.name_on(on),
        rule="mỗi đơn vị chỉ đứng một vai trong một việc.",
        remedy="bỏ đơn vị chủ trì khỏi danh sách phối hợp.",
    )


OF_EVERY_ENTRY: tuple[Rule, ...] = (days_in_order, unit_was_there, owner_is_no_helper)


def problems(register: Register, draft: Draft, on: date) -> list[Refusal]:
    """Everything that is wrong with a draft."""
    held = already_begun if register.lasting else already_held
    found = [rule(draft, on) for rule in (held, *OF_EVERY_ENTRY, *register.rules)]
    found += [named_on_a_basis(register, draft), *(within_reach(column, draft, on) for column in register.references)]
    return [refusal for refusal in found if refusal is not None]


def named_on_a_basis(register: Register, draft: Draft) -> Refusal | None:
    """A person is named only on a basis that the entry states."""
    names = [column for column in register.columns if column.names and draft.values[column.name]]
    if not names or draft.values["basis_of_naming"]:
        return None
    return Refusal(
        "Có tên người mà chưa có căn cứ nêu tên.",
        where=BASIS_OF_NAMING.label,
        value=EMPTY,
        rule="chỉ lưu tên khi người đó đồng ý, hoặc có quyết định, nhiệm vụ làm căn cứ.",
        remedy=f"chọn căn cứ, hoặc xóa ô «{names[0].label}»; số liệu không cần tên.",
    )


def within_reach(column: Reference, draft: Draft, on: date) -> Refusal | None:
    """What an entry names is of the unit itself, of one above it or of one below it, and of a kind that fits."""
    named = draft.values[column.name]
    if named is None or referable(column, [draft.owner], on).filter(pk=named.pk).exists():
        return None
    return column.missing(named.subject)


def require_task_open(task: PlanTask, draft: Draft, on: date) -> None:
    """Raise Refusal where the task is not in force, or is of a plan that does not reach the unit."""
    if task.plan.state != PlanState.IN_FORCE:
        raise Refusal(
            "Kế hoạch của nhiệm vụ này không đang thực hiện.",
            where="Nhiệm vụ",
            value=f"{task.label}, kế hoạch năm {task.plan.year}, {task.plan.get_state_display()}",
            rule="chỉ ghi việc vào nhiệm vụ của kế hoạch đang thực hiện.",
            remedy="chọn nhiệm vụ khác, hoặc để trống rồi nối sau.",
        )
    if task not in tasks_open_to(draft.owner, on):
        raise Refusal(
            "Nhiệm vụ này không thuộc phạm vi của đơn vị.",
            where="Nhiệm vụ",
            value=f"{task.label}, kế hoạch năm {task.plan.year}",
            rule=f"{draft.owner.name_on(on)} không có tên trong nhiệm vụ và không trực thuộc nơi ban hành kế hoạch.",
            remedy="chọn nhiệm vụ khác, hoặc để trống.",
        )


def reason_needed(reason: str, what: str, example: str) -> Refusal:
    """What is said where something is done without a reason, or with one that is too long."""
    return Refusal(
        "Lý do quá dài." if reason else "Chưa nêu lý do.",
        where="Lý do",
        value=f"{len(reason)} ký tự" if reason else EMPTY,
        rule=f"{what} phải có lý do, dài nhất 300 ký tự.",
        remedy=f"viết một câu, ví dụ «{example}»",
    )


def require_standing(entry: Entry) -> None:
    """Raise Refusal where the entry was withdrawn."""
    if entry.withdrawn_at is not None:
        raise Refusal(
            "Mục này đã được rút khỏi sổ.",
            where=entry.subject,
            value=f"rút ngày {day(entry.withdrawn_at)}: {entry.withdrawn_reason}",
            rule="mục đã rút chỉ còn để tra cứu.",
            remedy="ghi một mục mới nếu việc này thật sự đã diễn ra.",
        )


def same_event(one: Draft, other: Draft) -> bool:
    """Whether day, place and units are the same, so that no new double can have come of the change."""
    units = [{draft.owner, *draft.co_organisers} for draft in (one, other)]
    same = all(one.values.get(name) == other.values.get(name) for name in ("started_on", "place"))
    return same and units[0] == units[1]


class ProbableDouble(Refusal):
    """The event stands in the register already, probably. `entries`: which ones; a person decides."""

    def __init__(self, entries: list[Entry], draft: Draft) -> None:
        self.entries = entries
        super().__init__(
            "Có thể việc này đã được ghi rồi.",
            where=f"{day(draft.values['started_on'])}, {draft.values['place']}",
            value=f"{len(entries)} mục cùng ngày, cùng nơi, chung đơn vị",
            rule="một việc nhiều đơn vị cùng làm chỉ ghi một lần, ở đơn vị chủ trì.",
            remedy="xem các mục đó; nếu đây là việc khác thì xác nhận và nêu lý do.",
        )


def changed_meanwhile(entry: Entry, *, mine: dict[str, str], theirs: dict[str, str]) -> Conflict:
    """What is said where someone else saved the entry first. `mine`, `theirs`: label → value as shown."""
    return Conflict(
        "Người khác vừa sửa mục này.",
        where=", ".join(theirs) or entry.subject,
        mine=mine,
        theirs=theirs,
        revision=entry.revision,
        remedy="so sánh hai bản dưới đây, sửa lại nếu cần, rồi lưu lần nữa.",
    )
