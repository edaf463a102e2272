"""How many questions each page of a register asks the database: the same for few entries and many, and as committed.

`page_queries.json` is the baseline; QUERIES=1 writes it anew. It is looked at in review like any other change.
"""

import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from binhdang.demo.world import World
from binhdang.jobs.clock import pin
from binhdang.registers.catalogue import REGISTERS
from binhdang.registers.entries import Register
from registers.examples import DAY, record

BASELINE = Path(__file__).with_name("page_queries.json")
PAGES = ("list", "print", "export", "new", "detail", "change")

Ask = Callable[[str], int]


@pytest.fixture
def ask(world: World, now: datetime) -> Ask:
    """`ask(address)`: how many questions the page asks when An opens it the second time."""
    pin(now)
    client = Client()
    client.force_login(world.an)

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    return count


def _addresses(register: Register, entry: Any) -> dict[str, str]:
    one = [register, entry.public_id]
    return {
        page: reverse(f"registers:{page}", args=one if page in ("detail", "change") else [register]) for page in PAGES
    }


@pytest.mark.parametrize("register", REGISTERS, ids=lambda each: each.code)
def test_pages_ask_as_often_as_committed_and_no_more_with_many_entries(
    world: World, ask: Ask, now: datetime, register: Register
) -> None:
    cache.clear()
    first = record(register, world.commune, world.an, now)
    addresses = _addresses(register, first)
    few = {page: ask(address) for page, address in addresses.items()}
    for number in range(1, 9):
        day = DAY - timedelta(days=number)
        record(register, world.commune, world.an, now, started_on=day, ended_on=None if register.lasting else day)
    assert {page: ask(address) for page, address in addresses.items()} == few
    known = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    if os.environ.get("QUERIES"):
        BASELINE.write_text(json.dumps({**known, register.code: few}, indent=1, sort_keys=True) + "\n")
    else:
        assert known[register.code] == few
