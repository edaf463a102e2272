"""The page of the format says what the code does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from vanban.duties import model
from vanban.reading import LARGEST_FILE, docx, json_format, package, pdf

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "reference" / "vanban-format.md").read_text(encoding="utf-8")


def test_every_warning_code_is_on_the_page_and_no_other() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/vanban/reading").glob("*.py"))
    codes = set(re.findall(r"ReadingWarning\(\s*\"([a-z-]+)\"", source))
    table = PAGE[PAGE.index("## Warnings") : PAGE.index("## Limits")]
    rows = re.findall(r"^\| ([a-z][a-z, -]+) \|", table, re.MULTILINE)
    assert codes == {code for row in rows for code in row.split(", ")} - {"code"}


def test_every_kind_of_deadline_and_every_frequency_is_on_the_page() -> None:
    for kind in get_args(model.DeadlineKind):
        assert f"\n| {kind} |" in PAGE
    for frequency in get_args(model.Frequency):
        assert frequency in PAGE


def test_the_limits_on_the_page_are_the_limits() -> None:
    for limit in (
        f"{LARGEST_FILE // 1024 // 1024} MB",
        f"{pdf.MOST_PAGES:,} pages",
        f"{package.LARGEST_PART // 1024 // 1024} MB",
        f"{docx.MOST_CELLS:,} cells",
    ):
        assert limit in PAGE


def test_the_page_names_the_format() -> None:
    assert f'# The format "{json_format.FORMAT}"' in PAGE
