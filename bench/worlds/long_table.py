"""The same world as people with other tools keep it: one row a cell, all states spelled out, in one table.

Only what stands is in it: of a report that was revised, the second version. A report that was not sent has its rows
too, as "not reported", so that N can be counted.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from worlds.cells import reports
from worlds.trees import CELLS, Scale

Column = npt.NDArray[Any]


def rows(scale: Scale, period: int, units: list[int]) -> dict[str, Column]:
    """The rows of a period, unit by unit. `units`: the keys of the reporting units."""
    said = reports(scale, period)
    states = said.states.ravel()
    sent = np.repeat(said.sent, CELLS)
    flags = np.where(sent, said.flags.ravel(), 0)
    cells = np.tile(np.arange(CELLS, dtype=np.int16), len(units))
    return {
        "period": np.full(len(states), period, np.int16),
        "unit": np.repeat(np.array(units, np.int32), CELLS),
        "cell": cells,
        "indicator": (cells // 2).astype(np.int16),
        "value": np.where(sent, said.values.ravel(), 0),
        "state": states,
        "estimate": (flags & 8).astype(bool),
        "cumulative": (flags & 16).astype(bool),
    }
