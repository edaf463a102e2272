"""The shipped dictionary: at least twelve lawful indicators, loaded as often as one likes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from binhdang.audit.models import Event
from binhdang.demo.world import World
from binhdang.indicators.dictionary import load
from binhdang.indicators.dimensions import combinations
from binhdang.indicators.models import Indicator, IndicatorKind, PeriodLaw, PlaceLaw, cell_key, parts_of
from binhdang.indicators.rows import normal
from binhdang.indicators.rules import refuse_faults
from binhdang.values.refusals import Refusal


def counted(code: str, **more: Any) -> dict[str, Any]:
    said = {"group": "Thử", "name": "Thử", "definition": "Thử", "unit_label": "cái", "valid_from": "2022-01-01"}
    return {"code": code, "kind": "count", **said, **more}


def published(code: str) -> dict[str, Any]:
    return counted(code, kind="published", place_law="never", period_law="never")


def rate(code: str, numerator: str, denominator: str, **more: Any) -> dict[str, Any]:
    laws = {"kind": "rate", "place_law": "rate", "period_law": "rate"}
    return counted(code, numerator=numerator, denominator=denominator, **{**laws, **more})


def goal(**more: Any) -> dict[str, Any]:
    return {"year": 2025, "comparator": "ge", "value": "60", **more}


def test_the_dictionary_holds_counts_by_sex_and_rates_computed_from_counts(db: None) -> None:
    loaded = load()
    assert len(loaded.added) == Indicator.objects.count()
    asked = Indicator.objects.filter(asked=True)
    assert sum(indicator.dimensions == ["sex"] for indicator in asked) >= 6
    assert asked.filter(kind=IndicatorKind.RATE).count() >= 6
    rates = Indicator.objects.filter(kind=IndicatorKind.RATE).select_related("numerator", "denominator")
    for each in rates:
        assert each.cell_keys == []
        assert each.numerator_keys and each.denominator_keys


def test_loading_it_again_changes_nothing_and_a_new_wording_changes_one(db: None, tmp_path: Path) -> None:
    load()
    codes = {i.code: i.pk for i in Indicator.objects.all()}
    again = load()
    assert (again.added, again.changed) == ((), ())
    Indicator.objects.filter(code="TH-01").update(name="Tên cũ")
    assert load().changed == ("TH-01",)
    assert {i.code: i.pk for i in Indicator.objects.all()} == codes


def test_the_command_that_loads_it_is_repeatable_and_audited(db: None) -> None:
    call_command("indicators_load", verbosity=0)
    call_command("indicators_load", verbosity=0)
    assert Event.objects.filter(verb="dictionary.loaded").count() == 1


def test_a_cell_key_can_be_taken_apart_in_one_way_only(db: None) -> None:
    load()
    keys = [key for indicator in Indicator.objects.all() for key in indicator.cell_keys]
    assert len(keys) == len(set(keys))
    for key in keys:
        assert re.fullmatch(r"[A-Z0-9-]+(\.[a-z][a-z0-9]*)*", key)
        code, parts = key.partition(".")[0], parts_of(key)
        assert cell_key(code, *parts) == key
        assert parts in combinations(Indicator.objects.get(code=code).dimensions)


def test_births_count_from_the_health_centre_and_not_from_the_communes_too(world: World) -> None:
    load()
    births = Indicator.objects.get(code="CL-4-1-SL")
    assert births.place_law == PlaceLaw.SOURCE_OF_RECORD
    counted_from = [unit.code for unit in world.units.values() if births.counts_from(unit)]
    assert counted_from == ["62", "618", "618.ttyt"]  # the committees speak for what was consolidated below them


def test_violence_counts_from_the_communes_and_trainings_from_everybody(world: World) -> None:
    load()
    victims, trainings = Indicator.objects.get(code="CL-3-2A-MS"), Indicator.objects.get(code="TH-01")
    assert victims.counts_from(world.commune)
    assert not victims.counts_from(world.units["618.cong-an"])
    assert all(trainings.counts_from(unit) for unit in world.units.values())


def test_distinct_people_are_never_added_up_over_periods(db: None) -> None:
    load()
    for indicator in Indicator.objects.filter(kind=IndicatorKind.PEOPLE):
        assert indicator.period_law in (PeriodLaw.LAST, PeriodLaw.RECOUNT), indicator.code


def test_boys_per_hundred_girls_takes_boys_over_girls(db: None) -> None:
    load()
    ratio = Indicator.objects.get(code="CL-4-1")
    assert (ratio.numerator_keys, ratio.denominator_keys) == (["CL-4-1-SL.nam"], ["CL-4-1-SL.nu"])


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([counted("TH-01"), counted("TH-01")], "mỗi chỉ tiêu có một mã riêng. Cách khắc phục: đặt mã khác"),
        ([counted("TH.01")], "mã gồm chữ hoa không dấu"),
        ([counted("TH-01", name="")], "mục «Tên chỉ tiêu». Giá trị nhận được: để trống."),
        ([counted("TH-01", name="x" * 301)], "tối đa 300 ký tự"),
        ([counted("TH-01", kind="colour")], "một trong: count, attendances"),
        ([counted("TH-01", dimensions=["height"])], "phân tổ có: sex, age"),
        ([counted("TH-01", dimensions=["sex", "sex"])], "mỗi phân tổ một lần"),
        ([counted("TH-01", place_law="source_of_record")], "nêu đơn vị đó"),
        ([counted("TH-01", place_law="source_of_record", record_holders=["ttyt"])], "sửa lại, ví dụ *.ttyt"),
        ([counted("TH-01", kind="people")], "số người không trùng không cộng các kỳ"),
        ([counted("TH-01", kind="yes_no")], "lấy theo kỳ cuối"),
        ([counted("TH-01", kind="yes_no", period_law="last", dimensions=["sex"])], "một ô không phân tổ"),
        ([counted("TH-01", kind="money", scale=3)], "tiền và có/không là số nguyên"),
        ([counted("TH-01", kind="published")], "số công bố không cộng"),
        ([counted("TH-01", place_law="never", period_law="never")], "số công bố không cộng"),
        ([counted("TH-01", valid_to="2021-01-01")], "sau ngày áp dụng"),
        ([published("TH-01"), rate("TH-02", "TH-01", "TH-01")], "mục «Tử số»"),
        ([counted("TH-01"), rate("TH-02", "TH-01", "TH-09")], "mục «Mẫu số». Giá trị nhận được: TH-09."),
        ([counted("TH-01"), rate("TH-02", "TH-01", "TH-01"), rate("TH-03", "TH-02", "TH-01")], "chỉ tiêu TH-03"),
        ([counted("TH-01"), rate("TH-02", "TH-01", "TH-01", numerator_split="nu")], "là một phần trong phân tổ"),
        ([counted("TH-01"), rate("TH-02", "TH-01", "TH-01", place_law="sum")], "tính lại từ tử số và mẫu số"),
        ([counted("TH-01"), rate("TH-02", "TH-01", "TH-01", per=7)], "tính trên 100, 1.000"),
        ([counted("TH-01"), rate("TH-02", "TH-01", "TH-01", kind="mean")], "bình quân tính trên 1"),
        ([counted("TH-01", numerator="TH-01")], "chỉ tỷ lệ và bình quân mới có tử số"),
        ([counted("TH-01", targets=[goal(comparator="!")])], "phép so sánh là một trong"),
        ([counted("TH-01", targets=[goal(year=25)])], "năm có bốn chữ số"),
        ([counted("TH-01", targets=[goal(), goal(value="7")])], "mỗi năm chỉ một mục tiêu"),
        ([counted("TH-01", overrides=[goal(unit="618", level="commune")])], "bỏ đơn vị hoặc bỏ cấp"),
    ],
)
def test_a_dictionary_that_contradicts_itself_is_refused_with_rule_and_remedy(
    rows: list[dict[str, Any]], rule: str
) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_faults([normal(row) for row in rows])
    assert rule in refused.value.message and refused.value.rule and refused.value.remedy


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"splitz": []}, "Giá trị nhận được: splitz."),
        ({"scale": "1"}, "trường scale (Số chữ số thập phân). Giá trị nhận được: 1."),
        ({"scale": -1}, "trường scale"),
        ({"asked": "no"}, "trường asked"),
        ({"dimensions": "sex"}, "trường dimensions (Phân tổ)"),
        ({"valid_to": "31/12/2025"}, "ngày ghi 2025-12-31"),
        ({"targets": "60"}, "trường targets"),
        ({"targets": [{"year": "2025"}]}, "trường value"),
        ({"targets": [{"year": 2025, "comparator": "ge", "value": "sáu mươi"}]}, "sáu mươi"),
        ({"targets": [{"year": 2025, "comparator": "ge", "value": "1e99"}]}, "1e99"),
    ],
)
def test_a_field_that_cannot_be_read_is_refused_with_its_name(given: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal) as refused:
        normal(counted("TH-01", **given))
    assert said in refused.value.message and "chỉ tiêu TH-01" in refused.value.message


def test_nothing_of_a_broken_data_file_is_loaded(db: None, tmp_path: Path) -> None:
    broken = [counted("TH-01"), counted("x")]
    (tmp_path / "broken.json").write_text(json.dumps({"groups": [{"title": "Thử", "indicators": broken}]}))
    with pytest.raises(Refusal, match="chỉ tiêu x, mục «Mã»"):
        load(folder=tmp_path)
    assert not Indicator.objects.exists()
