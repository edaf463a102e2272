"""Every page: light on a slow line, nothing that the content security policy would stop, helpful when it fails."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

import binhdang
from binhdang.demo.world import World
from binhdang.ui.refusals import came_from, refusals, status_of
from binhdang.values.refusals import Conflict, NotAllowed, Refusal

TEMPLATES = sorted(Path(binhdang.__file__).parent.rglob("templates/**/*.html"))


class Assets(HTMLParser):
    """The files a page asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("src" if tag == "script" else "href") or ""
        if tag in ("link", "script"):
            self.found.add(address.removeprefix("/static/"))


def packed(data: bytes) -> int:
    return len(gzip.compress(data))


@pytest.mark.django_db
def test_the_first_page_stays_under_150_kb_on_the_wire_and_the_next_under_30() -> None:
    page = Client().get("/dang-nhap/").content
    assets = Assets()
    assets.feed(page.decode())
    sizes = {}
    for name in assets.found:
        path = finders.find(name)
        assert path, f"{name} is asked for and not there"
        data = Path(path).read_bytes()
        sizes[name] = len(data) if name.endswith(".woff2") else packed(data)
    fonts = Path(finders.find("vendor/fonts.css") or "").parent
    for script in ("latin", "vietnamese"):  # what a Vietnamese page shows; see the browser test
        for weight in (400, 600):
            name = f"be-vietnam-pro-{script}-{weight}-normal.woff2"
            sizes[f"vendor/{name}"] = (fonts / name).stat().st_size
    assert sum(sizes.values()) + packed(page) < 150_000, sizes
    assert packed(page) < 30_000


def test_no_template_has_inline_styles_or_scripts() -> None:
    assert TEMPLATES
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        found = re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:|hx-on", text)
        assert found == [], path


def test_every_page_has_one_heading_of_the_first_level_at_most() -> None:
    for path in TEMPLATES:
        assert path.read_text(encoding="utf-8").count("<h1") <= 1, path


@pytest.mark.django_db
def test_the_watchdog_and_the_balancer_get_their_answers_without_signing_in() -> None:
    assert Client().get("/healthz").content == b"ok\n"
    assert Client().get("/readyz").content == b"ok\n"


@pytest.mark.django_db
def test_a_database_behind_the_program_is_not_ready_and_says_the_remedy() -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="orgs").delete()
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert "binhdang migrate" in answer.content.decode()


def test_an_address_that_is_not_there_says_what_to_do(world: World, client: Client) -> None:
    client.force_login(world.an)
    answer = client.get("/khong-co/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()


def test_a_form_with_a_stale_token_says_how_to_send_it_again(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.an)
    answer = client.post("/dang-xuat/")
    assert answer.status_code == 403
    assert "Bấm nút quay lại" in answer.content.decode()


def test_the_page_for_errors_needs_neither_database_nor_the_list_of_static_files() -> None:
    page = render_to_string("500.html")
    assert "Hệ thống gặp lỗi" in page
    assert "{" not in page


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (Refusal("Sai.", remedy="sửa lại."), 422),
        (NotAllowed("Không được.", remedy="nhờ Bình."), 403),
        (Conflict("Đã đổi.", where="ô 1", mine=1, theirs=2, revision=3, remedy="xem lại."), 409),
    ],
)
def test_a_refused_button_keeps_the_way_back_and_says_why(world: World, refusal: Refusal, status: int) -> None:
    @refusals
    def press(request: HttpRequest) -> HttpResponse:
        raise refusal

    request = RequestFactory(HTTP_HOST="localhost").post("/x/", headers={"referer": "http://localhost/bao-cao/?ky=1"})
    request.user = world.an
    answer = press(request)
    assert answer.status_code == status == status_of(refusal)
    assert refusal.remedy in answer.content.decode()
    assert 'href="/bao-cao/?ky=1"' in answer.content.decode()


def test_the_way_back_never_leads_to_another_site() -> None:
    elsewhere = RequestFactory(HTTP_HOST="localhost").post("/x/", headers={"referer": "https://example.org/bay/"})
    assert came_from(elsewhere) == "/"


def test_the_policy_allows_no_inline_code() -> None:
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"] == ["'self'"]
