"""`binhdang indicators_load [FILE]`: bring the dictionary up to date with the shipped one, or with an edited file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from binhdang.indicators.dictionary import Difference, Loaded, differences, load, load_file, read_file
from binhdang.indicators.rows import rows_of_table
from binhdang.indicators.rules import refuse_faults
from binhdang.indicators.wording import changes
from binhdang.jobs.clock import now
from binhdang.values.refusals import Refusal


class Command(BaseCommand):
    """Repeatable: what has not changed is left alone, and nothing is taken away."""

    help = (
        "Nạp bộ chỉ tiêu kèm theo phần mềm; chạy lại bao nhiêu lần cũng được. Với một tệp: cho xem tệp đó thay đổi gì, "
        "và chỉ ghi khi có --apply."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether to write what it changes."""
        parser.add_argument("file", nargs="?", type=Path, help="tệp do indicators_export ghi, đã sửa")
        parser.add_argument("--apply", action="store_true", help="ghi những thay đổi của tệp")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what changed."""
        try:
            loaded = self._own(options["file"], apply=options["apply"]) if options["file"] else load(at=now())
        except (Refusal, OSError) as problem:
            raise CommandError(str(problem)) from problem
        if loaded:
            self.stdout.write(f"Bộ chỉ tiêu: thêm {len(loaded.added)}, thay đổi {len(loaded.changed)}.")
            if loaded.kept:
                self.stdout.write(f"Giữ theo nơi cài đặt, không lấy bản kèm theo: {', '.join(loaded.kept)}.")

    def _own(self, path: Path, *, apply: bool) -> Loaded | None:
        table = rows_of_table()
        rows = read_file(path, table)
        refuse_faults([*(row for code, row in table.items() if code not in {r["code"] for r in rows}), *rows])
        found = differences(rows, table)
        for each in found:
            self._show(each)
        if not found:
            self.stdout.write("Tệp này không thay đổi gì.")
        if found and not apply:
            self.stdout.write(f"Chưa ghi gì: {len(found)} chỉ tiêu sẽ thay đổi. Chạy lại với --apply để ghi.")
        return load_file(found, by=None, at=now()) if found and apply else None

    def _show(self, difference: Difference) -> None:
        self.stdout.write(f"{difference.code}{' (mới)' if difference.before is None else ''}")
        for change in changes(difference.before, difference.after):
            self.stdout.write(f"  {change}")
