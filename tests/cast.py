"""The world every test plays in: the units of the demo and its cast, at the beginning of 2022."""

from datetime import UTC, datetime

import pytest

from binhdang.demo.world import World, found

NEW_YEAR = datetime(2022, 1, 3, 1, 0, tzinfo=UTC)  # 08:00 in Vietnam


@pytest.fixture
def world(db: None) -> World:
    """Huyện Ia H'Drai with its bodies, communes and people: `world.an`, `world.district`, `world.commune`."""
    return found(at=NEW_YEAR)
