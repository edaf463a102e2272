"""The world every test plays in: the units of the demo and its cast, at the beginning of 2022."""

from datetime import UTC, datetime
from typing import Any

import pytest

from binhdang.demo.world import World, found

NEW_YEAR = datetime(2022, 1, 3, 1, 0, tzinfo=UTC)  # 08:00 in Vietnam


@pytest.fixture
def world(db: None, settings: Any) -> World:
    """Huyện Ia H'Drai with its bodies, communes and people: `world.an`, `world.district`, `world.commune`.

    Forty passwords at Argon2id's lawful cost are three seconds a test; what they cost in use is tested on its own.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return found(at=NEW_YEAR)
