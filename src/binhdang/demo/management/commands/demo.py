"""`binhdang demo`: play the year 2022 into an empty database and stop the clock at its end."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from binhdang.accounts.models import User
from binhdang.demo.world import found
from binhdang.demo.year import TODAY, day, play
from binhdang.indicators.dictionary import load
from binhdang.jobs.clock import pin


class Command(BaseCommand):
    """Whole or not at all."""

    help = "Dựng dữ liệu trình diễn: năm 2022 của huyện Ia H'Drai, đồng hồ dừng ở 21/11/2022."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError(
                "Cơ sở dữ liệu đã có tài khoản nên không dựng dữ liệu trình diễn. "
                "Cách khắc phục: dùng BINHDANG_DATA trỏ tới thư mục trống."
            )
        with transaction.atomic():
            load()
            play(found(at=day(1, 3, 8)))
            pin(TODAY)
        print("đã dựng dữ liệu trình diễn năm 2022")
