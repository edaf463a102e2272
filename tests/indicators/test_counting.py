"""Registers count; the dictionary says what each of them may count."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal

import pytest

from binhdang.demo.world import World
from binhdang.indicators import counting
from binhdang.indicators.counting import Counted, counts, offer
from binhdang.indicators.dictionary import load
from binhdang.indicators.dimensions import in_order
from binhdang.indicators.models import Indicator
from binhdang.orgs.models import Unit


class Notebook:
    """A register of two pages."""

    def counts(self, unit: Unit, first_day: date, last_day: date, keys: Collection[str]) -> Mapping[str, Counted]:
        own = {"TT-01": Counted(Decimal(2), ("a", "b")), "TH-01": Counted(Decimal(9), ("c",))}
        return {key: counted for key, counted in own.items() if key in keys}


@pytest.fixture
def notebook() -> Iterator[None]:
    offered = dict(counting._counters)
    offer("notebook", Notebook())
    yield
    counting._counters.clear()
    counting._counters.update(offered)


def test_a_register_counts_only_what_the_dictionary_gives_it(world: World, notebook: None) -> None:
    load()
    asked, days = ["TT-01", "TT-02.nam", "TH-01"], (date(2022, 1, 1), date(2022, 6, 30))
    assert "TT-01" not in counts(world.commune, *days, asked)
    Indicator.objects.filter(code="TT-01").update(register="notebook")
    found = counts(world.commune, *days, asked)
    assert found == {"TT-01": Counted(Decimal(2), ("a", "b"))}  # and no TH-01: that one is the training register's
    assert counts(world.commune, *days, ["TH-01"]) == {}


def test_every_register_of_the_dictionary_really_counts(db: None) -> None:
    load()
    named = set(Indicator.objects.exclude(register="").values_list("register", flat=True))
    assert named and named <= counting.register_codes()


def test_parts_stand_in_the_order_of_their_dimension_whatever_the_database_made_of_it() -> None:
    kept = {"MH-01.mohinhkhac": 4, "MH-01.caulacbo": 3, "MH-01.diachitincay": 1, "MH-01.nhatamlanh": 2}
    assert [number for _, number in in_order(kept)] == [1, 2, 3, 4]
