"""The glossary is true: each term has one row, and its home is really there."""

import importlib
import re
from pathlib import Path

import pytest

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and "`" in line
]


def test_no_term_stands_twice() -> None:
    terms = [row[0] for row in ROWS]
    assert len(terms) == len(set(terms)) > 40


@pytest.mark.parametrize(("term", "home"), [(row[0], row[2]) for row in ROWS])
def test_the_home_of_each_term_exists(term: str, home: str) -> None:
    path = re.fullmatch(r"`([\w.]+)`", home)
    assert path, f"{term}: {home} names no home"
    module, _, name = path[1].rpartition(".")
    try:
        found = importlib.import_module(path[1])
    except ModuleNotFoundError:
        found = getattr(importlib.import_module(module), name)
    assert found is not None
