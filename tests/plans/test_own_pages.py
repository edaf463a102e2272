"""The pages of a unit's own plan, as An and Bình write it, and of what came of the district's, as Chi follows it."""

from collections.abc import Callable
from datetime import date, datetime
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from binhdang.demo.world import World
from binhdang.jobs.clock import pin
from binhdang.orgs.actions import create_unit
from binhdang.orgs.models import UnitKind
from binhdang.plans.cascade import cascade
from binhdang.plans.models import Plan, PlanWording, Proposal
from binhdang.plans.states import PlanState, ProposalState
from plans.own import APRIL, at, begun, gone_through, issued, line, localise, numbered

TODAY = date(2022, 4, 13)


@pytest.fixture
def window(world: World) -> Callable[..., Client]:
    """`window("an")`: the browser of a signed-in person in April 2022."""

    def signed_in(name: str, when: datetime = APRIL) -> Client:
        pin(when)
        client = Client()
        client.force_login(world.people[name])
        return client

    return signed_in


@pytest.fixture
def superior(world: World, in_force: Plan) -> Plan:
    """The district's plan in force, with its number."""
    return numbered(world, in_force)


def text(response: Any) -> str:
    return unescape(response.content.decode())


def typed(client: Client, url: str) -> dict[str, Any]:
    """What the browser would send if the form of a line were sent as it opened."""
    editor = client.get(url).context["editor"]
    forms = [editor.head, *(form for one in editor.sets for form in [one.management_form, *one])]
    sent = {bound.html_name: bound.value() for form in forms for bound in form}
    return {name: "" if value is None else value for name, value in sent.items()}


def test_an_begins_her_communes_plan_from_the_districts_page_and_comes_to_her_list(
    world: World, superior: Plan, window: Callable[..., Client]
) -> None:
    an, base = window("an"), f"/ke-hoach/{superior.public_id}/"
    assert "Lập kế hoạch của đơn vị" in text(an.get(base))
    page = text(an.post(f"{base}lap-ke-hoach/", {"unit": world.commune.public_id}, follow=True))
    assert "15 chưa quyết định" in page and "chưa nhiệm vụ nào ghi kinh phí" in page
    assert "Lập kế hoạch của đơn vị" not in text(an.get(base))
    assert an.get(f"{base}lap-ke-hoach/").status_code == 404
    assert "Soạn kế hoạch" in text(an.get("/"))


def test_an_localises_a_task_and_both_wordings_stand_side_by_side(
    world: World, superior: Plan, window: Callable[..., Client]
) -> None:
    plan, an = begun(world, superior), window("an")
    url = f"/ke-hoach/dong/{line(plan, '4.3').public_id}/sua/"
    sent = {**typed(an, url), "text": "Mở 02 lớp cho cán bộ thôn.", "budget": "12.500.000", "budget_source": "Xã"}
    sent |= {"person": world.binh.public_id, "han-0-kind": "before", "han-0-day": "30/9", "han-0-text": "trước 30/9"}
    page = text(an.post(url, sent, follow=True))
    assert "Mở 02 lớp cho cán bộ thôn." in page and "Nguyên văn cấp trên (4.3)" in page
    assert "12.500.000 đồng" in page and "Phạm Thanh Bình" in page
    assert "(1/15 nhiệm vụ có kinh phí)" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"budget": "mười triệu"}, "«mười triệu» không đọc được"),
        ({"budget": "12,5"}, "không đọc được"),
        ({"text": ""}, "Nhiệm vụ chưa có nội dung"),
        ({"han-0-kind": "before", "han-0-day": "31/02"}, "Ngày không có trên lịch"),
    ],
)
def test_what_an_typed_stays_where_something_is_wrong(
    world: World, superior: Plan, window: Callable[..., Client], wrong: dict[str, str], said: str
) -> None:
    plan, an = begun(world, superior), window("an")
    url = f"/ke-hoach/dong/{line(plan, '4.3').public_id}/sua/"
    response = an.post(url, {**typed(an, url), "partners": "Hội LHPN xã Ia Tơi", **wrong})
    assert response.status_code == 422
    assert said in text(response) and "Hội LHPN xã Ia Tơi" in text(response)
    assert line(plan, "4.3").state == ProposalState.PENDING


def test_an_sees_what_binh_saved_beside_what_she_typed_and_chooses(
    world: World, superior: Plan, window: Callable[..., Client]
) -> None:
    plan, an = begun(world, superior), window("an")
    url = f"/ke-hoach/dong/{line(plan, '4.3').public_id}/sua/"
    sent = {**typed(an, url), "text": "Lời của An."}
    localise(line(plan, "4.3"), "Lời của Bình.", by=world.binh)
    met = an.post(url, sent)
    assert met.status_code == 409
    assert "Lời của Bình." in text(met) and "Lời của An." in text(met)
    again = {**sent, "revision": "1"}
    assert f'name="revision" value="{again["revision"]}"' in text(met)
    assert an.post(url, again).status_code == 302
    assert line(plan, "4.3").decided["text"] == "Lời của An."  # type: ignore[index]


def test_a_button_pressed_on_an_old_page_is_told_who_was_faster_and_nothing_is_lost(
    world: World, superior: Plan, window: Callable[..., Client]
) -> None:
    plan, an = begun(world, superior), window("an")
    one = line(plan, "1.3")
    localise(one, "Bình viết.", by=world.binh)
    met = an.post(f"/ke-hoach/dong/{one.public_id}/khong-dua/", {"revision": "0", "reason": "Không thuộc xã."})
    assert met.status_code == 409
    assert "Bình viết." in text(met) and 'value="Không thuộc xã."' in text(met)
    assert line(plan, "1.3").state == ProposalState.EDITED


def test_tasks_are_taken_moved_left_out_and_added_with_buttons_alone(
    world: World, superior: Plan, window: Callable[..., Client]
) -> None:
    plan, an = begun(world, superior), window("an")
    of = {label: f"/ke-hoach/dong/{line(plan, label).public_id}/" for label in ("1.1", "1.2", "1.3")}
    assert an.post(f"{of['1.1']}nhan/", {"revision": "0"}).status_code == 302
    assert an.post(f"{of['1.2']}chuyen/", {"len": "1"}).status_code == 302
    assert an.post(f"{of['1.3']}khong-dua/", {"revision": "0", "reason": ""}).status_code == 422
    assert an.post(f"{of['1.3']}khong-dua/", {"revision": "0", "reason": "Huyện làm."}).status_code == 302
    add = f"/ke-hoach/{plan.public_id}/them-nhiem-vu/"
    sent = {**typed(an, add), "text": "Lập tổ hòa giải.", "new_group": "Việc của xã", "nature": "once"}
    assert an.post(add, sent).status_code == 302
    page = text(an.post(f"/ke-hoach/{plan.public_id}/nhan-het/", follow=True))
    assert "14 nhận nguyên văn, 0 cụ thể hóa, 1 bổ sung, 1 không đưa vào" in page
    assert "Lý do:</strong> Huyện làm." in page and "chưa quyết định" not in page
    assert page.index("Tổ chức điều tra") < page.index("rà soát, thu thập số liệu")


def test_the_words_form_suggests_only_what_the_districts_plan_says_about_reporting(
    world: World, superior: Plan, window: Callable[..., Client]
) -> None:
    plan, an = begun(world, superior), window("an")
    url = f"/ke-hoach/{plan.public_id}/loi-van/"
    shown = text(an.get(url))
    assert "trước ngày 05/6" in shown and "trước ngày 05/12" in shown
    assert PlanWording.objects.get(plan=plan).carrying_out == ""
    sent = {"title": "Công tác của xã", "purpose": "Một", "requirements": "Hai", "carrying_out": "Ba", "revision": "0"}
    assert an.post(url, sent).status_code == 302
    met = an.post(url, {**sent, "purpose": "Bốn"})
    assert met.status_code == 409 and "Bốn" in text(met) and "Bản đã lưu" in text(met)


def test_from_the_list_to_the_sent_plan_in_browsers_of_an_and_binh(
    world: World, superior: Plan, window: Callable[..., Client]
) -> None:
    plan = gone_through(begun(world, superior), by=world.an)
    an, way = window("an", at(11)), f"/phat-hanh/ke-hoach/{plan.public_id}/"
    shown = text(an.get(way))
    assert "ngày …… tháng …… năm ……" in shown and "Mở 02 lớp tập huấn" in shown
    assert an.post(way, {"recipients": ""}).status_code == 422
    issue = an.post(way, {"recipients": "UBND huyện (b/c)\nLưu: VT"})["Location"]
    binh = window("binh", at(12))
    assert "Ký văn bản" in text(binh.get("/"))
    assert "Đọc văn bản bên dưới trước khi ký" in text(binh.get(issue))
    assert binh.post(f"{issue}ky/").status_code == 302
    an = window("an", at(12, 11))
    assert an.post(f"{issue}cap-so/", {"issued_on": "12/4/2022"}).status_code == 302
    assert an.post(f"{issue}phat-hanh/").status_code == 302
    assert "trùng khớp từng byte" in text(an.get(issue))
    page = text(an.get(f"/ke-hoach/{plan.public_id}/"))
    assert "01/KH-UBND" in page and "Kinh phí: 12.500.000 đồng" in page
    assert an.get(f"/ke-hoach/{plan.public_id}/tep/").status_code == 200
    assert an.get(f"/ke-hoach/{plan.public_id}/loi-van/").status_code == 404
    assert "UBND huyện" in text(an.get(f"/ke-hoach/{plan.public_id}/soan/"))


def test_next_years_draft_is_begun_with_one_button_and_says_what_to_check(
    world: World, superior: Plan, window: Callable[..., Client]
) -> None:
    last = issued(world, superior)
    an = window("an", at(5, month=12))
    assert "Lập kế hoạch năm 2023 từ kế hoạch này" in text(an.get(f"/ke-hoach/{last.public_id}/"))
    page = text(an.post(f"/ke-hoach/{last.public_id}/nam-sau/", follow=True))
    assert "Cần kiểm tra: thời hạn dời sang năm 2023: trước ngày 30/9" in page
    assert "Đã kiểm tra, đưa vào" in page
    assert "Lập kế hoạch năm 2023" not in text(an.get(f"/ke-hoach/{last.public_id}/"))


@pytest.mark.parametrize("name", ["giang", "chi", "lan", "minh", "khanh", "ha"])
def test_a_draft_does_not_exist_for_anybody_else(
    world: World, superior: Plan, window: Callable[..., Client], name: str
) -> None:
    plan = begun(world, superior)
    one, client = line(plan, "4.3"), window(name)
    base = f"/ke-hoach/{plan.public_id}/"
    reading = (base, f"{base}soan/", f"{base}loi-van/", f"{base}them-nhiem-vu/", f"/ke-hoach/dong/{one.public_id}/sua/")
    for url in (*reading, f"/phat-hanh/ke-hoach/{plan.public_id}/"):
        assert client.get(url).status_code == 404, url
    for verb in ("nhan", "khong-dua", "chuyen"):
        assert client.post(f"/ke-hoach/dong/{one.public_id}/{verb}/", {"revision": "0"}).status_code == 404


def test_chi_follows_who_has_issued_and_which_task_nobody_took_over(
    world: World, superior: Plan, window: Callable[..., Client]
) -> None:
    issued(world, superior)
    begun(world, superior, unit=world.other_commune, by=world.giang)
    chi = window("chi", at(13))
    page = text(chi.get(f"/ke-hoach/{superior.public_id}/cap-duoi/"))
    for said in ("1 chưa bắt đầu", "1 đang soạn", "0 đang trình ký", "1 đã ban hành", "12/4/2022", "01/KH-UBND"):
        assert said in page
    assert "1 nhiệm vụ chưa đơn vị nào đưa vào kế hoạch" in page
    only = text(chi.get(f"/ke-hoach/{superior.public_id}/cap-duoi/?giai-doan=dang-soan"))
    assert "UBND xã Ia Dom" in only and "UBND xã Ia Tơi" not in only
    left = superior.tasks.get(label="1.3", scope="task")
    assert "Phòng LĐ-TB&XH làm." in text(chi.get(f"/ke-hoach/nhiem-vu/{left.public_id}/cap-duoi/"))
    said = superior.tasks.get(label="4.3", scope="task")
    assert "Mở 02 lớp tập huấn cho cán bộ thôn." in text(chi.get(f"/ke-hoach/nhiem-vu/{said.public_id}/cap-duoi/"))


def test_before_anybody_issued_chi_is_told_what_to_do(
    world: World, superior: Plan, window: Callable[..., Client]
) -> None:
    page = text(window("chi").get(f"/ke-hoach/{superior.public_id}/cap-duoi/"))
    assert "3 chưa bắt đầu" in page and "Chưa đơn vị nào ban hành" in page and "chưa ai nhận" not in page


@pytest.mark.parametrize("name", ["an", "giang", "ha"])
def test_a_commune_does_not_follow_the_others(
    world: World, superior: Plan, window: Callable[..., Client], name: str
) -> None:
    task = superior.tasks.get(label="4.3", scope="task")
    for url in (f"/ke-hoach/{superior.public_id}/cap-duoi/", f"/ke-hoach/nhiem-vu/{task.public_id}/cap-duoi/"):
        assert window(name).get(url).status_code == 404


def test_with_120_communes_the_page_stays_short_and_asks_no_more_of_the_database(
    world: World, superior: Plan, window: Callable[..., Client]
) -> None:
    chi, url = window("chi", at(13)), f"/ke-hoach/{superior.public_id}/cap-duoi/"
    with CaptureQueriesContext(connection) as few:
        chi.get(url)
    for place in range(120):
        unit = create_unit(
            code=f"9{place:04}",
            kind=UnitKind.COMMUNE_COMMITTEE,
            name=f"Ủy ban nhân dân xã Số {place}",
            short_name=f"UBND xã Số {place}",
            symbol_part="UBND",
            place=f"Số {place}",
            parent=world.district,
            valid_from=date(2020, 1, 1),
            by=None,
            at=APRIL,
        )
        plan = Plan.objects.create(
            unit=unit, year=2022, title=f"KH {place}", derived_from=superior, state=PlanState.DRAFTING
        )
        PlanWording.objects.create(plan=plan)
    with CaptureQueriesContext(connection) as many:
        page = chi.get(url)
    assert len(many) <= len(few) + 1
    assert text(page).count("<tr>") < 80 and "120 đang soạn" in text(page)
    assert "UBND xã Số 99" in text(chi.get(f"{url}?trang=3"))
    assert len(page.content) < 80_000


def test_a_plan_that_came_as_a_file_counts_as_issued_but_not_task_by_task(world: World, superior: Plan) -> None:
    own = issued(world, superior)
    own.wording.delete()
    found = cascade(superior, TODAY)
    assert found.linked == 0 and found.orphans == []
    assert [row.stage for row in found.units].count("da-ban-hanh") == 1


def test_a_line_that_is_no_line_is_not_found(world: World, superior: Plan, window: Callable[..., Client]) -> None:
    read = Proposal.objects.filter(plan=superior).first()
    assert read is not None
    assert window("chi").get(f"/ke-hoach/dong/{read.public_id}/sua/").status_code == 404
    assert window("chi").get(f"/ke-hoach/{superior.public_id}/soan/").status_code == 404
