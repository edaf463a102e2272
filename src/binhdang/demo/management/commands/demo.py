"""`binhdang demo`: play the year 2022 into an empty database and stop the clock at its end; or go on to 2025."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from binhdang.accounts.models import User
from binhdang.demo import reorganisation
from binhdang.demo.world import found
from binhdang.demo.year import TODAY, day, play
from binhdang.indicators.dictionary import load
from binhdang.jobs.clock import pin


class Command(BaseCommand):
    """Whole or not at all."""

    help = "Dựng dữ liệu trình diễn: năm 2022 của huyện Ia H'Drai, hoặc tiếp đến sau sắp xếp đơn vị năm 2025."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, choices=(2022, 2025), default=2022, help="năm mà đồng hồ dừng lại")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError(
                "Cơ sở dữ liệu đã có tài khoản nên không dựng dữ liệu trình diễn. "
                "Cách khắc phục: dùng BINHDANG_DATA trỏ tới thư mục trống."
            )
        with transaction.atomic():
            load()
            world = found(at=day(1, 3, 8))
            play(world)
            if options["year"] == 2025:
                reorganisation.play(world)
            pin(TODAY if options["year"] == 2022 else reorganisation.IN_2025)
        print(f"đã dựng dữ liệu trình diễn năm {options['year']}")
