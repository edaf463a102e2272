"""The pages of outgoing reports: each person sees the step that is theirs, and no other."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client

from binhdang.accounts.models import User
from binhdang.consolidation.models import Snapshot
from binhdang.demo.world import World
from binhdang.files.actions import read
from binhdang.jobs.clock import pin
from binhdang.publishing.models import Issue
from binhdang.publishing.states import IssueState
from consolidation.rounds import at
from publishing.papers import SO, brought_to, drafted


@pytest.fixture(autouse=True)
def thirteenth_of_june(db: None) -> None:
    """The clock stands at the day the paper is signed."""
    pin(at(13, hour=17))


def signed_in(client: Client, user: User) -> Client:
    """The same browser with this person at it."""
    client.force_login(user)
    return client


def page(client: Client, path: str, status: int = 200) -> str:
    """A page's words."""
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_from_the_frozen_snapshot_to_the_sent_paper_in_a_browser(
    client: Client, world: World, frozen: Snapshot
) -> None:
    signed_in(client, world.chi)
    form = page(client, f"/phat-hanh/soan/{frozen.public_id}/")
    assert SO in form
    posted = {"title": frozen.content["title"], "addressees": SO, "recipients": "Như trên\n\nLưu: VT"}
    created = client.post(f"/phat-hanh/soan/{frozen.public_id}/", posted)
    issue = Issue.objects.get()
    base = f"/phat-hanh/{issue.public_id}/"
    assert created["Location"] == base
    assert issue.recipients == ["Như trên", "Lưu: VT"]
    assert "Việc của bạn" in page(client, base)  # withdrawing is hers, checking is not
    assert "trình ký</button>" not in page(client, base)

    for person, button, step, more in (
        (world.lan, "Nội dung đúng, trình ký", "kiem-tra", {}),
        (world.minh, "Ký văn bản", "ky", {}),
        (world.khanh, "Cấp số và giữ bản chính", "cap-so", {"issued_on": "13/06/2022"}),
        (world.khanh, "Phát hành</button>", "phat-hanh", {}),
    ):
        signed_in(client, person)
        assert "chờ bạn</span>" in page(client, "/phat-hanh/")
        assert button in page(client, base)
        assert client.post(f"{base}{step}/", more).status_code == 302
    issue.refresh_from_db()
    assert issue.state == IssueState.SENT
    shown = page(client, base)
    assert "trùng khớp từng byte" in shown
    assert "Báo cáo số 01/BC-UBND" in shown
    assert "chờ bạn</span>" not in page(client, "/phat-hanh/")


@pytest.mark.parametrize("name", ["an", "binh", "giang", "ha"])
def test_a_draft_is_hidden_from_those_outside_the_chain(
    client: Client, world: World, frozen: Snapshot, name: str
) -> None:
    issue = drafted(world, frozen)
    signed_in(client, world.people[name])
    base = f"/phat-hanh/{issue.public_id}/"
    for path in (base, f"{base}docx/", f"{base}pdf/", f"/phat-hanh/soan/{frozen.public_id}/"):
        page(client, path, status=404)
    for step in ("kiem-tra", "ky", "cap-so", "phat-hanh", "rut"):
        assert client.post(f"{base}{step}/", {"note": "x", "issued_on": "13/6/2022"}).status_code == 404
    assert issue.public_id not in page(client, "/phat-hanh/")


def test_a_step_of_somebody_else_is_refused_with_a_sentence(client: Client, world: World, frozen: Snapshot) -> None:
    issue = drafted(world, frozen)
    signed_in(client, world.chi)
    response = client.post(f"/phat-hanh/{issue.public_id}/ky/")
    assert response.status_code == 403
    assert "vai trò «Lãnh đạo ký văn bản»" in response.content.decode()
    issue.refresh_from_db()
    assert issue.state == IssueState.DRAFTED


def test_what_khanh_typed_stays_where_the_day_is_wrong(client: Client, world: World, frozen: Snapshot) -> None:
    issue = brought_to(IssueState.SIGNED, world, frozen)
    signed_in(client, world.khanh)
    for typed, said in (("01/06/2022", "Ngày ban hành trước ngày ký"), ("hôm nay", "issued_on")):
        response = client.post(f"/phat-hanh/{issue.public_id}/cap-so/", {"issued_on": typed})
        assert response.status_code == 422
        words = response.content.decode()
        assert said in words
        assert f'value="{typed}"' in words
    issue.refresh_from_db()
    assert issue.state == IssueState.SIGNED


def test_minh_sends_a_paper_back_with_a_reason_that_chi_reads(client: Client, world: World, frozen: Snapshot) -> None:
    issue = brought_to(IssueState.CHECKED, world, frozen)
    base = f"/phat-hanh/{issue.public_id}/"
    signed_in(client, world.minh)
    assert client.post(f"{base}rut/", {"note": ""}).status_code == 422
    assert client.post(f"{base}rut/", {"note": "Bổ sung số liệu xã Ia Đal."}).status_code == 302
    shown = page(signed_in(client, world.chi), base)
    assert "Bổ sung số liệu xã Ia Đal." in shown
    assert f"/phat-hanh/soan/{frozen.public_id}/" in shown


def test_the_download_is_the_kept_paper(client: Client, world: World, frozen: Snapshot) -> None:
    issue = brought_to(IssueState.SENT, world, frozen)
    response = signed_in(client, world.khanh).get(f"/phat-hanh/{issue.public_id}/docx/")
    assert issue.file is not None
    assert response.content == read(issue.file)
    assert "01-BC-UBND-2022.docx" in response["Content-Disposition"]
    assert zipfile.ZipFile(io.BytesIO(response.content)).testzip() is None


def test_the_pdf_is_made_where_libreoffice_is(
    client: Client, world: World, frozen: Snapshot, need_program: Callable[[str], str]
) -> None:
    need_program("soffice")
    issue = drafted(world, frozen)
    response = signed_in(client, world.lan).get(f"/phat-hanh/{issue.public_id}/pdf/")
    assert response.status_code == 200
    assert response.content.startswith(b"%PDF")


def test_without_libreoffice_the_page_says_what_to_do(
    client: Client, world: World, frozen: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = drafted(world, frozen)
    monkeypatch.setenv("PATH", "")
    response = signed_in(client, world.lan).get(f"/phat-hanh/{issue.public_id}/pdf/")
    assert response.status_code == 422
    assert "LibreOffice" in response.content.decode()


def test_an_incomplete_draft_comes_back_with_what_was_typed(client: Client, world: World, frozen: Snapshot) -> None:
    signed_in(client, world.chi)
    posted = {"title": "Tên riêng", "addressees": "", "recipients": "Lưu: VT"}
    response = client.post(f"/phat-hanh/soan/{frozen.public_id}/", posted)
    assert response.status_code == 422
    words = response.content.decode()
    assert "Tên riêng" in words
    assert "Báo cáo gửi cấp trên phải có nơi kính gửi" in words
    assert not Issue.objects.exists()
