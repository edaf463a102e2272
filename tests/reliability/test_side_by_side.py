"""Four processes send, accept and reopen reports of one round while a fifth lets its totals follow each 50 ms."""

import os
from collections.abc import Callable

from reliability.conftest import Processes

TIMES = os.environ.get("SIDE_BY_SIDE", "3")
UNITS = [
    "23535",
    "23537",
    "23538",
    *(f"{code}.thon-{number}" for code in ("23535", "23537", "23538") for number in (1, 2)),
]
UNITS += ["618.phong-tckh", "618.phong-tp", "618.hnd"]


def test_totals_follow_everything_and_nobody_stands_in_the_way(
    processes: Processes, record_property: Callable[[str, object], None]
) -> None:
    said = processes("side-by-side", TIMES, *UNITS)
    followed = said["followed"]
    record_property("side by side", {"steps": said["steps"], "followings": len(followed), "seconds": said["seconds"]})
    assert said["found"] == []
    assert said["steps"] == int(TIMES) * len(UNITS) * 6
    assert len(followed) > 5
    assert followed[-1] == 0
