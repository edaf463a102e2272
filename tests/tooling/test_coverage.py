"""docs/coverage.md: every point of the plan, and nothing that does not exist."""

from importlib import import_module

import pytest
from django.urls import reverse

from binhdang.registers.catalogue import BY_PATH
from tooling.coverage_table import PICTURES, ROOT, Covered, rows

POINTS = {
    *(f"II.{label}" for label in ("1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "3.2", "3.3", "3.4")),
    *(f"II.4.{number}" for number in (1, 2, 3, 5, 6, 7)),  # the plan has no 4.4
    *(f"III.{number}" for number in (1, 2, 3, 4)),
    "IV",
    "footnote 1–5",
    "footnote 6",
}


def test_every_point_of_the_plan_has_a_row_and_every_register_too() -> None:
    assert {row.point for row in rows()} == POINTS
    assert {row.page[1] for row in rows() if len(row.page) > 1} == set(BY_PATH)


@pytest.mark.parametrize("row", rows(), ids=lambda row: " ".join(row.page))
def test_what_a_row_names_exists(row: Covered) -> None:
    name, *register = row.page
    assert reverse(name, args=[BY_PATH[path] for path in register])
    module, _, function = row.action.rpartition(".")
    assert callable(getattr(import_module(f"binhdang.{module}"), function))
    assert (ROOT / row.test).exists()
    assert (PICTURES / row.picture).is_file()


def test_no_picture_is_left_that_no_row_names() -> None:
    assert {picture.name for picture in PICTURES.glob("*.png")} == {row.picture for row in rows()}
