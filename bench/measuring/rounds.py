"""Contenders one after the other, round by round, so that what disturbs one disturbs all; the median of each."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping

ROUNDS = 7


class Seconds(float):
    """How long a call took, and how much of the processors' time this process spent on it, all threads together.

    The second hardly depends on what else the machine is doing; what a database server spends is not in it.
    """

    cpu: float

    def __new__(cls, wall: float, cpu: float) -> Seconds:
        made = super().__new__(cls, wall)
        made.cpu = cpu
        return made

    def each(self, count: int) -> Seconds:
        """Of one of so many."""
        return Seconds(self / count, self.cpu / count)


def medians(contenders: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, Seconds]:
    """Seconds of one call of each. The first round only warms and is not counted."""
    seconds: dict[str, list[Seconds]] = {name: [] for name in contenders}
    for round in range(rounds + 1):
        for name, call in contenders.items():
            gc.collect()
            start, begun = time.perf_counter(), time.process_time()
            call()
            if round:
                seconds[name].append(Seconds(time.perf_counter() - start, time.process_time() - begun))
    return {
        name: Seconds(statistics.median(each), statistics.median(one.cpu for one in each))
        for name, each in seconds.items()
    }


def once(call: Callable[[], object]) -> float:
    """Seconds of a single call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
