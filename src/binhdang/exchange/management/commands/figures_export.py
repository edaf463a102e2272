"""`binhdang figures_export FILE.csv|.parquet|.sqlite`: the long table of figures, for people with other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from binhdang.consolidation.sources import Basis
from binhdang.exchange.exporting import export
from binhdang.exchange.longtable import rounds_named
from binhdang.values.refusals import Refusal


class Command(BaseCommand):
    """One row a cell, exact, with the lists of units, indicators, rounds and reports beside it."""

    help = "Xuất số liệu thành bảng dài (mỗi ô một dòng) ra tệp .csv, .parquet hoặc .sqlite để dùng công cụ khác."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp sẽ ghi; không ghi đè tệp đã có")
        parser.add_argument(
            "--round", action="append", default=[], help="mã của kỳ báo cáo trong địa chỉ trang; lặp lại được"
        )
        parser.add_argument("--basis", choices=[basis.value for basis in Basis], default=Basis.ACCEPTED.value)

    def handle(self, *args: Any, **options: Any) -> None:
        rounds = rounds_named(options["round"])
        missing = set(options["round"]) - {round.public_id for round in rounds}
        if missing:
            raise CommandError(f"Không có kỳ báo cáo {', '.join(sorted(missing))}. Xem mã ở địa chỉ trang của kỳ.")
        try:
            counts = export(options["file"], rounds, Basis(options["basis"]))
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        told = ", ".join(f"{name} {count}" for name, count in counts.items())
        self.stdout.write(f"Đã xuất {len(rounds)} kỳ ra {options['file']}: {told} dòng.")
