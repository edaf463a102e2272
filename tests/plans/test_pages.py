"""The pages of plans, as Chi and Lan decide, An and Giang read."""

from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from binhdang.demo.world import World
from binhdang.documents.models import Claim, OfficialPaper
from binhdang.jobs.clock import pin
from binhdang.plans.actions import confirm
from binhdang.plans.models import Plan, PlanTask, Proposal
from binhdang.plans.states import PlanState, ProposalKind, ProposalState

MARCH = datetime(2022, 3, 21, 1, 12, tzinfo=UTC)


@pytest.fixture
def window(world: World) -> Callable[[str], Client]:
    """`window("chi")`: the browser of a signed-in person at 08:12 on 21 March 2022."""
    pin(MARCH)

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(world.people[name])
        return client

    return signed_in


def text(response: Any) -> str:
    return unescape(response.content.decode())


def proposal(plan: Plan, label: str) -> Proposal:
    return plan.proposals.get(label=label)


def as_shown(client: Client, proposal: Proposal) -> dict[str, Any]:
    """What the browser would send if the edit form were sent as it opened."""
    editor = client.get(f"/ke-hoach/de-xuat/{proposal.public_id}/sua/").context["editor"]
    sent = {bound.html_name: bound.value() for bound in editor.head}
    for formset in editor.sets:
        sent |= {bound.html_name: bound.value() for form in [formset.management_form, *formset] for bound in form}
    return {name: "" if value is None else value for name, value in sent.items()}


def test_chi_makes_a_plan_of_the_paper_and_comes_back_to_it(
    world: World, paper: OfficialPaper, window: Callable[[str], Client]
) -> None:
    chi, url = window("chi"), f"/ke-hoach/tu-van-ban/{paper.public_id}/"
    assert 'value="2022"' in text(chi.get(url))
    assert chi.post(url, {"year": "hai nghìn"}).status_code == 422
    assert chi.post(url, {"year": "22"}).status_code == 422
    page = text(chi.post(url, {"year": "2022"}, follow=True))
    assert "Còn 22/22 đề xuất chờ xác nhận" in page
    assert chi.get(url).status_code == 302
    assert Plan.objects.count() == 1


def test_opening_the_proposals_claims_the_paper_and_lan_takes_it_over_knowingly(
    world: World, plan: Plan, window: Callable[[str], Client]
) -> None:
    chi, lan, url = window("chi"), window("lan"), f"/ke-hoach/{plan.public_id}/"
    assert "Xác nhận 21 đề xuất không cần sửa" in text(chi.get(f"{url}xac-nhan/"))
    assert Claim.objects.get().user == world.chi
    page = text(lan.get(f"{url}xac-nhan/"))
    assert "Lê Quỳnh Chi đang làm văn bản này từ 08:12" in page
    assert "Xác nhận 21" not in page
    assert lan.post(f"{url}xac-nhan-het/").status_code == 422
    lan.post(f"{url}nhan-lam/")
    assert "Xác nhận 21" in text(lan.get(f"{url}xac-nhan/"))
    assert "Trần Ngọc Lan đang làm" in text(chi.get(f"{url}xac-nhan/"))
    lan.post(f"{url}thoi-lam/")
    assert not Claim.objects.exists()


def test_minh_looks_at_the_proposals_without_claiming_them(
    world: World, plan: Plan, window: Callable[[str], Client]
) -> None:
    page = text(window("minh").get(f"/ke-hoach/{plan.public_id}/xac-nhan/"))
    assert "Bạn đang xem" in page
    assert "<form" not in page.split('id="noi-dung"')[1]
    assert not Claim.objects.exists()


def test_every_proposal_lights_up_its_words_in_the_source(plan: Plan, window: Callable[[str], Client]) -> None:
    page = text(window("chi").get(f"/ke-hoach/{plan.public_id}/xac-nhan/"))
    for one in plan.proposals.all():
        assert f'href="#span-{one.order}"' in page
        assert f'id="span-{one.order}"' in page
    assert "Chưa xác định được «Các phòng, ban, ngành, đơn vị»" in page


def test_chi_confirms_and_rejects_from_the_cards(world: World, plan: Plan, window: Callable[[str], Client]) -> None:
    chi = window("chi")
    kept, left = proposal(plan, "3.1"), proposal(plan, "4.6")
    back = chi.post(f"/ke-hoach/de-xuat/{kept.public_id}/xac-nhan/", {"revision": 0})
    assert back["Location"].endswith(f"/xac-nhan/#de-xuat-{kept.order}")
    refused = chi.post(f"/ke-hoach/de-xuat/{left.public_id}/bo/", {"revision": 0, "reason": ""})
    assert (refused.status_code, "Chưa ghi lý do" in text(refused)) == (422, True)
    chi.post(f"/ke-hoach/de-xuat/{left.public_id}/bo/", {"revision": 0, "reason": "có kế hoạch riêng"})
    assert [proposal(plan, label).state for label in ("3.1", "4.6")] == ["confirmed", "rejected"]


def test_chi_mends_the_vague_task_and_wrong_lines_keep_their_words(
    world: World, plan: Plan, window: Callable[[str], Client]
) -> None:
    chi, vague = window("chi"), proposal(plan, "1.1")
    url = f"/ke-hoach/de-xuat/{vague.public_id}/sua/"
    sent = as_shown(chi, vague)
    named = next(key for key, value in sent.items() if key.endswith("-source") and value == "0")
    sent[named.replace("source", "unit")] = "618.phong-tp"
    extra = "co-quan-4-"
    sent |= {f"{extra}unit": "618.ttyt", f"{extra}part": "support", f"{extra}manner": "giao"}
    unbased = chi.post(url, {**sent, "reason": "họp giao ban"})
    assert (unbased.status_code, "Cơ quan bổ sung chưa có căn cứ" in text(unbased)) == (422, True)
    assert "họp giao ban" in text(unbased)
    unreasoned = chi.post(url, {**sent, f"{extra}basis": "Quyết định 5"})
    assert (unreasoned.status_code, "Chưa ghi lý do" in text(unreasoned)) == (422, True)
    assert "Quyết định 5" in text(unreasoned)
    assert chi.post(url, {**sent, f"{extra}basis": "Quyết định 5", "reason": "họp giao ban"}).status_code == 302
    decided = proposal(plan, "1.1").decided
    assert decided is not None
    bodies = {body["unit"]: body for body in decided["bodies"]}
    assert set(bodies) == {"618.phong-tp", "618.ttyt", "23535", "23537", "23538"}
    assert bodies["618.phong-tp"]["spans"] == vague.reading["actors"][0]["spans"]
    assert (bodies["618.ttyt"]["spans"], bodies["618.ttyt"]["basis"]) == ([], "Quyết định 5")


def test_chi_asks_for_more_lines_and_loses_nothing_typed(
    world: World, plan: Plan, window: Callable[[str], Client]
) -> None:
    chi, vague = window("chi"), proposal(plan, "1.1")
    sent = as_shown(chi, vague) | {"reason": "đang ghi dở", "them-dong": "1"}
    more = chi.post(f"/ke-hoach/de-xuat/{vague.public_id}/sua/", sent)
    assert (more.status_code, "đang ghi dở" in text(more)) == (200, True)
    assert len(more.context["editor"].bodies.forms) == int(sent["co-quan-TOTAL_FORMS"]) + 5
    assert proposal(plan, "1.1").state == ProposalState.PENDING


def test_the_edit_form_sent_as_it_opened_is_a_plain_confirmation(
    world: World, plan: Plan, window: Callable[[str], Client]
) -> None:
    chi = window("chi")
    regimes = list(plan.proposals.filter(kind=ProposalKind.REPORTING))
    for one in [proposal(plan, "1.2"), proposal(plan, "III.2"), proposal(plan, "III.4"), *regimes]:
        assert chi.post(f"/ke-hoach/de-xuat/{one.public_id}/sua/", as_shown(chi, one)).status_code == 302
        one.refresh_from_db()
        assert (one.state, one.label) == (ProposalState.CONFIRMED, one.label)


def test_chi_sets_a_day_and_a_wrong_one_is_said_beside_its_field(
    world: World, plan: Plan, window: Callable[[str], Client]
) -> None:
    chi, one = window("chi"), proposal(plan, "3.4")
    url = f"/ke-hoach/de-xuat/{one.public_id}/sua/"
    new = {"han-1-kind": "before", "han-1-text": "theo Thông báo số 7", "reason": "Thông báo số 7"}
    sent = {**as_shown(chi, one), **new}
    wrong = chi.post(url, {**sent, "han-1-day": "giữa tháng 11"})
    assert (wrong.status_code, "«giữa tháng 11» không đọc được" in text(wrong)) == (422, True)
    chi.post(url, {**sent, "han-1-day": "15/11"})
    decided = proposal(plan, "3.4").decided
    assert decided is not None
    assert [row["month_day"] for row in decided["deadlines"]] == ["", "11-15"]
    assert decided["deadlines"][0]["spans"] == one.reading["deadlines"][0]["spans"]


def test_two_decisions_on_one_proposal_are_shown_side_by_side(
    world: World, plan: Plan, window: Callable[[str], Client]
) -> None:
    lan, one = window("lan"), proposal(plan, "3.1")
    url = f"/ke-hoach/de-xuat/{one.public_id}/"
    typed = as_shown(lan, one) | {"nature": "once", "reason": "chỉ năm nay"}
    confirm(one, revision=0, changes={"nature": "periodic"}, reason="hằng quý", by=world.chi, at=MARCH)
    conflict = lan.post(f"{url}sua/", typed)
    page = text(conflict)
    assert conflict.status_code == 409
    assert "Quyết định của Lê Quỳnh Chi" in page
    assert "chỉ năm nay" in page
    assert 'name="revision" value="1"' in page
    plain = lan.post(f"{url}xac-nhan/", {"revision": 0})
    assert (plain.status_code, "Hai quyết định khác nhau" in text(plain)) == (409, True)
    assert lan.post(f"{url}xac-nhan/", {"revision": 1}).status_code == 302
    assert proposal(plan, "3.1").decided_by == world.lan


def test_lan_puts_the_plan_in_force_and_is_told_what_is_still_open(
    world: World, plan: Plan, window: Callable[[str], Client], decide_all: Callable[[Plan], None]
) -> None:
    lan, url = window("lan"), f"/ke-hoach/{plan.public_id}/"
    early = lan.post(f"{url}dua-vao-thuc-hien/")
    assert (early.status_code, "Còn 22 đề xuất chưa quyết định" in text(early)) == (422, True)
    decide_all(plan)
    assert "Đưa kế hoạch vào thực hiện" in text(lan.get(url))
    assert "4.4 không có trong văn bản" in text(lan.post(f"{url}dua-vao-thuc-hien/", follow=True))
    assert Plan.objects.get().state == PlanState.IN_FORCE
    assert lan.get(f"{url}xac-nhan/").status_code == 302


def test_the_plan_page_shows_bodies_conditions_and_the_way_to_the_source(
    in_force: Plan, window: Callable[[str], Client]
) -> None:
    giang = window("giang")
    page = text(giang.get(f"/ke-hoach/{in_force.public_id}/"))
    for shown in ("chờ điều kiện", "đề nghị", "trước ngày 05/6", "trước ngày 05/12", "khi có yêu cầu", "bổ sung"):
        assert shown in page
    assert "Bổ sung nhiệm vụ" not in page
    place = in_force.proposals.get(label="4.3").order
    assert f'href="/ke-hoach/{in_force.public_id}/van-ban/#span-{place}"' in page
    assert f'id="span-{place}"' in text(giang.get(f"/ke-hoach/{in_force.public_id}/van-ban/"))
    assert giang.get(f"/ke-hoach/{in_force.public_id}/tep/").status_code == 200
    assert giang.get(f"/van-ban/{in_force.paper.public_id}/").status_code == 404


def test_the_plan_page_asks_the_database_no_more_for_more_tasks(
    world: World, in_force: Plan, window: Callable[[str], Client]
) -> None:
    chi = window("chi")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert chi.get(f"/ke-hoach/{in_force.public_id}/").status_code == 200
        return len(seen)

    many = queries()
    in_force.tasks.exclude(label__in=["1.1", "1.3", "III.2"]).delete()
    assert queries() == many


def test_chi_gives_a_task_records_a_condition_and_marks_it_done_on_its_page(
    world: World, in_force: Plan, window: Callable[[str], Client]
) -> None:
    chi, task = window("chi"), in_force.tasks.get(label="1.3")
    url = f"/ke-hoach/nhiem-vu/{task.public_id}/"
    given = {"unit": "618.phong-ldtbxh", "part": "lead", "manner": "giao"}
    assert chi.post(f"{url}giao/", given).status_code == 422
    assert "Phòng LĐ-TB&XH" in text(chi.post(f"{url}giao/", {**given, "basis": "Họp Ban"}, follow=True))
    happened = {"on": "18/3/2022", "due_before_on": "1/6/2022", "basis": "HD 30"}
    late = chi.post(f"{url}dieu-kien/1/", {**happened, "on": "22/3/2022"})
    assert (late.status_code, 'value="22/3/2022"' in text(late)) == (422, True)
    assert "trước ngày 01/6/2022" in text(chi.post(f"{url}dieu-kien/1/", happened, follow=True))
    assert chi.post(f"{url}dieu-kien/9/", happened).status_code == 404
    assert "đã hoàn thành" in text(chi.post(f"{url}hoan-thanh/", {"reason": "BC số 9"}, follow=True))
    assert chi.post(f"{url}thoi-giao/618.phong-ldtbxh/", {"reason": ""}).status_code == 422
    chi.post(f"{url}thoi-giao/618.phong-ldtbxh/", {"reason": "giao nhầm"})
    assert not PlanTask.objects.get(pk=task.pk).bodies.exists()


def test_chi_adds_a_task_with_its_basis(world: World, in_force: Plan, window: Callable[[str], Client]) -> None:
    chi, url = window("chi"), f"/ke-hoach/{in_force.public_id}/bo-sung/"
    typed = {"label": "4.4", "group_label": "4", "text": "Rà soát hương ước", "nature": "once", "basis": "TB 15"}
    gap = chi.post(url, typed)
    assert (gap.status_code, "Rà soát hương ước" in text(gap)) == (422, True)
    assert "Căn cứ bổ sung: TB 15" in text(chi.post(url, {**typed, "label": "BS.1"}, follow=True))


def test_giang_may_read_a_binding_plan_and_change_nothing_in_it(
    world: World, in_force: Plan, window: Callable[[str], Client]
) -> None:
    giang, task = window("giang"), in_force.tasks.get(label="4.3")
    url = f"/ke-hoach/nhiem-vu/{task.public_id}/"
    assert "<form" not in text(giang.get(url)).split('id="noi-dung"')[1]
    posts = {
        f"{url}giao/": {"unit": "23537", "part": "lead", "manner": "giao", "basis": "tự nhận"},
        f"{url}hoan-thanh/": {"reason": "xong"},
        f"/ke-hoach/{in_force.public_id}/dua-vao-thuc-hien/": {},
        f"/ke-hoach/{in_force.public_id}/nhan-lam/": {},
        f"/ke-hoach/{in_force.public_id}/xac-nhan-het/": {},
    }
    for path, sent in posts.items():
        assert giang.post(path, sent).status_code in (403, 422), path
    task.refresh_from_db()
    assert (task.done_at, task.bodies.count()) == (None, 0)


def test_nobody_outside_finds_a_plan_that_is_not_yet_in_force(
    world: World, plan: Plan, window: Callable[[str], Client]
) -> None:
    one = proposal(plan, "3.1")
    for name in ("an", "giang", "ha"):
        client = window(name)
        for path in ("", "van-ban/", "tep/", "xac-nhan/"):
            assert client.get(f"/ke-hoach/{plan.public_id}/{path}").status_code == 404
        for path in ("nhan-lam/", "thoi-lam/", "xac-nhan-het/", "dua-vao-thuc-hien/"):
            assert client.post(f"/ke-hoach/{plan.public_id}/{path}").status_code == 404
        for path in ("sua/", "xac-nhan/", "bo/"):
            sent = {"revision": 0, "reason": "thử"}
            assert client.post(f"/ke-hoach/de-xuat/{one.public_id}/{path}", sent).status_code == 404
        assert "Chưa có kế hoạch nào" in text(client.get("/ke-hoach/"))
