"""`binhdang worker`: the process beside the web that lets things happen by themselves."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from binhdang.config.ticking import follow, tick
from binhdang.jobs.clock import now

log = logging.getLogger(__name__)

FOLLOW_SECONDS = 1
"""How long a report that was sent waits at most until the totals above it follow."""


class Command(BaseCommand):
    """Tick until told to stop."""

    help = "Chạy nền: mở kỳ báo cáo, niêm phong nhật ký. Dừng bằng Ctrl+C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, default=20, help="số giây giữa hai lần chạy")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            for step in (tick, *[follow] * options["every"]):
                close_old_connections()
                try:
                    step(at=now())
                except Exception:  # whatever failed, the database being away or one regime, the next turn tries again
                    log.exception("%s failed", step.__name__)
                if stop.wait(0 if step is tick else FOLLOW_SECONDS):
                    break
