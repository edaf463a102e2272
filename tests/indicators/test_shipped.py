"""What the shipped dictionary holds: the strategy, the programmes, the forms and the counts of the registers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from binhdang.indicators.dictionary import DATA, load, read
from binhdang.indicators.laws import Comparator, IndicatorKind, PlaceLaw
from binhdang.indicators.models import Indicator
from binhdang.indicators.rows import Row
from binhdang.indicators.targets import target_for

STRATEGY = "Chiến lược quốc gia về bình đẳng giới giai đoạn 2021-2030"
ASKED_IN_2022 = [
    *("TH-01", "TH-02", "TH-03", "TH-04", "TT-01", "TT-02", "TT-03", "CL-6-3", "CL-1-1-TS", "CL-1-1-MS", "CL-1-1"),
    *("CL-2-3-SL", "CL-2-3", "CL-3-2A-MS", "CL-3-2A-TS", "CL-3-2A", "CL-3-2B-MS", "CL-3-2B-TS", "CL-3-2B"),
    *("CL-4-1-SL", "CL-4-1", "CL-5-2A-MS", "CL-5-2A-TS", "CL-5-2A-NAM", "CL-5-2A-NU"),
    *("QL-01", "QL-02", "QL-03", "QL-04", "QL-05", "QL-06", "QL-07"),
]


def of_strategy() -> dict[str, list[Row]]:
    """The strategy's measures, each with its indicators."""
    found = defaultdict(list)
    for row in read():
        if row["programme"] == STRATEGY:
            found[row["measure"]].append(row)
    return found


def test_the_strategy_has_6_objectives_20_targets_and_24_measures() -> None:
    measures = of_strategy()
    assert len({rows[0]["group"] for rows in measures.values()}) == 6
    assert len({measure.rstrip("ab") for measure in measures}) == 20
    assert len(measures) == 24
    assert [m for m in measures if len(measures[m]) > 1] == ["5.2a", "5.2b"]  # boys and girls apart


def test_every_measure_is_computed_from_counts_that_someone_holds_asked_or_published() -> None:
    rows = {row["code"]: row for row in read()}
    for measure, indicators in of_strategy().items():
        for row in indicators:
            sides = [rows[row[link]] for link in ("numerator", "denominator") if row[link]]
            assert len(sides) == 2 or row["kind"] in (IndicatorKind.YES_NO, IndicatorKind.PUBLISHED), measure
            assert all(side["place_law"] == PlaceLaw.SOURCE_OF_RECORD for side in sides), measure


def test_the_programmes_and_forms_are_there_for_as_long_as_they_last() -> None:
    rows = {row["code"]: row for row in read()}
    assert {row["measure"] for row in rows.values()} >= {"C1", "C2", "C3", "C4", "C5", "G1", "G2"}
    assert rows["BLG-1"]["valid_to"] == rows["PCBL-1"]["valid_to"] == "2026-01-01"
    assert rows["BLG-1"]["targets"][0]["valid_to"] == "2026-01-01"
    assert rows["CTT-1"]["valid_to"] is None
    assert rows["BLGD-06"]["dimensions"] == ["violence"] and rows["BLGD-09"]["dimensions"] == ["sex", "age"]
    assert sum(code.startswith("PCBL-") and row["kind"] == "rate" for code, row in rows.items()) == 8


COUNTED_BY_REGISTERS = ["MH-01", "TT-04", "CB-01", "CB-02", "CB-03"]
"""What rounds ask beside that, since registers count it."""


def test_rounds_go_on_asking_what_they_asked() -> None:
    asked = [row["code"] for row in read() if row["asked"]]
    assert asked == [*ASKED_IN_2022, *COUNTED_BY_REGISTERS]


def test_half_of_what_a_round_asks_is_counted_by_registers() -> None:
    asked = [row for row in read() if row["asked"] and row["kind"] not in (IndicatorKind.RATE, IndicatorKind.MEAN)]
    assert sum(bool(row["register"]) for row in asked) * 2 >= len(asked)


def test_every_indicator_says_where_it_comes_from(db: None) -> None:
    for row in read():
        assert row["definition"] and row["source"] and row["name_en"], row["code"]


def test_what_nobody_has_checked_keeps_its_mark() -> None:
    rows = {row["code"]: row for row in read()}
    assert all(row["unverified"] for code, row in rows.items() if code in ASKED_IN_2022)
    held = [row for row in rows.values() if row["place_law"] == PlaceLaw.SOURCE_OF_RECORD]
    assert all(row["unverified"] for row in held)  # who holds the record is a deduction everywhere
    assert "10–19 hay 15–19" in rows["CL-4-3"]["unverified"]
    assert "Mẫu số không chắc chắn" in rows["CL-2-1"]["unverified"]
    for row in rows.values():
        for target in row["targets"]:
            assert (target["comparator"] != "about") or "sai số" in target["unverified"], row["code"]


def test_a_rate_over_few_is_flagged_where_it_would_mislead() -> None:
    rows = {row["code"]: row for row in read()}
    assert rows["CL-4-1"]["small_below"] == 500  # girls: about 1,000 births
    assert rows["CL-4-2"]["small_below"] >= 1000 and rows["CL-4-2"]["per"] == 100_000
    assert all(row["small_below"] for row in rows.values() if row["kind"] == IndicatorKind.RATE)


def test_no_data_file_holds_what_another_holds(db: None) -> None:
    assert len(list(DATA.glob("*.json"))) == 8
    load()
    assert Indicator.objects.count() == len(read())


# --- beside the facts -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    """One line of the table of targets."""

    measure: str
    goals: dict[int, str]
    direction: list[str]
    confirmed: bool


def facts(text: str) -> Iterator[Fact]:
    """The lines of the table of part 1."""
    part = text[text.index("## 1. National Strategy") : text.index("Definition details that matter")]
    for line in part.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 11 and re.fullmatch(r"\d\.\d[ab]?", cells[0]):
            goals = {2025: cells[5], 2030: cells[6]}
            yield Fact(cells[0], goals, re.findall("[≥≤<>=]", cells[7]), not cells[10].startswith("K"))


def goal_of(text: str, direction: str) -> tuple[Comparator, Decimal, bool]:
    """What a cell of the table says: comparator, value, and whether it holds from then on."""
    sign = re.match(r"[<>≥≤~]", text)
    comparator = {"<": "lt", ">": "gt", "≥": "ge", "≤": "le", "=": "eq", "~": "about"}[sign[0] if sign else direction]
    number = re.search(r"\d+(\.\d+)?", text.split("from")[0])
    lasting = "from 20" in text or "maintain" in text
    return Comparator(comparator), Decimal(number[0] if number else 1), lasting


@pytest.fixture
def table(shared_dir: Path) -> list[Fact]:
    return list(facts((shared_dir / "domain.md").read_text(encoding="utf-8")))


def test_the_values_are_those_of_the_facts(db: None, table: list[Fact]) -> None:
    load()
    assert len(table) == 24
    for fact in table:
        for indicator in Indicator.objects.filter(programme=STRATEGY, measure=fact.measure):
            for year, text in fact.goals.items():
                direction = fact.direction[-1] if year == 2030 else fact.direction[0]
                comparator, value, lasting = goal_of(text, direction)
                target = target_for(indicator, None, year=year, on=date(2025, 6, 1))
                assert target, (fact.measure, year)
                assert (target.comparator, target.value) == (comparator, value), (fact.measure, year)
                assert target.onwards or not lasting, (fact.measure, year)


def test_what_the_facts_could_not_confirm_is_marked_here_and_only_that(db: None, table: list[Fact]) -> None:
    load()
    unconfirmed = {fact.measure for fact in table if not fact.confirmed}
    assert unconfirmed == {"4.3", "5.2b", "5.3", "6.2", "6.3", "6.4"}
    for indicator in Indicator.objects.filter(programme=STRATEGY).prefetch_related("targets"):
        marked = {"hiểu biết chung" in target.unverified for target in indicator.targets.all()}
        assert marked == {indicator.measure in unconfirmed}, indicator.code
        assert indicator.unverified or indicator.measure not in unconfirmed, indicator.code
