"""Hà administers the accounts of her district and no others, and not her own; and she changes no report."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from binhdang.accounts.actions import issue_account
from binhdang.accounts.models import User
from binhdang.audit.models import Event
from binhdang.demo.world import PASSWORD, World
from binhdang.orgs import administration
from binhdang.orgs.access import holds
from binhdang.orgs.actions import end_role, grant, hand_over
from binhdang.orgs.models import Membership
from binhdang.orgs.roles import Role
from binhdang.values.refusals import NotAllowed, Refusal

NOON = datetime(2022, 3, 1, 5, tzinfo=UTC)
TODAY = date(2022, 3, 1)
FIRST_OF_MAY = date(2022, 5, 1)


@pytest.fixture
def ha(world: World, client: Client, settings) -> Client:
    """Hà's browser, on 1 March 2022."""
    from binhdang.jobs.clock import pin

    pin(NOON)
    client.force_login(world.ha)
    return client


@pytest.fixture
def officer_above(world: World) -> User:
    """Somebody of the province, who also holds a role in the district: beyond Hà's reach."""
    user, _ = issue_account(username="tinh", full_name="Cán bộ tỉnh", by=None, at=NOON)
    grant(user, Role.FOCAL_OFFICER, world.department, valid_from=date(2021, 1, 1), by=None, at=NOON)
    grant(user, Role.CLERK, world.district, valid_from=date(2021, 1, 1), by=None, at=NOON)
    return user


def typed(world: World, **changed: str) -> dict[str, str]:
    return {
        "full_name": "  Phạm   Văn Mới ",
        "username": "Moi.IaToi",
        "phone": "0900 000 000",
        "role": "writer",
        "unit": world.commune.public_id,
        "position": "Công chức Văn hóa - Xã hội",
        "valid_from": "01/03/2022",
        **changed,
    }


# What the actions allow


@pytest.mark.parametrize("name", ["an", "binh", "chi", "lan", "minh", "khanh", "giang"])
def test_nobody_but_an_administrator_gives_roles_or_passwords(world: World, name: str) -> None:
    by = world.people[name]
    other = world.people["nhap_23535"]
    with pytest.raises(NotAllowed):
        grant(other, Role.WRITER, world.commune, valid_from=TODAY, by=by, at=NOON)
    with pytest.raises(NotAllowed):
        end_role(Membership.objects.get(user=other), last_on=TODAY, by=by, at=NOON)
    with pytest.raises(NotAllowed):
        administration.reset_password(other, by=by, at=NOON)
    with pytest.raises(NotAllowed):
        administration.set_active(other, False, by=by, at=NOON)
    with pytest.raises(NotAllowed):
        hand_over(other, world.an, on=TODAY, by=by, at=NOON)


@pytest.mark.parametrize("role", Role)
def test_ha_gives_herself_no_role_at_all(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed, match="tự giao vai trò"):
        grant(world.ha, role, world.commune, valid_from=TODAY, by=world.ha, at=NOON)


def test_ha_cannot_take_over_the_work_of_somebody_who_leaves(world: World) -> None:
    with pytest.raises(NotAllowed):
        hand_over(world.chi, world.ha, on=TODAY, by=world.ha, at=NOON)
    assert holds(world.chi, [Role.FOCAL_OFFICER], world.district, TODAY)


def test_ha_gives_no_role_above_her_district(world: World) -> None:
    with pytest.raises(NotAllowed):
        grant(world.an, Role.WRITER, world.department, valid_from=TODAY, by=world.ha, at=NOON)


def test_ha_does_not_touch_the_account_of_somebody_who_also_works_above_her(world: World, officer_above: User) -> None:
    for forbidden in (
        lambda: administration.reset_password(officer_above, by=world.ha, at=NOON),
        lambda: administration.set_active(officer_above, False, by=world.ha, at=NOON),
        lambda: hand_over(officer_above, world.an, on=TODAY, by=world.ha, at=NOON),
    ):
        with pytest.raises(NotAllowed, match="cấp trên"):
            forbidden()


def test_ha_does_not_reset_or_lock_herself(world: World) -> None:
    with pytest.raises(NotAllowed):
        administration.reset_password(world.ha, by=world.ha, at=NOON)
    with pytest.raises(NotAllowed):
        administration.set_active(world.ha, False, by=world.ha, at=NOON)


def test_an_administrator_whose_role_has_ended_administers_nothing(world: World) -> None:
    Membership.objects.filter(user=world.ha).update(valid_to=TODAY)
    with pytest.raises(NotAllowed):
        administration.reset_password(world.an, by=world.ha, at=NOON)


def test_the_work_of_an_goes_on_with_her_successor_and_what_she_wrote_stays_hers(world: World) -> None:
    successor = administration.issue(
        username="moi", full_name="Người mới", phone="", role=Role.WRITER, unit=world.other_commune, position="",
        valid_from=TODAY, by=world.ha, at=NOON,
    ).user  # fmt: skip
    future = grant(world.an, Role.CLERK, world.commune, valid_from=date(2022, 9, 1), by=world.ha, at=NOON)
    end_role(future, last_on=date(2022, 12, 1), by=world.ha, at=NOON)
    hand_over(world.an, successor, on=FIRST_OF_MAY, by=world.ha, at=NOON)

    assert holds(world.an, [Role.WRITER], world.commune, date(2022, 4, 30))
    assert not holds(world.an, [Role.WRITER], world.commune, FIRST_OF_MAY)
    assert not holds(successor, [Role.WRITER], world.commune, date(2022, 4, 30))
    assert holds(successor, [Role.WRITER], world.commune, FIRST_OF_MAY)
    later = [holds(successor, [Role.CLERK], world.commune, date(2022, month, 1)) for month in (8, 9, 11, 12)]
    assert later == [False, True, True, False]  # a role that begins later and ends by itself still does
    assert world.an.username == Event.objects.get(verb="work.handed_over").object_label


def test_a_hand_over_of_nothing_or_to_oneself_is_refused(world: World) -> None:
    with pytest.raises(Refusal, match="Không có gì"):
        hand_over(world.an, world.an, on=TODAY, by=world.ha, at=NOON)
    with pytest.raises(NotAllowed):
        hand_over(world.ha, world.an, on=TODAY, by=world.ha, at=NOON)


# The pages


def test_ha_issues_an_account_and_sees_its_password_once(world: World, ha: Client) -> None:
    answer = ha.post("/tai-khoan/cap/", typed(world))
    slip = answer.context["slip"]
    assert answer.status_code == 200
    assert slip.password in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert (slip.user.username, slip.user.full_name) == ("moi.iatoi", "Phạm Văn Mới")
    assert holds(slip.user, [Role.WRITER], world.commune, TODAY)
    assert Client().post("/dang-nhap/", {"username": "moi.iatoi", "password": slip.password}).status_code == 302
    page = ha.get(f"/tai-khoan/{slip.user.public_id}/").content.decode()
    assert slip.password not in page
    assert "chờ đổi mật khẩu lần đầu" in page
    stored = Event.objects.get(verb="account.issued", object_id=slip.user.public_id)
    assert slip.password not in str(stored.details)
    assert "Phạm Văn Mới" not in str(stored.details)  # a personal value stands there as a digest


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("username", "an", "đã có người dùng"),
        ("username", "Ân", "chữ cái không dấu"),
        ("full_name", "", "bắt buộc"),
        ("valid_from", "2022-13-45", "không đọc được"),
        ("unit", "khong-co", "không thuộc phạm vi"),
        ("role", "vua", "vua"),
    ],
)
def test_a_mistake_in_the_form_keeps_what_was_typed(
    world: World, ha: Client, field: str, value: str, says: str
) -> None:
    before = User.objects.count()
    answer = ha.post("/tai-khoan/cap/", typed(world, **{field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "0900 000 000" in page
    assert User.objects.count() == before


def test_a_unit_outside_the_district_cannot_be_slipped_into_the_form(world: World, ha: Client) -> None:
    answer = ha.post("/tai-khoan/cap/", typed(world, unit=world.department.public_id))
    assert answer.status_code == 422
    assert not User.objects.filter(username="moi.iatoi").exists()


def test_the_list_finds_people_without_diacritics_by_unit_and_by_state(world: World, ha: Client) -> None:
    def names(**asked: str) -> list[str]:
        return [person.full_name for person in ha.get("/tai-khoan/", asked).context["page"]]

    assert names(q="ro cham") == ["Rơ Châm An"]
    assert names(q="Rơ Châm") == ["Rơ Châm An"]
    assert sorted(names(don_vi=world.commune.public_id)) == ["Phạm Thanh Bình", "Rơ Châm An"]
    administration.set_active(world.an, False, by=world.ha, at=NOON)
    assert names(trang_thai="khoa") == ["Rơ Châm An"]
    end_role(Membership.objects.get(user=world.giang), last_on=TODAY, by=world.ha, at=NOON)
    assert names(trang_thai="khong-vai-tro") == ["Y Giang"]
    assert names(q="không có ai") == []


def test_an_account_of_the_province_is_not_in_the_list_and_not_to_be_opened(world: World, ha: Client) -> None:
    stranger, _ = issue_account(username="tinh2", full_name="Người tỉnh", by=None, at=NOON)
    grant(stranger, Role.FOCAL_OFFICER, world.department, valid_from=TODAY, by=None, at=NOON)
    assert "Người tỉnh" not in ha.get("/tai-khoan/", {"q": "nguoi tinh"}).content.decode().split("<table")[-1]
    for path in ("", "mat-khau/cap-lai/", "khoa/", "mo/", "vai-tro/giao/", "ban-giao/"):
        answer = (
            ha.post(f"/tai-khoan/{stranger.public_id}/{path}") if path else ha.get(f"/tai-khoan/{stranger.public_id}/")
        )
        assert answer.status_code == 404, path


def test_what_ha_sees_but_may_not_do_is_said_with_the_remedy(world: World, ha: Client, officer_above: User) -> None:
    assert ha.get(f"/tai-khoan/{officer_above.public_id}/").status_code == 200
    answer = ha.post(f"/tai-khoan/{officer_above.public_id}/mat-khau/cap-lai/")
    assert answer.status_code == 403
    assert "quản trị tài khoản của đơn vị cấp trên" in answer.content.decode()


def test_ha_resets_locks_and_opens_an_account(world: World, ha: Client) -> None:
    page = f"/tai-khoan/{world.an.public_id}/"
    secret = ha.post(f"{page}mat-khau/cap-lai/").context["slip"].password
    an = Client()
    assert an.post("/dang-nhap/", {"username": "an", "password": PASSWORD}).status_code == 422
    assert an.post("/dang-nhap/", {"username": "an", "password": secret}).status_code == 302
    assert ha.post(f"{page}khoa/")["Location"] == page
    assert an.get("/mat-khau/doi/").status_code == 302  # her open session ended too
    assert ha.post(f"{page}mo/")["Location"] == page
    assert an.post("/dang-nhap/", {"username": "an", "password": secret}).status_code == 302


def test_ha_gives_and_ends_roles(world: World, ha: Client) -> None:
    page = f"/tai-khoan/{world.an.public_id}/"
    role = {"vai-tro-role": "clerk", "vai-tro-unit": world.commune.public_id, "vai-tro-position": "Văn thư"}
    assert ha.post(f"{page}vai-tro/giao/", {**role, "vai-tro-valid_from": "ngày mai"}).status_code == 422
    assert ha.post(f"{page}vai-tro/giao/", {**role, "vai-tro-valid_from": "01/04/2022"})["Location"] == page
    again = ha.post(f"{page}vai-tro/giao/", {**role, "vai-tro-valid_from": "01/05/2022"})
    assert again.status_code == 422
    assert "đã giữ vai trò này" in again.content.decode()
    held = Membership.objects.get(user=world.an, role=Role.CLERK)
    wrong = ha.post(f"/vai-tro/{held.public_id}/thu/", {"last_on": "01/03/2022"})
    assert wrong.status_code == 422
    assert "Ngày kết thúc trước ngày bắt đầu" in wrong.content.decode()
    assert ha.post(f"/vai-tro/{held.public_id}/thu/", {"last_on": "31/06/2022"}).status_code == 422
    assert ha.post(f"/vai-tro/{held.public_id}/thu/", {"last_on": "30/06/2022"})["Location"] == page
    held.refresh_from_db()
    assert held.valid_to == date(2022, 6, 30)


def test_ha_hands_the_work_over_in_the_browser(world: World, ha: Client) -> None:
    page = f"/tai-khoan/{world.an.public_id}/"
    answer = ha.post(f"{page}ban-giao/", {"ban-giao-taking": world.binh.public_id, "ban-giao-on": "01/05/2022"})
    assert answer["Location"] == page
    assert holds(world.binh, [Role.WRITER], world.commune, FIRST_OF_MAY)
    to_herself = {"ban-giao-taking": world.ha.public_id, "ban-giao-on": "01/05/2022"}
    assert ha.post(f"/tai-khoan/{world.binh.public_id}/ban-giao/", to_herself).status_code == 403


def test_nobody_sends_a_leaving_persons_work_to_a_locked_account(world: World, ha: Client) -> None:
    administration.set_active(world.binh, False, by=world.ha, at=NOON)
    to = {"ban-giao-taking": world.binh.public_id, "ban-giao-on": "01/05/2022"}
    assert ha.post(f"/tai-khoan/{world.an.public_id}/ban-giao/", to).status_code == 422


@pytest.mark.parametrize("name", ["an", "binh", "chi", "lan", "minh", "khanh", "giang"])
def test_for_everybody_else_the_accounts_pages_are_not_there(world: World, client: Client, name: str) -> None:
    client.force_login(world.people[name])
    account = f"/tai-khoan/{world.giang.public_id}/"
    for path in ("/tai-khoan/", "/tai-khoan/cap/", account):
        assert client.get(path).status_code == 404
    held = Membership.objects.get(user=world.giang)
    for path in ("mat-khau/cap-lai/", "khoa/", "mo/", "vai-tro/giao/", "ban-giao/"):
        assert client.post(account + path).status_code == 404
    assert client.post(f"/vai-tro/{held.public_id}/thu/", {"last_on": "01/05/2022"}).status_code == 404


def test_the_list_of_accounts_asks_the_database_the_same_few_times_for_any_length(
    world: World, ha: Client, django_assert_max_num_queries
) -> None:
    ha.get("/tai-khoan/")
    with django_assert_max_num_queries(20):
        assert len(ha.get("/tai-khoan/").context["page"].object_list) > 30


def test_ending_a_role_never_brings_one_back_not_even_has_own(world: World, ha: Client) -> None:
    once = grant(
        world.ha, Role.WRITER, world.commune, valid_from=date(2022, 1, 3), valid_to=date(2022, 2, 1), by=None, at=NOON
    )
    answer = ha.post(f"/vai-tro/{once.public_id}/thu/", {"last_on": "01/01/2030"})
    assert answer.status_code == 422
    assert "không kéo dài vai trò" in answer.content.decode()
    assert not holds(world.ha, [Role.WRITER], world.commune, TODAY)
