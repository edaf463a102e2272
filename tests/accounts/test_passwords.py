"""Passwords: the slip is used once, a new one is strong, and a reset ends every session that was open."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from binhdang.accounts.actions import issue_account, new_password, reset_password
from binhdang.demo.world import PASSWORD, World

NOON = datetime(2022, 3, 1, 5, tzinfo=UTC)
NEW = "con trâu gặm cỏ ven sông"


@pytest.fixture
def new_writer(world: World) -> tuple[str, str]:
    """User name and one-time password of somebody who begins today."""
    user, secret = issue_account(username="moi.iatoi", full_name="Người mới", by=world.ha, at=NOON)
    return user.username, secret


def change(client: Client, old: str, new: str, again: str | None = None, **more: str):
    return client.post("/mat-khau/doi/", {"old": old, "new": new, "again": again or new, **more})


def test_whoever_comes_with_a_slip_sets_an_own_password_first(new_writer: tuple[str, str], client: Client) -> None:
    username, secret = new_writer
    client.post("/dang-nhap/", {"username": username, "password": secret})
    assert client.get("/don-vi/")["Location"] == "/mat-khau/doi/?next=%2Fdon-vi%2F"
    assert "chỉ dùng một lần" in client.get("/mat-khau/doi/").content.decode()
    assert change(client, secret, NEW, next="/don-vi/")["Location"] == "/don-vi/"
    assert client.get("/don-vi/").status_code == 200
    assert Client().post("/dang-nhap/", {"username": username, "password": secret}).status_code == 422
    assert Client().post("/dang-nhap/", {"username": username, "password": NEW}).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "says"),
    [
        ("sai", NEW, NEW, "Mật khẩu hiện tại không đúng"),
        (PASSWORD, NEW, "khác", "không giống nhau"),
        (PASSWORD, PASSWORD, PASSWORD, "trùng mật khẩu hiện tại"),
        (PASSWORD, "ngắn quá", "ngắn quá", "14"),
        (PASSWORD, "", "", "Chưa nhập mật khẩu mới."),
    ],
)
def test_a_weak_or_mistyped_password_is_refused_with_the_reason(
    world: World, client: Client, old: str, new: str, again: str, says: str
) -> None:
    client.force_login(world.an)
    answer = change(client, old, new, again)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    world.an.refresh_from_db()
    assert world.an.check_password(PASSWORD)


def test_every_fault_of_a_password_is_given_in_vietnamese(world: World, client: Client) -> None:
    client.force_login(world.people["duyet_phong_tckh"])
    rules = [change(client, PASSWORD, new).context["refusal"].rule for new in ("password", "duyet-phong-tckh")]
    assert rules == [
        "mật khẩu có ít nhất 14 ký tự; mật khẩu không nằm trong danh sách hay bị đoán.",
        "mật khẩu không giống tên đăng nhập hoặc họ tên.",
    ]


def test_changing_the_password_ends_the_other_sessions_and_not_this_one(world: World, client: Client) -> None:
    other = Client()
    for session in (client, other):
        session.post("/dang-nhap/", {"username": "an", "password": PASSWORD})
    change(client, PASSWORD, NEW)
    assert client.get("/don-vi/").status_code == 200
    assert other.get("/don-vi/").status_code == 302


def test_a_reset_ends_every_session_and_the_pause_for_wrong_passwords(world: World, client: Client) -> None:
    client.force_login(world.an)
    for _ in range(5):
        Client().post("/dang-nhap/", {"username": "an", "password": "đoán"})
    secret = reset_password(world.an, by=world.ha, at=NOON)
    assert client.get("/don-vi/").status_code == 302
    assert client.post("/dang-nhap/", {"username": "an", "password": secret}).status_code == 302


def test_one_time_passwords_can_be_read_from_paper() -> None:
    secrets = {new_password() for _ in range(200)}
    assert len(secrets) == 200
    assert not {*"".join(secrets)} & {*"il1o0"}
    assert all(len(secret) == 23 for secret in secrets)


def test_passwords_are_hashed_at_the_minimum_that_owasp_asks_for() -> None:
    assert make_password("con trâu").startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
