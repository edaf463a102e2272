"""Names in papers find their units: abbreviated, without the place, without diacritics, and never by guessing."""

from datetime import date

import pytest

from binhdang.demo.world import World
from binhdang.orgs import actions as orgs
from binhdang.orgs.models import UnitKind
from binhdang.plans.matching import Certainty, Match, Matcher
from binhdang.plans.names import Name
from binhdang.plans.suggesting import _first_late_day

DAY = date(2022, 4, 1)


@pytest.fixture
def matcher(world: World) -> Matcher:
    return Matcher(world.district, DAY)


def codes(matches: list[Match]) -> list[str]:
    return [unit.code for match in matches for unit in match.units]


@pytest.mark.parametrize(
    ("written", "code", "certainty"),
    [
        ("Phòng Lao động - Thương binh và Xã hội", "618.phong-ldtbxh", Certainty.EXACT),
        ("phòng Lao động–Thương binh và Xã hội", "618.phong-ldtbxh", Certainty.EXACT),
        ("Phòng LĐ-TB&XH", "618.phong-ldtbxh", Certainty.CLOSE),
        ("Phòng LĐTBXH huyện Ia H’Drai", "618.phong-ldtbxh", Certainty.CLOSE),
        ("PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI HUYỆN IA H'DRAI", "618.phong-ldtbxh", Certainty.CLOSE),
        ("Phong Tai chinh - Ke hoach", "618.phong-tckh", Certainty.CLOSE),
        ("Trung tâm VH-TT&TT", "618.tt-vhtt", Certainty.CLOSE),
        ("UBND huyện", "618", Certainty.CLOSE),
        ("Uỷ ban nhân dân huyện Ia H’Drai", "618", Certainty.CLOSE),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam", "618.mttq", Certainty.CLOSE),
        ("UBMTTQVN huyện", "618.mttq", Certainty.CLOSE),
        ("Hội LHPN huyện", "618.lhpn", Certainty.CLOSE),
        ("Huyện đoàn", "618.huyen-doan", Certainty.EXACT),
        ("VP HU-HĐND-UBND huyện", "618.van-phong", Certainty.CLOSE),
        ("Sở Lao động - Thương binh và Xã hội", "62.so-ldtbxh", Certainty.CLOSE),
        ("UBND xã Ia Tơi", "23538", Certainty.CLOSE),
    ],
)
def test_a_name_as_papers_write_it_finds_its_unit(
    matcher: Matcher, written: str, code: str, certainty: Certainty
) -> None:
    [match] = matcher.match(written, [[3, 9]])
    assert [unit.code for unit in match.units] == [code]
    assert (match.certainty, match.spans, match.name) == (certainty, [[3, 9]], written)


@pytest.mark.parametrize(
    "written",
    ["UBND huyện Sa Thầy", "Phòng Tư pháp huyện Đăk Tô", "Phòng Y tế", "Hội Liên hiệp Phụ nữ xã", "Các đơn vị"],
)
def test_a_body_the_tree_does_not_have_is_not_given_to_another(matcher: Matcher, written: str) -> None:
    [match] = matcher.match(written, [])
    assert match.units == ()
    assert match.certainty == Certainty.UNKNOWN


def test_a_name_that_three_communes_answer_to_is_left_to_the_person(matcher: Matcher) -> None:
    [match] = matcher.match("Ủy ban nhân dân xã", [])
    assert match.units == ()
    assert [unit.code for unit in match.alternatives] == ["23535", "23537", "23538"]


def test_a_vague_name_offers_every_office_and_takes_none(matcher: Matcher) -> None:
    [match] = matcher.match("Các phòng, ban, ngành, đơn vị", [])
    assert match.units == ()
    offered = {unit.code for unit in match.alternatives}
    assert {"618.phong-tp", "618.ttyt", "618.cong-an", "618.cq-tcnv"} <= offered
    assert not offered & {"618", "23535", "618.lhpn", "618.ban-vstbpn"}


def test_two_communes_of_one_name_are_both_shown_and_neither_is_taken(world: World) -> None:
    twin = "Ủy ban nhân dân xã Ia Dom"
    orgs.create_unit(
        code="99999",
        kind=UnitKind.COMMUNE_COMMITTEE,
        name=twin,
        parent=world.district,
        valid_from=date(2020, 1, 1),
        by=None,
        at=world.an.created_at,
    )
    [match] = Matcher(world.district, DAY).match(twin, [])
    assert match.units == ()
    assert {unit.code for unit in match.alternatives} == {"23537", "99999"}


def test_the_communes_are_the_three_below_the_district(matcher: Matcher) -> None:
    [match] = matcher.match("Ủy ban nhân dân các xã", [])
    assert codes([match]) == ["23535", "23537", "23538"]
    assert match.certainty == Certainty.GROUP
    assert codes(matcher.match("UBND các xã, thị trấn", [])) == codes([match])
    assert codes(matcher.match("Ủy ban nhân dân các phường", [])) == []


def test_the_front_and_the_mass_organisations_are_five_bodies(matcher: Matcher) -> None:
    both = "Ủy ban Mặt trận Tổ quốc Việt Nam và các đoàn thể chính trị - xã hội huyện"
    assert set(codes(matcher.match(both, []))) == {
        "618.mttq",
        "618.ldld",
        "618.hnd",
        "618.huyen-doan",
        "618.lhpn",
    }
    assert "618.mttq" not in codes(matcher.match("các tổ chức chính trị – xã hội huyện", []))


def test_members_of_the_board_are_those_the_paper_lists(world: World) -> None:
    listed = [
        {"value": "Phòng Tư pháp", "spans": [[5, 18]], "footnote": "6"},
        {"value": "Công an huyện", "spans": [[20, 33]], "footnote": "6"},
        {"value": "Phòng Bí ẩn", "spans": [[35, 46]], "footnote": "6"},
        {"value": "Ủy ban nhân dân huyện", "spans": [[1, 4]], "footnote": "5"},
        {"value": "Huyện đoàn", "spans": [[50, 60]], "footnote": None},
    ]
    matches = Matcher(world.district, DAY, listed).match("Các cơ quan thành viên Ban vì sự tiến bộ của phụ nữ", [])
    assert [(m.name, codes([m]), m.spans) for m in matches] == [
        ("Phòng Tư pháp", ["618.phong-tp"], [[5, 18]]),
        ("Công an huyện", ["618.cong-an"], [[20, 33]]),
        ("Phòng Bí ẩn", [], [[35, 46]]),
    ]


def test_members_of_the_board_are_those_seated_where_the_paper_lists_none(matcher: Matcher, world: World) -> None:
    matches = matcher.match("Các cơ quan thành viên Ban vì sự tiến bộ của phụ nữ huyện", [])
    assert set(codes(matches)) == {unit.code for unit in world.member_bodies}


def test_a_commune_finds_the_bodies_of_its_district(world: World) -> None:
    matcher = Matcher(world.commune, DAY)
    assert codes(matcher.match("Phòng LĐ-TB&XH huyện", [])) == ["618.phong-ldtbxh"]
    assert codes(matcher.match("Ủy ban nhân dân huyện", [])) == ["618"]
    assert codes(matcher.match("Ủy ban nhân dân xã", [])) == ["23538"]


def test_a_unit_abolished_by_the_day_is_no_longer_found(world: World) -> None:
    type(world.focal).objects.filter(pk=world.focal.pk).update(valid_to=date(2022, 3, 1))
    [match] = Matcher(world.district, DAY).match("Phòng LĐ-TB&XH", [])
    assert match.units == ()


def test_a_level_inside_a_name_is_not_taken_for_its_place() -> None:
    assert Name.parse("Huyện đoàn").level == ""
    assert Name.parse("PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI").level == ""
    assert Name.parse("Văn phòng Huyện ủy - HĐND và UBND huyện").level == "huyện"
    assert Name.parse("Ủy ban nhân dân thị xã Ayun Pa") == Name(("Ủy", "ban", "nhân", "dân"), "thị xã", "ayun pa")


@pytest.mark.parametrize(
    ("words", "first_late_day"),
    [
        ("06 tháng (trước ngày 05/6)", "06-05"),
        ("06 tháng (chậm nhất ngày 05/6)", "06-06"),
        ("hằng năm, chậm nhất trước ngày 05/12", "12-05"),
        ("chậm nhất ngày 31/12", "01-01"),
    ],
)
def test_at_the_latest_on_a_day_is_in_time_on_that_day(words: str, first_late_day: str) -> None:
    named = {"05/6": "06-05", "05/12": "12-05", "31/12": "12-31"}[words.rstrip(")").rsplit(" ", 1)[-1]]
    assert _first_late_day(named, words, 2022) == first_late_day
