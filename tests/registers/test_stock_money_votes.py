"""What must be right about all entries of a unit together: copies in stock, money, votes; also with two at once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from binhdang.demo.world import World, found
from binhdang.registers import actions
from binhdang.registers.books.commendations import COMMENDATIONS
from binhdang.registers.books.funds import ALLOCATED, BUDGET, CASH, FUNDS, OUTSIDE, SPENT
from binhdang.registers.books.publications import PUBLICATION_MOVES, PUBLICATIONS, RECEIVED, SENT, stocks
from binhdang.registers.models import Commendation, Entry, Fund, PublicationMove
from binhdang.values.refusals import Refusal

from .conftest import NOW
from .examples import DAY, record

Move = Callable[..., Entry]


@pytest.fixture
def leaflet(world: World, now: datetime) -> Entry:
    return record(PUBLICATIONS, world.commune, world.an, now, subject="Tờ rơi")


@pytest.fixture
def move(world: World, now: datetime, leaflet: Entry) -> Move:
    """`move("tuin", 10)`: An writes that copies came in or went out."""

    def write(kind: str, copies: int, on: date = DAY, **changed: Any) -> Entry:
        about = {"kind": kind, "copies": copies, "started_on": on, "about": leaflet, **changed}
        return record(PUBLICATION_MOVES, world.commune, world.an, now, **about)

    return write


def left(world: World) -> int:
    return PublicationMove.objects.standing().filter(owner=world.commune).aggregate(n=Sum("change"))["n"] or 0


def test_no_more_goes_out_than_came_in(move: Move, world: World) -> None:
    move("nhanngoai", 100)
    move("capnguoi", 60)
    with pytest.raises(Refusal, match="Không đủ ấn phẩm để xuất") as refused:
        move("capnguoi", 41)
    assert "xuất 41, tồn 40" in refused.value.value
    assert left(world) == 40


def test_what_comes_in_later_cannot_be_handed_out_before(move: Move) -> None:
    move("nhanngoai", 100, date(2022, 5, 2))
    with pytest.raises(Refusal, match="Không đủ ấn phẩm"):
        move("capnguoi", 1, date(2022, 5, 1))
    move("capnguoi", 100, date(2022, 5, 2))


def test_a_receipt_on_which_others_rest_cannot_be_withdrawn_or_made_smaller(
    move: Move, world: World, now: datetime
) -> None:
    came = move("nhanngoai", 100)
    move("capnguoi", 60)
    with pytest.raises(Refusal, match="Không đủ ấn phẩm"):
        actions.withdraw_entry(came, reason="Ghi nhầm", by=world.an, at=now)
    with pytest.raises(Refusal, match="Không đủ ấn phẩm"):
        actions.change_entry(came, revision=0, by=world.an, at=now, copies=59)
    assert left(world) == 40
    actions.change_entry(came, revision=0, by=world.an, at=now, copies=60)
    assert left(world) == 0


def test_two_communes_cannot_receive_more_than_was_handed_out(world: World, now: datetime) -> None:
    writer = {unit.pk: world.people["an" if unit == world.commune else "giang"] for unit in world.communes}
    both = [world.commune, world.other_commune]
    title = record(PUBLICATIONS, world.focal, world.chi, now, subject="Sổ tay")
    entry = Entry.objects.get(pk=title.pk)
    entry.co_organisers.set(both)
    record(PUBLICATION_MOVES, world.focal, world.chi, now, about=title, kind="tuin", copies=100)
    sent = record(PUBLICATION_MOVES, world.focal, world.chi, now, about=title, kind=SENT, copies=80)
    Entry.objects.get(pk=sent.pk).co_organisers.set(both)

    def receive(place: int, copies: int) -> Entry:
        unit = both[place]
        given = {"about": title, "kind": RECEIVED, "copies": copies, "receipt_of": sent}
        return record(PUBLICATION_MOVES, unit, writer[unit.pk], now, **given)

    receive(0, 50)
    with pytest.raises(Refusal, match="Số nhận nhiều hơn số cấp"):
        receive(1, 31)
    receive(1, 30)
    with pytest.raises(Refusal, match="Số nhận nhiều hơn số cấp"):
        actions.withdraw_entry(sent, reason="Ghi nhầm", by=world.chi, at=now)


def test_what_another_commune_wrote_cannot_be_named(world: World, now: datetime) -> None:
    theirs = record(PUBLICATIONS, world.other_commune, world.giang, now)
    with pytest.raises(Refusal, match="Không tìm thấy mục này"):
        record(PUBLICATION_MOVES, world.commune, world.an, now, about=theirs)


def test_the_stock_of_each_title_is_told(move: Move, world: World) -> None:
    move("nhanngoai", 100)
    move("capnguoi", 30)
    moves = PublicationMove.objects.standing().select_related("owner", "about")
    assert [(each.title, each.came, each.went, each.left) for each in stocks(moves)] == [("Tờ rơi", 100, 30, 70)]


class Always(TestCase):
    """Whatever is recorded, changed and withdrawn in whatever order."""

    world: World

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = found(at=NOW)

    steps = st.lists(
        st.tuples(
            st.sampled_from(["nhanngoai", "tuin", "capnguoi", "hong", "withdraw", "change"]),
            st.integers(0, 40),
            st.integers(0, 20),
        ),
        max_size=12,
    )

    @given(steps=steps)
    @settings(max_examples=25)
    def test_stock_is_never_below_zero_on_any_day(self, steps: list[tuple[str, int, int]]) -> None:
        world = self.world
        title = record(PUBLICATIONS, world.commune, world.an, NOW)
        for kind, copies, day in steps:
            values = {"about": title, "kind": kind, "copies": copies}
            _try(partial(_step, world, PUBLICATION_MOVES, kind, copies, day, values))
            moves = PublicationMove.objects.standing().filter(owner=world.commune, about=title)
            for last in {each.started_on for each in moves}:
                assert (moves.filter(started_on__lte=last).aggregate(n=Sum("change"))["n"] or 0) >= 0

    money = st.lists(
        st.tuples(
            st.sampled_from([ALLOCATED, CASH, SPENT, "withdraw", "change"]),
            st.integers(0, 9_000_000),
            st.integers(0, 20),
            st.sampled_from([BUDGET, OUTSIDE]),
        ),
        max_size=12,
    )

    @given(steps=money)
    @settings(max_examples=25)
    def test_no_more_is_spent_than_came_by_then(self, steps: list[tuple[str, int, int, str]]) -> None:
        world = self.world
        for kind, amount, day, source in steps:
            of = {ALLOCATED: BUDGET, CASH: OUTSIDE}.get(kind, source)
            values = {"kind": kind, "amount": amount, "source": of, "partner": "Công ty"}
            _try(partial(_step, world, FUNDS, kind, amount, day, values))
            funds = Fund.objects.standing().filter(owner=world.commune)
            for last in {each.started_on for each in funds}:
                for one in (BUDGET, OUTSIDE):
                    upto = funds.filter(started_on__lte=last, source=one)
                    came = upto.filter(kind__in=(ALLOCATED, CASH)).aggregate(n=Sum("amount"))["n"] or 0
                    assert (upto.filter(kind=SPENT).aggregate(n=Sum("amount"))["n"] or 0) <= came

    @given(votes=st.tuples(*[st.integers(0, 9)] * 4), decided=st.booleans())
    @settings(max_examples=60)
    def test_votes_are_those_of_who_was_there_and_a_majority_decides(
        self, votes: tuple[int, int, int, int], decided: bool
    ) -> None:
        members, votes_for, against, blank = votes
        changed: dict[str, Any] = {
            "members": members,
            "votes_for": votes_for,
            "votes_against": against,
            "votes_blank": blank,
            "status": "dakhen" if decided else "denghi",
            "decision": "Quyết định 12/QĐ-UBND" if decided else "",
            "decided_on": DAY if decided else None,
        }
        done = _try(lambda: record(COMMENDATIONS, self.world.commune, self.world.an, NOW, **changed))
        adds_up = votes_for + against + blank == members
        assert done == (adds_up and (not decided or not members or votes_for * 2 > members))
        kept = Commendation.objects.filter(owner=self.world.commune)
        assert all(each.votes_for + each.votes_against + each.votes_blank == each.members for each in kept)


def _step(world: World, register: Any, kind: str, amount: int, day: int, values: dict[str, Any]) -> None:
    on = date(2022, 4, 1) + timedelta(days=day)
    if kind not in ("withdraw", "change"):
        record(register, world.commune, world.an, NOW, **{**values, "started_on": on})
        return
    last = register.model.objects.standing().filter(owner=world.commune).order_by("pk").last()
    if last is None:
        return
    if kind == "withdraw":
        actions.withdraw_entry(last, reason="Ghi nhầm", by=world.an, at=NOW)
    else:
        name = "copies" if register is PUBLICATION_MOVES else "amount"
        actions.change_entry(last, revision=last.revision, by=world.an, at=NOW, **{name: amount, "started_on": on})


def _try(act: Callable[[], Any]) -> bool:
    """Whether it was taken; a refusal leaves nothing behind."""
    before = Entry.objects.count()
    try:
        act()
    except Refusal:
        assert Entry.objects.count() == before
        return False
    return True
