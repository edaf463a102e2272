"""What was typed when the session ended is not lost, and is never sent in anybody's name without being asked."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from binhdang.accounts import keeping
from binhdang.accounts.models import User
from binhdang.demo.world import PASSWORD, World


@pytest.fixture
def browser_of_ha(world: World) -> Client:
    """A browser that checks tokens as a real one has to."""
    browser = Client(enforce_csrf_checks=True)
    token = token_of(browser.get("/dang-nhap/").content)
    answer = browser.post("/dang-nhap/", {"username": "ha", "password": PASSWORD, "csrfmiddlewaretoken": token})
    assert answer.status_code == 302
    return browser


def token_of(page: bytes) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.decode())
    assert found
    return found[1]


def new_account(world: World, **more: str) -> dict[str, str]:
    return {
        "full_name": "Phạm Văn Mới",
        "username": "moi.iatoi",
        "phone": "",
        "role": "writer",
        "unit": world.commune.public_id,
        "position": "Công chức <Văn hóa>",
        "valid_from": "01/03/2022",
        **more,
    }


def end_session(browser: Client) -> None:
    browser.session.flush()
    del browser.cookies["sessionid"]


def sign_in_again(browser: Client, username: str = "ha"):
    token = token_of(browser.get("/dang-nhap/").content)
    return browser.post("/dang-nhap/", {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token})


def fields_of(page: str) -> dict[str, str]:
    import html

    form = page.split("<main")[1].split("</form>")[0]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {html.unescape(name): html.unescape(value) for name, value in pairs}


def test_ha_loses_her_session_while_typing_and_nothing_of_what_she_typed(world: World, browser_of_ha: Client) -> None:
    typed = new_account(world)
    token = token_of(browser_of_ha.get("/tai-khoan/cap/").content)
    end_session(browser_of_ha)
    answer = browser_of_ha.post("/tai-khoan/cap/", {**typed, "csrfmiddlewaretoken": token})
    assert answer["Location"].startswith("/dang-nhap/")
    assert "được giữ lại 7 trường" in browser_of_ha.get(answer["Location"]).content.decode()

    assert sign_in_again(browser_of_ha)["Location"] == "/gui-lai/"
    page = browser_of_ha.get("/gui-lai/").content
    assert "/tai-khoan/cap/" in page.decode()
    assert "Công chức" not in re.sub("<input[^>]*>", "", page.decode())  # the page names the target, not the contents
    assert not User.objects.filter(username="moi.iatoi").exists()

    fields = fields_of(page.decode())
    fresh = fields.pop("csrfmiddlewaretoken", token_of(page))
    assert fields == {**typed}
    assert browser_of_ha.post("/tai-khoan/cap/", {**fields, "csrfmiddlewaretoken": fresh}).status_code == 200
    assert User.objects.filter(username="moi.iatoi").exists()
    assert browser_of_ha.get("/gui-lai/")["Location"] == "/"  # and it is not offered twice


def test_whoever_signs_in_instead_can_only_send_it_in_the_own_name(world: World, browser_of_ha: Client) -> None:
    token = token_of(browser_of_ha.get("/tai-khoan/cap/").content)
    end_session(browser_of_ha)
    browser_of_ha.post("/tai-khoan/cap/", {**new_account(world), "csrfmiddlewaretoken": token})
    sign_in_again(browser_of_ha, "giang")
    page = browser_of_ha.get("/gui-lai/").content.decode()
    assert "Y Giang" in page
    assert browser_of_ha.post("/tai-khoan/cap/", fields_of(page)).status_code == 404
    assert not User.objects.filter(username="moi.iatoi").exists()


def test_what_is_not_wanted_is_thrown_away(world: World, client: Client) -> None:
    client.post("/tai-khoan/cap/", new_account(world))
    client.post("/dang-nhap/", {"username": "ha", "password": PASSWORD})
    assert client.post("/gui-lai/bo/")["Location"] == "/"
    assert client.get("/gui-lai/")["Location"] == "/"


def test_another_site_cannot_lay_words_into_her_mouth(world: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.post("/tai-khoan/cap/", new_account(world), headers={"origin": "https://example.org"})
    assert keeping.KEY not in browser.session


@pytest.mark.parametrize("what", ["a file", "a password", "too much", "nothing"])
def test_files_passwords_and_floods_are_not_kept(world: World, client: Client, what: str) -> None:
    sent: dict[str, object] = {
        "a file": {"note": "x", "evidence": SimpleUploadedFile("a.txt", b"x")},
        "a password": {"new_password": "x"},
        "too much": {"text": "x" * (keeping.LARGEST_BYTES + 1)},
        "nothing": {},
    }
    client.post("/tai-khoan/cap/", sent[what])
    assert keeping.KEY not in client.session


def test_the_change_of_password_is_never_kept(world: World, client: Client) -> None:
    client.post("/mat-khau/doi/", {"old": "a", "new": "b", "again": "b"})
    assert keeping.KEY not in client.session


def test_after_an_hour_it_is_gone(world: World, client: Client) -> None:
    client.post("/tai-khoan/cap/", new_account(world))
    session = client.session
    earlier = datetime.now(UTC) - timedelta(minutes=61)
    session[keeping.KEY] = {**session[keeping.KEY], "kept_at": earlier.isoformat()}
    session.save()
    assert client.post("/dang-nhap/", {"username": "ha", "password": PASSWORD})["Location"] == "/"


def test_an_improved_form_is_kept_too_and_the_page_is_told_to_reload(world: World, client: Client) -> None:
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/tai-khoan/cap/"}
    answer = client.post("/tai-khoan/cap/", new_account(world), headers=headers)
    assert answer["HX-Redirect"] == "/dang-nhap/?next=%2Ftai-khoan%2Fcap%2F"
    assert client.session[keeping.KEY]["path"] == "/tai-khoan/cap/"
