"""A copy of the tests' database for processes of their own: a file with SQLite, another database with PostgreSQL."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

TESTS = Path(__file__).parents[1]
SECONDS = 3600


@contextmanager
def copied_database(folder: Path) -> Iterator[str]:
    """Its URL, while the block runs. What the tests' own database holds must be committed."""
    if connection.vendor == "sqlite":
        file = folder / "copy.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
        with closing(sqlite3.connect(file)) as copy:
            copy.execute("PRAGMA journal_mode=WAL")  # as every installation has it
        yield f"sqlite:///{file}"
        return
    original = settings.DATABASES["default"]["NAME"]
    name = f"{original}_copy_{os.getpid()}"
    connection.close()  # nobody may be connected to what is copied
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
    base, _, query = os.environ["DATABASE_URL"].partition("?")
    try:
        yield f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
    finally:
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(sql: str) -> None:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(sql)  # type: ignore[call-overload]


def run(database: str, folder: Path, *arguments: str, program: str = "dying") -> dict[str, Any]:
    """Run a program of this folder on a copied database; what it found."""
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "BINHDANG_DATA": str(folder / "data"),
        "BINHDANG_SECRET_KEY": "of the test",
        "DJANGO_SETTINGS_MODULE": "binhdang.config.settings",
        "PYTHONPATH": str(TESTS),
    }
    command = [sys.executable, "-m", f"reliability.{program}", *arguments]
    done = subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))
