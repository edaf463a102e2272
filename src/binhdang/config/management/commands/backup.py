"""`binhdang backup FILE`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from binhdang.config.backup import back_up
from binhdang.jobs.clock import now
from binhdang.values.refusals import Refusal


class Command(BaseCommand):
    """Write everything into one file."""

    help = "Sao lưu cơ sở dữ liệu, tệp và khóa bí mật vào một tệp .tar.gz."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = back_up(options["file"], at=now())
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        print(f"đã sao lưu {done['files']} tệp, {done['bytes']:,} byte: {options['file']}")
