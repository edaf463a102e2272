"""The world of the cast, and papers to take in, for every test of this folder."""

from importlib import resources

import pytest


@pytest.fixture
def plan_text() -> bytes:
    """The demo's own plan of the district: it carries no number and no date."""
    return (resources.files("binhdang.demo") / "documents" / "ke-hoach-2022.txt").read_bytes()


@pytest.fixture
def superior_text() -> bytes:
    """The plan of the Sở that it carries out, with number and date."""
    return (resources.files("binhdang.demo") / "documents" / "ke-hoach-25-so-ldtbxh.txt").read_bytes()
