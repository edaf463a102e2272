"""The register in a browser: An's pages, who may open them, and nothing typed is ever lost."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from binhdang.demo.world import World
from binhdang.jobs.clock import pin
from binhdang.plans.models import PlanTask
from binhdang.registers import actions
from binhdang.registers.books.trainings import TRAININGS
from binhdang.registers.models import Training

Record = Callable[..., Training]
Page = Callable[..., Client]

TYPED = {
    "subject": "Kiến thức về giới cho cán bộ thôn",
    "started_on": "27/4/2022",
    "ended_on": "28/4/2022",
    "place": "Hội trường UBND xã",
    "trainers": "",
    "men": "18",
    "women": "1.024",
    "men_officials": "3",
    "women_officials": "5",
    "budget": "12.500.000",
    "note": "",
    "task": "",
}


@pytest.fixture
def as_(world: World, now: datetime) -> Callable[[Any], Client]:
    """`as_(world.an)`: a browser in which the person is signed in, on the morning of 10 May 2022."""
    pin(now)

    def sign_in(person: Any) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


def address(name: str, training: Training | None = None, *more: str) -> str:
    return reverse(f"registers:{name}", args=[TRAININGS, *([training.public_id] if training else []), *more])


def typed_again(html: str) -> dict[str, str]:
    """What stands in the text fields of a page."""
    found = dict(re.findall(r'<input type="text" name="(\w+)" value="([^"]*)"', html))
    areas = re.findall(r'<textarea name="(\w+)"[^>]*>\s*([^<]*)</textarea>', html)
    return {**found, **dict(areas)}


def hidden(html: str) -> dict[str, str]:
    """The hidden fields of a page, but for its token."""
    inputs = re.findall(r'<input type="hidden" name="([\w-]+)"(?: value="([^"]*)")?', html)
    return {name: value for name, value in inputs if name != "csrfmiddlewaretoken"}


def test_an_writes_a_training_and_finds_it_in_the_list(world: World, as_: Page, task: PlanTask) -> None:
    an = as_(world.an)
    form = an.get(address("new"), {"nhiem_vu": task.public_id})
    assert f'<option value="{task.public_id}" selected>4.3' in form.content.decode()
    given = {**TYPED, "owner": world.commune.public_id, "task": task.public_id}
    answer = an.post(address("new"), {**given, "co_organisers": [world.units["618.lhpn"].public_id]})
    training = Training.objects.get()
    assert answer["Location"] == address("detail", training)
    assert (training.women, training.budget, training.task) == (1024, 12_500_000, task)
    page = an.get(address("detail", training)).content.decode()
    for words in ("27/4/2022", "1.024", "12.500.000", "Hội Liên hiệp Phụ nữ huyện", "ghi vào sổ", "Rơ Châm An"):
        assert words in page
    listed = an.get(address("list")).content.decode()
    assert "Kiến thức về giới cho cán bộ thôn" in listed and "Cộng 1 mục" in listed


def test_what_was_typed_stays_when_something_is_wrong(world: World, as_: Page) -> None:
    given = {**TYPED, "owner": world.commune.public_id, "men": "mười tám", "ended_on": "31/4/2022", "place": ""}
    answer = as_(world.an).post(address("new"), given)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert not Training.objects.exists()
    again = typed_again(html)
    assert {name: again.get(name, "") for name in given if name not in ("owner", "task")} == {
        name: value for name, value in given.items() if name not in ("owner", "task")
    }
    for sentence in ("Không phải số nguyên.", "Không phải một ngày.", "Chưa nhập. Ô này bắt buộc. Nhập ô «Địa điểm»."):
        assert sentence in html


def test_a_broken_rule_is_said_above_the_form_and_nothing_is_lost(world: World, as_: Page) -> None:
    answer = as_(world.an).post(address("new"), {**TYPED, "owner": world.commune.public_id, "men_officials": "19"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Số cán bộ nam lớn hơn số người dự nam." in html and 'role="alert"' in html
    assert typed_again(html)["men_officials"] == "19"


def test_a_probable_double_is_shown_and_saved_only_with_a_reason(world: World, as_: Page, an_records: Record) -> None:
    first = an_records(subject="Lớp buổi sáng")
    an, given = as_(world.an), {**TYPED, "owner": world.commune.public_id}
    asked = an.post(address("new"), given)
    html = asked.content.decode()
    assert asked.status_code == 422 and "Lớp buổi sáng" in html and address("detail", first) in html
    given |= {"not_double": "on", "not_double_because": ""}
    assert an.post(address("new"), given).status_code == 422
    assert Training.objects.count() == 1
    answer = an.post(address("new"), {**given, "not_double_because": "Buổi chiều."})
    assert answer.status_code == 302 and Training.objects.count() == 2
    assert "Không phải ghi trùng: Buổi chiều." in an.get(answer["Location"]).content.decode()


def test_a_double_in_another_commune_s_register_is_told_without_showing_it(
    world: World, as_: Page, an_records: Record
) -> None:
    an_records(subject="Chuyện riêng của Ia Tơi", co_organisers=[world.units["618.lhpn"]])
    given = {**TYPED, "owner": world.other_commune.public_id, "co_organisers": [world.units["618.lhpn"].public_id]}
    html = as_(world.giang).post(address("new"), given).content.decode()
    assert "Có thể việc này đã được ghi rồi." in html
    assert "Chuyện riêng" not in html


def test_an_changes_a_training_and_its_history_tells(world: World, as_: Page, an_records: Record) -> None:
    training, an = an_records(), as_(world.an)
    html = an.get(address("change", training)).content.decode()
    given = {**hidden(html), **typed_again(html), "task": "", "women": "30"}
    assert an.post(address("change", training), given).status_code == 302
    page = an.get(address("detail", training)).content.decode()
    assert "<del>24</del> → <ins>30</ins>" in page


def test_two_people_at_one_training_both_keep_what_they_typed(world: World, as_: Page, an_records: Record) -> None:
    training, an, binh = an_records(), as_(world.an), as_(world.binh)
    opened = binh.get(address("change", training)).content.decode()
    html = an.get(address("change", training)).content.decode()
    an.post(address("change", training), {**hidden(html), **typed_again(html), "women": "30", "place": "Thôn 2"})
    late = {**hidden(opened), **typed_again(opened), "task": "", "women": "40"}
    clash = binh.post(address("change", training), late)
    page = clash.content.decode()
    assert clash.status_code == 409
    assert re.search(r"Số nữ</th><td>30</td><td>40</td>", page)
    assert typed_again(page)["women"] == "40" and typed_again(page)["place"] == "Thôn 2"  # not touched by Bình
    saved = binh.post(address("change", training), {**hidden(page), **typed_again(page), "task": ""})
    assert saved.status_code == 302
    training.refresh_from_db()
    assert (training.women, training.place) == (40, "Thôn 2")


def test_withdrawing_asks_for_a_reason_and_leaves_the_list(world: World, as_: Page, an_records: Record) -> None:
    training, an = an_records(), as_(world.an)
    refused = an.post(address("withdraw", training), {"ly_do": ""})
    assert refused.status_code == 422 and "Chưa nêu lý do." in refused.content.decode()
    assert an.post(address("withdraw", training), {"ly_do": "Ghi nhầm năm"}).status_code == 302
    assert address("detail", training) not in an.get(address("list")).content.decode()
    assert address("detail", training) in an.get(address("list"), {"xem": "da-rut"}).content.decode()
    page = an.get(address("detail", training)).content.decode()
    assert "Ghi nhầm năm" in page and address("change", training) not in page


def test_evidence_goes_in_and_comes_out_as_it_was(world: World, as_: Page, an_records: Record) -> None:
    training, an = an_records(), as_(world.an)
    data = b"%PDF-1.4\n% danh sach\n%%EOF\n"
    given = {"tep": SimpleUploadedFile("Danh sách ký nhận.pdf", data)}
    assert an.post(address("evidence_add", training), given).status_code == 302
    file = training.evidence.get().file
    answer = an.get(address("evidence", training, file.public_id))
    assert answer.content == data
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert as_(world.giang).get(address("evidence", training, file.public_id)).status_code == 404


def test_a_file_that_is_no_evidence_says_why(world: World, as_: Page, an_records: Record, settings: Any) -> None:
    training, an = an_records(), as_(world.an)
    refused = an.post(address("evidence_add", training), {"tep": SimpleUploadedFile("a.pdf", b"MZ")})
    assert refused.status_code == 422 and "không nhận làm minh chứng" in refused.content.decode()
    assert "Chưa chọn tệp" in an.post(address("evidence_add", training)).content.decode()
    settings.MAX_UPLOAD_BYTES = 1024**2
    big = SimpleUploadedFile("a.pdf", b"%PDF-1.4\n" + b"0" * 1024**2 * 2)
    refused = an.post(address("evidence_add", training), {"tep": big})
    assert refused.status_code == 422 and "quá lớn: 2 MB" in refused.content.decode()
    assert not training.evidence.exists()


READ_PAGES = ("index", "list", "print", "export", "detail", "entry")


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("an", {"index": 200, "list": 200, "new": 200, "detail": 200, "change": 200, "withdraw": 200, "import": 200}),
        ("binh", {"detail": 200, "change": 200, "withdraw": 200}),
        ("chi", {"index": 200, "list": 200, "detail": 200, "change": 403, "withdraw": 403, "print": 200}),
        ("lan", {"detail": 200, "change": 403}),
        ("minh", {"detail": 200, "change": 403}),
        ("khanh", {"detail": 200, "change": 403, "export": 200}),
        ("giang", {"index": 200, "list": 200, "detail": 404, "change": 404, "withdraw": 404, "entry": 404}),
        ("ha", {"index": 200, "list": 200, "detail": 404, "change": 404, "entry": 404}),
    ],
)
def test_who_may_open_which_page(
    world: World, as_: Page, an_records: Record, person: str, expected: dict[str, int]
) -> None:
    training, browser = an_records(), as_(getattr(world, person))
    for name, status in expected.items():
        if name in ("detail", "change", "withdraw"):
            url = address(name, training)
        else:
            plain = {
                "index": reverse("registers:index"),
                "entry": reverse("registers:entry", args=[training.public_id]),
            }
            url = plain.get(name) or address(name)
        assert browser.get(url).status_code == status, (person, name)
    if expected["detail"] == 404:
        assert training.subject not in browser.get(address("list")).content.decode()
        assert training.subject not in browser.get(address("print")).content.decode()
        for name in ("evidence_add", "change", "withdraw"):
            assert browser.post(address(name, training), {"ly_do": "x"}).status_code == 404
    elif expected.get("change") == 403:
        assert browser.post(address("withdraw", training), {"ly_do": "Muốn rút"}).status_code == 403
        assert Training.objects.standing().exists()


def test_a_stranger_is_sent_to_sign_in(an_records: Record) -> None:
    training = an_records()
    for url in (address("list"), address("detail", training), reverse("registers:index")):
        assert Client().get(url).status_code == 302


def test_a_report_leads_from_a_number_to_its_entry(world: World, as_: Page, an_records: Record) -> None:
    training = an_records()
    answer = as_(world.chi).get(reverse("registers:entry", args=[training.public_id]))
    assert answer["Location"] == address("detail", training)


def test_the_list_is_narrowed_by_year_unit_task_and_words(
    world: World, as_: Page, an_records: Record, task: PlanTask
) -> None:
    an_records(subject="Giới trong gia đình", task=task)
    an_records(subject="Luật Bình đẳng giới", place="Thôn 3", started_on=date(2021, 8, 2), ended_on=date(2021, 8, 2))
    an_records(subject="Nam giới cùng chia sẻ", place="Thôn 4", owner=world.other_commune, by=world.giang)

    def listed(**filters: str) -> set[str]:
        html = as_(world.chi).get(address("list"), filters).content.decode()
        return {word for word in ("Giới trong gia đình", "Luật Bình đẳng giới", "Nam giới") if f">{word}" in html}

    assert listed() == {"Giới trong gia đình", "Nam giới"}  # this year's
    assert listed(nam="") == {"Giới trong gia đình", "Nam giới", "Luật Bình đẳng giới"}
    assert listed(nam="2021") == {"Luật Bình đẳng giới"}
    assert listed(don_vi="23537") == {"Nam giới"}
    assert listed(nhiem_vu=task.public_id) == {"Giới trong gia đình"}
    assert listed(nam="", q="binh dang thon 3") == {"Luật Bình đẳng giới"}
    assert listed(nam="hai nghìn", don_vi="'; DROP TABLE", q="%") == set()


def test_totals_are_over_all_pages(world: World, as_: Page, an_records: Record) -> None:
    for number in range(52):
        an_records(place=f"Thôn {number}", men=1, women=2, men_officials=0, women_officials=0)
    first, second = (as_(world.an).get(address("list"), {"trang": page}).content.decode() for page in ("1", "2"))
    for html in (first, second):
        assert "Cộng 52 mục" in html and ">104<" in html
    assert (first.count("/so-theo-doi/tap-huan/") - second.count("/so-theo-doi/tap-huan/")) == 50 - 2
    assert as_(world.an).get(address("list"), {"trang": "chín"}).status_code == 200


def test_a_list_costs_no_more_queries_when_it_is_longer(
    world: World, as_: Page, an_records: Record, django_assert_max_num_queries: Any
) -> None:
    browser = as_(world.chi)
    for number in range(30):
        an_records(place=f"Thôn {number}", co_organisers=[world.units["618.lhpn"]])
    with django_assert_max_num_queries(22):
        browser.get(address("list"))


def test_the_annex_adds_up_and_names_the_unit(world: World, as_: Page, an_records: Record) -> None:
    an_records()
    html = as_(world.an).get(address("print")).content.decode()
    assert "Phụ lục" in html and "Ủy ban nhân dân xã Ia Tơi" in html and "năm 2022" in html
    assert "Cộng 1 mục" in html


def test_a_task_shows_what_was_done_and_who_has_not_written_yet(
    world: World, as_: Page, an_records: Record, task: PlanTask
) -> None:
    page = reverse("registers:task", args=[task.public_id])
    before = as_(world.an).get(page).content.decode()
    choose = f"{reverse('registers:index')}?nhiem_vu={task.public_id}"
    assert choose in before and "Chưa có việc nào" in before
    assert f"{address('new')}?nhiem_vu={task.public_id}" in as_(world.an).get(choose).content.decode()
    training = an_records(task=task)
    for person in (world.an, world.chi):
        assert training.subject in as_(person).get(page).content.decode()
    giang = as_(world.giang).get(page)
    assert training.subject not in giang.content.decode()
    seen_by_chi = as_(world.chi).get(page).content.decode()
    assert "Phòng LĐ-TB&amp;XH" in seen_by_chi and "chưa ghi" in seen_by_chi
    assert as_(world.ha).get(page).status_code == 404


def test_somebody_without_a_unit_is_told_who_writes(world: World, as_: Page) -> None:
    for url in (address("new"), address("import")):
        assert "không ghi sổ của đơn vị nào" in as_(world.minh).get(url).content.decode()
    assert as_(world.minh).post(address("new"), TYPED).status_code == 200
    assert not Training.objects.exists()


def test_an_cannot_write_for_giangs_commune_by_changing_the_page(world: World, as_: Page) -> None:
    answer = as_(world.an).post(address("new"), {**TYPED, "owner": world.other_commune.public_id})
    assert answer.status_code == 422
    assert not Training.objects.exists()


def test_a_withdrawn_training_is_not_changed_any_more(
    world: World, as_: Page, an_records: Record, now: datetime
) -> None:
    training, an = an_records(), as_(world.an)
    html = an.get(address("change", training)).content.decode()
    actions.withdraw_training(training, reason="Ghi nhầm", by=world.binh, at=now)
    answer = an.post(address("change", training), {**hidden(html), **typed_again(html), "women": "30"})
    assert answer.status_code == 422 and "đã được rút" in answer.content.decode()


def test_anyone_signed_in_reads_the_dictionary(world: World, as_: Page, dictionary: None) -> None:
    listed = as_(world.giang).get(reverse("indicators:index")).content.decode()
    assert "TH-02" in listed and "chưa kiểm chứng" in listed
    page = as_(world.ha).get(reverse("indicators:detail", args=["CL-4-1"])).content.decode()
    for words in ("Tỷ số giới tính khi sinh", "phần nam", "phần nữ", "Chưa kiểm chứng"):
        assert words in page
    assert as_(world.an).get(reverse("indicators:detail", args=["KHONG-CO"])).status_code == 404
