"""A small world for processes that die or work side by side, and what a run says at its end."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from binhdang.demo.world import World, found
from binhdang.orgs.actions import create_unit, grant
from binhdang.orgs.models import Unit, UnitKind
from binhdang.orgs.roles import Role
from consolidation.rounds import open_round
from reliability.copies import copied_database, run

NEW_YEAR, SINCE = datetime(2022, 1, 3, 1, tzinfo=UTC), date(2022, 1, 1)
CODES = ["TH-01", "TH-02", "TH-03", "QL-03", "QL-04", "QL-05"]

Processes = Callable[..., dict[str, Any]]


@pytest.fixture
def processes(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Processes]:
    """`processes("every")` lets `dying` loose on a copy of a district with a round.

    Its 17 bodies report, and two villages in each of its three communes.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    world = found(at=NEW_YEAR)
    villages = [_village(world, commune, number) for commune in world.communes for number in (1, 2)]
    open_round(world, [world.focal, *world.member_bodies, *world.communes, *villages], CODES)
    with copied_database(tmp_path) as database:
        yield lambda *arguments: run(database, tmp_path, *arguments)


def _village(world: World, commune: Unit, number: int) -> Unit:
    village = create_unit(
        code=f"{commune.code}.thon-{number}",
        kind=UnitKind.VILLAGE,
        name=f"Thôn {number}",
        valid_from=SINCE,
        parent=commune,
        by=None,
        at=NEW_YEAR,
    )
    for role, user in ((Role.WRITER, world.people["nhap_ttyt"]), (Role.LEADER, world.people["duyet_ttyt"])):
        grant(user, role, village, valid_from=SINCE, by=None, at=NEW_YEAR)
    return village


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line for each test that counted something."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    for report in reports:
        if getattr(report, "when", "") == "call" and "/reliability/" in report.nodeid:
            for name, counts in report.user_properties:
                told = ", ".join(f"{what} {number}" for what, number in counts.items())
                terminalreporter.write_line(f"{name} ({report.nodeid.rpartition('::')[2]}): {told}")
