"""The world of the cast on 10 May 2022, its index built; and how a test asks what somebody finds."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from binhdang.demo.world import World
from binhdang.demo.year import receive_and_confirm
from binhdang.documents import actions as documents
from binhdang.documents.models import OfficialPaper
from binhdang.indicators.dictionary import load
from binhdang.jobs.clock import pin
from binhdang.plans.models import Plan
from binhdang.registers import actions as registers
from binhdang.registers.models import Training
from binhdang.search.following import build

NOW = datetime(2022, 5, 10, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@dataclass
class Page:
    """What the search answered."""

    status: int
    source: str

    @property
    def text(self) -> str:
        """What a person reads on the page, below the bar."""
        main = self.source.partition("<main")[2]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())

    @property
    def titles(self) -> list[str]:
        """The things found, in order."""
        found = re.findall(r"<h2><a [^>]+>(.*?)</a></h2>", self.source)
        return [html.unescape(re.sub(r"<[^>]+>", "", title)) for title in found]

    @property
    def links(self) -> list[str]:
        """Where they lead."""
        return re.findall(r'<h2><a href="([^"]+)"', self.source)

    @property
    def marked(self) -> list[str]:
        """The words that are lit up."""
        return [html.unescape(word) for word in re.findall(r"<mark[^>]*>(.*?)</mark>", self.source)]


@pytest.fixture
def indexed(world: World) -> World:
    """The world of the cast, which the search follows from its first day."""
    pin(NOW)
    build()
    return world


@pytest.fixture
def finds(indexed: World) -> Callable[..., Page]:
    """`finds(world.an, "tap huan", loai="van-ban")`: the page that the person sees."""

    def ask(person: Any, question: str, **more: str) -> Page:
        client = Client()
        client.force_login(person)
        answer = client.get("/tim/", {"q": question, **more})
        return Page(answer.status_code, answer.content.decode())

    return ask


@pytest.fixture
def an_records(indexed: World) -> Callable[..., Training]:
    """`an_records("Kiến thức về giới", place="Thôn 1")`: An writes a training of her commune."""

    def record(subject: str, **changed: Any) -> Training:
        usual = {
            "started_on": date(2022, 4, 27),
            "ended_on": date(2022, 4, 28),
            "place": "Hội trường UBND xã",
            "men": 18,
            "women": 24,
            "not_double_because": "Lớp khác.",
        }
        given = {"owner": indexed.commune, "by": indexed.an, "at": NOW, **usual, **changed}
        given["ended_on"] = max(given["ended_on"], given["started_on"])
        return registers.record_training(subject=subject, **given)

    return record


@pytest.fixture
def an_takes_in(indexed: World) -> Callable[..., OfficialPaper]:
    """`an_takes_in("KẾ HOẠCH…")`: An takes a paper into the books of her commune, read from its text."""

    def take_in(text: str, **given: Any) -> OfficialPaper:
        usual = {"direction": "incoming", "name": "van-ban.txt", "by": indexed.an, "at": NOW}
        return documents.take_in(**{"owner": indexed.commune, "data": text.encode(), **usual, **given})

    return take_in


@pytest.fixture
def plan(indexed: World) -> Plan:
    """The district's plan of 2022, put in force with its tasks and numbered."""
    load()
    return receive_and_confirm(indexed)
