"""Whether sending a report, or a page, takes longer the more periods are kept: 1, 10 and 40 of them by turns.

Three databases stand beside each other, each with its own process; they are asked in turn, so that what disturbs one
disturbs all. Every page answers an ordinary GET of a signed-in person, middleware and all.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import statistics
import time
from multiprocessing.connection import Connection
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from binhdang.accounts.models import User
from binhdang.consolidation.totals import refresh
from binhdang.orgs.models import Membership
from binhdang.orgs.roles import Role
from binhdang.reports.actions import sending
from binhdang.reports.models import Report, ReportVersion, StandingChange
from binhdang.reports.states import ReportState
from measuring.sheets import Sheet
from worlds.filling import BEGAN_ON, NOW, World, fill, write_drafts_of
from worlds.trees import Scale

KEPT = (1, 10, 40)
ROUNDS, ACTIONS = 7, 5
DEMAND = 1.2
FORK = multiprocessing.get_context("fork")
Answer = dict[str, float]


def measure(scale: Scale, periods: int, database: str) -> None:
    """Ask the three databases in turn."""
    kept = [each for each in KEPT if each <= periods]
    connections.close_all()
    pipes = {}
    for each in kept:
        mine, theirs = FORK.Pipe()
        FORK.Process(target=_serve, args=(scale, each, theirs), daemon=True).start()
        pipes[each] = mine
        mine.recv()  # filled, before the next one begins
    found: dict[int, list[Answer]] = {each: [] for each in kept}
    for number in range(ROUNDS + 1):
        for each, pipe in pipes.items():
            pipe.send("measure")
            answer: Answer = pipe.recv()
            if number:
                found[each].append(answer)
    sheet = Sheet("growing", f"{scale.name}, {kept} periods", database)
    for what in found[kept[0]][0]:
        medians = {each: statistics.median(answer[what] for answer in found[each]) for each in kept}
        for each in kept[1:]:
            sheet.milliseconds(
                f"{what}, {each} periods kept", medians[each], medians[kept[0]], "1 period kept", demand=DEMAND
            )
    for pipe in pipes.values():
        pipe.send("end")
    sheet.show()


def _serve(scale: Scale, periods: int, asked: Connection) -> None:
    _own_database(periods)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    world = fill(scale, periods)
    write_drafts_of(world, periods - 1)
    for round in world.rounds:
        refresh(round, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _close_the_past(world)
    clients = {}
    for name, user in (("unit", _of_one_unit(world)), ("receiver", world.writer)):
        clients[name] = Client()
        clients[name].force_login(user)
    asked.send("ready")
    while asked.recv() == "measure":
        asked.send(_answer(world, clients))


def _close_the_past(world: World) -> None:
    """Earlier periods are done with: what grows is what is kept, not what is still to do."""
    Report.objects.filter(round__in=world.rounds[:-1]).update(state=ReportState.ACCEPTED)


def _of_one_unit(world: World) -> User:
    """A person who writes for one unit, as nearly everybody does."""
    person = User.objects.create(username="mot-xa", full_name="mot-xa", must_change_password=False, created_at=NOW)
    Membership.objects.create(user=person, unit_id=world.reporting[0], role=Role.WRITER, valid_from=BEGAN_ON)
    return person


def _own_database(periods: int) -> None:
    """A copy of the empty database for this process alone."""
    held = connection.settings_dict
    if connection.vendor == "postgresql":
        name = f"{held['NAME']}{periods}"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        connection.close()
        held["NAME"] = name
        os.environ["DATABASE_URL"] = os.environ["DATABASE_URL"].replace("/binhdang?", f"/{name}?")
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
    else:
        connection.close()
        copy = Path(held["NAME"]).with_name(f"kept-{periods}.sqlite3")
        shutil.copy(held["NAME"], copy)
        held["NAME"] = str(copy)


def _answer(world: World, clients: dict[str, Client]) -> Answer:
    round = world.rounds[-1]
    reports = list(Report.objects.filter(round=round).order_by("pk")[:ACTIONS])
    of_unit, of_receiver = clients["unit"], clients["receiver"]
    pages = {
        "page: my work": (of_unit, reverse("home:my_work")),
        "page: the report of a unit": (of_unit, reverse("reports:entry", args=[reports[0].public_id])),
        "page: totals of the period": (of_receiver, reverse("consolidation:round", args=[round.public_id])),
    }
    answer = {"sending a report": _sending(world, reports)}
    for what, (client, path) in pages.items():
        answer[what] = statistics.median(_get(client, path) for _ in range(ACTIONS))
    return answer


def _get(client: Client, path: str) -> float:
    start = time.perf_counter()
    response = client.get(path, headers={"host": "localhost"})
    seconds = time.perf_counter() - start
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    return seconds


def _sending(world: World, reports: list[Report]) -> float:
    """The median of sending each anew: put back as approved first."""
    found = []
    for report in reports:
        fields = {"submitted_version": None, "accepted_version": None, "first_submitted_at": None}
        Report.objects.filter(pk=report.pk).update(state=ReportState.APPROVED, approved_by=world.leader, **fields)
        StandingChange.objects.filter(report=report).delete()
        ReportVersion.objects.filter(report=report).delete()
        start = time.perf_counter()
        sending.submit(report, by=world.writer, at=NOW)
        found.append(time.perf_counter() - start)
    return statistics.median(found)
