"""The communes' own plans of 2022: Ia Tơi's is issued in April, Ia Đal's in May, Ia Dom still writes in November."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from binhdang.accounts.models import User
from binhdang.demo.world import World
from binhdang.orgs.models import Unit
from binhdang.plans import actions as plans
from binhdang.plans.lines import current
from binhdang.plans.models import Plan, Proposal
from binhdang.publishing import actions as publishing

BUDGET = "Ngân sách xã năm 2022"
WITHOUT_THE_REVIEW = (
    "Báo cáo tổng kết do Phòng LĐ-TB&XH xây dựng; xã cung cấp số liệu theo nhiệm vụ 1.1, không lập báo cáo riêng."
)

IA_TOI: dict[str, dict[str, Any]] = {
    "1.1": {
        "text": "Rà soát, cung cấp số liệu 15 năm thi hành Luật Bình đẳng giới trên địa bàn xã: cán bộ nữ, lao động "
        "nữ, hộ nghèo do phụ nữ làm chủ hộ; nêu vướng mắc ở các thôn biên giới.",
        "deadlines": [{"kind": "before", "text": "trước ngày 20/5", "month_day": "05-20"}],
    },
    "3.2": {
        "text": "Phát tờ rơi nhận từ cấp trên đến từng thôn, có người đọc bằng tiếng Gia Rai; mỗi tuần một buổi phát "
        "thanh trên loa của xã.",
        "budget": 6_000_000,
        "budget_source": BUDGET,
        "partners": "Hội LHPN xã, Đoàn Thanh niên xã",
    },
    "3.4": {
        "text": "Hưởng ứng Tháng hành động vì bình đẳng giới và phòng ngừa, ứng phó với bạo lực trên cơ sở giới năm "
        "2022; chuẩn bị địa điểm, vận động Nhân dân dự Lễ phát động cấp huyện tại xã.",
        "deadlines": [{"kind": "within", "text": "từ ngày 15/11 đến ngày 15/12"}],
        "budget": 18_000_000,
        "budget_source": BUDGET,
        "partners": "Ủy ban MTTQ xã, Công an xã, Trạm Y tế xã",
    },
    "4.3": {
        "text": "Mở 02 lớp tập huấn kiến thức giới cho cán bộ thôn, người có uy tín; cử cán bộ dự lớp của huyện.",
        "deadlines": [{"kind": "before", "text": "trước ngày 30/9", "month_day": "09-30"}],
        "budget": 12_500_000,
        "budget_source": BUDGET,
        "partners": "Hội LHPN xã",
    },
}
IA_TOI_ADDED: dict[str, Any] = {
    "text": "Lập tổ hòa giải có ít nhất một phụ nữ ở mỗi thôn; công bố số điện thoại của địa chỉ tin cậy tại nhà rông.",
    "group_title": "Phòng ngừa bạo lực gia đình ở thôn",
    "nature": "once",
    "deadlines": [{"kind": "before", "text": "trước ngày 01/9", "month_day": "09-01"}],
    "budget": 4_000_000,
    "budget_source": "Vận động xã hội hóa",
    "partners": "Công an xã, Hội LHPN xã",
}
IA_DAL: dict[str, dict[str, Any]] = {
    "3.3": {
        "text": "Tổ chức 04 buổi nói chuyện ở thôn về chia sẻ việc nhà, có nam giới và già làng cùng nói.",
        "budget": 8_000_000,
        "budget_source": BUDGET,
        "partners": "Đoàn Thanh niên xã",
    },
    "4.3": {
        "text": "Tập huấn lồng ghép giới cho công chức xã và trưởng thôn, một lớp trong quý III.",
        "deadlines": [{"kind": "before", "text": "trước ngày 01/10", "month_day": "10-01"}],
        "budget": 7_200_000,
        "budget_source": BUDGET,
    },
}
IA_DOM = {
    "3.1": {"text": "Tuyên truyền về bình đẳng giới trong các cuộc họp thôn, ít nhất hai lần mỗi thôn trong năm."},
}


def write_own_plans(world: World, district: Plan, day: Any) -> None:
    """Each commune by its own people. `day`: an instant of the year 2022."""
    an, binh = world.an, world.binh
    ia_toi = _begun(district, world.commune, "xã Ia Tơi", IA_TOI, by=an, at=day(4, 8))
    plans.add_line(ia_toi, changes=_by_itself(world.commune, IA_TOI_ADDED), by=an, at=day(4, 8, 14))
    _issue(ia_toi, writer=an, leader=binh, at=day(4, 14))
    dal = world.units["23535"]
    writer, leader = (world.people[f"{work}_23535"] for work in ("nhap", "duyet"))
    ia_dal = _begun(district, dal, "xã Ia Đal", IA_DAL, by=writer, at=day(5, 4))
    _issue(ia_dal, writer=writer, leader=leader, at=day(5, 9))
    _still_drafting(world, district, at=day(11, 16))


def _begun(
    district: Plan, unit: Unit, place: str, words: Mapping[str, Mapping[str, Any]], *, by: User, at: datetime
) -> Plan:
    """Every task gone through: some in words of their own, the review left to the district, the rest taken over."""
    plan = plans.derive(district, unit=unit, by=by, at=at)
    for label, changes in words.items():
        _localise(_line(plan, label), changes, by=by, at=at)
    review = _line(plan, "1.3")
    plans.drop_line(review, revision=review.revision, reason=WITHOUT_THE_REVIEW, by=by, at=at)
    plans.take_over_all(plan, by=by, at=at + timedelta(hours=1))
    _word(plan, place, by=by, at=at + timedelta(hours=2))
    return plan


def _localise(line: Proposal, changes: Mapping[str, Any], *, by: User, at: datetime) -> None:
    """In the commune's words, answered for by the one who writes them."""
    given = {**current(line), **changes, "person": by.public_id}
    if any(row.get("condition") for row in current(line)["deadlines"]) and "deadlines" in changes:
        given["nature"] = "once"
    plans.write_line(line, revision=line.revision, changes=given, by=by, at=at)


def _word(plan: Plan, place: str, *, by: User, at: datetime) -> None:
    words = {
        "purpose": f"- Đưa các nhiệm vụ của kế hoạch cấp huyện vào việc làm cụ thể ở {place}.\n"
        "- Giúp cán bộ và Nhân dân ở thôn hiểu đúng, làm đúng pháp luật về bình đẳng giới.",
        "requirements": "- Mỗi nhiệm vụ có người chịu trách nhiệm, thời hạn và kinh phí rõ ràng.\n"
        "- Làm việc gì ghi sổ việc đó, có minh chứng, để số liệu báo cáo khớp với việc đã làm.",
        "carrying_out": "- Công chức Văn hóa - Xã hội theo dõi, đôn đốc, tổng hợp kết quả.\n"
        "- Đề nghị Hội LHPN xã, Đoàn Thanh niên xã và các thôn phối hợp thực hiện.\n"
        "- Báo cáo Ủy ban nhân dân huyện qua Phòng Lao động - Thương binh và Xã hội: 06 tháng trước ngày 05/6, hằng "
        "năm trước ngày 05/12.",
    }
    title = f"Công tác bình đẳng giới năm {plan.year} trên địa bàn {place}"
    plans.write_words(plan, title=title, words=words, revision=plan.wording.revision, by=by, at=at)


def _issue(plan: Plan, *, writer: User, leader: User, at: datetime) -> None:
    """Drafted by the writer, signed by the leader the next day, numbered and sent by the writer."""
    recipients = [
        "Ủy ban nhân dân huyện Ia H'Drai (b/c)",
        "Phòng LĐ-TB&XH huyện",
        f"TT. Đảng ủy, HĐND xã {plan.unit.place_on(at.date())}",
        "Các thôn",
        "Lưu: VT",
    ]
    issue = publishing.draft_plan(plan, recipients=recipients, by=writer, at=at)
    signed_at = at + timedelta(days=1)
    publishing.sign(issue, by=leader, at=signed_at)
    publishing.number(issue, on=signed_at.date(), by=writer, at=signed_at + timedelta(hours=1))
    publishing.send(issue, by=writer, at=signed_at + timedelta(hours=2))


def _still_drafting(world: World, district: Plan, *, at: datetime) -> None:
    """Giang has begun: one task in her commune's words, most of the others not yet decided."""
    plan = plans.derive(district, unit=world.other_commune, by=world.giang, at=at)
    for label, changes in IA_DOM.items():
        _localise(_line(plan, label), changes, by=world.giang, at=at)
    for label in ("4.1", "4.2"):
        line = _line(plan, label)
        plans.take_over(line, revision=line.revision, by=world.giang, at=at)


def _by_itself(unit: Unit, changes: Mapping[str, Any]) -> dict[str, Any]:
    return {**changes, "bodies": [{"unit": unit.code, "part": "lead"}]}


def _line(plan: Plan, label: str) -> Proposal:
    """The line that takes over the superior's task of this printed number."""
    return plan.proposals.select_related("plan__unit", "taken_from").get(taken_from__label=label)
