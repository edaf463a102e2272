"""The long table for people with other tools: what they read out of it is what consolidation says, exactly."""

from __future__ import annotations

import csv
import sqlite3
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.parquet
import pytest
from django.core.management import CommandError, call_command

from binhdang.consolidation.queries import Basis, totals
from binhdang.demo.world import World
from binhdang.exchange import longtable
from binhdang.exchange.exporting import TABLES
from binhdang.orgs import reorganisation
from binhdang.orgs.models import Unit
from binhdang.reports.models import Round
from binhdang.values.figures import CellState
from consolidation.rounds import TREE_ON, at
from exchange.conftest import LARGEST, UNKNOWN

FORMS = ["csv", "parquet", "sqlite"]
Said = dict[str, tuple[Decimal | None, int, int, int]]
"""Cell → its total, n, N, and how many estimates stand in it."""
SUMS = """
    SELECT indicator || CASE WHEN coalesce(parts, '') = '' THEN '' ELSE '.' || parts END AS cell, {sum} AS number,
           sum(CASE WHEN state IN ('given', 'nil') THEN 1 ELSE 0 END) AS answered,
           sum(CASE WHEN state <> 'not_applicable' THEN 1 ELSE 0 END) AS asked,
           sum(CASE WHEN state = 'given' AND {estimate} THEN 1 ELSE 0 END) AS estimates
    FROM {figures} WHERE {counted} GROUP BY 1
"""

JOINED = """
    SELECT count(*) FROM figures JOIN units ON units.code = unit JOIN indicators ON indicators.code = indicator
    JOIN rounds USING (round) JOIN reports USING (round, unit)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files go."""
    made = tmp_path / "xuat"
    made.mkdir()
    return made


def export(path: Path, *options: str) -> str:
    """What the command says."""
    said = StringIO()
    call_command("figures_export", str(path), *options, stdout=said)
    return said.getvalue()


def consolidated(round: Round, basis: Basis) -> Said:
    """What consolidation says of every cell."""
    lines = totals(round, basis=basis, tree_on=TREE_ON)
    cells = {key: total for line in lines for key, total in line.cells.items()}
    return {key: (t.number, t.answered, t.asked, t.estimates) for key, t in cells.items()}


def asked_by_sql(path: Path) -> Said:
    """What somebody with the tool of that file reads out of it."""
    if path.suffix == ".sqlite":
        parts = {"sum": "sum(scaled)", "figures": "figures", "counted": "counted", "estimate": "estimate"}
        with sqlite3.connect(path) as database:
            rows = database.execute(SUMS.format(**parts)).fetchall()
        scale = {"QL-06": 0}
        rows = [
            (cell, Decimal(number).scaleb(-scale.get(cell, 0)) if number is not None else None, *n)
            for cell, number, *n in rows
        ]
    else:
        read = f"read_csv('{path}', all_varchar = true)" if path.suffix == ".csv" else f"'{path}'"
        truth = " = '1'" if path.suffix == ".csv" else ""
        parts = {"sum": "sum(CAST(value AS DECIMAL(38, 6)))", "figures": read}
        rows = duckdb.sql(SUMS.format(**parts, counted=f"counted{truth}", estimate=f"estimate{truth}")).fetchall()
    return {
        cell: (_total(number, answered), int(answered), int(asked), int(estimates))
        for cell, number, answered, asked, estimates in rows
    }


def _total(number: Any, answered: int) -> Decimal | None:
    """Nil is not in the sum of the values, and yet a zero: no number only where nobody answered."""
    return (Decimal(number) if number is not None else Decimal(0)) if answered else None


@pytest.mark.parametrize("basis", list(Basis))
def test_the_sums_of_other_tools_are_the_totals_of_consolidation(half_year: Round, folder: Path, basis: Basis) -> None:
    for form in FORMS:
        path = folder / f"so-lieu.{form}"
        export(path, "--basis", basis.value)
        assert asked_by_sql(path) == consolidated(half_year, basis), form


def test_each_cell_tells_who_when_where_and_in_which_state(world: World, half_year: Round, folder: Path) -> None:
    export(folder / "so-lieu.csv", "--basis", "submitted")
    first, second, third = world.communes
    with (folder / "so-lieu.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["unit"], row["indicator"], row["parts"]): row for row in csv.DictReader(file)}
    assert len(rows) == 17 * len(half_year.cell_keys)
    women = rows[first.code, "TH-02", "nu"]
    assert (women["value"], women["scaled"], women["scale"], women["state"]) == ("26", "26", "0", "given")
    assert (women["version"], women["author"]) == ("2", world.an.username)
    assert women["written_at"] == women["submitted_at"] == at(30, 5).isoformat()
    assert rows[first.code, "TH-02", "nam"]["author"] == world.binh.username  # as it was sent the first time
    assert (women["parent"], women["unit_name"]) == (world.district.code, first.name_on(TREE_ON))
    assert (women["period"], women["window_to"], women["receiver"]) == (
        "half_year:2022:1",
        "2022-06-04",
        world.district.code,
    )
    assert rows[first.code, "QL-06", ""]["value"] == str(LARGEST)
    assert rows[first.code, "QL-03", ""]["state"] == "nil" and rows[first.code, "QL-03", ""]["value"] == ""
    assert rows[second.code, "TH-01", ""]["estimate"] == "1" and women["estimate"] == "0"
    assert rows[second.code, "TH-02", "nu"]["cumulative"] == "1"
    assert rows[second.code, "QL-04", ""]["state"] == "not_applicable"
    assert rows[third.code, "TH-01", ""]["value"] == "5"
    assert (rows[third.code, "CL-5-2A-MS", "nu"]["value"], rows[third.code, "CL-5-2A-MS", "nu"]["counted"]) == (
        "99",
        "0",
    )
    silent = rows[world.focal.code, "TH-01", ""]
    assert (silent["state"], silent["version"], silent["submitted_at"], silent["author"]) == (
        "not_reported",
        "",
        "",
        "",
    )


def test_every_state_and_reason_comes_through_whole(half_year: Round, folder: Path) -> None:
    read: dict[str, Callable[[Path], pd.DataFrame]] = {
        "csv": lambda path: pd.read_csv(path, dtype=str, keep_default_na=False),
        "parquet": lambda path: pd.read_parquet(path, dtype_backend="pyarrow"),
        "sqlite": lambda path: pd.read_sql("SELECT * FROM figures", sqlite3.connect(path)),
    }
    for form in FORMS:
        export(folder / f"so-lieu.{form}")
        frame = read[form](folder / f"so-lieu.{form}")
        assert set(frame["state"]) == set(longtable.STATES.values())
        (told,) = frame[frame["state"] == longtable.STATES[CellState.NO_DATA]]["reason"]
        escaped = "'" if form == "csv" else ""  # no formula where a spreadsheet opens the file
        assert told == escaped + UNKNOWN.reason
        given = frame[frame["state"] == "given"]["value"]
        assert {str(int(Decimal(str(value)))) for value in given} >= {str(LARGEST), str(LARGEST + 1), "26"}


def test_parquet_holds_decimals_and_never_floats(half_year: Round, folder: Path) -> None:
    export(folder / "so-lieu.parquet")
    for path in folder.glob("*.parquet"):
        types = {str(field.type) for field in pyarrow.parquet.read_schema(path)}
        assert not {kind for kind in types if kind in ("float", "double", "halffloat")}
    table = pyarrow.parquet.read_table(folder / "so-lieu.parquet")
    assert table.schema.field("value").type == pyarrow.decimal128(38, 12)
    assert str(table.schema.field("submitted_at").type) == "timestamp[us, tz=UTC]"


@pytest.mark.parametrize("form", FORMS)
def test_the_lists_that_explain_the_codes_stand_beside(half_year: Round, folder: Path, form: str) -> None:
    path = folder / f"so-lieu.{form}"
    said = export(path)
    if form == "sqlite":
        assert [each.name for each in folder.iterdir()] == ["so-lieu.sqlite"]
        with sqlite3.connect(path) as database:
            names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            joined = database.execute(JOINED).fetchone()[0]
        assert names == {table.name for table in TABLES}
        assert joined == 17 * len(half_year.cell_keys)
    else:
        wanted = {f"so-lieu.{form}", *(f"so-lieu.{table.name}.{form}" for table in TABLES if table.name != "figures")}
        assert {each.name for each in folder.iterdir()} == wanted
    assert f"figures {17 * len(half_year.cell_keys)}" in said and f"units {Unit.objects.count()}" in said


def test_the_parent_is_that_of_the_period_and_not_of_today(world: World, half_year: Round, folder: Path) -> None:
    reorganisation.move(world.other_commune, world.units["62"], on=date(2025, 7, 1), basis="NQ", by=None, at=at(20, 6))
    export(folder / "so-lieu.sqlite")
    with sqlite3.connect(folder / "so-lieu.sqlite") as database:
        then = database.execute("SELECT DISTINCT parent FROM figures WHERE unit = ?", [world.other_commune.code])
        through_time = database.execute(
            "SELECT parent, valid_from, valid_to FROM unit_parents WHERE unit = ? ORDER BY valid_from",
            [world.other_commune.code],
        ).fetchall()
        assert then.fetchall() == [(world.district.code,)]
    assert [parent for parent, *_ in through_time] == [world.district.code, "62"]
    assert through_time[0][2] == through_time[1][1] == "2025-07-01"


def test_some_rounds_only_and_never_over_a_file_that_is_there(half_year: Round, folder: Path) -> None:
    assert "Đã xuất 1 kỳ" in export(folder / "a.csv", "--round", half_year.public_id)
    with pytest.raises(CommandError, match="Không có kỳ báo cáo 0000"):
        export(folder / "b.csv", "--round", "0000")
    with pytest.raises(CommandError, match="Tệp đã có sẵn.*chọn tên tệp khác"):
        export(folder / "a.csv")
    with pytest.raises(CommandError, match=r"Chưa rõ xuất ra dạng.*a\.xlsx.*\.csv, \.parquet, \.sqlite"):
        export(folder / "a.xlsx")
    for form in FORMS:
        with pytest.raises(CommandError, match="Không ghi được tệp"):
            export(folder / "không có" / f"a.{form}")


def test_without_pyarrow_it_says_what_to_install(
    half_year: Round, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CommandError, match=r"thư viện pyarrow.*pip install 'binhdang\[parquet\]'"):
        export(folder / "so-lieu.parquet")
    assert list(folder.iterdir()) == []


def test_an_export_that_breaks_off_leaves_nothing_behind(half_year: Round, folder: Path) -> None:
    broken = {"cell_keys": ["TH-01"], "cell_scales": []}  # the second round cannot be read
    window = {"window_from": date(2022, 1, 1), "window_to": date(2022, 12, 31), "due_before_on": date(2022, 12, 5)}
    Round.objects.create(regime=half_year.regime, period_text="year:2022:1", opened_at=at(21, 4), **window, **broken)
    for form in FORMS:
        with pytest.raises(ValueError, match="zip"):
            export(folder / f"so-lieu.{form}")
    assert list(folder.iterdir()) == []
