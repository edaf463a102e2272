"""The pages of the dictionary: everybody reads, keepers change, a refusal keeps what was typed."""

from __future__ import annotations

import csv
import html
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from binhdang.demo.world import World
from binhdang.indicators import actions
from binhdang.indicators.dictionary import load
from binhdang.indicators.forms import typed_of
from binhdang.indicators.models import Indicator
from binhdang.indicators.rows import row_of
from binhdang.jobs.clock import pin

NOON = datetime(2022, 3, 1, 5, 0, tzinfo=UTC)


@pytest.fixture
def dictionary(world: World) -> World:
    load(at=NOON)
    pin(NOON)
    return world


def browser(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.people[who])
    return client


def page(client: Client, path: str) -> str:
    answer = client.get(f"/chi-tieu/{path}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def typed(code: str, **more: str) -> dict[str, str]:
    """The form of an indicator as the browser shows and sends it."""
    indicator = Indicator.objects.select_related("numerator", "denominator").get(code=code)
    newest = indicator.changes.first()
    fields = {name: value for name, value in typed_of(row_of(indicator)).items() if value and name != "targets"}
    days = {name: f"{value:%d/%m/%Y}" for name, value in fields.items() if isinstance(value, date)}
    shown = {name: "on" if value is True else str(value) for name, value in {**fields, **days}.items()}
    return {"seen": str(newest.pk if newest else 0), **shown, **more}


def test_the_list_shows_kind_laws_dimensions_targets_and_marks(dictionary: World) -> None:
    text = page(browser(dictionary, "an"), "")
    for said in ("CL-1-1", "chỉ tiêu 3.2a", "≥ 60 <", "năm 2025", "≈ 60 ± 1 <", "số công bố", "chưa kiểm chứng"):
        assert said in text, said
    assert "Thêm chỉ tiêu" not in text


def test_the_list_is_searched_with_or_without_accents(dictionary: World) -> None:
    an = browser(dictionary, "an")
    for words in ("bao luc", "BẠO LỰC", "cl-3-2a"):
        text = page(an, f"?q={words}")
        assert "CL-3-2A-MS" in text and "TH-01" not in text, words
    assert "Bỏ bớt điều kiện lọc" in page(an, "?q=xyz")


def test_the_page_of_a_rate_tells_all_there_is_to_know(dictionary: World) -> None:
    text = page(browser(dictionary, "an"), "CL-4-2/")
    for said in (
        "tính trên 100.000",
        "CL-4-2-TS",
        "CL-4-1-SL",
        "Mẫu số dưới 10.000 thì tỷ lệ dao động mạnh: xem cùng số đếm",
        "thấp hơn là tốt hơn",
        "≤ 42 ca/100.000 trẻ sinh ra sống",
        "< 42 ca/100.000 trẻ sinh ra sống",
        "kỳ báo cáo chỉ hỏi khi có người chọn",
        "Chỉ tiêu mới",
        "bộ kèm theo phần mềm",
    ):
        assert said in text, said
    assert "Sửa" not in text


def test_the_page_says_the_parts_of_every_dimension(dictionary: World) -> None:
    text = page(browser(dictionary, "an"), "BLGD-09/")
    assert "Giới tính (nam, nữ) × Nhóm tuổi (dưới 16 tuổi, 16–59 tuổi, từ 60 tuổi): 6 ô" in text


def test_what_has_ended_says_so(dictionary: World) -> None:
    pin(datetime(2026, 1, 2, 5, 0, tzinfo=UTC))
    text = page(browser(dictionary, "an"), "BLG-1/")
    assert "Hết hiệu lực từ 01/01/2026." in text


def test_chi_changes_an_indicator_on_its_page_and_sees_it_in_the_history(dictionary: World) -> None:
    chi = browser(dictionary, "chi")
    assert "Ghi thay đổi" in page(chi, "CL-1-1/sua/")
    answer = chi.post("/chi-tieu/CL-1-1/sua/", typed("CL-1-1", name="Tỷ lệ nữ lãnh đạo", small_below="5"), follow=True)
    text = html.unescape(answer.content.decode())
    assert "Đã sửa chỉ tiêu CL-1-1." in text and "<ins>Tỷ lệ nữ lãnh đạo</ins>" in text
    newest = Indicator.objects.get(code="CL-1-1").changes.first()
    assert newest and set(newest.after) == {"name", "small_below"}


def test_saving_the_form_as_it_stands_changes_nothing(dictionary: World) -> None:
    lan = browser(dictionary, "lan")
    for code in ("TH-02", "CL-1-1", "CL-3-1", "CL-5-1A", "BLGD-09", "QL-06"):
        before = row_of(Indicator.objects.get(code=code))
        assert lan.post(f"/chi-tieu/{code}/sua/", typed(code)).status_code == 302
        after = Indicator.objects.get(code=code)
        assert row_of(after) == before and after.changes.count() == 1, code


def test_a_refused_change_stands_beside_the_form_with_all_that_was_typed(dictionary: World) -> None:
    answer = browser(dictionary, "chi").post("/chi-tieu/TT-02/sua/", typed("TT-02", kind="rate", name="Tên mới"))
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "tính lại từ tử số và mẫu số" in text and 'value="Tên mới"' in text
    assert Indicator.objects.get(code="TT-02").name != "Tên mới"


def test_an_indicator_in_use_explains_why_its_meaning_stays(dictionary: World) -> None:
    actions.lock_meaning(["TT-02"], at=NOON)
    chi = browser(dictionary, "chi")
    assert "đã dùng trong kỳ báo cáo từ 01/3/2022" in page(chi, "TT-02/sua/")
    answer = chi.post("/chi-tieu/TT-02/sua/", typed("TT-02", dimension_1="", name="Tên mới"))
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 422 and "lập hiệu lực mới" in text and 'value="Tên mới"' in text


def test_whoever_saves_second_sees_the_conflict_and_may_save_again(dictionary: World) -> None:
    old = typed("TT-02", name="Của Lan")
    browser(dictionary, "chi").post("/chi-tieu/TT-02/sua/", typed("TT-02", name="Của Chi"))
    lan = browser(dictionary, "lan")
    answer = lan.post("/chi-tieu/TT-02/sua/", old)
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 409 and "Lê Quỳnh Chi vừa sửa chỉ tiêu này" in text and 'value="Của Lan"' in text
    newest = Indicator.objects.get(code="TT-02").changes.first()
    assert newest and f'name="seen" value="{newest.pk}"' in text
    lan.post("/chi-tieu/TT-02/sua/", {**old, "seen": str(newest.pk)})
    assert Indicator.objects.get(code="TT-02").name == "Của Lan"


def test_after_a_thousand_changes_the_forms_still_say_which_one_was_seen(dictionary: World) -> None:
    indicator = Indicator.objects.get(code="CL-1-1")
    indicator.changes.update(id=123_456)
    indicator.targets.filter(year=2030).update(id=234_567)
    chi = browser(dictionary, "chi")
    for path in ("CL-1-1/", "CL-1-1/sua/", "CL-1-1/muc-tieu/", "CL-1-1/hieu-luc-moi/"):
        assert 'name="seen" value="123456"' in page(chi, path), path
    assert 'name="target" value="234567"' in page(chi, "CL-1-1/")


def test_lan_adds_an_indicator(dictionary: World) -> None:
    lan = browser(dictionary, "lan")
    given = {**typed("TT-02"), "code": "TT-99", "name": "Lượt người xem", "dimension_2": "age"}
    answer = lan.post("/chi-tieu/moi/", given)
    assert answer.headers["Location"] == "/chi-tieu/TT-99/"
    assert len(Indicator.objects.get(code="TT-99").cell_keys) == 6
    again = lan.post("/chi-tieu/moi/", given)
    assert again.status_code == 422 and "Mã này đã có chỉ tiêu khác dùng" in html.unescape(again.content.decode())


def test_chi_sets_and_drops_a_target(dictionary: World) -> None:
    chi = browser(dictionary, "chi")
    assert "Đặt mục tiêu" in page(chi, "CL-1-1/muc-tieu/")
    given = {
        "year": "2025",
        "comparator": "ge",
        "value": "62,5",
        "unit": "618",
        "valid_from": "01/01/2022",
        "source": "Kế hoạch số 45/KH-UBND",
        "seen": typed("CL-1-1")["seen"],
    }
    chi.post("/chi-tieu/CL-1-1/muc-tieu/", given)
    text = page(chi, "CL-1-1/")
    assert "≥ 62,5 %" in text and "UBND huyện Ia H'Drai và cấp dưới" in text and "Kế hoạch số 45/KH-UBND" in text
    indicator = Indicator.objects.get(code="CL-1-1")
    dropped: dict[str, Any] = {"target": indicator.targets.get(unit=dictionary.district).pk, "seen": "0"}
    assert chi.post("/chi-tieu/CL-1-1/muc-tieu/bo/", dropped).status_code == 409
    dropped["seen"] = typed("CL-1-1")["seen"]
    chi.post("/chi-tieu/CL-1-1/muc-tieu/bo/", dropped)
    assert not indicator.targets.filter(unit=dictionary.district).exists()


def test_an_unfit_target_is_refused_beside_the_form(dictionary: World) -> None:
    chi, seen = browser(dictionary, "chi"), typed("CL-1-1")["seen"]
    unfit = {
        "Nhập một số, phần lẻ sau dấu phẩy": {"value": "60.5"},
        "Chưa nhập giá trị.": {"value": ""},
        "Mục tiêu đặt cho đơn vị không có trong hệ thống.": {"unit": "99999"},
        "bỏ đơn vị hoặc bỏ cấp": {"unit": "618", "level": "commune"},
        "mỗi năm chỉ một mục tiêu có hiệu lực": {"valid_from": "02/3/2021"},
    }
    for said, given in unfit.items():
        fields = {"year": "2025", "comparator": "ge", "value": "60", "valid_from": "03/3/2021", "seen": seen, **given}
        answer = chi.post("/chi-tieu/CL-1-1/muc-tieu/", fields)
        assert answer.status_code == 422 and said in html.unescape(answer.content.decode()), said


def test_a_new_validity_begins_on_its_page(dictionary: World) -> None:
    lan = browser(dictionary, "lan")
    given = {"code": "CL-1-1-2023", "on": "01/01/2023", "seen": typed("CL-1-1")["seen"]}
    answer = lan.post("/chi-tieu/CL-1-1/hieu-luc-moi/", given, follow=True)
    assert "Đã lập hiệu lực mới CL-1-1-2023." in html.unescape(answer.content.decode())
    assert "đến trước 01/01/2023" in page(lan, "CL-1-1/")


def test_for_others_the_pages_that_change_do_not_exist(dictionary: World) -> None:
    an = browser(dictionary, "an")
    for path in ("moi/", "CL-1-1/sua/", "CL-1-1/muc-tieu/", "CL-1-1/hieu-luc-moi/"):
        assert an.get(f"/chi-tieu/{path}").status_code == an.post(f"/chi-tieu/{path}", {}).status_code == 404, path


def test_the_dictionary_is_downloaded_to_edit_or_to_look_at(dictionary: World) -> None:
    actions.set_target(
        Indicator.objects.get(code="TT-01"),
        {"year": 2025, "comparator": "ge", "value": "4", "source": "=1+1"},
        seen=int(typed("TT-01")["seen"]),
        by=dictionary.chi,
        at=NOON,
    )
    Indicator.objects.filter(code="TH-01").update(name="=HYPERLINK(0)")
    an = browser(dictionary, "an")
    groups = json.loads(an.get("/chi-tieu/tai-ve/json/").content)["groups"]
    assert sum(len(group["indicators"]) for group in groups) == Indicator.objects.count()
    text = an.get("/chi-tieu/tai-ve/csv/").content.decode("utf-8-sig")
    rows = {row["Mã"]: row for row in csv.DictReader(io.StringIO(text))}
    assert len(rows) == Indicator.objects.count()
    assert rows["TH-01"]["Tên chỉ tiêu"] == "'=HYPERLINK(0)"  # no formula when a spreadsheet opens it
    assert rows["TT-01"]["Mục tiêu chung"] == "≥ 4 (năm 2025)"
    assert "10–19 hay 15–19" in rows["CL-4-3"]["Chưa kiểm chứng"]
    assert an.get("/chi-tieu/tai-ve/exe/").status_code == 404


def test_the_list_costs_the_same_queries_however_long_it_is(
    dictionary: World, django_assert_max_num_queries: Any
) -> None:
    an = browser(dictionary, "an")
    with django_assert_max_num_queries(14):
        assert len(an.get("/chi-tieu/").content) > 50_000
