"""Lists of units from files: what they would change is shown first; bad ones change nothing and say which line."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from binhdang.audit.models import Event
from binhdang.demo.world import World
from binhdang.jobs.clock import pin
from binhdang.orgs.importing.applying import apply
from binhdang.orgs.importing.difference import compare, same_name
from binhdang.orgs.importing.reading import read_transitions, read_units
from binhdang.orgs.mapping import on_map
from binhdang.orgs.models import Membership, Succession, Unit, UnitClosure, UnitEvent
from binhdang.orgs.queries import parents_on
from binhdang.values.refusals import NotAllowed

AT = datetime(2025, 6, 20, 2, tzinfo=UTC)
ON, BEFORE = date(2025, 7, 1), date(2025, 6, 30)
CORRECTIONS = Path(__file__).parents[2] / "src/binhdang/orgs/data/transitions_2025-07-01.corrections.csv"
HEAD = "level,code,name,parent_code\n"
BEFORE_2025 = HEAD + (
    "province,62,Tỉnh Kon Tum,\n"
    "province,51,Tỉnh Quảng Ngãi,\n"
    "commune,23535,Xã Ia Đal,62\n"
    "commune,23537,Xã Ia Dom,62\n"
    "commune,23538,Xã Ia Tơi,62\n"
    "commune,21001,Xã Bình Một,51\n"
)
TODAY = HEAD + (
    "province,51,Tỉnh Quảng Ngãi,\n"
    "commune,23535,Xã Ia Đal,51\n"
    "commune,23538,Xã Ia Tơi,51\n"
    "commune,21002,Xã Bình Bắc,51\n"
    "commune,21003,Xã Bình Nam,51\n"
)
TRANSITIONS = (
    "level,old_code,new_code,extent\n"
    "province,62,51,full\n"
    "province,51,51,full\n"
    "commune,23535,23535,full\n"
    "commune,23537,23538,full\n"
    "commune,23538,23538,full\n"
    "commune,21001,21002,partial\n"
    "commune,21001,21003,partial\n"
)


@pytest.fixture
def at_the_desk(db: None, tmp_path: Path) -> Any:
    """`at_the_desk("--apply", units=TODAY, …)` runs the command over files of these contents; its output."""
    pin(AT)

    def run(*options: str, **files: str | bytes) -> str:
        paths = {}
        for name, content in files.items():
            paths[name] = tmp_path / f"{name}.csv"
            paths[name].write_bytes(content if isinstance(content, bytes) else content.encode())
        named = [part for name, path in paths.items() if name != "file" for part in (f"--{name}", str(path))]
        output = Gathered()
        call_command(
            "units_import", *([str(paths["file"])] if "file" in paths else []), *named, *options, stdout=output
        )
        return output.text

    return run


class Gathered:
    """Takes what the command prints."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text


def refusal(run: Any, *options: str, **files: str | bytes) -> str:
    before = (Unit.objects.count(), UnitEvent.objects.count(), Event.objects.count())
    with pytest.raises(CommandError) as caught:
        run("--apply", *options, **files)
    assert (Unit.objects.count(), UnitEvent.objects.count(), Event.objects.count()) == before
    return str(caught.value)


def test_a_list_is_shown_first_and_written_only_when_told(at_the_desk: Any) -> None:
    shown = at_the_desk("--on", "2004-01-01", file=BEFORE_2025)
    assert "Lập mới: 6" in shown
    assert "Chưa ghi gì" in shown
    assert not Unit.objects.exists()
    at_the_desk("--on", "2004-01-01", "--apply", file=BEFORE_2025)
    assert Unit.objects.count() == 6
    toi = Unit.objects.get(code="23538")
    assert (toi.name_on(AT.date()), toi.short_name_on(AT.date())) == ("Ủy ban nhân dân xã Ia Tơi", "UBND xã Ia Tơi")
    assert (toi.place, toi.symbol_part) == ("Ia Tơi", "UBND")
    assert "Không đổi: 6" in at_the_desk(file=BEFORE_2025)


def test_the_reorganisation_of_2025_comes_in_as_events(at_the_desk: Any) -> None:
    at_the_desk("--on", "2004-01-01", "--apply", file=BEFORE_2025)
    both = {"units": TODAY, "transitions": TRANSITIONS}
    shown = at_the_desk("--on", "2025-07-01", **both)
    for line in (
        "Lập mới: 2",
        "Chuyển trực thuộc: 2",
        "Sáp nhập: 2",
        "Chia tách: 1",
        "Kết thúc do sáp nhập, chia tách: 3",
        "23537 Ủy ban nhân dân xã Ia Dom + 23538 Ủy ban nhân dân xã Ia Tơi → 23538 Ủy ban nhân dân xã Ia Tơi",
    ):
        assert line in shown
    assert "căn cứ" in refusal(at_the_desk, "--on", "2025-07-01", **both)
    at_the_desk("--on", "2025-07-01", "--basis", "Nghị quyết 202/2025/QH15", "--apply", **both)
    code_of = dict(Unit.objects.values_list("pk", "code"))
    after = {code_of[unit]: code_of[parent] if parent else "" for unit, parent in parents_on(ON).items()}
    assert after == {"51": "", "23535": "51", "23538": "51", "21002": "51", "21003": "51"}
    assert len(parents_on(BEFORE)) == 6
    lies = on_map(parents_on(BEFORE), since=BEFORE, on=ON)
    told = {code_of[unit]: {(code_of[share.unit], share.share) for share in shares} for unit, shares in lies.items()}
    assert told["23537"] == told["23538"] == {("23538", 1)}
    assert told["21001"] == {("21002", None), ("21003", None)}
    assert told["62"] == {("51", 1)}
    event = Event.objects.filter(verb="units.imported").latest("pk")
    assert (event.details["merged"], event.details["split"], event.details["created"]) == (2, 1, 2)
    assert set(UnitEvent.objects.filter(on=ON).values_list("basis", flat=True)) == {"Nghị quyết 202/2025/QH15"}


def test_what_is_not_in_the_list_is_left_alone_unless_told_otherwise(at_the_desk: Any) -> None:
    at_the_desk("--on", "2004-01-01", "--apply", file=BEFORE_2025)
    fewer = BEFORE_2025.replace("commune,23537,Xã Ia Dom,62\n", "")
    assert "Không có trong tệp, để nguyên: 1" in at_the_desk("--on", "2024-01-01", file=fewer)
    options = ("--on", "2024-01-01", "--abolish-missing", "--basis", "Nghị quyết 1", "--apply")
    assert "Giải thể: 1" in at_the_desk(*options, file=fewer)
    assert Unit.objects.get(code="23537").valid_to == date(2024, 1, 1)


def test_the_units_of_the_demo_are_found_by_code_and_nobody_elses_place_changes(world: World, at_the_desk: Any) -> None:
    shown = at_the_desk(
        file=HEAD + "province,62,Tỉnh Kon Tum,\ndistrict,618,Huyện Ia H’Drai,62\n"
        "commune,23538,Xã Ia Tơi,618\ncommune,23872,Xã Ia Dom,618\n"
    )
    assert "Không đổi: 3" in shown
    assert "23872 Ủy ban nhân dân xã Ia Dom, trực thuộc 618" in shown


def test_bad_files_are_refused_with_their_lines(at_the_desk: Any) -> None:
    def told(content: str | bytes) -> str:
        return refusal(at_the_desk, file=content)

    assert "thêm cột parent_code" in told("level,code,name\nprovince,62,Tỉnh Kon Tum\n")
    assert "không có dòng nào" in told("")
    assert "dòng 2: mã đơn vị «1» thiếu chữ số" in told(HEAD + "province,1,Thành phố Hà Nội,\n")
    assert "mất số 0" in told(HEAD + "province,01,Thành phố Hà Nội,\ncommune,4,Phường Ba Đình,01\n")
    assert "số 0 ở đầu" in told(HEAD + "commune,00004,Phường Ba Đình,1\n")
    assert "dòng 3: mã 62 đứng hai lần" in told(HEAD + "province,62,Tỉnh Kon Tum,\nprovince,62,Tỉnh Khác,\n")
    assert "không phải cấp cao hơn" in told(HEAD + "commune,00004,Xã A,00008\ncommune,00008,Xã B,00004\n")
    assert "không có đơn vị cấp trên nào mang mã 99" in told(HEAD + "commune,00004,Xã A,99\n")
    assert "chỉ nhận province, district, commune" in told(HEAD + "thôn,00004,Thôn A,\n")
    assert "để trống" in told(HEAD + "province,62,,\n")
    assert "không phải UTF-8" in told((HEAD + "province,62,Tỉnh Kon Tum,\n").encode("utf-16"))
    assert "không phải UTF-8" in told(
        HEAD.encode() + "province,62,Tỉnh Kon Tum,\n".encode("cp1258", "ignore") + b"\xff"
    )
    assert "NUL" in told(HEAD + "province,62,Tỉnh\0,\n")
    assert "dòng 2: có 3 ô" in told(HEAD + "province,62,Tỉnh Kon Tum\n")
    assert "và 13 lỗi khác" in told(HEAD + "province,1,X,\n" * 8)


def test_bad_transitions_are_refused_with_their_lines(at_the_desk: Any) -> None:
    at_the_desk("--on", "2004-01-01", "--apply", file=BEFORE_2025)

    def told(transitions: str, units: str = TODAY, **more: str) -> str:
        options = ("--on", "2025-07-01", "--basis", "Nghị quyết 1")
        return refusal(at_the_desk, *options, units=units, transitions=transitions, **more)

    assert "mã mới 23539 không có trong danh sách" in told(TRANSITIONS.replace("23537,23538", "23537,23539"))
    assert "mã cũ 23539 không phải đơn vị" in told(TRANSITIONS.replace("23537,", "23539,"))
    assert "chỉ nhận full hoặc partial" in told(TRANSITIONS.replace("partial", "một phần"))
    assert "lại ghi full" in told(TRANSITIONS.replace("21002,partial", "21002,full"))
    assert "lại ghi partial" in told(TRANSITIONS.replace("23537,23538,full", "23537,23538,partial"))
    assert "đứng hai lần" in told(TRANSITIONS + "province,62,51,full\n")
    assert "để sửa" in told(
        TRANSITIONS, corrections="level,old_code,new_code,corrected_code,reason\ncommune,23537,23599,23538,nhầm\n"
    )
    at_the_desk(
        "--on", "2025-07-01", "--basis", "Nghị quyết 1", "--apply", units=TODAY,
        transitions=TRANSITIONS.replace("23537,23538", "23537,23599"),
        corrections="level,old_code,new_code,corrected_code,reason\ncommune,23537,23599,23538,nhầm\n",
    )  # fmt: skip
    assert "đã có sự kiện" in told("level,old_code,new_code,extent\n", TODAY.replace("Ia Đal", "Ia Đan"))


def test_a_list_that_changes_units_with_later_events_is_refused(at_the_desk: Any) -> None:
    at_the_desk("--on", "2004-01-01", "--apply", file=BEFORE_2025)
    other = BEFORE_2025.replace("Ia Dom", "Ia Đom")
    at_the_desk("--on", "2024-01-01", "--basis", "Nghị quyết 1", "--apply", file=other)
    again = BEFORE_2025.replace("Ia Dom", "Ia Đốm")
    assert "23537" in refusal(at_the_desk, "--on", "2023-01-01", "--basis", "Nghị quyết 1", file=again)


def test_whoever_does_not_administer_every_unit_of_the_list_changes_none(world: World) -> None:
    rows = read_units((HEAD + "commune,23538,Xã Ia Tơi Mới,618\n").encode(), "x.csv")
    beyond = read_units((HEAD + "commune,23538,Xã Ia Tơi Mới,62\n").encode(), "x.csv")

    def take(rows: Any, by: Any) -> None:
        apply(lambda standing: compare(rows, [], standing, ON, file="x"), on=ON, basis="Nghị quyết", by=by, at=AT)

    for who, what in ((world.chi, rows), (world.ha, beyond)):
        with pytest.raises(NotAllowed):
            take(what, who)
    take(rows, world.ha)
    assert Unit.objects.get(code="23538").name_on(ON) == "Ủy ban nhân dân xã Ia Tơi Mới"


def test_roles_end_with_the_units_that_end(world: World) -> None:
    rows = read_units((HEAD + "commune,23538,Xã Ia Tơi,618\ncommune,23535,Xã Ia Đal,618\n").encode(), "x.csv")
    moves = read_transitions(b"level,old_code,new_code,extent\ncommune,23537,23538,full\n", "y.csv")
    apply(lambda standing: compare(rows, moves, standing, ON, file="x"), on=ON, basis="x", by=None, at=AT)
    assert not Membership.objects.in_force(ON).filter(unit=world.other_commune).exists()
    assert Membership.objects.in_force(BEFORE).filter(unit=world.other_commune).exists()
    assert UnitClosure.objects.filter(ancestor=world.commune, descendant=world.other_commune, inherited=True).exists()


def test_a_tone_on_the_other_vowel_is_the_same_name() -> None:
    assert same_name("Tỉnh Khánh Hòa", "Tỉnh Khánh Hoà")
    assert not same_name("Xã Hòa", "Xã Hóa")


def test_the_whole_country_before_and_after_july_2025(at_the_desk: Any, shared_dir: Path) -> None:
    files = shared_dir / "units"
    old, new, moves = (
        (files / name).read_bytes()
        for name in ("units_before_2025-07-01.csv", "units_2026-07.csv", "transitions_2025-07-01.csv")
    )
    at_the_desk("--on", "2004-01-01", "--apply", file=old)
    both = {"units": new, "transitions": moves}
    options = ("--on", "2025-07-01", "--basis", "Nghị quyết số 202/2025/QH15")
    assert "dòng 7706: mã mới 23737 không có trong danh sách" in refusal(at_the_desk, *options, **both)
    at_the_desk(*options, "--apply", corrections=CORRECTIONS.read_bytes(), **both)
    kinds = dict(Unit.objects.values_list("pk", "kind"))
    before, after = parents_on(BEFORE), parents_on(ON)
    assert Counter(kinds[unit] for unit in before) == {"province_committee": 63, "commune_committee": 10047}
    assert Counter(kinds[unit] for unit in after) == {"province_committee": 34, "commune_committee": 3321}
    assert len(set(Succession.objects.filter(event__kind="split").values_list("source", flat=True))) == 460
    ba_dinh = Unit.objects.get(code="00004")
    assert [ba_dinh.place_on(BEFORE), ba_dinh.place_on(ON)] == ["Trúc Bạch", "Ba Đình"]
    lies = on_map(before, since=BEFORE, on=ON)
    assert all(share.unit in after for shares in lies.values() for share in shares)
    assert sum(len(shares) > 1 for shares in lies.values()) == 460
    dom = Unit.objects.get(code="23537")
    assert [Unit.objects.get(pk=share.unit).code for share in lies[dom.pk]] == ["23538"]
    kept = UnitClosure.objects.filter(ancestor__code="51", descendant=dom)
    assert [(row.inherited, row.valid_from) for row in kept] == [(True, ON)]
