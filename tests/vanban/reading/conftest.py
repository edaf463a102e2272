"""Papers written by the project for the reader, and how a reading is compared with its text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vanban.reading import Reading, read_file

PAPERS = Path(__file__).parent / "papers"


@pytest.fixture(scope="session")
def paper() -> Callable[[str], Reading]:
    """`paper("ke-hoach-xa")` is the reading of papers/ke-hoach-xa.txt."""
    known: dict[str, Reading] = {}

    def reading(name: str) -> Reading:
        if name not in known:
            known[name] = read_file(PAPERS / f"{name}.txt")
        return known[name]

    return reading


@pytest.fixture(scope="session")
def seed(shared_dir: Path) -> Reading:
    """The seed plan, read."""
    return read_file(shared_dir / "seed" / "ke-hoach-binh-dang-gioi-2022.txt")
