"""The list of a register with 50,000 entries: its first page, filters, words, totals, beside the list with one entry.

The entries are of communication activities, spread over the units that report; whoever opens the list sees all.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from binhdang.jobs.clock import pin
from binhdang.registers.books.communication import COMMUNICATION, NEWS
from binhdang.registers.choices import Choice
from binhdang.registers.entries import Register
from binhdang.registers.models import Communication, Entry, NewsItems
from binhdang.values.ids import new_public_id
from binhdang.values.texts import fold
from measuring.rounds import medians
from measuring.sheets import Sheet
from worlds.cells import SEED
from worlds.filling import NOW, World, found
from worlds.trees import Scale

ENTRIES, BATCH = 50_000, 1000
DEMAND = 3
FIRST_DAY = date(2022, 1, 1)
WORDS = ("chia sẻ việc nhà", "phòng ngừa bạo lực", "nam giới đồng hành", "quyền của trẻ em gái", "lao động nữ")


def measure(scale: Scale, periods: int, database: str) -> None:
    """Fill both registers, then open their lists by turns."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    world = found(scale, periods)
    channels = next(
        column for column in COMMUNICATION.columns if isinstance(column, Choice) and column.name == "channel"
    )
    codes = [code for code, _ in channels.options]
    numbers = dict.fromkeys(("men_minority", "women_minority", "men_disabled", "women_disabled"), 0)
    _fill(world, COMMUNICATION, ENTRIES, lambda random: {
        "channel": random.choice(codes), "theme": "", "audiences": "congdong", "men": random.randrange(200),
        "women": random.randrange(200), "reach": None, "reach_method": "", "budget": None, **numbers,
    }, Communication)  # fmt: skip
    _fill(world, NEWS, 1, lambda random: {"channel": codes[0], "items": 4, "link": ""}, NewsItems)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    pin(NOW)
    client = Client()
    client.force_login(world.writer)
    many, one = (reverse("registers:list", args=[register]) for register in (COMMUNICATION, NEWS))
    seconds = medians({
        "one": lambda: _get(client, one),
        "first": lambda: _get(client, many),
        "all years": lambda: _get(client, many, nam=""),
        "chosen": lambda: _get(client, many, loc_channel=codes[1]),
        "unit": lambda: _get(client, many, don_vi=f"{scale.leaves[0]:05}"),
        "words": lambda: _get(client, many, q="bao luc"),
        "last": lambda: _get(client, many, trang="1000"),
    })  # fmt: skip
    sheet = Sheet("listing", f"{scale.name}, {ENTRIES:,} entries", database)
    what = {
        "first": "first page, with totals",
        "all years": "first page of all years, with totals",
        "chosen": "one channel",
        "unit": "one unit",
        "words": "two words, without accents",
        "last": "the last page",
    }
    for name, words in what.items():
        sheet.milliseconds(words, seconds[name], seconds["one"], "the list with one entry", demand=DEMAND)
    sheet.show()


def _get(client: Client, address: str, **filters: str) -> None:
    answer = client.get(address, filters, headers={"host": "localhost"})
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")


def _fill(
    world: World,
    register: Register,
    number: int,
    special: Callable[[Random], dict[str, object]],
    table: type[models.Model],
) -> None:
    """Entries of the year, one by one over the units."""
    random, before = Random(SEED), Entry.objects.count()
    shared = [_entry(world, register, place, random) for place in range(number)]
    Entry.objects.bulk_create(shared, batch_size=BATCH)
    keys = Entry.objects.order_by("pk").values_list("pk", flat=True)[before:]
    rows: list[dict[str, Any]] = [{"entry_ptr_id": key, **special(random)} for key in keys]
    names = list(rows[0])
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        sql = f"INSERT INTO {table._meta.db_table} ({', '.join(names)}) VALUES ({marks})"  # own names
        cursor.executemany(sql, [[row[name] for name in names] for row in rows])


def _entry(world: World, register: Register, place: int, random: Random) -> Entry:
    day = FIRST_DAY + timedelta(days=random.randrange(150))
    subject, where = f"Nói chuyện về {random.choice(WORDS)}, buổi {place}", f"Nhà văn hóa thôn {place % 300}"
    return Entry(
        public_id=new_public_id(),
        register=register.code,
        owner_id=world.reporting[place % len(world.reporting)],
        subject=subject,
        started_on=day,
        ended_on=day,
        place=where,
        place_folded=fold(where),
        search_text=fold(f"{subject} {where}"),
        recorded_by=world.writer,
        recorded_at=NOW,
    )
