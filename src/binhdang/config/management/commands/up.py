"""`binhdang up`: everything one machine needs, in one command: tables, dictionary, demo world, web and worker."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import date
from typing import Any

import waitress
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from binhdang.accounts.models import User
from binhdang.demo.world import PASSWORD
from binhdang.jobs.clock import day_of, now
from binhdang.orgs.access import memberships_of
from binhdang.orgs.roles import Role

CAST = ("an", "binh", "chi", "lan", "minh", "khanh", "giang", "ha")


class Command(BaseCommand):
    """Prepare and serve."""

    help = "Chuẩn bị dữ liệu rồi chạy trang web và tiến trình nền trên máy này."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--empty", action="store_true", help="không dựng dữ liệu trình diễn")
        parser.add_argument("--year", type=int, choices=(2022, 2025), default=2022, help="năm của dữ liệu trình diễn")
        parser.add_argument("--prepare-only", action="store_true", help="chuẩn bị xong thì dừng, không chạy web")

    def handle(self, *args: Any, **options: Any) -> None:
        prepare(demo=not options["empty"], year=options["year"])
        if options["prepare_only"]:
            return
        self.show_where(options["host"], options["port"])
        serve(options["host"], options["port"])

    def show_where(self, host: str, port: int) -> None:
        """The address, and the demo accounts where this is the demo."""
        print(f"\nbinhdang đang chạy tại http://{host}:{port}/  (dừng: Ctrl+C)")
        if User.objects.filter(username="an").exists():
            print(f"Tài khoản trình diễn, mật khẩu chung: {PASSWORD}")
            for username in CAST:
                print(f"  {username:<7} {_who(username, day_of(now()))}")
        sys.stdout.flush()


def _who(username: str, on: date) -> str:
    """A demo person with what the person does on the demo's day."""
    person = User.objects.get(username=username)
    roles = memberships_of(person, on).prefetch_related("unit__names")
    held = [f"{Role(m.role).label.lower()} – {m.unit.short_name_on(on)}" for m in roles]
    return f"{person.full_name}, {'; '.join(held)}"


def prepare(*, demo: bool, year: int = 2022) -> None:
    """Bring tables, dictionary and static files up to date; play the demo into an empty database."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("indicators_load")
    call_command("collectstatic", interactive=False, verbosity=0)
    if demo and not User.objects.exists():
        call_command("demo", year=year)


def serve(host: str, port: int) -> None:
    """Run the worker beside waitress, and take it down with it."""
    from binhdang.config.wsgi import application

    # A service manager stops with SIGTERM, which would end this process without its `finally`.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    worker = subprocess.Popen([sys.executable, "-m", "binhdang", "worker"])
    try:
        waitress.serve(application, host=host, port=port, threads=8, ident="binhdang")
    finally:
        worker.terminate()
        worker.wait(timeout=30)
