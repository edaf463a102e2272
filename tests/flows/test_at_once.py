"""Two processes at the same moment, each with its own connection: no number twice or left out, no chain with two ends.

The tests' own SQLite lives in memory, where nobody waits for anybody; the processes get a copy of it in a file.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from binhdang.demo.world import World, found
from binhdang.documents.actions import new_outgoing, take_in
from binhdang.documents.models import Direction
from binhdang.plans.actions import confirm_all, propose, put_in_force, reject
from binhdang.plans.states import ProposalState

MARCH = datetime(2022, 3, 21, 1, 12, tzinfo=UTC)
JUNE = datetime(2022, 6, 10, 1, 12, tzinfo=UTC)
SECONDS = 60
PAPERS_EACH = 10

Answers = list[dict[str, Any]]

BEGIN = """
import json, sys
from datetime import UTC, date, datetime
import django
django.setup()
from django.db import connection
connection.ensure_connection()
at, answer = datetime(2022, 6, 10, 1, 12, tzinfo=UTC), {}
print("ready", flush=True)
sys.stdin.readline()
"""
NUMBER = """
from binhdang.accounts.models import User
from binhdang.documents.actions import give_number, new_outgoing
from binhdang.documents.models import OfficialPaper
from binhdang.orgs.models import Unit
from binhdang.values.refusals import Refusal
khanh, district = User.objects.get(username="khanh"), Unit.objects.get(code="618")
def numbered(paper):
    return give_number(paper, symbol="BC-UBND", issued_on=date(2022, 6, 10), by=khanh, at=at).number
answer["own"] = []
for place in range(%d):
    paper = new_outgoing(owner=district, kind="Báo cáo", title=f"Báo cáo {place}", by=khanh, at=at)
    answer["own"].append(numbered(paper))
    if place == 0:
        try:
            answer["shared"] = [numbered(OfficialPaper.objects.get(title="Của cả hai"))]
        except Refusal:
            answer["shared"] = []
print(json.dumps(answer))
"""
TICK = """
from binhdang.config.ticking import tick
print(json.dumps(tick(at=at)))
"""
SEAL = """
from binhdang.audit.sealing import seal
print(json.dumps({"sealed": seal()}))
"""
LOOK = """
from binhdang.audit.models import Event
from binhdang.audit.sealing import first_break, sealed_rows
from binhdang.documents.models import NumberSeries
from binhdang.reports.models import Regime, Report, Round
print(json.dumps({
    "last": list(NumberSeries.objects.filter(direction="outgoing").values_list("last_number", flat=True)),
    "papers": Event.objects.filter(verb="paper.numbered").count(),
    "unsealed": Event.objects.filter(sequence=None).count(),
    "sealed": Event.objects.exclude(sequence=None).count(),
    "broken": first_break(sealed_rows()),
    "regimes": Regime.objects.count(),
    "rounds": Round.objects.count(),
    "opened": Event.objects.filter(verb="round.opened").count(),
}))
"""


@pytest.fixture
def town(transactional_db: None, settings: Any) -> World:
    """The world of the cast, committed: other processes see it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return found(at=datetime(2022, 1, 3, 1, tzinfo=UTC))


@pytest.fixture
def at_once(tmp_path: Path) -> Callable[..., Answers]:
    """`at_once(code, code)` runs each in a process of its own, all let go at one moment; gives what each printed."""
    copied: list[str] = []

    def database() -> str:
        if connection.vendor == "postgresql":
            place = connection.settings_dict
            host = place["HOST"] or place["OPTIONS"].get("host", "")
            return f"postgres://{place['USER']}@/{place['NAME']}?host={host}"
        if not copied:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(tmp_path / "copy.sqlite3")])
            with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:  # as every installation has it
                copy.execute("PRAGMA journal_mode=WAL")
            copied.append(f"sqlite:///{tmp_path / 'copy.sqlite3'}")
        return copied[0]

    def run(*codes: str) -> Answers:
        environment = {
            **os.environ,
            "DATABASE_URL": database(),
            "BINHDANG_DATA": str(tmp_path / "data"),
            "BINHDANG_SECRET_KEY": "of the test",
            "DJANGO_SETTINGS_MODULE": "binhdang.config.settings",
        }
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", BEGIN + code],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for code in codes
        ]
        try:
            for process in processes:
                assert process.stdout is not None
                assert process.stdout.readline() == "ready\n", process.communicate(timeout=SECONDS)
            for process in processes:
                assert process.stdin is not None
                process.stdin.write("\n")
                process.stdin.flush()
            said = [process.communicate(timeout=SECONDS) for process in processes]
        finally:
            for process in processes:
                process.kill()
        assert [process.returncode for process in processes] == [0] * len(codes), [errors for _, errors in said]
        return [json.loads(output) for output, _ in said]

    return run


def test_two_clerks_number_at_once_without_a_gap_or_a_double(town: World, at_once: Callable[..., Answers]) -> None:
    new_outgoing(owner=town.district, kind="Báo cáo", title="Của cả hai", by=town.khanh, at=JUNE)
    one, other = at_once(NUMBER % PAPERS_EACH, NUMBER % PAPERS_EACH)
    assert len(one["shared"] + other["shared"]) == 1
    given = [*one["own"], *other["own"], *one["shared"], *other["shared"]]
    how_many = 2 * PAPERS_EACH + 1
    assert sorted(given) == [f"{number:02d}" for number in range(1, how_many + 1)]
    [after] = at_once(LOOK)
    assert (after["last"], after["papers"]) == ([how_many], how_many)


def test_two_workers_seal_one_chain(town: World, at_once: Callable[..., Answers]) -> None:
    new_outgoing(owner=town.district, kind="Báo cáo", title="Của cả hai", by=town.khanh, at=JUNE)
    answers = at_once(SEAL, NUMBER % PAPERS_EACH, SEAL)
    [rest], [after] = at_once(SEAL), at_once(LOOK)
    assert (after["unsealed"], after["broken"]) == (0, None)
    assert answers[0]["sealed"] + answers[2]["sealed"] + rest["sealed"] == after["sealed"]


def test_two_workers_found_each_regime_and_open_each_round_once(town: World, at_once: Callable[..., Answers]) -> None:
    data = (resources.files("binhdang.demo") / "documents" / "ke-hoach-2022.txt").read_bytes()
    paper = take_in(
        owner=town.district, direction=Direction.OUTGOING, data=data, name="ke-hoach-2022.txt", by=town.chi, at=MARCH
    )
    plan = propose(paper, unit=town.district, year=2022, by=town.chi, at=MARCH)
    confirm_all(plan, by=town.chi, at=MARCH)
    for left in plan.proposals.filter(state=ProposalState.PENDING):
        reject(left, revision=0, reason="không giao cho ai", by=town.chi, at=MARCH)
    put_in_force(plan, by=town.chi, at=MARCH)
    one, other = at_once(TICK, TICK)
    [after] = at_once(LOOK)
    assert one["regimes"] + other["regimes"] == after["regimes"] == 3
    assert one["rounds"] + other["rounds"] == after["rounds"] == after["opened"] > 0
    assert (after["unsealed"], after["broken"]) == (0, None)
