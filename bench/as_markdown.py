"""Prints the tables of docs/performance.md from the lines that the programs kept: `as_markdown.py LINES`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from measuring.sheets import Row

HEAD = "| What | Ours | Beside it | Ratio | Asked | |\n|---|---|---|---|---|---|"


def main(lines: Path) -> None:
    for sheet in map(json.loads, lines.read_text(encoding="utf-8").splitlines()):
        print(f"\n**{sheet['name']}, {sheet['scale']}, {sheet['database']}**\n\n{HEAD}")
        for row in sheet["rows"]:
            print(_line(Row(**row)))


def _line(row: Row) -> str:
    beside = "" if row.theirs is None else f"{_number(row.theirs)} {row.unit}, {row.against}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}×" if row.ratio >= 0.1 else f"{row.ratio:.3f}×"
    columns: list[Any] = [row.what, f"{_number(row.ours)} {row.unit}", beside, ratio, row.verdict, row.note]
    return f"| {' | '.join(columns)} |"


def _number(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
