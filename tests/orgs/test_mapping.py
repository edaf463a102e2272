"""Where old figures lie on a later map: the arithmetic alone, without a database."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from binhdang.orgs.mapping import Share, Turn, places

DAY = date(2025, 7, 1)
ONE = Fraction(1)
HALF = Fraction(1, 2)


def turn(day: int, went: dict[int, Sequence[tuple[int, Fraction | None]]], fell: dict[int, int] | None = None) -> Turn:
    shares = {unit: [Share(target, share) for target, share in parts] for unit, parts in went.items()}
    return Turn(DAY + timedelta(days=day), shares, fell or {})


def test_nothing_happened_to_it() -> None:
    assert places(1, []) == (Share(1, ONE),)
    assert places(1, [turn(0, {2: [(3, ONE)]})]) == (Share(1, ONE),)


def test_a_merged_unit_lies_whole_with_its_successor_and_the_successors_successor() -> None:
    assert places(1, [turn(0, {1: [(2, ONE)]}), turn(9, {2: [(3, ONE)]})]) == (Share(3, ONE),)


def test_what_happens_on_one_day_happens_at_once() -> None:
    # 1 goes into 2, and on the same day 2 gives a part to 3: what came from 1 is not divided again.
    same_day = turn(0, {1: [(2, ONE)], 2: [(2, HALF), (3, HALF)]})
    assert places(1, [same_day]) == (Share(2, ONE),)
    assert places(2, [same_day]) == (Share(2, HALF), Share(3, HALF))


def test_shares_multiply_along_the_way_and_add_up_where_ways_meet() -> None:
    third = Fraction(1, 3)
    turns = [
        turn(0, {1: [(2, third), (3, 1 - third)]}),
        turn(1, {2: [(4, HALF), (5, HALF)], 3: [(5, ONE)]}),
    ]
    assert places(1, turns) == (Share(4, Fraction(1, 6)), Share(5, Fraction(5, 6)))


def test_without_a_key_no_part_has_a_share() -> None:
    split = turn(0, {1: [(2, None), (3, None)]})
    assert places(1, [split]) == (Share(2, None), Share(3, None))
    merged_with_others = turn(1, {2: [(7, ONE)]})
    assert places(1, [split, merged_with_others]) == (Share(3, None), Share(7, None))


def test_all_parts_of_a_split_in_one_unit_again_are_the_whole() -> None:
    turns = [
        turn(0, {1: [(2, None), (3, None)]}),
        turn(1, {2: [(4, None), (5, None)]}),
        turn(2, {4: [(6, ONE)], 3: [(6, ONE)]}),
    ]
    assert places(1, turns) == (Share(5, None), Share(6, None))
    assert places(1, [*turns, turn(3, {5: [(6, ONE)]})]) == (Share(6, ONE),)


def test_a_known_half_stays_known_when_the_other_half_was_divided_without_a_key_and_joined_again() -> None:
    turns = [
        turn(0, {1: [(2, HALF), (3, HALF)]}),
        turn(1, {3: [(4, None), (5, None)]}),
        turn(2, {4: [(6, ONE)], 5: [(6, ONE)]}),
    ]
    assert places(1, turns) == (Share(2, HALF), Share(6, HALF))


def test_what_an_abolished_unit_reported_lies_with_its_last_parent_wherever_that_goes() -> None:
    assert places(1, [turn(0, {}, {1: 2})]) == (Share(2, ONE),)
    assert places(1, [turn(0, {3: [(4, ONE)]}, {1: 2, 2: 3})]) == (Share(4, ONE),)
    assert places(1, [turn(0, {}, {1: 2}), turn(1, {2: [(5, None), (6, None)]})]) == (Share(5, None), Share(6, None))


UNITS = st.integers(0, 5)


@st.composite
def histories(draw: st.DrawFn, *, known: bool) -> list[Turn]:
    turns = []
    for day in range(draw(st.integers(0, 5))):
        went = {}
        for unit in draw(st.lists(UNITS, unique=True, max_size=3)):
            targets = draw(st.lists(UNITS, unique=True, min_size=1, max_size=3))
            if len(targets) == 1 or known or draw(st.booleans()):
                weights = [draw(st.integers(1, 9)) for _ in targets]
                went[unit] = [
                    (target, Fraction(weight, sum(weights))) for target, weight in zip(targets, weights, strict=True)
                ]
            else:
                went[unit] = [(target, None) for target in targets]
        above = draw(st.dictionaries(st.integers(1, 5), st.just(0), max_size=2))
        turns.append(turn(day, went, {unit: parent for unit, parent in above.items() if unit not in went}))
    return turns


@given(histories(known=True), UNITS)
def test_known_shares_make_the_whole(turns: list[Turn], unit: int) -> None:
    shares = [place.share for place in places(unit, turns)]
    assert None not in shares
    assert sum(share for share in shares if share is not None) == 1


@given(histories(known=False), UNITS)
def test_shares_that_are_all_known_make_the_whole_and_none_is_negative(turns: list[Turn], unit: int) -> None:
    shares = [place.share for place in places(unit, turns)]
    known = [share for share in shares if share is not None]
    assert all(share > 0 for share in known)
    assert sum(known) == 1 if len(known) == len(shares) else sum(known) < 1


@given(histories(known=True), UNITS, st.data())
def test_going_over_a_day_in_between_is_going_directly(turns: list[Turn], unit: int, data: st.DataObject) -> None:
    middle = data.draw(st.integers(0, len(turns)))
    by_way: dict[int, Fraction] = {}
    for first in places(unit, turns[:middle]):
        for second in places(first.unit, turns[middle:]):
            assert first.share is not None
            assert second.share is not None
            by_way[second.unit] = by_way.get(second.unit, Fraction(0)) + first.share * second.share
    assert {place.unit: place.share for place in places(unit, turns)} == by_way


@given(histories(known=False), UNITS, st.data())
def test_a_share_is_called_unknown_only_where_two_ways_to_divide_give_two_answers(
    turns: list[Turn], unit: int, data: st.DataObject
) -> None:
    def divided() -> list[Turn]:
        made = []
        for one in turns:
            went: dict[int, list[tuple[int, Fraction | None]]] = {}
            for source, shares in one.went.items():
                weights = [data.draw(st.integers(1, 10**9)) for _ in shares]
                whole = sum(weights)
                went[source] = [
                    (share.unit, share.share if share.share is not None else Fraction(weight, whole))
                    for share, weight in zip(shares, weights, strict=True)
                ]
            made.append(turn((one.on - DAY).days, went, dict(one.fell)))
        return made

    told = {place.unit: place.share for place in places(unit, turns)}
    answers = [{place.unit: place.share for place in places(unit, divided())} for _ in range(2)]
    for here, share in told.items():
        if share is not None:
            assert all(answer[here] == share for answer in answers)
