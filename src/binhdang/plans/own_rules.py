"""What a unit's own plan may undergo while it is drafted, and what must be there before it is signed."""

from __future__ import annotations

from binhdang.documents.models import OfficialPaper
from binhdang.orgs.models import Unit
from binhdang.plans.models import Plan
from binhdang.plans.rules import refused
from binhdang.plans.states import BINDING, PlanState, ProposalState
from binhdang.values.refusals import Refusal


def still_drafted(plan: Plan) -> None:
    """A plan is written until it goes to be signed."""
    if plan.state != PlanState.DRAFTING:
        raise Refusal(
            "Kế hoạch không còn ở bước soạn thảo nên không sửa được.",
            where=plan.title,
            value=PlanState(plan.state).label,
            rule="kế hoạch đã trình ký hoặc đã ban hành giữ nguyên nội dung.",
            remedy="nếu chưa cấp số thì rút văn bản về soạn lại ở trang Phát hành; đã ban hành thì bổ sung nhiệm vụ có "
            "ghi căn cứ.",
        )


def none_drafted(unit: Unit, year: int) -> None:
    """A unit drafts one plan for a year at a time."""
    held = Plan.objects.filter(unit=unit, year=year, state__in=(PlanState.DRAFTING, PlanState.SUBMITTED)).first()
    if held is not None:
        raise begun_already(held)


def begun_already(held: Plan | None) -> Refusal:
    """What the second person is told."""
    return Refusal(
        "Đơn vị đã có kế hoạch đang soạn cho năm này.",
        where=held.title if held else "kế hoạch của đơn vị",
        value=PlanState(held.state).label if held else "",
        rule="mỗi năm một kế hoạch được soạn một lần.",
        remedy="mở kế hoạch đang soạn ở trang Kế hoạch và làm tiếp.",
    )


def not_carried_out_yet(superior: Plan, unit: Unit) -> None:
    """A unit carries out a superior's plan by one plan of its own."""
    ours = Plan.objects.filter(unit=unit, derived_from=superior).first()
    if ours is not None:
        raise refused(
            "Đơn vị đã có kế hoạch thực hiện kế hoạch này.",
            ours.title,
            PlanState(ours.state).label,
            "mở kế hoạch đó; nhiệm vụ phát sinh thì bổ sung ngay trên trang kế hoạch",
        )


def can_be_continued(last: Plan) -> None:
    """Next year's plan begins from a plan of the unit that was in force, once."""
    if last.state not in (PlanState.IN_FORCE, PlanState.ENDED):
        raise refused(
            "Kế hoạch này chưa có hiệu lực nên chưa lập kế hoạch năm sau từ đó được.",
            last.title,
            PlanState(last.state).label,
            "ban hành kế hoạch này trước",
        )
    after = Plan.objects.filter(continues=last).first()
    if after is not None:
        raise refused("Đã lập kế hoạch năm sau từ kế hoạch này.", after.title, f"năm {after.year}", "mở kế hoạch đó")


def same_year(superior: Plan, year: int) -> None:
    """A plan for a year carries out a superior's plan for that year."""
    if superior.year != year:
        raise refused(
            "Kế hoạch cấp trên là của năm khác.", superior.title, f"năm {superior.year}", f"chọn kế hoạch năm {year}"
        )


def can_be_submitted(plan: Plan) -> None:
    """Every line decided, something binds, and the plan says why and how. All that is lacking is told at once."""
    still_drafted(plan)
    waiting = plan.proposals.filter(state=ProposalState.PENDING).count()
    binding = plan.proposals.filter(state__in=BINDING).count()
    lacking = [
        f"{waiting} nhiệm vụ chưa quyết định" if waiting else "",
        "" if binding else "chưa có nhiệm vụ nào",
        "" if plan.wording.purpose.strip() else "chưa có mục đích",
        "" if plan.wording.requirements.strip() else "chưa có yêu cầu",
        "" if plan.wording.carrying_out.strip() else "chưa có phần tổ chức thực hiện",
    ]
    if any(lacking):
        raise Refusal(
            "Kế hoạch chưa trình ký được.",
            where=plan.title,
            value="; ".join(filter(None, lacking)),
            rule="kế hoạch gồm mục đích, yêu cầu, nhiệm vụ đã quyết định từng mục và phần tổ chức thực hiện.",
            remedy="quyết định các nhiệm vụ còn lại và bấm «Sửa lời văn» để viết phần còn thiếu.",
        )


def superior_is_numbered(plan: Plan) -> None:
    """The basis names the superior's plan by its number and day."""
    paper = plan.derived_from.paper if plan.derived_from else None
    if paper is not None and not (paper.number and paper.issued_on):
        raise refused(
            "Kế hoạch cấp trên chưa có số, ngày để làm căn cứ.",
            paper.title or "kế hoạch cấp trên",
            "chưa cấp số",
            "đề nghị văn thư cấp trên cấp số trong hệ thống, rồi trình lại",
        )


def can_be_issued(plan: Plan, paper: OfficialPaper) -> None:
    """A plan written here is put in force when its signed paper goes out."""
    if plan.state != PlanState.SUBMITTED or paper.owner_id != plan.unit_id or not paper.number:
        raise refused(
            "Kế hoạch chưa ban hành nên chưa có hiệu lực.",
            plan.title,
            PlanState(plan.state).label,
            "trình ký, ký, cấp số rồi phát hành văn bản",
        )
