"""Contenders one after the other, round by round, so that what disturbs one disturbs all; the median of each."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping

ROUNDS = 7


def medians(contenders: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Seconds of one call of each. The first round only warms and is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for round in range(rounds + 1):
        for name, call in contenders.items():
            gc.collect()
            start = time.perf_counter()
            call()
            if round:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(each) for name, each in seconds.items()}


def once(call: Callable[[], object]) -> float:
    """Seconds of a single call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
