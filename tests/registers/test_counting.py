"""The register counts the indicators: once, for the owner, by the day the training started."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from binhdang.demo.world import World, found
from binhdang.indicators.counting import counts
from binhdang.indicators.dictionary import load
from binhdang.registers import actions
from binhdang.registers.books.trainings import TRAININGS
from binhdang.registers.models import Training
from registers.conftest import NOW

Record = Callable[..., Training]
JANUARY_TO_MAY = (date(2022, 1, 1), date(2022, 5, 10))


def numbers(world: World, unit_code: str, days: tuple[date, date] = JANUARY_TO_MAY) -> dict[str, Decimal]:
    return {key: counted.number for key, counted in counts(world.units[unit_code], *days, TRAININGS.cells).items()}


def test_ans_trainings_fill_the_commune_s_cells(world: World, dictionary: None, an_records: Record) -> None:
    first = an_records()
    second = an_records(started_on=date(2022, 4, 28), men=2, women=0, men_officials=0, women_officials=0)
    found = counts(world.commune, *JANUARY_TO_MAY, TRAININGS.cells)
    assert {key: counted.number for key, counted in found.items()} == {
        "TH-01": 2,
        "TH-02.nam": 20,
        "TH-02.nu": 24,
        "TH-04.nam": 3,
        "TH-04.nu": 5,
    }
    assert found["TH-01"].entries == (first.public_id, second.public_id)


def test_an_event_of_two_units_counts_at_its_owner_only(world: World, dictionary: None, an_records: Record) -> None:
    an_records(co_organisers=[world.other_commune])
    assert numbers(world, "23538")["TH-01"] == 1
    assert numbers(world, "23537") == {}


def test_nothing_recorded_is_not_zero(world: World, dictionary: None) -> None:
    assert numbers(world, "23538") == {}


def test_what_was_withdrawn_does_not_count(world: World, dictionary: None, an_records: Record, now: datetime) -> None:
    actions.withdraw_training(an_records(), reason="Ghi nhầm", by=world.an, at=now)
    assert numbers(world, "23538") == {}


@pytest.mark.parametrize(
    ("days", "counted"),
    [
        ((date(2022, 4, 27), date(2022, 4, 27)), True),
        ((date(2022, 4, 28), date(2022, 5, 10)), False),  # it went on, but it began before
        ((date(2022, 1, 1), date(2022, 4, 26)), False),
    ],
)
def test_the_day_it_began_decides_the_period(
    world: World, dictionary: None, an_records: Record, days: tuple[date, date], counted: bool
) -> None:
    an_records()
    assert bool(numbers(world, "23538", days)) is counted


people = st.integers(0, 500)
trainings = st.lists(st.tuples(st.integers(0, 120), people, people, st.booleans()), max_size=8)


class TestAnyRegister(TestCase):
    """Whatever An recorded, the counts add up."""

    world: World

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = found(at=NOW)
        load()

    @given(trainings, st.integers(0, 120))
    def test_two_halves_of_a_time_make_the_whole_and_agree_with_a_recount(
        self, held: list[tuple[int, int, int, bool]], cut: int
    ) -> None:
        start = date(2022, 1, 5)
        standing = [t for number, row in enumerate(held) if (t := self._record(number, *row, start=start))]
        middle, end = start + timedelta(cut), start + timedelta(121)
        days = ((start, middle), (middle + timedelta(1), end), (start, end))
        early, late, whole = (counts(self.world.commune, *each, TRAININGS.cells) for each in days)
        for key in set(early) | set(late) | set(whole):
            halves = [part[key] for part in (early, late) if key in part]
            assert sum(half.number for half in halves) == whole[key].number
            assert tuple(e for half in halves for e in half.entries) == whole[key].entries
        recount = {
            "TH-01": len(standing),
            "TH-02.nam": sum(t.men for t in standing),
            "TH-02.nu": sum(t.women for t in standing),
            "TH-04.nam": sum(t.men_officials for t in standing),
            "TH-04.nu": sum(t.women_officials for t in standing),
        }
        assert {key: counted.number for key, counted in whole.items()} == (recount if standing else {})

    def _record(self, number: int, day: int, men: int, women: int, withdrawn: bool, *, start: date) -> Training | None:
        on = start + timedelta(day)
        training = actions.record_training(
            owner=self.world.commune,
            subject=f"Lớp {number}",
            started_on=on,
            ended_on=on,
            place=f"Thôn {number}",
            men=men,
            women=women,
            men_officials=men // 2,
            women_officials=women // 3,
            note="Không điểm danh",
            by=self.world.an,
            at=NOW,
        )
        if not withdrawn:
            return training
        actions.withdraw_training(training, reason="Ghi nhầm", by=self.world.an, at=NOW)
        return None
