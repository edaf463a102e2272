"""A letterhead in capitals names one of our units, or nobody: a name is never guessed."""

from datetime import date

from binhdang.demo.world import World
from binhdang.orgs.queries import unit_on_letterhead

ON = date(2022, 3, 14)


def test_the_department_is_known_by_its_letterhead_without_the_province(world: World) -> None:
    assert unit_on_letterhead("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", ON) == world.department


def test_a_name_that_several_units_begin_with_is_nobodys(world: World) -> None:
    assert unit_on_letterhead("ỦY BAN NHÂN DÂN", ON) is None


def test_half_a_word_and_lost_diacritics_are_no_name(world: World) -> None:
    assert unit_on_letterhead("SỞ LAO", ON) == world.department
    assert unit_on_letterhead("SỞ LAO ĐỘN", ON) is None
    assert unit_on_letterhead("SO LAO DONG", ON) is None
