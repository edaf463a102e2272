"""The dimensions that indicators are divided by (phân tổ): data, read once from `data/dimensions.json`.

A part's code stands in the keys of cells, so it belongs to one dimension only and never changes its meaning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

T = TypeVar("T")

FILE = Path(__file__).parent / "data" / "dimensions.json"
_PART = re.compile(r"[a-z][a-z0-9]*")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a dimension: "nu", in words "nữ"."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a figure can be divided by. Its parts leave nothing out and share nothing: they add up to the whole."""

    code: str
    name: str
    parts: tuple[Part, ...]

    @property
    def part_codes(self) -> tuple[str, ...]:
        """The codes of its parts, in the order of columns."""
        return tuple(part.code for part in self.parts)


def read(text: str) -> Mapping[str, Dimension]:
    """The dimensions of a data file by code. Raises ValueError where a part could be mistaken for another."""
    rows: list[dict[str, Any]] = json.loads(text)["dimensions"]
    found = {
        row["code"]: Dimension(row["code"], row["name"], tuple(Part(p["code"], p["name"]) for p in row["parts"]))
        for row in rows
    }
    parts = [part.code for dimension in found.values() for part in dimension.parts]
    if len(found) != len(rows) or len(set(parts)) != len(parts):
        raise ValueError("a dimension or a part stands twice")
    unfit = [part for part in parts if not _PART.fullmatch(part)]
    if unfit:
        raise ValueError(f"a part is small letters and digits: {unfit}")
    return MappingProxyType(found)


DIMENSIONS = read(FILE.read_text(encoding="utf-8"))
_PLACES = {
    code: place for place, code in enumerate(part.code for dimension in DIMENSIONS.values() for part in dimension.parts)
}
_LABELS = {part.code: part.name for dimension in DIMENSIONS.values() for part in dimension.parts}


def part_label(part: str) -> str:
    """A part in words: "nữ"; as it stands where the dimensions do not know it (any longer)."""
    return _LABELS.get(part, part)


def in_order(cells: Mapping[str, T]) -> list[tuple[str, T]]:
    """Cells of an indicator ("MH-01.caulacbo" → …) in the order of the parts, however the mapping was kept.

    A database may keep the keys of JSON in an order of its own.
    """
    return sorted(cells.items(), key=lambda cell: [_PLACES.get(part, len(_PLACES)) for part in cell[0].split(".")[1:]])


def combinations(dimensions: Sequence[str]) -> list[tuple[str, ...]]:
    """Every combination of parts, the first dimension outermost; one empty combination for no dimension."""
    return list(product(*(DIMENSIONS[code].part_codes for code in dimensions)))


def parts_within(dimensions: Sequence[str]) -> frozenset[str]:
    """All parts that cells divided by these dimensions can have."""
    return frozenset(part for code in dimensions for part in DIMENSIONS[code].part_codes)
