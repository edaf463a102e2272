"""`binhdang indicators_export FILE`: write the dictionary as it stands to a file that can be edited and loaded."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from binhdang.indicators.dictionary import exported


class Command(BaseCommand):
    """What it writes, indicators_load reads: unedited it changes nothing."""

    help = "Ghi bộ chỉ tiêu đang dùng ra một tệp để sửa rồi nạp lại bằng indicators_load."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, help="tệp JSON sẽ ghi; không ghi đè tệp đã có")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, but never over a file that is there."""
        path: Path = options["file"]
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(exported())
        except OSError as problem:
            raise CommandError(f"Không ghi được {path}: {problem.strerror}. Chọn tên tệp khác.") from problem
        self.stdout.write(f"Đã ghi bộ chỉ tiêu ra {path}.")
