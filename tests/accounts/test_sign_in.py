"""Signing in: An gets in with her password, nobody gets in by guessing, and nobody is led astray afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from binhdang.accounts import throttle
from binhdang.accounts.actions import set_active
from binhdang.audit.models import Event
from binhdang.demo.world import PASSWORD, World

NOON = datetime(2022, 3, 1, 5, tzinfo=UTC)


def sign_in(client: Client, username: str = "an", password: str = PASSWORD, **more: str):
    return client.post("/dang-nhap/", {"username": username, "password": password, **more})


def test_an_signs_in_and_lands_where_she_was_going(world: World, client: Client) -> None:
    asked = client.get("/don-vi/?ngay=01/02/2022")
    assert asked.status_code == 302
    assert asked["Location"] == "/dang-nhap/?next=%2Fdon-vi%2F%3Fngay%3D01%2F02%2F2022"
    page = client.get(asked["Location"]).content.decode()
    assert 'value="/don-vi/?ngay=01/02/2022"' in page
    assert sign_in(client, next="/don-vi/?ngay=01/02/2022")["Location"] == "/don-vi/?ngay=01/02/2022"
    assert client.get("/don-vi/").status_code == 200
    assert Event.objects.filter(verb="session.opened", actor_id=world.an.pk).exists()


def test_a_phone_that_capitalises_the_name_locks_nobody_out(world: World, client: Client) -> None:
    assert sign_in(client, username=" An ").status_code == 302


@pytest.mark.parametrize(
    "next_page", ["https://example.org/", "//example.org", "javascript:alert(1)", "\\\\example.org"]
)
def test_a_prepared_link_leads_to_no_other_site(world: World, client: Client, next_page: str) -> None:
    assert sign_in(client, next=next_page)["Location"] == "/"
    client.logout()
    assert "example.org" not in client.get("/dang-nhap/", {"next": next_page}).content.decode()


def test_a_wrong_password_says_what_to_do_keeps_the_name_and_never_the_password(world: World, client: Client) -> None:
    answer = sign_in(client, password="nhớ nhầm rồi")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Caps Lock" in page
    assert 'value="an"' in page
    assert "nhớ nhầm rồi" not in page


def test_a_name_that_no_account_has_gets_the_very_same_answer(world: World, client: Client) -> None:
    known, unknown = sign_in(client, password="x"), sign_in(client, username="khong-co", password="x")
    assert known.status_code == unknown.status_code
    assert known.context["refusal"].message == unknown.context["refusal"].message


def test_empty_fields_are_named(world: World, client: Client) -> None:
    answer = sign_in(client, username="", password="")
    assert answer.status_code == 422
    assert "Chưa nhập tên đăng nhập." in answer.content.decode()
    assert "Chưa nhập mật khẩu." in answer.content.decode()


def test_a_locked_account_does_not_get_in(world: World, client: Client) -> None:
    set_active(world.an, False, by=world.ha, at=NOON)
    assert sign_in(client).status_code == 422


def test_after_five_wrong_passwords_even_the_right_one_waits_from_any_machine(world: World, client: Client) -> None:
    for _ in range(5):
        assert "tạm khóa" not in sign_in(client, password="đoán").content.decode()
    answer = sign_in(Client())
    assert answer.status_code == 422
    assert "tạm khóa" in answer.content.decode()
    assert "đăng nhập lại sau" in answer.content.decode()
    assert sign_in(Client(), username="binh").status_code == 302  # nobody else is held up


def test_the_pause_ends_after_fifteen_minutes_and_slow_mistakes_are_forgiven(db: None) -> None:
    for minute in range(5):
        throttle.count_wrong("an", at=NOON + timedelta(minutes=minute))
    last = NOON + timedelta(minutes=4)
    assert throttle.blocked_until("an", at=last) == last + timedelta(minutes=15)
    assert throttle.blocked_until("an", at=last + timedelta(minutes=15)) is None
    for hour in range(6):
        throttle.count_wrong("binh", at=NOON + timedelta(hours=hour))
    assert throttle.blocked_until("binh", at=NOON + timedelta(hours=5)) is None


def test_a_right_password_starts_the_count_anew(world: World, client: Client) -> None:
    for _ in range(4):
        sign_in(client, password="đoán")
    assert sign_in(client).status_code == 302
    client.logout()
    assert sign_in(client, password="đoán").status_code == 422
    assert sign_in(client).status_code == 302


def test_signing_out_is_a_button_and_not_a_link(world: World, client: Client) -> None:
    client.force_login(world.an)
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"
    assert client.get("/don-vi/").status_code == 302


def test_an_improved_page_is_sent_to_sign_in_as_a_whole(world: World, client: Client) -> None:
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/don-vi/"}
    answer = client.get("/don-vi/", headers=headers)
    assert answer["HX-Redirect"] == "/dang-nhap/?next=%2Fdon-vi%2F"
