"""A whole scene on both sides: every table of every node, counted, and the first that differs told in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oracle.engine import Ledger, Timeline
from oracle.facts import BASES, Scene
from oracle.land import Land
from oracle.naive import Book


@dataclass(frozen=True, slots=True)
class Pair:
    """One table of one node on both sides."""

    where: str
    ours: Any
    naive: Any


def tables(scene: Scene, kept_by: type[Ledger] = Ledger) -> Iterator[Pair]:
    """Every node, round, basis and tree day of a scene: as reported, and on other maps."""
    land, timeline = Land(scene.events), Timeline(scene.events)
    for asked in scene.rounds:
        ledger = kept_by(scene, timeline, asked)
        for basis in BASES:
            book, reports = Book(scene, land, asked, basis), ledger.reports(basis)
            place = f"scene {scene.seed}, round {asked.id}, {basis}"
            for day in sorted({asked.last_day, *scene.tree_days}):
                if asked.receiver in land.parents_on(day):
                    ours, naive = ledger.as_reported(reports, day), book.as_reported(day)
                    for node in ours.keys() | naive.keys():
                        there = ledger.table(ours[node]) if node in ours else None
                        yield Pair(f"{place}, node {node} as reported on {day}", there, naive.get(node))
            for day in sorted({asked.last_day, *scene.map_days}):
                if day >= asked.last_day:
                    mapped = ledger.on_map(reports, day)
                    for node, expected in book.on_map(asked.last_day, day).items():
                        yield Pair(
                            f"{place}, node {node} on the map of {day}", ledger.seen_on_map(mapped, node), expected
                        )


def compare(scene: Scene, kept_by: type[Ledger] = Ledger) -> int:
    """How many tables were compared; AssertionError at the first that differs."""
    count = 0
    for pair in tables(scene, kept_by):
        count += 1
        if pair.ours != pair.naive:
            raise AssertionError(difference(pair))
    return count


def difference(pair: Pair) -> str:
    """Where two tables part."""
    return f"{pair.where}\n  application: {pair.ours}\n  oracle:      {pair.naive}"
