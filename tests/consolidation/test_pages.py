"""The pages of consolidation as Chi uses them, and as those who may not see them do."""

from datetime import date

import pytest
from django.test import Client

from binhdang.accounts.models import User
from binhdang.consolidation.actions import begin, fill_cells, write_section
from binhdang.consolidation.models import Snapshot
from binhdang.demo.world import World
from binhdang.jobs.clock import pin
from binhdang.registers.actions import record_training
from binhdang.registers.models import Training
from binhdang.reports import narrative
from binhdang.reports.models import Report, Round
from binhdang.reports.standing import stand
from binhdang.reports.states import CellSource, ReportState
from binhdang.values.figures import Figure
from consolidation.rounds import at, report_of, send


@pytest.fixture
def reported(world: World, half_year: Round) -> Round:
    """Two communes reported, one with an estimate, one not yet accepted; the clock stands at 9 June."""
    pin(at(9))
    texts = {"II.4": "Mở 02 lớp tập huấn.\nCó <b>24</b> phụ nữ dự."}
    send(half_year, world.commune, {"TH-01": 2, "TH-02.nam": 18, "TH-02.nu": 24}, by=world.an, texts=texts)
    send(
        half_year,
        world.other_commune,
        {"TH-01": Figure.of(1, estimate=True)},
        by=world.giang,
        texts={"II.4": "Không mở lớp."},
        state=ReportState.SUBMITTED,
    )
    return half_year


def signed_in(client: Client, user: User) -> Client:
    """The same browser with this person at it."""
    client.force_login(user)
    return client


def page(client: Client, path: str, status: int = 200) -> str:
    """A page's words."""
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_the_board_shows_totals_with_what_they_rest_on_and_switches_basis(
    client: Client, world: World, reported: Round
) -> None:
    signed_in(client, world.chi)
    accepted = page(client, f"/tong-hop/{reported.public_id}/")
    assert "1/17 đơn vị" in accepted
    assert "16 đơn vị chưa có trong số liệu dưới đây" in accepted
    sent = page(client, f"/tong-hop/{reported.public_id}/?theo=da-gui")
    assert "2/17 đơn vị, 1 số ước" in sent
    assert "57,1" in sent
    assert "(24/42)" in sent


def test_a_click_on_a_total_shows_whose_cells_it_is_made_of(client: Client, world: World, reported: Round) -> None:
    signed_in(client, world.chi)
    proof = page(client, f"/tong-hop/{reported.public_id}/so/TH-02.nu/")
    assert "Rơ Châm An" in proof
    assert "nhập tay" in proof
    assert "báo cáo đã gửi" in proof
    assert "Y Giang" not in proof
    assert "Tử số" in page(client, f"/tong-hop/{reported.public_id}/so/TH-03/?theo=da-gui")
    page(client, f"/tong-hop/{reported.public_id}/so/KHONG-CO/", status=404)


def test_a_figure_counted_from_a_register_leads_to_its_entries(client: Client, world: World, reported: Round) -> None:
    """The proof does not end at the cell: each entry that was counted is one click away."""
    entry = record_training(
        owner=world.commune,
        subject="Kiến thức về giới",
        started_on=date(2022, 4, 27),
        ended_on=date(2022, 4, 28),
        place="Hội trường UBND xã",
        men=18,
        women=25,
        by=world.an,
        at=at(29, 4),
    )
    counted = {"source": CellSource.REGISTER, "trace": (entry.public_id,)}
    send(reported, world.commune, {"TH-02.nu": 25}, by=world.an, **counted)
    signed_in(client, world.chi)
    proof = page(client, f"/tong-hop/{reported.public_id}/so/TH-02.nu/")
    assert "từ sổ theo dõi: 1 mục" in proof
    link = f"/so-theo-doi/muc/{entry.public_id}/"
    assert f'href="{link}"' in proof
    assert "Kiến thức về giới" in client.get(link, follow=True).content.decode()


@pytest.mark.parametrize("name", ["an", "binh", "giang", "ha"])
def test_those_who_report_do_not_see_the_consolidation(
    client: Client, world: World, reported: Round, name: str
) -> None:
    signed_in(client, world.people[name])
    begin(reported, by=world.chi, at=at(9))
    base = f"/tong-hop/{reported.public_id}/"
    for path in (base, f"{base}so/TH-01/", f"{base}muc/II.4/", f"{base}chot/"):
        page(client, path, status=404)
    for path in (f"{base}bat-dau/", f"{base}lay-so/", f"{base}muc/II.4/", f"{base}chot/"):
        assert client.post(path, {"count": "0"}).status_code == 404
    assert reported.public_id not in page(client, "/tong-hop/")


@pytest.mark.parametrize("name", ["minh", "khanh"])
def test_signer_and_clerk_read_along_and_change_nothing(
    client: Client, world: World, reported: Round, name: str
) -> None:
    signed_in(client, world.people[name])
    begin(reported, by=world.chi, at=at(9))
    base = f"/tong-hop/{reported.public_id}/"
    assert "Lấy nguyên văn" not in page(client, f"{base}muc/II.4/")
    posted = {"count": "1", "text-0": "Chen vào.", "base_revision": "0", "save": "1"}
    assert client.post(f"{base}muc/II.4/", posted).status_code == 403
    assert client.post(f"{base}bat-dau/").status_code == 403
    assert client.post(f"{base}chot/").status_code == 403
    assert not Snapshot.objects.exists()


def test_chi_takes_words_as_they_are_merges_them_and_saves_with_their_sources(
    client: Client, world: World, reported: Round
) -> None:
    signed_in(client, world.chi)
    client.post(f"/tong-hop/{reported.public_id}/bat-dau/")
    path = f"/tong-hop/{reported.public_id}/muc/II.4/"
    tois, doms = world.commune.public_id, world.other_commune.public_id
    shown = page(client, path)
    assert "2/17 đơn vị có viết mục II.4" in shown
    assert "&lt;b&gt;24&lt;/b&gt;" in shown
    taken = client.post(path, {"count": "0", "base_revision": "0", "take": f"{tois}:1"})
    assert taken.context["page"].paragraphs == [("Có <b>24</b> phụ nữ dự.", [tois])]
    assert [block.text.unit for block in taken.context["page"].unused] == [world.other_commune]
    typed = {"count": "1", "base_revision": "0", "text-0": "Có 24 phụ nữ dự.", "units-0": tois}
    both = client.post(path, {**typed, "take": "unused"})
    assert both.context["page"].paragraphs[1] == ("Không mở lớp.", [doms])
    typed |= {"count": "2", "text-1": "Không mở lớp.", "units-1": doms}
    merged = client.post(path, {**typed, "merge": "1"})
    assert merged.context["page"].paragraphs == [("Có 24 phụ nữ dự. Không mở lớp.", [tois, doms])]
    report = Report.objects.get(expected=False)
    assert not narrative.newest_edits(report)  # nothing is saved before the button that saves
    saved = {"count": "1", "base_revision": "0", "text-0": "Toàn huyện mở 02 lớp.\nCó 24 phụ nữ.", "units-0": [tois]}
    assert client.post(path, {**saved, "save": "1"}).status_code == 302
    edit = narrative.newest_edits(report)["II.4"]
    assert edit.text == "Toàn huyện mở 02 lớp.\nCó 24 phụ nữ."
    assert edit.sources == [[tois], [tois]]


def test_a_conflict_shows_both_texts_and_loses_neither(client: Client, world: World, reported: Round) -> None:
    signed_in(client, world.chi)
    report = begin(reported, by=world.chi, at=at(9))
    write_section(report, "II.4", [("Bản của người trước.", [])], base_revision=0, by=world.chi, at=at(9))
    path = f"/tong-hop/{reported.public_id}/muc/II.4/"
    posted = {"count": "1", "base_revision": "0", "text-0": "Bản của tôi.", "save": "1"}
    clash = client.post(path, posted)
    assert clash.status_code == 409
    words = clash.content.decode()
    assert "Bản của người trước." in words
    assert "Bản của tôi." in words
    assert 'name="base_revision" value="1"' in words
    assert client.post(path, {**posted, "base_revision": "1"}).status_code == 302
    assert narrative.newest_edits(report)["II.4"].text == "Bản của tôi."


@pytest.mark.parametrize("broken", [{"count": "x"}, {"count": "9999999"}, {"count": "1", "base_revision": "-4"}, {}])
def test_a_post_that_no_page_of_ours_sends_breaks_nothing(
    client: Client, world: World, reported: Round, broken: dict[str, str]
) -> None:
    signed_in(client, world.chi)
    begin(reported, by=world.chi, at=at(9))
    response = client.post(f"/tong-hop/{reported.public_id}/muc/II.4/", {"take": "xx:yy", "merge": "-1", **broken})
    assert response.status_code in (200, 302, 409, 422)


def test_chi_is_told_what_is_missing_and_then_freezes(client: Client, world: World, reported: Round) -> None:
    signed_in(client, world.chi)
    base = f"/tong-hop/{reported.public_id}/"
    assert "chưa bắt đầu tổng hợp" in page(client, f"{base}chot/")
    client.post(f"{base}bat-dau/")
    assert "Mục II.4 «Tập huấn, nâng cao năng lực» chưa có nội dung" in page(client, f"{base}chot/")
    refused = client.post(f"{base}chot/")
    assert refused.status_code == 422
    posted = {"count": "1", "base_revision": "0", "text-0": "Toàn huyện mở 02 lớp.", "save": "1"}
    client.post(f"{base}muc/II.4/", posted)
    accepted = report_of(reported, world.other_commune)
    stand(accepted, "accepted_version", accepted.submitted_version)
    assert "Ia Dom (báo cáo mới được chấp nhận)" in page(client, f"{base}chot/")
    client.post(f"{base}lay-so/")
    assert client.post(f"{base}chot/").status_code == 302
    snapshot = Snapshot.objects.get()
    assert snapshot.frozen_by == world.chi
    assert f"/phat-hanh/soan/{snapshot.public_id}/" in page(client, f"{base}chot/")


def test_the_list_says_how_many_reports_came(client: Client, world: World, reported: Round) -> None:
    signed_in(client, world.lan)
    fill_cells(begin(reported, by=world.chi, at=at(9)), by=world.chi, at=at(9))
    listed = page(client, "/tong-hop/")
    assert "2/17" in listed
    assert "1/17" in listed
    assert "chưa chốt" in listed


def test_a_page_costs_a_fixed_number_of_queries(
    client: Client, world: World, reported: Round, django_assert_max_num_queries: object
) -> None:
    signed_in(client, world.chi)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        page(client, f"/tong-hop/{reported.public_id}/?theo=da-gui")


def test_an_event_two_units_recorded_is_shown_before_anything_is_added_up(
    client: Client, world: World, half_year: Round
) -> None:
    """An and Giang each recorded the training of 27 April at Ia Dom; An's own at Ia Tơi is nobody else's."""
    for owner, by, place in (
        (world.commune, world.an, "Nhà văn hóa xã Ia Dom"),
        (world.other_commune, world.giang, "nhà văn hóa  xã Ia Dom"),
        (world.commune, world.an, "Hội trường xã Ia Tơi"),
    ):
        Training.objects.create(
            register="trainings",
            owner=owner,
            subject=f"Lớp của {by.full_name}",
            started_on=date(2022, 4, 27),
            ended_on=date(2022, 4, 27),
            place=place,
            men=10,
            women=12,
            recorded_by=by,
            recorded_at=at(28, 4),
        )
    signed_in(client, world.chi)
    for address in (f"/tong-hop/{half_year.public_id}/", f"/tong-hop/{half_year.public_id}/chot/"):
        shown = page(client, address)
        if "Kỳ này chưa bắt đầu" in shown:
            begin(half_year, by=world.chi, at=at(9))
            shown = page(client, address)
        assert "Có thể một việc được ghi nhiều lần" in shown
        assert "Lớp của Y Giang" in shown
        assert "Hội trường xã Ia Tơi" not in shown
