"""Adding up packed reports: whole numbers only, exact whatever their size, the same result in whatever order.

A report is eight bytes of scaled integer and one byte of state per cell (`values.figures.pack`). Thousands of them
become two matrices that numpy adds up at once; a number that would leave 64 bits is added up with Python's unbounded
integers instead. Nothing here knows a database: `totals` brings the reports and keeps what comes out.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from binhdang.consolidation.columns import Columns, Whole
from binhdang.values.figures import CUMULATIVE_BIT, ESTIMATE_BIT, STATE_BITS, CellState

Numbers = npt.NDArray[Any]
"""int64, or Python integers (dtype object) where a sum leaves 64 bits."""
Bits = npt.NDArray[np.uint8]
Tally = npt.NDArray[np.uint64]

ASKED, ANSWERED, LACKING, ESTIMATE, CUMULATIVE, IN_PERIOD = 1, 2, 4, 8, 16, 32
"""What a cell is to a total. LACKING: asked and not answered. A number is either lũy kế or of the period."""


def _bits_of_flag(flag: int) -> int:
    state = flag & STATE_BITS
    if state == CellState.NOT_APPLICABLE:
        return 0
    if state == CellState.NIL:
        return ASKED | ANSWERED
    if state != CellState.GIVEN:
        return ASKED | LACKING
    manner = CUMULATIVE if flag & CUMULATIVE_BIT else IN_PERIOD
    return ASKED | ANSWERED | manner | (ESTIMATE if flag & ESTIMATE_BIT else 0)


def _bits_together(any_of: int) -> int:
    """The bits of a whole out of the union of its parts' bits: answered only where no part lacks."""
    return any_of & ~(ANSWERED | ESTIMATE) if any_of & LACKING else any_of


_FLAG_BITS = np.array([_bits_of_flag(flag) for flag in range(32)], dtype=np.uint8)
_TOGETHER = np.array([_bits_together(bits) for bits in range(64)], dtype=np.uint8)

COUNTED = (ANSWERED, ASKED, ESTIMATE, CUMULATIVE, IN_PERIOD)
"""What is counted over units, in the order of the rows of `Sums.counts`."""

_FIELD = 12  # one 64-bit number per cell counts all five at once
_MOST_ROWS = 2**_FIELD - 1


def _tally_of(bits: int) -> int:
    return sum(1 << (_FIELD * place) for place, flag in enumerate(COUNTED) if bits & flag)


_TALLIES = np.array([_tally_of(bits) for bits in range(64)], dtype=np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """One node's totals, column by column. Adding two gives the totals of both together."""

    numbers: Numbers
    counts: npt.NDArray[np.uint32]
    """Five rows: answered (n), asked (N), estimates, lũy kế, of the period."""

    def __add__(self, other: Sums) -> Sums:
        return Sums(_added([self.numbers, other.numbers]), self.counts + other.counts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sums):
            return NotImplemented
        same = bool(np.array_equal(self.counts, other.counts))
        return same and self.numbers.tolist() == other.numbers.tolist()

    def __hash__(self) -> int:
        return hash(self.pack())

    @classmethod
    def nothing(cls, width: int) -> Sums:
        """The totals over no unit at all."""
        return cls(np.zeros(width, np.int64), np.zeros((len(COUNTED), width), np.uint32))

    @classmethod
    def together(cls, parts: Sequence[Sums], width: int) -> Sums:
        """The totals of several nodes together."""
        if not parts:
            return cls.nothing(width)
        counts: npt.NDArray[np.uint32] = np.stack([part.counts for part in parts]).sum(axis=0, dtype=np.uint32)
        return cls(_added([part.numbers for part in parts]), counts)

    def pack(self) -> bytes:
        """9 to 13 bytes a column at most nodes: numbers and counts each in the narrowest width that holds them all.

        Two bytes say which; numbers beyond 64 bits follow at the end.
        """
        numbers, wide = self.numbers, {}
        if numbers.dtype == object:
            wide = {place: n for place, n in enumerate(numbers.tolist()) if not -(2**63) <= n < 2**63}
            numbers = np.array([0 if place in wide else n for place, n in enumerate(numbers.tolist())], np.int64)
        lowest, highest = _ends(numbers)
        number_size = 4 if lowest >= -(2**31) and highest < 2**31 else 8
        most = _ends(self.counts)[1]
        count_size = next(size for size in (1, 2, 4) if most < 2 ** (8 * size))
        head = bytes([number_size, count_size])
        tail = b"".join(_packed_wide(place, number) for place, number in wide.items())
        body = numbers.astype(f"<i{number_size}").tobytes() + self.counts.astype(f"<u{count_size}").tobytes()
        return head + body + tail

    @classmethod
    def unpack(cls, packed: bytes, width: int) -> Sums:
        """The inverse of `pack`."""
        number_size, count_size = packed[0], packed[1]
        begin = 2 + number_size * width
        numbers: Numbers = np.frombuffer(packed, f"<i{number_size}", width, 2).astype(np.int64)
        counts = np.frombuffer(packed, f"<u{count_size}", len(COUNTED) * width, begin)
        wide = _unpacked_wide(packed[begin + len(COUNTED) * count_size * width :])
        if wide:
            numbers = numbers.astype(object)
            for place, number in wide.items():
                numbers[place] = number
        return cls(numbers, counts.reshape(len(COUNTED), width).astype(np.uint32))


def _ends(numbers: Numbers) -> tuple[int, int]:
    return (int(numbers.min()), int(numbers.max())) if numbers.size else (0, 0)


def _packed_wide(place: int, number: int) -> bytes:
    digits = str(number).encode()
    return struct.pack("<IH", place, len(digits)) + digits


def _unpacked_wide(tail: bytes) -> dict[int, int]:
    found: dict[int, int] = {}
    while tail:
        place, length = struct.unpack_from("<IH", tail)
        found[place] = int(tail[6 : 6 + length])
        tail = tail[6 + length :]
    return found


def _added(parts: Sequence[Numbers]) -> Numbers:
    if any(part.dtype == object for part in parts):
        return _narrowed(np.sum([part.astype(object) for part in parts], axis=0))
    stacked = np.stack(parts)
    return _narrowed(np.sum(stacked.astype(object), axis=0)) if _may_leave_64_bits(stacked) else stacked.sum(axis=0)


def _may_leave_64_bits(matrix: Numbers) -> bool:
    if not matrix.size:
        return False
    largest = max(int(matrix.max()), -int(matrix.min()))
    return bool(largest * matrix.shape[0] >= 2**63)


def _narrowed(numbers: Numbers) -> Numbers:
    fits = all(-(2**63) <= number < 2**63 for number in numbers)
    return numbers.astype(np.int64) if fits else numbers


@dataclass(frozen=True, eq=False)
class Block:
    """Many reports of one round as matrices, one row a unit, with what each column of the layout is to a total."""

    columns: Columns
    values: npt.NDArray[np.int64]
    """Scaled numbers of the cells; 0 where a cell has none."""
    cell_bits: Bits

    @classmethod
    def of(cls, columns: Columns, packed: Sequence[bytes | None], kinds: Sequence[tuple[bool, ...]] | None) -> Block:
        """Reports in the order given; None for a unit of which nothing stands: it is asked and did not answer.

        `kinds`: `columns.record_kind` of each unit, or None where no indicator has a source of record.
        """
        width = columns.cells
        empty = bytes(9 * width)
        row = np.dtype([("values", "<i8", (width,)), ("flags", "u1", (width,))])
        joined = b"".join(empty if each is None else each for each in packed)
        rows = np.frombuffer(joined, row) if width else np.zeros(len(packed), row)  # words only, no figures
        values = rows["values"].copy()  # a row of cells is not aligned where it was read
        bits = _FLAG_BITS[rows["flags"] & 31]
        if kinds is not None:
            _silence(columns, values, bits, kinds)
        never = [place for place, i in enumerate(columns.of_cell) if i is None or not i.rolls_up]
        if never:  # a published percentage is nobody's to add up
            values[:, never] = 0
        return cls(columns, values, bits)

    @cached_property
    def derived(self) -> tuple[Numbers, Bits]:
        """Numbers and bits of the columns after the cells: wholes, then the sides of rates."""
        numbers, bits = self._together(self.columns.wholes)
        sides, side_bits = self._sides()
        kind: Any = object if object in (numbers.dtype, sides.dtype) else np.int64
        parts = [numbers.astype(kind, copy=False), sides.astype(kind, copy=False)]
        return np.concatenate(parts, axis=1), np.concatenate([bits, side_bits], axis=1)

    def _together(self, wholes: Sequence[Whole]) -> tuple[Numbers, Bits]:
        """Wholes for each unit, a column each. Their numbers hold partial answers too, so that parts add up to them."""
        by_width: dict[int, list[int]] = defaultdict(list)
        for column, whole in enumerate(wholes):
            by_width[len(whole.cells)].append(column)
        values: Numbers = self.values
        if self.largest * max(by_width, default=0) >= 2**63:
            values = values.astype(object)
        numbers: Numbers = np.zeros((len(values), len(wholes)), values.dtype)
        bits = np.zeros(numbers.shape, np.uint8)
        for width, columns in by_width.items():
            for part in range(width):
                places = [wholes[column].cells[part] for column in columns]
                numbers[:, columns] += values[:, places]
                bits[:, columns] |= self.cell_bits[:, places]
        return numbers, _TOGETHER[bits]

    def _sides(self) -> tuple[Numbers, Bits]:
        """Both sides of each rate: only complete answers, and where they are paired only of units that gave both."""
        pairs = self.columns.sides
        top, top_bits = self._together([pair.numerator for pair in pairs])
        bottom, bottom_bits = self._together([pair.denominator for pair in pairs])
        paired = np.array([pair.paired for pair in pairs], dtype=bool)
        common, estimate = top_bits & bottom_bits, (top_bits | bottom_bits) & ESTIMATE
        silent = np.where(common & ASKED, ASKED | LACKING, 0)
        paired_bits = [np.where(common & ANSWERED, bits | estimate, silent) for bits in (top_bits, bottom_bits)]
        alone = [np.where(bits & ANSWERED, bits, bits & (ASKED | LACKING)) for bits in (top_bits, bottom_bits)]
        sides = [np.where(paired, both, one) for both, one in zip(paired_bits, alone, strict=True)]
        both_bits = np.stack(sides, axis=2).astype(np.uint8)
        numbers = np.where(both_bits & ANSWERED, np.stack([top, bottom], axis=2), 0)
        shape = (len(self.values), 2 * len(pairs))  # numerator and denominator of a rate stand beside each other
        return numbers.reshape(shape), both_bits.reshape(shape)

    @cached_property
    def largest(self) -> int:
        """The largest magnitude of a cell's number."""
        return max(int(self.values.max()), -int(self.values.min())) if self.values.size else 0

    @property
    def bits(self) -> Bits:
        """What each column is to a total, for every unit."""
        return np.concatenate([self.cell_bits, self.derived[1]], axis=1)

    def add_up(self, starts: Sequence[int]) -> list[Sums]:
        """The totals of consecutive groups of rows. `starts`: where each begins; none is empty."""
        if not len(self.values):
            return [Sums.nothing(len(self.columns.names)) for _ in starts]
        wholes = np.asarray(starts)
        if np.diff([*starts, len(self.values)]).max() > _MOST_ROWS:
            return self._add_up_piecewise(starts)
        numbers, bits = self.derived
        tallies = np.concatenate([_grouped_tally(self.cell_bits, wholes), _grouped_tally(bits, wholes)], axis=1)
        mask = np.uint64(2**_FIELD - 1)
        counts = [(tallies >> np.uint64(_FIELD * field) & mask).astype(np.uint32) for field in range(len(COUNTED))]
        added = [_grouped(self.values, wholes), _grouped(numbers, wholes)]
        kind: Any = object if any(part.dtype == object for part in added) else np.int64
        together = np.concatenate([part.astype(kind, copy=False) for part in added], axis=1)
        return [Sums(together[group], np.stack([count[group] for count in counts])) for group in range(len(together))]

    def _add_up_piecewise(self, starts: Sequence[int]) -> list[Sums]:
        width, ends = len(self.columns.names), [*list(starts)[1:], len(self.values)]
        found = []
        for start, end in zip(starts, ends, strict=True):
            pieces = range(start, end, _MOST_ROWS)
            blocks = [self._rows(piece, min(piece + _MOST_ROWS, end)) for piece in pieces]
            found.append(Sums.together([block.add_up([0])[0] for block in blocks], width))
        return found

    def _rows(self, start: int, end: int) -> Block:
        return Block(self.columns, self.values[start:end], self.cell_bits[start:end])


def _silence(columns: Columns, values: npt.NDArray[np.int64], bits: Bits, kinds: Sequence[tuple[bool, ...]]) -> None:
    """Take out the cells of indicators whose record somebody else holds: neither asked nor added."""
    recorded = columns.recorded()
    for position, indicator in enumerate(recorded):
        rows = np.array([not kind[position] for kind in kinds], dtype=bool)
        places = [place for place, each in enumerate(columns.of_cell) if each is not None and each.pk == indicator.pk]
        if rows.any() and places:
            corner = np.ix_(rows, np.array(places))
            values[corner] = 0
            bits[corner] = 0


def _grouped(numbers: Numbers, starts: npt.NDArray[np.intp]) -> Numbers:
    if numbers.dtype != object and not _may_leave_64_bits(numbers):
        return np.add.reduceat(numbers, starts, axis=0)
    summed: Numbers = np.add.reduceat(numbers.astype(object), starts, axis=0)
    return summed


def _grouped_tally(bits: Bits, starts: npt.NDArray[np.intp]) -> Tally:
    return np.add.reduceat(_TALLIES[bits], starts, axis=0)
