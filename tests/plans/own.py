"""Steps of a unit's own plan that several tests take: begun, gone through, worded, and on its way to the clerk."""

from datetime import UTC, date, datetime
from typing import Any

from binhdang.accounts.models import User
from binhdang.demo.world import World
from binhdang.documents.actions import give_number
from binhdang.orgs.models import Unit
from binhdang.plans import actions
from binhdang.plans.lines import current
from binhdang.plans.models import Plan, Proposal
from binhdang.publishing import actions as publishing
from binhdang.publishing.models import Issue

APRIL = datetime(2022, 4, 8, 2, 0, tzinfo=UTC)  # 09:00 in Vietnam
SIGNED_ON = date(2022, 4, 12)
WORDS = {
    "purpose": "- Đưa nhiệm vụ của huyện vào việc làm ở xã.",
    "requirements": "- Rõ người, rõ việc, rõ thời hạn.",
    "carrying_out": "Công chức Văn hóa - Xã hội theo dõi, đôn đốc.",
}


def at(day: int, hour: int = 9, month: int = 4) -> datetime:
    """An instant of 2022 by Vietnam's clock."""
    return datetime(2022, month, day, hour - 7, tzinfo=UTC)


def numbered(world: World, superior: Plan) -> Plan:
    """Khánh gives the district's plan its number and day."""
    give_number(superior.known_paper, symbol="KH-UBND", issued_on=date(2022, 3, 21), by=world.khanh, at=at(1))
    superior.refresh_from_db()
    return superior


def begun(world: World, superior: Plan, *, unit: Unit | None = None, by: User | None = None) -> Plan:
    """An begins her commune's plan."""
    return actions.derive(superior, unit=unit or world.commune, by=by or world.an, at=APRIL)


def line(plan: Plan, label: str) -> Proposal:
    """The line that came from the task of this printed number."""
    return plan.proposals.select_related("plan__unit", "taken_from").get(taken_from__label=label)


def localise(one: Proposal, text: str, *, by: User, **more: Any) -> Proposal:
    """Say a line in words of the unit's own."""
    changes = {**current(one), "text": text, **more}
    return actions.write_line(one, revision=one.revision, changes=changes, by=by, at=APRIL)


def own_task(unit: Unit, text: str, **more: Any) -> dict[str, Any]:
    """A task of the unit's own."""
    bodies = [{"unit": unit.code, "part": "lead"}]
    return {"text": text, "group_title": "Việc riêng của xã", "nature": "once", "bodies": bodies, **more}


def gone_through(plan: Plan, *, by: User) -> Plan:
    """4.3 localised with its day and money, 1.3 left out, one task added, the rest taken over; the words written."""
    deadline = {"kind": "before", "text": "trước ngày 30/9", "month_day": "09-30"}
    means = {"budget": 12_500_000, "budget_source": "Ngân sách xã", "deadlines": [deadline]}
    localise(line(plan, "4.3"), "Mở 02 lớp tập huấn cho cán bộ thôn.", by=by, **means)
    dropped = line(plan, "1.3")
    actions.drop_line(dropped, revision=dropped.revision, reason="Phòng LĐ-TB&XH làm.", by=by, at=APRIL)
    added = own_task(plan.unit, "Lập tổ hòa giải có phụ nữ ở mỗi thôn.", budget=4_000_000, budget_source="Xã hội hóa")
    actions.add_line(plan, changes=added, by=by, at=APRIL)
    actions.take_over_all(plan, by=by, at=APRIL)
    title = f"Công tác bình đẳng giới năm {plan.year} của xã"
    actions.write_words(plan, title=title, words=WORDS, revision=0, by=by, at=APRIL)
    plan.refresh_from_db()
    return plan


def drafted(plan: Plan, *, by: User, when: datetime | None = None) -> Issue:
    """Sent to be signed."""
    recipients = ["UBND huyện (b/c)", "Các thôn", "Lưu: VT"]
    return publishing.draft_plan(plan, recipients=recipients, by=by, at=when or at(11))


def issued(world: World, superior: Plan) -> Plan:
    """An's plan: written by her, signed by Bình, numbered and sent by her."""
    plan = gone_through(begun(world, superior), by=world.an)
    issue = drafted(plan, by=world.an)
    publishing.sign(issue, by=world.binh, at=at(12))
    publishing.number(issue, on=SIGNED_ON, by=world.an, at=at(12, 10))
    publishing.send(issue, by=world.an, at=at(12, 11))
    plan.refresh_from_db()
    return plan
