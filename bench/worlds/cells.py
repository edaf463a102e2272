"""The reports of one period: whole numbers of every state, drawn from a fixed seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from worlds.trees import CELLS, Scale

SEED = 20_220_605
NOT_REPORTED, GIVEN, NIL, NOT_APPLICABLE, NO_DATA = range(5)
ESTIMATE, CUMULATIVE = 8, 16
# 3 % of the cells are missing (not reported, no data); of those given 4 % are estimates, 1 % cumulative.
STATES, SHARES = [GIVEN, NIL, NOT_APPLICABLE, NOT_REPORTED, NO_DATA], [0.89, 0.06, 0.02, 0.015, 0.015]

Flags = npt.NDArray[np.uint8]
Values = npt.NDArray[np.int64]
Choice = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Reports:
    """What every reporting unit of a scale says in one period; a row a unit."""

    values: Values
    flags: Flags
    sent: Choice
    """2 % have sent nothing."""
    accepted: Choice
    revised: Choice
    """2 % sent a second version: what stands here. The first said something else."""

    @property
    def states(self) -> Flags:
        """The state of each cell, as it stands in totals: of a report that was not sent, not reported."""
        return np.where(self.sent[:, None], self.flags & 7, NOT_REPORTED).astype(np.uint8)

    def packed(self, *, first: bool = False) -> list[bytes]:
        """Each report as the application stores it; `first`: as the version before a revision said it."""
        values = np.where((self.flags & 7) == GIVEN, self.values + 1, 0) if first else self.values
        rows = np.empty(len(values), np.dtype([("values", "<i8", (CELLS,)), ("flags", "u1", (CELLS,))]))
        rows["values"], rows["flags"] = values, self.flags
        together, size = rows.tobytes(), 9 * CELLS
        return [together[start : start + size] for start in range(0, len(together), size)]


def reports(scale: Scale, period: int) -> Reports:
    """The reports of a period, the same at every call."""
    random, units = np.random.default_rng([SEED, scale.reporting, period]), scale.reporting
    states = random.choice(np.array(STATES, np.uint8), (units, CELLS), p=SHARES)
    given = states == GIVEN
    drawn = random.random((units, CELLS), np.float32)  # only to draw states and sizes; figures are whole numbers
    flags = states | np.where(given & (drawn < 0.04), ESTIMATE, 0) | np.where(given & (drawn > 0.99), CUMULATIVE, 0)
    values = np.where(given, random.integers(0, 5_000, (units, CELLS)), 0)
    fate = random.random(units)
    return Reports(values, flags.astype(np.uint8), fate > 0.02, fate > 0.12, (fate > 0.5) & (fate < 0.52))
