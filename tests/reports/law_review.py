"""The review of the Law on Gender Equality of 2022, as Chi asks for it after the superior's letter of 20 April."""

from datetime import date
from typing import Any

from binhdang.accounts.models import User
from binhdang.demo.world import World
from binhdang.orgs.models import Unit
from binhdang.registers import actions as registers
from binhdang.registers.books.law import LAW_FINDINGS, LAW_PROPOSALS
from binhdang.registers.models import Entry
from binhdang.reports import actions
from binhdang.reports.models import Regime, Round
from binhdang.review import actions as review
from reports.scene import Scene, at, write

LETTER = "Công văn ngày 20/4/2022 của Sở hướng dẫn tổng kết 15 năm thi hành Luật Bình đẳng giới"
FAMILY_RESULTS, FAMILY_OBSTACLES, PROPOSED = "VIII.1", "VIII.4", "IX"


def opened(scene: Scene, **changed: Any) -> Regime:
    """Chi opens the regime of the review."""
    asked: dict[str, Any] = {"legal_basis": LETTER, "by": scene.world.chi, "at": at(21, 4), **changed}
    return actions.open_regime(scene.plan, "law-review", **asked)


def asked(scene: Scene, **changed: Any) -> Round:
    """And asks every unit: the words of fifteen years, before 20 June."""
    regime = Regime.objects.filter(duty=None).first() or opened(scene)
    wanted: dict[str, Any] = {
        "reason": LETTER,
        "due_before_on": date(2022, 6, 20),
        "window_from": date(2007, 7, 1),
        "window_to": date(2022, 5, 31),
        "years": [2020, 2021],
        "by": scene.world.chi,
        "at": at(21, 4),
        **changed,
    }
    return actions.open_ad_hoc(regime, **wanted)


def finding(owner: Unit, by: User, day: int = 25, **changed: Any) -> Entry:
    """What the law came to in the family, in a unit's register."""
    values = {
        "subject": "15 năm thi hành Luật",
        "field": "dieu18",
        "started_on": date(2022, 4, day),
        "results": "Số vụ bạo lực gia đình giảm.",
        "obstacles": "Chưa có mức chi riêng.",
        **changed,
    }
    return registers.record_entry(LAW_FINDINGS, owner=owner, by=by, at=at(2, 5), **values)


def proposal(owner: Unit, by: User, **changed: Any) -> Entry:
    """What should be amended in article 18, in a unit's register."""
    values = {
        "subject": "Trách nhiệm của thôn",
        "article": "khoản 2 Điều 18",
        "field": "dieu18",
        "started_on": date(2022, 4, 26),
        "current_text": "Vợ, chồng có quyền, nghĩa vụ ngang nhau",
        "problem": "Thôn không có căn cứ để nhắc nhở",
        "proposed_text": "Thêm trách nhiệm của cộng đồng dân cư",
        "reason": "Thôn biết sớm nhất",
        **changed,
    }
    return registers.record_entry(LAW_PROPOSALS, owner=owner, by=by, at=at(2, 5), **values)


def figures_sent(round: Round, unit: Unit, cells: dict[str, int], *, world: World, day: int = 1) -> None:
    """A unit types its figures of a year, and the report goes its way."""
    writer = world.an if unit == world.commune else world.giang
    for key, number in cells.items():
        write(round.reports.get(unit=unit), key, number, writer, at(day, 6, 8))
    sent(round, unit, world=world, day=day)


def sent(round: Round, unit: Unit, *, world: World, day: int = 1) -> None:
    """A unit fills its report from its registers, and it goes its way until Chi has accepted it."""
    writer, leader = (world.an, world.binh) if unit == world.commune else (world.giang, world.people["duyet_23537"])
    report = round.reports.get(unit=unit)
    when = at(day, 6)
    actions.fill_from_registers(report, by=writer, at=when)
    actions.affirm_nil(report, by=writer, at=when)
    actions.ask_approval(report, by=writer, at=when)
    actions.approve(report, by=leader, at=when)
    review.accept(actions.submit(report, by=writer, at=when), by=world.chi, at=at(day, 6, 15))
