"""The world these tests play in, and a half-year round that asks all 17 units."""

import pytest

from binhdang.demo.world import World
from binhdang.reports.models import Round
from cast import world  # noqa: F401
from consolidation.rounds import open_round


@pytest.fixture
def half_year(world: World) -> Round:  # noqa: F811
    """The first half of 2022."""
    return open_round(world)
