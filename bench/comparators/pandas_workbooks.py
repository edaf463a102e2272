"""What a skilled officer's script does with a folder of workbooks: pandas over openpyxl.

It reads each file, checks codes and numbers, stores the rows in a database file, and adds up by district. It keeps no
history, no authors, and says of a wrong file only that it is wrong.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

EMPTY = {"-": 2, "x": 3, "K": 4}
"""What units write for nothing happened, does not apply, no data; the state it stands for."""
PARTS = ("Nam", "Nữ")


def consolidated(
    files: list[Path], district_of: Mapping[str, str], codes: set[str], database: Path, *, engine: str = "openpyxl"
) -> pd.DataFrame:
    """Totals with n and N by district, code and part. Raises ValueError for a workbook that cannot be right."""
    frames = [_read(path, codes, engine) for path in files]
    every = pd.concat(frames, ignore_index=True)
    with sqlite3.connect(database) as connection:
        every.to_sql("figures", connection, if_exists="replace", index=False)
    every["district"] = every["unit"].map(district_of)
    every["n"] = every["state"].isin((1, 2))
    every["asked"] = every["state"] != 3
    grouped = every.groupby(["district", "code", "part"], sort=True)
    return grouped[["value", "n", "asked"]].sum().reset_index()


def _read(path: Path, codes: set[str], engine: str) -> pd.DataFrame:
    sheet = pd.read_excel(path, engine=engine, header=None, dtype=object)
    unit = str(sheet.iloc[1, 1])
    head = next(row for row in range(len(sheet)) if sheet.iloc[row, 0] == "Mã")
    table = sheet.iloc[head + 1 :, :].copy()
    table.columns = sheet.iloc[head].tolist()
    table = table[table["Mã"].notna()]
    unknown = set(table["Mã"]) - codes
    if unknown or len(table) != len(codes):
        raise ValueError(f"{path.name}: codes {unknown}")
    long = table.melt(id_vars="Mã", value_vars=list(PARTS), var_name="part", value_name="said")
    marks = long["said"].map(EMPTY)
    numbers = pd.to_numeric(long["said"].where(marks.isna()), errors="coerce")
    state = marks.where(marks.notna(), numbers.notna().astype(int)).fillna(0).astype(int)
    bad = (numbers < 0) | (numbers.notna() & (numbers % 1 != 0)) | (long["said"].notna() & (state == 0))
    if bad.any():
        raise ValueError(f"{path.name}: {long[bad].iloc[0].tolist()}")
    value = numbers.fillna(0).astype("int64")
    return pd.DataFrame({"unit": unit, "code": long["Mã"], "part": long["part"], "value": value, "state": state})
