"""A fresh database of the application that lives as long as the measurement."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import with_postgres

# Committed means on the disk, as in use; with memory as a small server would give it.
POSTGRES = (
    "-c shared_buffers=1GB -c work_mem=64MB -c maintenance_work_mem=512MB -c max_wal_size=8GB -c jit=off "
    "-c listen_addresses=''"
)


@contextmanager
def fresh(database: str) -> Iterator[None]:
    """A migrated, empty database of the kind, and Django set up on it. Once a process."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        os.environ["BINHDANG_DATA"] = folder
        (Path(folder) / "static").mkdir()
        os.environ["DJANGO_SETTINGS_MODULE"] = "binhdang.config.settings"
        os.environ.pop("DATABASE_URL", None)
        if database == "sqlite":
            _migrate()
            yield
            return
        with_postgres.SETTINGS = POSTGRES
        with with_postgres.any_server() as variables:
            os.environ.update(variables)
            _migrate()
            try:
                yield
            finally:
                from django.db import connections

                connections.close_all()


def _migrate() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
