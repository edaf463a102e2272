"""What a skilled officer's script does with a folder of workbooks: pandas over openpyxl.

It reads each file, checks codes, states and numbers, stores the rows in a database file, and adds up by district. It
keeps no history, no authors, and of a wrong file says only that it is wrong.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from worlds.workbooks import FORM, KEY, NUMBER, REASON, STATE

STATES = {"không phát sinh": 2, "không áp dụng": 3, "không có số liệu": 4}
ABOVE = 3
"""Rows above the table."""


def consolidated(
    files: list[Path],
    district_of: Mapping[str, int],
    decimals: Mapping[str, int],
    database: Path,
    *,
    engine: str = "openpyxl",
) -> pd.DataFrame:
    """Totals with n and N by district and cell; numbers in the smallest unit of each cell.

    `decimals` names every cell. Raises ValueError for a workbook that cannot be right.
    """
    frames = [_read(path, decimals, engine) for path in files]
    every = pd.concat(frames, ignore_index=True)
    with sqlite3.connect(database) as connection:
        every.to_sql("figures", connection, if_exists="replace", index=False)
    every["district"] = every["unit"].map(district_of)
    every["n"] = every["state"].isin((1, 2))
    every["asked"] = every["state"] != 3
    return every.groupby(["district", "cell"], sort=True)[["value", "n", "asked"]].sum().reset_index()


def _read(path: Path, decimals: Mapping[str, int], engine: str) -> pd.DataFrame:
    sheet = pd.read_excel(path, sheet_name=FORM, engine=engine, header=ABOVE, usecols=[KEY, NUMBER, STATE, REASON])
    table = sheet[~sheet[KEY].str.startswith("Σ")]
    places = table[KEY].map(decimals)
    if len(table) != len(decimals) or places.isna().any() or table[KEY].duplicated().any():
        raise ValueError(f"{path.name}: not the cells that were asked")
    numbers, marks = pd.to_numeric(table[NUMBER], errors="coerce"), table[STATE].map(STATES)
    state = marks.where(marks.notna(), numbers.notna().astype(int)).astype(int)
    value = (numbers * 10**places).round()
    bad = (numbers < 0) | ((value - numbers * 10**places).abs() > 1e-6) | (numbers.notna() & marks.notna())
    bad |= (table[NUMBER].notna() & numbers.isna()) | (table[STATE].notna() & marks.isna())
    bad |= (state == 4) & table[REASON].isna()
    if bad.any():
        raise ValueError(f"{path.name}: {table[bad].iloc[0].tolist()}")
    whole = value.fillna(0).astype("int64")
    return pd.DataFrame({"unit": path.stem, "cell": table[KEY], "value": whole, "state": state})
