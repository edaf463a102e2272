"""The scene as a fixture."""

import pytest

from binhdang.demo.world import World
from reports.scene import Scene, half_year_opened


@pytest.fixture
def scene(world: World) -> Scene:
    """The half-year round of 2022 is open."""
    return half_year_opened(world)
