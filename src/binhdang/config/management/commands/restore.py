"""`binhdang restore FILE`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from binhdang.audit.models import Event
from binhdang.audit.sealing import first_break
from binhdang.config.backup import restore
from binhdang.values.refusals import Refusal


class Command(BaseCommand):
    """Put a backup back into an empty installation."""

    help = "Khôi phục một bản sao lưu vào nơi trống."
    requires_system_checks: list[str] = []  # the tables are not there yet

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = restore(options["file"])
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        broken = first_break(Event.objects.filter(sequence__isnull=False).order_by("sequence"))
        chain = "nguyên vẹn" if broken is None else f"ĐỨT ở dòng {broken}"
        print(f"đã khôi phục cơ sở dữ liệu và {done['files']} tệp; chuỗi nhật ký: {chain}")
