"""The pages of the review."""

import pytest
from django.test import Client
from django.urls import reverse

from binhdang.accounts.models import User
from binhdang.jobs.clock import pin
from binhdang.reports.models import ReportVersion
from binhdang.reports.states import ReportState
from binhdang.review import actions
from reports.scene import WOMEN, Scene, at, send_in, write


@pytest.fixture
def sent(scene: Scene) -> ReportVersion:
    """An's report, sent on 25 May; it is 26 May now."""
    write(scene.an_report, WOMEN, 12, scene.world.an, at(20, 5))
    version = send_in(scene.an_report, writer=scene.world.an, leader=scene.world.binh, when=at(25, 5))
    pin(at(26, 5))
    return version


def signed_in(user: User) -> Client:
    """A person at the screen."""
    client = Client()
    client.force_login(user)
    return client


def test_chi_finds_the_report_in_the_queue_and_accepts_it(scene: Scene, sent: ReportVersion) -> None:
    chi = signed_in(scene.world.chi)
    page = reverse("review:version", args=[sent.public_id])
    assert page in chi.get(reverse("review:queue")).content.decode()
    html = chi.get(page).content.decode()
    assert "17/BC-UBND" in html and "Chấp nhận" in html and html.count("<h1") == 1
    assert chi.post(reverse("review:accept", args=[sent.public_id])).status_code == 302
    after = chi.get(page).content.decode()
    assert "chấp nhận – Lê Quỳnh Chi" in after and "Trả lại để đơn vị sửa" not in after


def test_sending_back_without_a_reason_keeps_the_remarks_that_were_typed(scene: Scene, sent: ReportVersion) -> None:
    chi = signed_in(scene.world.chi)
    back = reverse("review:send_back", args=[sent.public_id])
    typed = {f"remark.cell:{WOMEN}": "Sổ có 14 người.", "note": ""}
    refused = chi.post(back, typed)
    assert refused.status_code == 422
    html = refused.content.decode()
    assert 'value="Sổ có 14 người."' in html and "Chưa ghi lý do trả lại" in html
    assert chi.post(back, typed | {"note": "Rà soát lại"}).status_code == 302
    assert scene.an_report.state == ReportState.RETURNED


def test_the_second_reviewer_is_told_on_the_page(scene: Scene, sent: ReportVersion) -> None:
    actions.accept(sent, by=scene.world.chi, at=at(26, 5))
    answer = signed_in(scene.world.lan).post(reverse("review:accept", args=[sent.public_id]))
    assert answer.status_code == 422 and "Lê Quỳnh Chi đã chấp nhận" in answer.content.decode()


def test_giang_and_ha_get_404_and_an_may_read_but_not_decide(scene: Scene, sent: ReportVersion) -> None:
    page, accept = (reverse(f"review:{name}", args=[sent.public_id]) for name in ("version", "accept"))
    for person in (scene.world.giang, scene.world.ha):
        assert signed_in(person).get(page).status_code == 404
        assert signed_in(person).post(accept).status_code == 404
    an = signed_in(scene.world.an)
    assert "Chấp nhận" not in an.get(page).content.decode()
    assert an.post(accept).status_code == 403
    minh = signed_in(scene.world.minh)
    assert minh.get(page).status_code == 200 and minh.post(accept).status_code == 403


def test_chi_reads_what_was_sent_but_never_the_draft(scene: Scene, sent: ReportVersion) -> None:
    actions.send_back(sent, remarks=[], note="Sửa", by=scene.world.chi, at=at(26, 5))
    write(scene.an_report, WOMEN, 98765, scene.world.an, at(26, 5))
    chi = signed_in(scene.world.chi)
    assert chi.get(reverse("reports:entry", args=[scene.an_report.public_id])).status_code == 404
    html = chi.get(reverse("review:version", args=[sent.public_id])).content.decode()
    assert "98.765" not in html and ">12<" in html
    assert chi.get(reverse("reports:history", args=[scene.an_report.public_id])).status_code == 200


def test_chi_opens_an_accepted_report_again_on_its_page(scene: Scene, sent: ReportVersion) -> None:
    chi, address = signed_in(scene.world.chi), reverse("review:reopen", args=[sent.public_id])
    page = reverse("review:version", args=[sent.public_id])
    assert address not in chi.get(page).content.decode()
    actions.accept(sent, by=scene.world.chi, at=at(26, 5))
    assert address in chi.get(page).content.decode()
    refused = chi.post(address, {"reason": ""})
    assert refused.status_code == 422 and "Chưa ghi lý do mở lại" in refused.content.decode()
    assert chi.post(address, {"reason": "Số chính thức thay số ước"}).status_code == 302
    assert "Số chính thức thay số ước" in chi.get(page).content.decode()
    assert address not in signed_in(scene.world.an).get(page).content.decode()
