"""Every table of every node of random worlds is what an oracle says that shares no code with the application."""

import ast
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given

from binhdang.consolidation.rollup import totals_over
from binhdang.consolidation.sources import Source
from binhdang.reports.models import Report, ReportVersion
from oracle.comparing import Pair, compare, difference, tables
from oracle.counting import FIRST_SCENE, TABLES
from oracle.drawing import FEWER, scenes
from oracle.engine import Ledger, Timeline
from oracle.facts import Scene
from oracle.land import Land
from oracle.mutants import MUTANTS
from oracle.naive import Book
from oracle.scenes import scene

ORACLE = ["facts", "land", "naive", "scenes", "story"]
SHARES = 16
"""Into as many tests the count is divided, so that processes may share it."""


@pytest.mark.parametrize("share", range(SHARES))
def test_every_table_of_every_node_is_what_the_oracle_says(
    share: int, record_property: Callable[[str, object], None]
) -> None:
    """A table: one node in one round on one basis and tree date, as reported or on another day's map."""
    compared = told = 0
    wrong: list[Pair] = []
    for number in count(FIRST_SCENE + share, SHARES):
        for pair in tables(scene(number)):
            compared += 1
            if pair.ours != pair.naive:
                wrong.append(pair)
        told += 1
        if compared * SHARES >= TABLES or wrong:
            break
    for name, value in (("tables", compared), ("scenes", told), ("mismatches", len(wrong))):
        record_property(name, value)
    assert not wrong, difference(wrong[0])


@FEWER
@given(scenes)
def test_no_small_world_is_added_up_differently(scene: Scene) -> None:
    compare(scene)


@FEWER
@given(scenes)
def test_a_table_names_who_did_not_answer_and_who_answered_in_part(scene: Scene) -> None:
    timeline, land = Timeline(scene.events), Land(scene.events)
    for asked in scene.rounds:
        ledger, book = Ledger(scene, timeline, asked), Book(scene, land, asked, "accepted")
        for line in totals_over(ledger.round, sources(ledger, "accepted"), ledger.indicators):
            missing, partial = book.unanswered(line.indicator.code)
            assert {source.unit.pk for source in line.missing} == missing
            assert {source.unit.pk for source in line.partial} == partial


def sources(ledger: Ledger, basis: str) -> list[Source]:
    """The units asked, as whoever reads a round finds them."""
    found = []
    for unit, cells in ledger.reports(basis).items():
        report = Report(round=ledger.round, unit=ledger.units[unit], state_since=datetime(2025, 1, 1, tzinfo=UTC))
        version = None if cells is None else ReportVersion(report=report, cells=cells)
        found.append(Source(ledger.units[unit], ledger.units[unit].code, report, version))
    return found


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_oracle_is_awake(mutant: type[Ledger]) -> None:
    """Each wrong way to add up is told apart within a few scenes."""
    for number in range(100):
        if any(pair.ours != pair.naive for pair in tables(scene(number), mutant)):
            return
    pytest.fail(f"nobody noticed: {mutant.__doc__}")


@pytest.mark.parametrize("module", ORACLE)
def test_the_oracle_shares_no_code_with_the_application(module: str) -> None:
    tree = ast.parse((Path(__file__).parent / f"{module}.py").read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert imported
    foreign = {name for name in imported if name.split(".")[0] not in sys.stdlib_module_names}
    assert foreign <= {f"oracle.{name}" for name in ORACLE}
