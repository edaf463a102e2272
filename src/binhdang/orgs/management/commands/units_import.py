"""`binhdang units_import FILE.csv`: what a list of units would change, and the change itself with `--apply`."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from binhdang.jobs.clock import day_of, now
from binhdang.orgs.importing.applying import apply
from binhdang.orgs.importing.difference import Difference, Standing
from binhdang.orgs.importing.telling import summary, told
from binhdang.orgs.importing.uploads import Compared, Files, Sent
from binhdang.values.refusals import Refusal

SHOWN = 20


class Command(BaseCommand):
    """Shows what a list of units would change; changes it only when told to."""

    help = (
        "Nhập danh sách đơn vị (level,code,name,parent_code) từ tệp CSV, đối chiếu bằng mã. Luôn cho xem khác biệt "
        "trước; chỉ ghi khi có --apply. Với --transitions: nhập một đợt sắp xếp (level,old_code,new_code,extent)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="danh sách đơn vị")
        parser.add_argument("--units", type=Path, help="danh sách đơn vị sau sắp xếp, đi cùng --transitions")
        parser.add_argument("--transitions", type=Path, help="đơn vị cũ nào vào đơn vị mới nào")
        parser.add_argument("--corrections", type=Path, help="các mã mới ghi sai trong tệp --transitions và mã đúng")
        parser.add_argument("--on", type=date.fromisoformat, help="ngày có hiệu lực, YYYY-MM-DD; mặc định hôm nay")
        parser.add_argument("--basis", default="", help="văn bản quyết định thay đổi")
        parser.add_argument("--abolish-missing", action="store_true", help="giải thể đơn vị không có trong tệp")
        parser.add_argument("--all", action="store_true", help="in mọi dòng khác biệt")
        parser.add_argument("--apply", action="store_true", help="ghi thay đổi")

    def handle(self, *args: Any, **options: Any) -> None:
        at = now()
        on = options["on"] or day_of(at)
        try:
            compared = _prepared(options, on)
            standing = Standing.on(on)
            difference = compared(standing)
            self._show(difference, standing, everything=options["all"])
            if not options["apply"]:
                self.stdout.write("Chưa ghi gì. Thêm --apply để ghi.")
                return
            began = time.monotonic()
            apply(compared, on=on, basis=options["basis"], by=None, at=at)
        except (Refusal, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Đã ghi {difference.changes} sự kiện trong {time.monotonic() - began:.1f} giây.")

    def _show(self, difference: Difference, standing: Standing, *, everything: bool) -> None:
        parts = told(difference, standing.names)
        for line in summary(difference, parts):
            self.stdout.write(line)
        for part in parts:
            lines = part.lines if everything else part.lines[:SHOWN]
            if lines:
                self.stdout.write(f"\n{part.title} ({part.count}):")
            for line in lines:
                self.stdout.write(f"  {line}")
            if len(lines) < part.count:
                self.stdout.write(f"  … và {part.count - len(lines)} dòng nữa (--all in hết)")


def _prepared(options: dict[str, Any], on: date) -> Compared:
    """The files, read; what is left is to compare them with a tree."""
    units, moves, right = options["units"] or options["file"], options["transitions"], options["corrections"]
    if units is None or (options["units"] and options["file"]) or (right and not moves):
        raise CommandError(
            "Cần một danh sách đơn vị: units_import TỆP.csv, hoặc units_import --transitions TỆP.csv --units TỆP.csv. "
            "--corrections chỉ đi cùng --transitions."
        )
    files = Files(_read(units), _read(moves) if moves else None, _read(right) if right else None)
    return files.compared(on, abolish_missing=options["abolish_missing"])


def _read(path: Path) -> Sent:
    return path.read_bytes(), path.name
