"""The dictionary is changed on pages and by files, always with history; what figures stand under keeps its meaning."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from binhdang.audit.models import Event
from binhdang.demo.world import World
from binhdang.indicators import actions
from binhdang.indicators.dictionary import exported, load
from binhdang.indicators.laws import ChangeSource
from binhdang.indicators.models import Indicator
from binhdang.indicators.rows import row_of
from binhdang.indicators.wording import changes
from binhdang.orgs.actions import grant
from binhdang.orgs.roles import Role
from binhdang.values.refusals import Conflict, NotAllowed, Refusal

NOON = datetime(2022, 3, 1, 5, 0, tzinfo=UTC)


@pytest.fixture
def dictionary(world: World) -> World:
    load(at=NOON)
    return world


def indicator(code: str = "TT-01") -> Indicator:
    return Indicator.objects.get(code=code)


def seen(code: str = "TT-01") -> int:
    newest = indicator(code).changes.first()
    return newest.pk if newest else 0


def change(world: World, values: dict[str, Any], code: str = "TT-01", **more: Any) -> Indicator:
    given: dict[str, Any] = {"seen": seen(code), "by": world.chi, "at": NOON, **more}
    return actions.change(indicator(code), values, **given)


def goal(**more: Any) -> dict[str, Any]:
    return {"year": 2025, "comparator": "ge", "value": "60", **more}


def load_file(path: Path, *options: str) -> str:
    said = StringIO()
    call_command("indicators_load", str(path), *options, stdout=said)
    return said.getvalue()


def test_chi_changes_a_wording_and_the_history_keeps_who_when_before_and_after(dictionary: World) -> None:
    before = indicator().name
    change(dictionary, {"name": "Số cuộc truyền thông"})
    newest = indicator().changes.first()
    assert newest and (newest.by, newest.at, newest.source) == (dictionary.chi, NOON, ChangeSource.PAGE)
    assert [str(each) for each in changes(newest.before, newest.after)] == [
        f"Tên chỉ tiêu: {before} → Số cuộc truyền thông"
    ]
    event = Event.objects.get(verb="indicator.changed")
    assert event.actor_name == dictionary.chi.full_name and event.done == "sửa chỉ tiêu"


def test_saving_what_has_not_changed_leaves_no_trace(dictionary: World) -> None:
    was = seen()
    change(dictionary, {"name": indicator().name})
    assert seen() == was and not Event.objects.filter(verb="indicator.changed").exists()


def test_only_the_focal_body_changes_the_dictionary(dictionary: World) -> None:
    for who in ("an", "binh", "giang", "minh", "khanh", "ha"):
        with pytest.raises(NotAllowed, match="không được sửa chỉ tiêu"):
            change(dictionary, {"name": "x"}, by=dictionary.people[who])


def test_where_the_province_has_a_focal_body_the_district_only_reads(dictionary: World) -> None:
    grant(dictionary.giang, Role.FOCAL_OFFICER, dictionary.units["62"], valid_from=NOON.date(), by=None, at=NOON)
    with pytest.raises(NotAllowed, match="đơn vị cao nhất"):
        change(dictionary, {"name": "x"})
    assert change(dictionary, {"name": "Số cuộc"}, by=dictionary.giang).name == "Số cuộc"


def test_two_who_change_the_same_indicator_see_the_conflict(dictionary: World) -> None:
    opened = seen()
    change(dictionary, {"name": "Của Chi"})
    with pytest.raises(Conflict, match="Lê Quỳnh Chi vừa sửa chỉ tiêu này"):
        change(dictionary, {"name": "Của Lan"}, seen=opened, by=dictionary.lan)
    assert indicator().name == "Của Chi"


def test_an_indicator_in_use_keeps_its_meaning(dictionary: World) -> None:
    meanings: list[dict[str, Any]] = [
        {"kind": "attendances"},
        {"dimensions": ["sex"]},
        {"scale": 2},
        {"period_law": "last"},
        {"place_law": "source_of_record", "record_holders": ["commune_committee"]},
    ]
    first = row_of(indicator())
    for values in meanings:
        change(dictionary, values)  # nobody has reported under it yet
        change(dictionary, {field: first[field] for field in values})
    actions.lock_meaning(["TT-01"], at=NOON)
    for values in meanings:
        with pytest.raises(Refusal, match="lập hiệu lực mới: chỉ tiêu này kết thúc"):
            change(dictionary, values)
    assert change(dictionary, {"name": "Số cuộc truyền thông"}).name == "Số cuộc truyền thông"


def test_what_a_rate_in_use_is_computed_from_is_in_use_too(dictionary: World) -> None:
    actions.lock_meaning(["CL-1-1"], at=NOON)
    used = set(Indicator.objects.exclude(locked_since=None).values_list("code", flat=True))
    assert used == {"CL-1-1", "CL-1-1-TS", "CL-1-1-MS"}
    actions.lock_meaning(["CL-1-1"], at=NOON.replace(year=2023))
    assert indicator("CL-1-1").locked_since == date(2022, 3, 1)  # since the first time


def test_a_new_validity_begins_under_another_code_whose_meaning_is_free(dictionary: World) -> None:
    actions.set_target(indicator(), goal(value="10"), seen=seen(), by=dictionary.chi, at=NOON)
    actions.lock_meaning(["TT-01"], at=NOON)
    given: dict[str, Any] = {"on": date(2023, 1, 1), "seen": seen(), "by": dictionary.lan, "at": NOON}
    actions.succeed(indicator(), code="TT-01-2023", **given)
    old, new = indicator(), indicator("TT-01-2023")
    assert (old.valid_to, new.valid_from, new.valid_to) == (date(2023, 1, 1), date(2023, 1, 1), None)
    assert new.locked_since is None and new.name == old.name and new.order > 0
    assert [(t.valid_from, t.valid_to) for t in old.targets.all()] == [(date(2022, 1, 1), date(2023, 1, 1))]
    assert [(t.valid_from, t.valid_to) for t in new.targets.all()] == [(date(2023, 1, 1), None)]
    change(dictionary, {"dimensions": ["sex"]}, code="TT-01-2023")
    assert indicator("TT-01-2023").cell_keys == ["TT-01-2023.nam", "TT-01-2023.nu"]


def test_a_code_is_never_used_twice(dictionary: World) -> None:
    given: dict[str, Any] = {"on": date(2023, 1, 1), "seen": seen(), "by": dictionary.lan, "at": NOON}
    with pytest.raises(Refusal, match="Mã này đã có chỉ tiêu khác dùng"):
        actions.succeed(indicator(), code="TT-02", **given)


def test_a_new_indicator_comes_last_and_must_be_lawful(dictionary: World) -> None:
    values = {"code": "TT-99", "name": "Buổi", "definition": "Buổi.", "unit_label": "buổi", "group": "Truyền thông"}
    with pytest.raises(Refusal, match="mục «Loại số»"):
        actions.add({**values, "valid_from": date(2022, 1, 1)}, by=dictionary.lan, at=NOON)
    actions.add({**values, "kind": "count", "valid_from": date(2022, 1, 1)}, by=dictionary.lan, at=NOON)
    last = Indicator.objects.order_by("order").last()
    assert last and last.code == "TT-99"
    newest = last.changes.get()
    assert newest.before is None and "Đơn vị tính: buổi" in [str(each) for each in changes(None, newest.after)]


def test_a_target_is_set_replaced_and_dropped_with_history(dictionary: World) -> None:
    given: dict[str, Any] = {"by": dictionary.chi, "at": NOON}
    of_commune = goal(unit="23538", source="Kế hoạch số 12/KH-UBND")
    actions.set_target(indicator("CL-1-1"), of_commune, seen=seen("CL-1-1"), **given)
    actions.set_target(indicator("CL-1-1"), {**of_commune, "value": "65"}, seen=seen("CL-1-1"), **given)
    target = indicator("CL-1-1").targets.get(unit=dictionary.commune)
    assert str(target) == "≥ 65 % (năm 2025)"
    actions.drop_target(target, seen=seen("CL-1-1"), **given)
    said = [str(each) for row in indicator("CL-1-1").changes.all()[:3] for each in changes(row.before, row.after)]
    label = "Mục tiêu riêng của đơn vị, cấp"
    assert said == [
        f"{label}: 23538: ≥ 65 (năm 2025) → để trống",
        f"{label}: 23538: ≥ 60 (năm 2025) → 23538: ≥ 65 (năm 2025)",
        f"{label}: để trống → 23538: ≥ 60 (năm 2025)",
    ]


def test_a_target_for_a_unit_that_there_is_not_is_refused(dictionary: World) -> None:
    with pytest.raises(Refusal, match="Giá trị nhận được: 99999"):
        actions.set_target(indicator(), goal(unit="99999"), seen=seen(), by=dictionary.chi, at=NOON)


def test_what_is_exported_and_loaded_again_changes_nothing(dictionary: World, tmp_path: Path) -> None:
    actions.set_target(indicator(), goal(unit="23538"), seen=seen(), by=dictionary.chi, at=NOON)
    change(dictionary, {"name": "Số cuộc truyền thông"})
    path = tmp_path / "chi-tieu.json"
    call_command("indicators_export", str(path), stdout=StringIO())
    assert load_file(path, "--apply") == "Tệp này không thay đổi gì.\n"
    assert exported() == path.read_text(encoding="utf-8")
    with pytest.raises(CommandError, match="Không ghi được"):
        call_command("indicators_export", str(path))


def test_a_file_shows_what_it_would_change_and_writes_only_when_told(dictionary: World, tmp_path: Path) -> None:
    path = tmp_path / "chi-tieu.json"
    given = json.loads(exported())
    row = next(r for group in given["groups"] for r in group["indicators"] if r["code"] == "TT-01")
    row |= {"name": "Số cuộc", "targets": [goal(value="4", onwards=True)]}
    given["groups"][0]["indicators"].append({**row, "code": "TT-99", "order": 5})
    path.write_text(json.dumps(given), encoding="utf-8")
    said = load_file(path)
    assert "TT-99 (mới)" in said and "TT-01\n" in said
    assert "  Mục tiêu chung: để trống → ≥ 4 (từ năm 2025 trở đi)\n" in said
    assert said.endswith("Chưa ghi gì: 2 chỉ tiêu sẽ thay đổi. Chạy lại với --apply để ghi.\n")
    assert not Indicator.objects.filter(code="TT-99").exists()
    assert load_file(path, "--apply").endswith("Bộ chỉ tiêu: thêm 1, thay đổi 1.\n")
    assert indicator().changes.first().source == ChangeSource.FILE  # type: ignore[union-attr]
    assert str(indicator().targets.get()) == "≥ 4 cuộc (từ năm 2025 trở đi)"


def test_a_file_leaves_alone_what_it_does_not_speak_of(dictionary: World, tmp_path: Path) -> None:
    actions.set_target(indicator(), goal(), seen=seen(), by=dictionary.chi, at=NOON)
    row = next(r for g in json.loads(exported())["groups"] for r in g["indicators"] if r["code"] == "TT-01")
    del row["targets"], row["order"]
    path = tmp_path / "mot-chi-tieu.json"
    group = {"title": indicator().group, "indicators": [{**row, "name": "Số cuộc"}]}
    path.write_text(json.dumps({"groups": [group]}), encoding="utf-8")
    before, order = Indicator.objects.count(), indicator().order
    assert load_file(path, "--apply").count("\n") == 3
    assert (indicator().name, indicator().order, indicator().targets.count()) == ("Số cuộc", order, 1)
    assert Indicator.objects.count() == before


def test_a_file_that_is_no_dictionary_is_refused(db: None, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    for text in ("", "[]", "{}", '{"groups": [1]}', '{"groups": [{"title": "x"}]}', "[" * 100_000, "\ud800"):
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        with pytest.raises(CommandError, match="Tệp này không phải là bộ chỉ tiêu"):
            load_file(path)


def test_a_file_that_changes_a_meaning_in_use_is_refused_as_a_whole(dictionary: World, tmp_path: Path) -> None:
    actions.lock_meaning(["TT-01"], at=NOON)
    path = tmp_path / "x.json"
    path.write_text(exported().replace('"kind": "count"', '"kind": "attendances"'), encoding="utf-8")
    with pytest.raises(CommandError, match="ý nghĩa của số liệu không đổi được nữa"):
        load_file(path, "--apply")
    assert indicator("TH-01").kind == "count"


def test_a_later_version_leaves_the_wording_of_the_installation_alone(dictionary: World) -> None:
    change(dictionary, {"name": "Cách gọi của huyện"})
    Indicator.objects.filter(code="TT-01").update(unit_label="đợt")  # as an older version shipped it
    done = load(at=NOON)
    assert (done.changed, done.kept) == (("TT-01",), ("TT-01",))
    assert (indicator().name, indicator().unit_label) == ("Cách gọi của huyện", "cuộc")


def test_a_later_version_does_not_change_the_meaning_of_figures_in_use(dictionary: World) -> None:
    actions.lock_meaning(["TT-01"], at=NOON)
    Indicator.objects.filter(code="TT-01").update(scale=2, unit_label="đợt")
    assert load(at=NOON).kept == ("TT-01",)
    assert (indicator().scale, indicator().unit_label) == (2, "cuộc")
