"""Exporting the figures to a file whose name says in which form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from binhdang.consolidation.sources import Basis
from binhdang.exchange import longtable
from binhdang.exchange.csvs import CsvWriter, beside
from binhdang.exchange.databases import SqliteWriter
from binhdang.exchange.parquets import ParquetWriter
from binhdang.exchange.tables import (
    FIGURES,
    INDICATORS,
    REPORTS,
    ROUNDS,
    UNIT_NAMES,
    UNIT_PARENTS,
    UNITS,
    Row,
    Table,
    Writer,
)
from binhdang.reports.models import Round
from binhdang.values.refusals import Refusal

_FORMS: dict[str, Callable[[Path], Writer]] = {".csv": CsvWriter, ".parquet": ParquetWriter, ".sqlite": SqliteWriter}
TABLES = (FIGURES, UNITS, UNIT_NAMES, UNIT_PARENTS, INDICATORS, ROUNDS, REPORTS)


def export(path: Path, rounds: Sequence[Round], basis: Basis) -> dict[str, int]:
    """Write the figures of the rounds and the lists beside them; table → how many rows.

    Raises Refusal for a name that says no form, for a file that is there already, and where it cannot be written.
    """
    writer = _writer(path)
    try:
        counts = _write(writer, rounds, basis)
        writer.finish()
    except BaseException as error:
        writer.give_up()
        if isinstance(error, OSError):
            raise _cannot(path, error) from error
        raise
    return counts


def _write(writer: Writer, rounds: Sequence[Round], basis: Basis) -> dict[str, int]:
    rows: dict[Table, Iterator[Row]] = {
        FIGURES: longtable.figure_rows(rounds, basis),
        UNITS: longtable.unit_rows(),
        UNIT_NAMES: longtable.unit_name_rows(),
        UNIT_PARENTS: longtable.unit_parent_rows(),
        INDICATORS: longtable.indicator_rows(),
        ROUNDS: longtable.round_rows(rounds),
        REPORTS: longtable.report_rows(rounds),
    }
    return {table.name: writer.write(table, rows[table]) for table in TABLES}


def _writer(path: Path) -> Writer:
    if path.suffix not in _FORMS:
        raise Refusal(
            "Chưa rõ xuất ra dạng tệp nào.",
            where="tên tệp",
            value=f"«{path.name}»",
            rule=f"đuôi tệp nói lên dạng: {', '.join(_FORMS)}.",
            remedy="đặt tên tệp có một trong các đuôi đó.",
        )
    taken = [each for each in _targets(path) if each.exists()]
    if taken:
        raise Refusal(
            "Tệp đã có sẵn nên không ghi đè.",
            where=f"tệp «{taken[0]}»",
            value=f"{len(taken)} tệp trùng tên",
            rule="tệp xuất ra không ghi lên tệp đã có.",
            remedy="chọn tên tệp khác, hoặc chuyển tệp cũ đi chỗ khác.",
        )
    try:
        return _FORMS[path.suffix](path)
    except OSError as error:
        raise _cannot(path, error) from error


def _targets(path: Path) -> list[Path]:
    return [path] if path.suffix == ".sqlite" else [beside(path, table) for table in TABLES]


def _cannot(path: Path, error: OSError) -> Refusal:
    return Refusal(
        "Không ghi được tệp.",
        where=f"tệp «{error.filename or path}»",
        value=error.strerror or str(error),
        remedy="kiểm tra thư mục có tồn tại, còn chỗ và cho phép ghi; nếu còn tệp .part từ lần trước thì xóa đi.",
    )
