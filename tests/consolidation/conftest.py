"""The world these tests play in, and a half-year round that asks all 17 units."""

from typing import Any

import pytest

from binhdang.demo.world import World
from binhdang.reports.models import Round
from cast import world  # noqa: F401
from consolidation.rounds import open_round


@pytest.fixture
def half_year(world: World) -> Round:  # noqa: F811
    """The first half of 2022."""
    return open_round(world)


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Nobody signs in with a password here, and hashing forty of them as slowly as it must be takes seconds a test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
