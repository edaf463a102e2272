"""Processes are killed (SIGKILL) in the middle of sending, accepting, reopening, following, filling and freezing.

After each kill a new process looks at everything: what the dead one had not committed is as if it had never begun, row
by row, and what it had committed is whole. Reports, versions, decisions and snapshots are exactly those that the audit
log tells of, and after following once the kept totals of every node are what the reports add up to.

KILLS in the environment says how many processes are killed after a random time; without it, what fits into an ordinary
run. KILL_SEED: another course of events.
"""

import os
from collections.abc import Callable

import pytest

from reliability.conftest import Processes

KILLS = int(os.environ.get("KILLS", "60"))
SEED = os.environ.get("KILL_SEED", "1")

Record = Callable[[str, object], None]


def test_killed_before_every_statement_and_around_every_commit(processes: Processes, record_property: Record) -> None:
    said = processes("every")
    record_property("killed", {key: said[key] for key in ("kills", "seconds", "in")})
    assert said["found"] == []
    assert said["kills"] > 300
    assert {"submit", "accept", "reopen", "send back", "follow", "fill", "tell", "freeze"} <= said["in"].keys()


@pytest.mark.property
def test_killed_after_any_time(processes: Processes, record_property: Record) -> None:
    said = processes("anywhere", SEED, str(KILLS))
    record_property("killed", {key: said[key] for key in ("kills", "steps", "seconds", "in")})
    assert said["found"] == []
    assert said["kills"] == KILLS
