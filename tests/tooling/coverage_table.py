"""The table of docs/coverage.md, row by row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "coverage.md"
PICTURES = ROOT / "docs" / "coverage"


@dataclass(frozen=True)
class Covered:
    """One row. `page`: a URL name, then the register's part of the address."""

    point: str
    page: tuple[str, ...]
    action: str
    test: str
    picture: str


def rows() -> list[Covered]:
    """Every row under the head."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [
        Covered(point, tuple(page.strip("`").split()), action.strip("`"), test.strip("`"), _picture(picture))
        for point, _, page, action, test, picture in cells
    ]


def _picture(cell: str) -> str:
    found = re.fullmatch(r"!\[\]\(coverage/([a-z0-9-]+\.png)\)", cell)
    return found[1] if found else ""
