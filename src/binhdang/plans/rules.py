"""What a plan, a proposal and a task may undergo, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from binhdang.documents.models import OfficialPaper
from binhdang.orgs.models import Unit, UnitClosure, valid_on
from binhdang.plans.models import Plan, PlanTask, TaskDeadline
from binhdang.plans.states import BINDING, Nature, PlanState, ProposalKind, ProposalState, TaskScope
from binhdang.plans.suggesting import Suggestion, is_plan
from binhdang.values.refusals import Refusal
from binhdang.values.texts import nfc, same_spelling

_NUMBERED = re.compile(r"(?P<above>.*?)(?P<last>\d+)$")


def still_open(plan: Plan) -> None:
    """Decisions on proposals end when the plan is put in force."""
    if plan.state != PlanState.PROPOSED:
        raise Refusal(
            "Kế hoạch đã có hiệu lực nên không sửa được đề xuất.",
            where=plan.title,
            value=PlanState(plan.state).label,
            rule="đề xuất chỉ được quyết định khi kế hoạch đang xác nhận.",
            remedy="bổ sung nhiệm vụ hoặc giao thêm cơ quan ngay trên trang kế hoạch, có ghi căn cứ.",
        )


def can_become_plan(paper: OfficialPaper, unit: Unit, year: int) -> None:
    """A plan is made once, from a paper in the unit's own books that was read as a plan."""
    where = f"văn bản «{paper.title or paper.kind}»"
    if paper.owner_id != unit.pk:
        raise refused(
            "Văn bản này thuộc sổ của đơn vị khác.", where, paper.owner.code, "đưa văn bản vào sổ của đơn vị mình trước"
        )
    if Plan.objects.filter(paper=paper).exists():
        raise refused("Đã có kế hoạch lập từ văn bản này.", where, f"năm {year}", "mở kế hoạch đã lập")
    if not 2000 <= year <= 2100:
        raise refused("Năm kế hoạch không hợp lệ.", "năm kế hoạch", str(year), "nhập năm gồm bốn chữ số, ví dụ 2022")
    if not paper.reading or not is_plan(paper):
        raise no_tasks(paper)


def no_tasks(paper: OfficialPaper) -> Refusal:
    """What the person is told about a paper that is no plan."""
    return Refusal(
        "Văn bản này không đọc được thành kế hoạch.",
        where=f"tệp «{paper.file.name}»" if paper.file else f"văn bản «{paper.title}»",
        value=f"tên loại «{paper.kind or 'không có'}», {len((paper.reading or {}).get('duties') or [])} nhiệm vụ",
        rule="kế hoạch có tên loại Kế hoạch (hoặc Chương trình, Đề án, Phương án) và các nhiệm vụ đánh số.",
        remedy="kiểm tra đã chọn đúng tệp chưa; bản chụp mờ thì tải lên bản .docx gốc.",
    )


def can_be_derived_from(superior: Plan, unit: Unit, on: date) -> None:
    """A unit's own plan carries out a plan in force of a unit above it."""
    tree = UnitClosure.objects.filter(valid_on(on), inherited=False)
    above = tree.filter(descendant=unit, ancestor=superior.unit, depth__gt=0)
    if superior.state != PlanState.IN_FORCE or not above.exists():
        raise refused(
            "Không lập được kế hoạch thực hiện từ kế hoạch này.",
            f"kế hoạch «{superior.title}»",
            PlanState(superior.state).label,
            "chọn kế hoạch đang thực hiện của cấp trên trực tiếp",
        )


def all_decided(plan: Plan) -> None:
    """A plan is put in force when a person has decided on every proposal, and something binds."""
    still_open(plan)
    waiting = plan.proposals.filter(state=ProposalState.PENDING)
    if waiting:
        names = ", ".join(p.label or ProposalKind(p.kind).label for p in waiting)
        raise Refusal(
            f"Còn {len(waiting)} đề xuất chưa quyết định.",
            where=f"kế hoạch «{plan.title}»",
            value=names,
            rule="kế hoạch chỉ có hiệu lực khi từng đề xuất đã được xác nhận, sửa hoặc bỏ.",
            remedy="mở trang xác nhận và quyết định các đề xuất còn lại.",
        )
    binding = plan.proposals.filter(state__in=BINDING)
    if not binding.exclude(kind=ProposalKind.REPORTING).exists():
        raise refused(
            "Kế hoạch không có nhiệm vụ nào.", f"kế hoạch «{plan.title}»", "0 nhiệm vụ", "xác nhận ít nhất một nhiệm vụ"
        )


def not_in_force_already(plan: Plan) -> None:
    """One plan of a unit for a year is in force once: a second would open every reporting round again."""
    same = Plan.objects.filter(unit=plan.unit, year=plan.year, state=PlanState.IN_FORCE).exclude(pk=plan.pk)
    twin = next((other for other in same if same_spelling(other.title) == same_spelling(plan.title)), None)
    if twin is not None:
        raise Refusal(
            "Kế hoạch này đang được thực hiện rồi.",
            where=f"kế hoạch năm {plan.year} của đơn vị",
            value=plan.title[:120],
            rule="một kế hoạch chỉ đưa vào thực hiện một lần, nếu không mọi kỳ báo cáo sẽ mở hai lần.",
            remedy=f"dùng kế hoạch đang thực hiện ({twin.known_paper.number_symbol or 'chưa có số'}).",
        )


def condition_can_occur(deadline: TaskDeadline, on: date, due_before_on: date | None, today: date) -> None:
    """A condition occurs once, on a day already here, and what becomes due is due after it."""
    where = f"điều kiện «{deadline.condition}» của nhiệm vụ {deadline.task.label}"
    if not deadline.condition or deadline.occurred_on:
        seen = f"đã xảy ra ngày {deadline.occurred_on:%d/%m/%Y}" if deadline.occurred_on else "không có điều kiện"
        raise refused("Không ghi điều kiện đã xảy ra được.", where, seen, "xem lại thời hạn hiện có của nhiệm vụ")
    if deadline.task.plan.state != PlanState.IN_FORCE:
        raise refused("Kế hoạch chưa có hiệu lực.", where, "đang xác nhận", "đưa kế hoạch vào thực hiện trước")
    if on > today:
        raise refused(
            "Ngày xảy ra ở sau ngày hôm nay.", where, f"{on:%d/%m/%Y}", "nhập ngày ghi trên văn bản làm căn cứ"
        )
    if due_before_on is not None and due_before_on <= on:
        raise refused(
            "Hạn thực hiện không sau ngày xảy ra.", where, f"{due_before_on:%d/%m/%Y}", "nhập hạn sau ngày đó"
        )


def reason_given(reason: str, *, where: str) -> str:
    """A change or a rejection says why. Returns it trimmed."""
    given = nfc(reason.strip())
    if not given or len(given) > 500:
        raise Refusal(
            "Chưa ghi lý do." if not given else "Lý do quá dài.",
            where=where,
            value="để trống" if not given else f"{len(given)} ký tự",
            rule="mọi thay đổi so với văn bản đều ghi lý do hoặc căn cứ, dài nhất 500 ký tự.",
            remedy="ghi ngắn gọn vì sao sửa, bỏ hay bổ sung, ví dụ số văn bản làm căn cứ.",
        )
    return given


def all_named(suggestion: Suggestion, label: str) -> None:
    """A name that no unit was found for is never dropped silently."""
    if suggestion.unresolved:
        names = "; ".join(f"«{match.name}»" for match in suggestion.unresolved)
        raise Refusal(
            "Còn tên cơ quan chưa xác định được là đơn vị nào.",
            where=f"đề xuất {label}" if label else "chế độ báo cáo",
            value=names,
            rule="không giao việc cho đơn vị mà văn bản không nêu rõ.",
            remedy="bấm «Sửa», chọn đơn vị cho từng tên (hoặc bỏ tên đó) và ghi lý do.",
        )


def gaps(labels: Iterable[str]) -> dict[str, list[str]]:
    """Printed numbers that a run of labels jumps over, by the label before the gap: 4.3, 4.5 → {"4.3": ["4.4"]}."""
    found: dict[str, list[str]] = {}
    previous: tuple[str, str, int] | None = None
    for label in labels:
        parts = _NUMBERED.fullmatch(label)
        if parts is None:
            previous = None
            continue
        above, number = parts["above"], int(parts["last"])
        if previous and previous[1] == above and 1 < number - previous[2] <= 20:
            found[previous[0]] = [f"{above}{n}" for n in range(previous[2] + 1, number)]
        previous = (label, above, number)
    return found


def label_is_free(plan: Plan, label: str) -> None:
    """A task that a person adds takes neither a printed number nor one that the paper leaves out."""
    printed = list(plan.proposals.filter(kind=ProposalKind.TASK).values_list("label", flat=True))
    left_out = {gap for missing in gaps(printed).values() for gap in missing}
    taken = {*printed, *plan.tasks.filter(scope=TaskScope.TASK).values_list("label", flat=True)}
    if label in taken | left_out:
        raise Refusal(
            "Số hiệu này không dùng cho nhiệm vụ bổ sung được.",
            where="số hiệu",
            value=label,
            rule="số in trong văn bản được giữ nguyên, kể cả số bị bỏ trống.",
            remedy="đặt số hiệu khác, ví dụ BS.1.",
        )


def can_be_done(task: PlanTask) -> None:
    """Only what is done once is ever done; a continuous task is only active."""
    waiting = (
        task.nature == Nature.CONDITIONAL and task.deadlines.filter(occurred_on=None).exclude(condition="").exists()
    )
    if task.nature in (Nature.CONTINUOUS, Nature.PERIODIC) or waiting or task.done_at:
        raise Refusal(
            "Không đánh dấu hoàn thành nhiệm vụ này được.",
            where=f"nhiệm vụ {task.label}",
            value="đã hoàn thành" if task.done_at else Nature(task.nature).label,
            rule="chỉ nhiệm vụ làm một lần, hoặc có điều kiện mà điều kiện đã xảy ra, mới có lúc hoàn thành.",
            remedy="nhiệm vụ thường xuyên, định kỳ thì ghi kết quả từng lần; nhiệm vụ có điều kiện thì ghi điều kiện "
            "đã xảy ra trước.",
        )


def refused(what: str, where: str, value: str, remedy: str) -> Refusal:
    """A refusal whose rule is plain from what is said."""
    return Refusal(what, where=where, value=value, remedy=f"{remedy}.")
