"""`Figure`: an exact number, or one of the four kinds of emptiness; and the packed row of a whole report.

A report's cells are stored as one row: eight bytes of scaled integer and one byte of state per cell, in the order
that the round froze. Exact, nine bytes a cell, and a subtree adds up without decoding one cell at a time.
"""

from __future__ import annotations

import enum
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import NamedTuple

LARGEST = 2**62
"""Largest magnitude of a scaled value: leaves head room to add two within 64 bits."""


class CellState(enum.IntEnum):
    """What a cell holds. Only GIVEN has a number; NIL adds 0 and is counted in n; the others are not in n."""

    NOT_REPORTED = 0  # chưa báo cáo
    GIVEN = 1
    NIL = 2  # không phát sinh, affirmed
    NOT_APPLICABLE = 3  # không áp dụng
    NO_DATA = 4  # không có số liệu, with a reason

    @property
    def label(self) -> str:
        """In Vietnamese, as pages show it."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    CellState.NOT_REPORTED: "chưa báo cáo",
    CellState.GIVEN: "có số liệu",
    CellState.NIL: "không phát sinh",
    CellState.NOT_APPLICABLE: "không áp dụng",
    CellState.NO_DATA: "không có số liệu",
}

STATE_BITS, ESTIMATE_BIT, CUMULATIVE_BIT = 7, 8, 16
"""What the flag byte of a packed cell holds: its `CellState`, and two marks."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell's content. `number` is exact and set exactly when the state is GIVEN (zero is a number).

    `estimate`: ước rather than thực hiện. `cumulative`: lũy kế rather than trong kỳ. `reason`: why there is no data.
    """

    state: CellState = CellState.NOT_REPORTED
    number: Decimal | None = None
    estimate: bool = False
    cumulative: bool = False
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.state is CellState.GIVEN) != (self.number is not None):
            raise ValueError("a figure has a number exactly when its state is GIVEN")
        if self.number is not None and not self.number.is_finite():
            raise ValueError("a figure is a finite number")
        if self.state is CellState.NO_DATA and not self.reason:
            raise ValueError("a cell without data needs a reason")

    @classmethod
    def of(cls, number: Decimal | int, *, estimate: bool = False, cumulative: bool = False) -> Figure:
        """A given number."""
        return cls(CellState.GIVEN, Decimal(number), estimate, cumulative)

    @property
    def counts(self) -> bool:
        """Whether the cell stands in n, the number of units that answered."""
        return self.state in (CellState.GIVEN, CellState.NIL)

    @property
    def amount(self) -> Decimal | None:
        """What the cell adds to a total: its number, 0 for nil, None where it adds nothing at all."""
        return Decimal(0) if self.state is CellState.NIL else self.number


NOT_REPORTED = Figure()
NIL = Figure(CellState.NIL)


_EXACT = Context(prec=60)
"""Wide enough that moving the point of a stored value rounds nothing, whatever the context of the caller."""
_DIGITS = 20
"""More than any stored value has: a longer number is not even worked out."""


def scaled(number: Decimal, scale: int) -> int:
    """`number` as an integer of `scale` decimal places. Raises ValueError where digits or range do not fit."""
    whole = int(number.scaleb(scale, _EXACT)) if number.adjusted() + scale < _DIGITS else LARGEST + 1
    if abs(whole) > LARGEST:
        raise ValueError(f"{number} is too large")
    if unscaled(whole, scale) != number:
        raise ValueError(f"{number} has more than {scale} decimal places")
    return whole


def unscaled(value: int, scale: int) -> Decimal:
    """The inverse of `scaled`."""
    return Decimal(value).scaleb(-scale, _EXACT) if scale else Decimal(value)


def pack(figures: Sequence[Figure], scales: Sequence[int]) -> bytes:
    """The figures of one report in frozen cell order. Reasons are not packed: they are kept beside the row."""
    values = [scaled(f.number, s) if f.number is not None else 0 for f, s in zip(figures, scales, strict=True)]
    flags = bytes(f.state | ESTIMATE_BIT * f.estimate | CUMULATIVE_BIT * f.cumulative for f in figures)
    return struct.pack(f"<{len(values)}q", *values) + flags


def unpack(packed: bytes, scales: Sequence[int], reasons: Mapping[int, str] | None = None) -> list[Figure]:
    """The inverse of `pack`; `reasons` maps the position of a cell to its reason, which one without data has."""
    count, why = len(scales), reasons or {}
    if len(packed) != 9 * count:
        raise ValueError(f"{len(packed)} bytes do not hold {count} cells")
    values = struct.unpack(f"<{count}q", packed[: 8 * count])
    cells = enumerate(zip(values, packed[8 * count :], scales, strict=True))
    return [_figure(value, flags, scale, why.get(place, "")) for place, (value, flags, scale) in cells]


def unpack_one(packed: bytes, place: int, scale: int, reason: str = "") -> Figure:
    """One cell of a packed row, where most of the others are not looked at."""
    (value,) = _VALUE.unpack_from(packed, 8 * place)
    return _figure(value, packed[len(packed) // 9 * 8 + place], scale, reason)


_VALUE = struct.Struct("<q")


def _figure(value: int, flags: int, scale: int, reason: str) -> Figure:
    if not (flags or reason):
        return NOT_REPORTED
    state = CellState(flags & STATE_BITS)
    return Figure(
        state,
        unscaled(value, scale) if state is CellState.GIVEN else None,
        bool(flags & ESTIMATE_BIT),
        bool(flags & CUMULATIVE_BIT),
        reason or ("không rõ" if state is CellState.NO_DATA else ""),
    )


class Total(NamedTuple):
    """A sum over units, and what it rests on: "11/13 đơn vị, 2 số ước". A tuple, because a page makes hundreds.

    `asked` is N, the units asked for the cell and to which it applies; `answered` is n; `number` is None while n = 0,
    because nothing reported is not zero.
    """

    number: Decimal | None
    answered: int
    asked: int
    estimates: int = 0
    cumulative: int = 0
    """How many of the numbers are lũy kế."""
    in_period: int = 0
    """How many are of the period alone."""

    @property
    def basis(self) -> str:
        """In Vietnamese, as it stands under every total."""
        estimates = f", {self.estimates} số ước" if self.estimates else ""
        return f"{self.answered}/{self.asked} đơn vị{estimates}"


def add_up(figures: Iterable[Figure]) -> Total:
    """The total of one cell over the units asked for it, by the law "sum"."""
    asked = [f for f in figures if f.state is not CellState.NOT_APPLICABLE]
    counted = [f for f in asked if f.counts]
    number = sum((f.amount or Decimal(0) for f in counted), Decimal(0)) if counted else None
    given = [f for f in counted if f.number is not None]
    cumulative = sum(f.cumulative for f in given)
    estimates = sum(f.estimate for f in given)
    return Total(number, len(counted), len(asked), estimates, cumulative, len(given) - cumulative)
