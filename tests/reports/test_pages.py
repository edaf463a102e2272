"""The entry page and those around it, as a browser without JavaScript and as its script sees them."""

from __future__ import annotations

import re
from datetime import datetime
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from binhdang.accounts.models import User
from binhdang.jobs.clock import pin
from binhdang.reports import actions, figures, narrative
from binhdang.reports.edits import all_edits
from binhdang.reports.models import DraftSave, Regime, Remark, Report
from binhdang.reports.states import ReportState
from binhdang.values.figures import NIL, CellState, Figure
from reports.scene import ACTIVITIES, MEN, WOMEN, Scene, at, send_in, write


class Fields(HTMLParser):
    """What a browser would send back for the form with the id `entry`."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = self._area = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._inside = given.get("id") == "entry"
        elif not self._inside:
            return
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self.values[name] = given.get("value", "on")
        elif tag == "input":
            self.values[name] = given.get("value", "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and (self._select not in self.values or "selected" in given):
            self.values[self._select] = given["value"]
        elif tag == "textarea":
            self._area = name
            self.values[name] = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._area = ""


def browser_of(user: User, when: datetime) -> Client:
    """A person at the screen at an instant."""
    pin(when)
    client = Client()
    client.force_login(user)
    return client


def page_of(report: Report) -> str:
    """The address of the entry page."""
    return reverse("reports:entry", args=[report.public_id])


def fields_of(client: Client, report: Report) -> dict[str, str]:
    """The page as it stands, ready to be typed into."""
    return read_fields(client.get(page_of(report)).content.decode())


def read_fields(html: str) -> dict[str, str]:
    """The fields of a page."""
    parser = Fields()
    parser.feed(html)
    return parser.values


def text_of(html: str) -> str:
    """What a person reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_an_sees_when_it_is_due_that_it_is_hers_and_that_the_rest_is_an_estimate(scene: Scene) -> None:
    html = browser_of(scene.world.an, at(20, 5)).get(page_of(scene.an_report)).content.decode()
    words = text_of(html)
    assert "trước ngày 05/6/2022 – hạn cuối 04/6/2022 (thứ Bảy)" in words
    assert "Rơ Châm An (người nhập liệu)" in words
    assert "chốt số liệu 14/6/2022" in words
    assert html.count("<h1") == 1


def test_a_page_saved_without_javascript_writes_what_was_typed_and_nothing_else(scene: Scene) -> None:
    client = browser_of(scene.world.an, at(20, 5))
    fields = fields_of(client, scene.an_report)
    fields |= {f"number.{WOMEN}": "1.234", f"number.{MEN}": "0", f"estimate.{WOMEN}": "on", "text.II.4": "Một lớp."}
    fields |= {f"state.{ACTIVITIES}": "nil"}
    answer = client.post(reverse("reports:save", args=[scene.an_report.public_id]), fields)
    assert answer.status_code == 302
    held = figures.read(scene.an_report)
    assert held[WOMEN] == Figure.of(1234, estimate=True) and held[MEN] == Figure.of(0) and held[ACTIVITIES] == NIL
    assert len(list(all_edits(scene.an_report))) == 3
    assert narrative.newest_edits(scene.an_report)["II.4"].text == "Một lớp."
    again = fields_of(client, scene.an_report)
    assert again[f"number.{WOMEN}"] == "1.234" and again[f"base.{WOMEN}"] == "1"
    client.post(reverse("reports:save", args=[scene.an_report.public_id]), again)
    assert len(list(all_edits(scene.an_report))) == 3  # an untouched page adds nothing


def test_bad_numbers_keep_what_was_typed_and_the_good_ones_are_saved(scene: Scene) -> None:
    client = browser_of(scene.world.an, at(20, 5))
    fields = fields_of(client, scene.an_report)
    fields |= {f"number.{WOMEN}": "1,234", f"number.{MEN}": "mười", f"number.{ACTIVITIES}": "2"}
    fields |= {"number.QL-06": "5", "state.QL-06": "none"}
    answer = client.post(reverse("reports:save", args=[scene.an_report.public_id]), fields)
    html = answer.content.decode()
    assert answer.status_code == 422
    kept = read_fields(html)
    assert (kept[f"number.{WOMEN}"], kept[f"number.{MEN}"]) == ("1,234", "mười")
    assert (kept["number.QL-06"], kept["state.QL-06"]) == ("5", "none")
    words = text_of(html)
    assert "hai cách" in words and "không phải là số" in words and "vừa có số vừa ghi" in words
    assert figures.read(scene.an_report)[ACTIVITIES] == Figure.of(2)
    assert len(list(all_edits(scene.an_report))) == 1


def test_a_cell_without_data_asks_for_its_reason(scene: Scene) -> None:
    client = browser_of(scene.world.an, at(20, 5))
    save = reverse("reports:save", args=[scene.an_report.public_id])
    fields = fields_of(client, scene.an_report) | {f"state.{WOMEN}": "none"}
    assert "vì sao không có số liệu" in text_of(client.post(save, fields).content.decode())
    client.post(save, fields | {f"reason.{WOMEN}": "Chưa tách theo giới"})
    assert figures.read(scene.an_report)[WOMEN] == Figure(CellState.NO_DATA, reason="Chưa tách theo giới")


def test_an_and_binh_on_different_cells_at_once_do_not_disturb_each_other(scene: Scene) -> None:
    an = browser_of(scene.world.an, at(20, 5))
    fields = fields_of(an, scene.an_report)
    write(scene.an_report, MEN, 7, scene.world.binh, at(20, 5))
    answer = an.post(reverse("reports:save", args=[scene.an_report.public_id]), fields | {f"number.{WOMEN}": "9"})
    assert answer.status_code == 302
    held = figures.read(scene.an_report)
    assert (held[WOMEN], held[MEN]) == (Figure.of(9), Figure.of(7))


@pytest.mark.parametrize(("pick", "stands"), [("mine", 9), ("theirs", 7)])
def test_on_a_conflict_the_page_shows_both_values_and_the_person_picks(scene: Scene, pick: str, stands: int) -> None:
    an = browser_of(scene.world.an, at(20, 5))
    save = reverse("reports:save", args=[scene.an_report.public_id])
    fields = fields_of(an, scene.an_report) | {f"number.{WOMEN}": "9", f"number.{MEN}": "4"}
    write(scene.an_report, WOMEN, 7, scene.world.binh, at(20, 5))
    answer = an.post(save, fields)
    html = answer.content.decode()
    assert answer.status_code == 409
    words = text_of(html)
    assert "Phạm Thanh Bình vừa sửa" in words and "giữ số của tôi: 9" in words and "lấy số đã ghi: 7" in words
    assert figures.read(scene.an_report)[WOMEN] == Figure.of(7)
    assert figures.read(scene.an_report)[MEN] == Figure.of(4)  # everything else was kept
    shown = read_fields(html)
    assert shown[f"number.{WOMEN}"] == "9"
    assert an.post(save, shown).status_code == 409  # saving again without picking overwrites nothing
    assert an.post(save, shown | {f"pick.{WOMEN}": pick}).status_code == 302
    assert figures.read(scene.an_report)[WOMEN] == Figure.of(stands)


def test_a_third_hand_between_showing_the_conflict_and_picking_is_a_conflict_again(scene: Scene) -> None:
    an = browser_of(scene.world.an, at(20, 5))
    save = reverse("reports:save", args=[scene.an_report.public_id])
    fields = fields_of(an, scene.an_report) | {f"number.{WOMEN}": "9"}
    write(scene.an_report, WOMEN, 7, scene.world.binh, at(20, 5))
    shown = read_fields(an.post(save, fields).content.decode())
    write(scene.an_report, WOMEN, 8, scene.world.binh, at(20, 5, 10))
    assert an.post(save, shown | {f"pick.{WOMEN}": "mine"}).status_code == 409
    assert figures.read(scene.an_report)[WOMEN] == Figure.of(8)


@pytest.mark.parametrize(("pick", "stands"), [("mine", "Hai lớp."), ("theirs", "Ba lớp.")])
def test_texts_conflict_on_the_page_like_cells(scene: Scene, pick: str, stands: str) -> None:
    an = browser_of(scene.world.an, at(20, 5))
    save = reverse("reports:save", args=[scene.an_report.public_id])
    fields = fields_of(an, scene.an_report) | {"text.II.4": "Hai lớp."}
    actions.write_text(scene.an_report, "II.4", "Ba lớp.", base_revision=0, by=scene.world.binh, at=at(20, 5))
    answer = an.post(save, fields)
    assert answer.status_code == 409 and "Ba lớp." in answer.content.decode()
    shown = read_fields(answer.content.decode())
    assert shown["text.II.4"].strip() == "Hai lớp."
    assert an.post(save, shown | {"text-pick.II.4": pick}).status_code == 302
    assert narrative.newest_edits(scene.an_report)["II.4"].text == stands


def test_what_is_typed_while_a_colleague_puts_the_report_before_the_leader_is_shown_and_not_lost(scene: Scene) -> None:
    an = browser_of(scene.world.an, at(20, 5))
    fields = fields_of(an, scene.an_report) | {f"number.{WOMEN}": "9"}
    actions.affirm_nil(scene.an_report, by=scene.world.binh, at=at(20, 5))
    actions.ask_approval(scene.an_report, by=scene.world.binh, at=at(20, 5))
    answer = an.post(reverse("reports:save", args=[scene.an_report.public_id]), fields)
    words = text_of(answer.content.decode())
    assert answer.status_code == 422 and "bạn nhập «9»" in words and "không còn ở trạng thái soạn" in words


def test_the_script_sends_one_field_and_is_told_its_revision_and_the_new_total(scene: Scene) -> None:
    an = browser_of(scene.world.an, at(20, 5, 8, 15))
    write(scene.an_report, MEN, 4, scene.world.an, at(20, 5))
    sent = {f"base.{WOMEN}": "0", f"number.{WOMEN}": "6", f"state.{WOMEN}": "given", f"reason.{WOMEN}": ""}
    save = reverse("reports:save", args=[scene.an_report.public_id])
    reply = an.post(save, sent, headers={"X-Autosave": "1"}).json()
    assert reply["at"] == "08:15" and reply["bases"][f"cell:{WOMEN}"] == 1 and reply["refused"] == {}
    assert reply["totals"]["TT-02"] == "10" and reply["totals"]["TT-03"] == "60,0 (6/10)"
    write(scene.an_report, WOMEN, 7, scene.world.binh, at(20, 5))
    clash = an.post(save, sent | {f"base.{WOMEN}": "1", f"number.{WOMEN}": "9"}, headers={"X-Autosave": "1"}).json()
    told = clash["refused"][f"cell:{WOMEN}"]
    assert (told["theirs"]["number"], told["revision"]) == ("7", 2) and f"cell:{WOMEN}" not in clash["bases"]


def test_giang_and_chi_get_404_on_everything_of_an_draft(scene: Scene) -> None:
    names = ("entry", "save", "fill", "affirm_nil", "ask", "approve", "take_back", "send", "history")
    for person in (scene.world.giang, scene.world.chi, scene.world.ha):
        client = browser_of(person, at(20, 5))
        for name in names:
            address = reverse(f"reports:{name}", args=[scene.an_report.public_id])
            assert client.get(address).status_code in (404, 405), (person, name)
            assert client.post(address).status_code in (404, 405), (person, name)
    assert not DraftSave.objects.exists()


def test_an_may_open_the_leader_button_only_to_be_told_it_is_binh_who_approves(scene: Scene) -> None:
    actions.affirm_nil(scene.an_report, by=scene.world.an, at=at(20, 5))
    actions.ask_approval(scene.an_report, by=scene.world.an, at=at(20, 5))
    an = browser_of(scene.world.an, at(20, 5))
    approve = reverse("reports:approve", args=[scene.an_report.public_id])
    assert ">Duyệt<" not in an.get(page_of(scene.an_report)).content.decode()
    assert an.post(approve).status_code == 403
    binh = browser_of(scene.world.binh, at(20, 5))
    assert ">Duyệt<" in binh.get(page_of(scene.an_report)).content.decode()
    assert binh.post(approve).status_code == 302
    scene.an_report.refresh_from_db()
    assert Report.objects.get(pk=scene.an_report.pk).state == ReportState.APPROVED


def test_the_whole_way_of_a_report_by_plain_pages(scene: Scene) -> None:
    report = scene.an_report
    an = browser_of(scene.world.an, at(25, 5))
    fields = fields_of(an, report) | {f"number.{WOMEN}": "6"}
    assert an.post(reverse("reports:affirm_nil", args=[report.public_id]), fields).status_code == 302
    assert figures.read(report)[WOMEN] == Figure.of(6)  # typed in the same post, and not lost
    ask = reverse("reports:ask", args=[report.public_id])
    assert an.post(reverse("reports:save", args=[report.public_id]), {"then": "ask"}).headers["Location"] == ask
    assert "Trình lãnh đạo duyệt" in an.get(ask).content.decode()
    assert an.post(ask).status_code == 302
    browser_of(scene.world.binh, at(25, 5)).post(reverse("reports:approve", args=[report.public_id]))
    send = reverse("reports:send", args=[report.public_id])
    assert 'value="BC-UBND"' in an.get(send).content.decode()
    half = an.post(send, {"number": "17", "symbol": "BC-UBND"})
    assert half.status_code == 422 and 'value="17"' in half.content.decode()
    copy = SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.4\n%%EOF\n")
    typed = {"number": "17", "symbol": "BC-UBND", "issued_on": "25/5/2022", "signed_copy": copy}
    assert an.post(send, typed).status_code == 302
    version = report.versions.get()
    assert version.paper is not None and version.paper.number_symbol == "17/BC-UBND"
    history = an.get(reverse("reports:history", args=[report.public_id])).content.decode()
    assert "17/BC-UBND" in history


def test_the_page_before_asking_lists_each_place_that_must_be_put_right(scene: Scene) -> None:
    an = browser_of(scene.world.an, at(20, 5))
    ask = reverse("reports:ask", args=[scene.an_report.public_id])
    html = an.get(ask).content.decode()
    assert f"#cell-{WOMEN}" in html and "Quay lại sửa" in html and "Trình lãnh đạo duyệt" not in html
    assert an.post(ask).status_code == 422


def test_a_remark_is_shown_on_its_cell_and_can_be_marked_done(scene: Scene) -> None:
    world, report = scene.world, scene.an_report
    version = send_in(report, writer=world.an, leader=world.binh, when=at(25, 5))
    actions.return_version(version, remarks=[(f"cell:{WOMEN}", "Sổ có 14.")], note="Sửa", by=world.chi, at=at(26, 5))
    an = browser_of(world.an, at(27, 5))
    html = an.get(page_of(report)).content.decode()
    assert "Sổ có 14." in html and "Lê Quỳnh Chi" in html
    remark = Remark.objects.get(target=f"cell:{WOMEN}")
    resolve = reverse("reports:resolve", args=[remark.public_id])
    assert browser_of(world.giang, at(27, 5)).post(resolve).status_code == 404
    assert an.post(resolve).status_code == 302
    assert "đã xử lý" in an.get(page_of(report)).content.decode()


def test_chi_sees_the_seventeen_with_state_and_days_late_and_an_only_her_own_line(scene: Scene) -> None:
    world = scene.world
    send_in(scene.an_report, writer=world.an, leader=world.binh, when=at(25, 5))
    other = scene.report_of(world.other_commune)
    send_in(other, writer=world.giang, leader=world.people["duyet_23537"], when=at(7, 6))
    address = reverse("reports:round", args=[scene.round.public_id])
    words = text_of(browser_of(world.chi, at(8, 6)).get(address).content.decode())
    assert "2/17 đơn vị" in words and "gửi muộn 3 ngày" in words and "quá hạn 4 ngày" in words
    assert "1/17" in words  # in time
    own = text_of(browser_of(world.an, at(8, 6)).get(address).content.decode())
    assert "UBND xã Ia Tơi" in own or "xã Ia Tơi" in own
    assert "xã Ia Dom" not in own
    assert browser_of(world.ha, at(8, 6)).get(address).status_code == 404


def test_chi_asks_for_an_ad_hoc_report_on_a_page_and_a_bad_date_keeps_the_rest(scene: Scene) -> None:
    regime = Regime.objects.get(frequency="ad hoc")
    address = reverse("reports:ask_ad_hoc", args=[regime.public_id])
    assert browser_of(scene.world.an, at(16, 5)).get(address).status_code == 404
    chi = browser_of(scene.world.chi, at(16, 5))
    assert chi.get(address).status_code == 200
    typed = {
        "reason": "Công văn của Sở",
        "due_before_on": "16/5/2022",
        "window_from": "01/5/2022",
        "window_to": "15/5/2022",
        "units": [scene.world.commune.public_id],
    }
    refused = chi.post(address, typed)
    assert refused.status_code == 422 and "Công văn của Sở" in refused.content.decode()
    assert "Hạn gửi đã qua" in refused.content.decode()
    assert chi.post(address, typed | {"due_before_on": "20/5/2022"}).status_code == 302
    assert Report.objects.filter(round__regime=regime).count() == 1


def test_my_reports_and_the_rounds_i_receive_stand_on_one_page(scene: Scene) -> None:
    address = reverse("reports:index")
    an = text_of(browser_of(scene.world.an, at(20, 5)).get(address).content.decode())
    assert "6 tháng đầu năm 2022" in an and "Kỳ báo cáo gửi về đơn vị tôi" not in an
    chi = text_of(browser_of(scene.world.chi, at(20, 5)).get(address).content.decode())
    assert "Kỳ báo cáo gửi về đơn vị tôi" in chi and "0/17" in chi and "Yêu cầu báo cáo đột xuất" in chi
    ha = text_of(browser_of(scene.world.ha, at(20, 5)).get(address).content.decode())
    assert "Chưa có kỳ báo cáo nào" in ha


def test_chi_edits_the_outline_and_a_lost_task_is_refused_with_what_was_typed(scene: Scene) -> None:
    address = reverse("reports:outline", args=[scene.round.regime.public_id])
    chi = browser_of(scene.world.chi, at(20, 5))
    assert 'name="labels.II.7" value="2.2"' in chi.get(address).content.decode()
    refused = chi.post(address, {"labels.II.7": ""})
    assert refused.status_code == 422
    assert chi.post(address, {"labels.II.7": "", "labels.II.2": "2.2"}).status_code == 302


def test_the_queries_of_the_entry_page_do_not_grow_with_what_was_written(
    scene: Scene,
) -> None:
    an = browser_of(scene.world.an, at(20, 5))
    with CaptureQueriesContext(connection) as empty:
        an.get(page_of(scene.an_report))
    write(scene.an_report, WOMEN, 5, scene.world.an, at(20, 5))
    actions.affirm_nil(scene.an_report, by=scene.world.an, at=at(20, 5))
    for code in ("I", "II.4", "V"):
        actions.write_text(scene.an_report, code, "Đã làm.", base_revision=0, by=scene.world.an, at=at(20, 5))
    with CaptureQueriesContext(connection) as full:
        an.get(page_of(scene.an_report))
    assert len(full) == len(empty) <= 32, [query["sql"] for query in full.captured_queries]
