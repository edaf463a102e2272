"""An export as Parquet, through pyarrow where it is installed: exact decimals, days and instants as such."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from binhdang.exchange.csvs import FilesBeside
from binhdang.exchange.tables import Kind, Row, Table, batches
from binhdang.values.refusals import Refusal

AT_ONCE = 20_000
"""Rows in memory at a time."""
_DIGITS, _PLACES = 38, 12


class ParquetWriter(FilesBeside):
    """One file a table."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError as missing:
            raise Refusal(
                "Chưa ghi được tệp Parquet: máy này không có thư viện pyarrow.",
                where=f"tệp «{path.name}»",
                rule="tệp Parquet được ghi bằng pyarrow, không cài sẵn.",
                remedy="cài bằng lệnh pip install 'binhdang[parquet]', hoặc xuất ra tệp .csv hay .sqlite.",
            ) from missing
        self.arrow, self.parquet = pyarrow, pyarrow.parquet

    def write(self, table: Table, rows: Iterable[Row]) -> int:
        """Write a whole table; how many rows it has."""
        schema = self.arrow.schema([(column.name, self._type(column.kind)) for column in table.columns])
        count = 0
        with self.parquet.ParquetWriter(self.unfinished(table), schema, compression="zstd") as writer:
            for batch in batches(rows, AT_ONCE):
                columns = [
                    [_exact(value) if column.kind is Kind.DECIMAL else value for value in values]
                    for column, values in zip(table.columns, zip(*batch, strict=True), strict=True)
                ]
                arrays = [self.arrow.array(each, field.type) for each, field in zip(columns, schema, strict=True)]
                writer.write_batch(self.arrow.record_batch(arrays, schema=schema))
                count += len(batch)
        return count

    def _type(self, kind: Kind) -> Any:
        arrow = self.arrow
        return {
            Kind.TEXT: arrow.string(),
            Kind.WHOLE: arrow.int64(),
            Kind.YES_NO: arrow.bool_(),
            Kind.DAY: arrow.date32(),
            Kind.INSTANT: arrow.timestamp("us", tz="UTC"),
            Kind.DECIMAL: arrow.decimal128(_DIGITS, _PLACES),
        }[kind]


def _exact(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
