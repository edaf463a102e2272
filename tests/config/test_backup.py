"""A backup holds everything, comes back whole into an empty place, and never overwrites anything."""

import os
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

Run = Callable[..., subprocess.CompletedProcess[str]]

SEED = """
from datetime import UTC, datetime
from binhdang.audit.sealing import seal
from binhdang.demo.world import found
from binhdang.files.actions import keep
at = datetime(2022, 1, 3, 1, tzinfo=UTC)
found(at=at)
keep("biên bản".encode(), name="biên bản.txt", at=at)
seal()
"""
LOOK = """
from binhdang.accounts.models import User
from binhdang.files.actions import read
from binhdang.files.models import StoredFile
from binhdang.orgs.models import Unit
print(User.objects.get(username="an").full_name, Unit.objects.count(), read(StoredFile.objects.get()).decode())
"""


@pytest.fixture
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Run]]:
    """`place("old")` is an installation of its own: its data folder, its database, and its command line."""
    made: list[str] = []

    def installation(name: str) -> Run:
        environment = {**os.environ, "BINHDANG_DATA": str(tmp_path / name)}
        if connection.vendor == "postgresql":
            database = f"{settings.DATABASES['default']['NAME']}_{name}_{os.getpid()}"
            _on_server(f'CREATE DATABASE "{database}"')
            made.append(database)
            environment["DATABASE_URL"] = _url(database)
        else:
            environment.pop("DATABASE_URL", None)

        def run(*arguments: str, ok: bool = True) -> subprocess.CompletedProcess[str]:
            command = [sys.executable, "-m", "binhdang", *arguments]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            assert not ok or done.returncode == 0, done.stderr
            return done

        return run

    yield installation
    for database in made:
        _on_server(f'DROP DATABASE "{database}"')


def _on_server(sql: str) -> None:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(sql)  # type: ignore[call-overload]


def _url(database: str) -> str:
    base, _, query = os.environ["DATABASE_URL"].partition("?")
    return f"{base.rpartition('/')[0]}/{database}" + (f"?{query}" if query else "")


@pytest.mark.django_db
def test_what_was_backed_up_comes_back(place: Callable[[str], Run], tmp_path: Path) -> None:
    old, new, target = place("old"), place("new"), tmp_path / "sao-luu.tar.gz"
    old("migrate", "--verbosity=0")
    old("shell", "--no-imports", "-c", SEED)
    old("backup", str(target))

    restored = new("restore", str(target))
    assert "nguyên vẹn" in restored.stdout
    seen = [run("shell", "--no-imports", "-c", LOOK).stdout for run in (old, new)]
    assert seen[0] == seen[1] and "Rơ Châm An" in seen[0] and "biên bản" in seen[0]

    again = new("restore", str(target), ok=False)
    assert again.returncode != 0 and "không trống" in again.stderr
    twice = old("backup", str(target), ok=False)
    assert twice.returncode != 0 and "đã có" in twice.stderr


@pytest.mark.django_db
def test_a_damaged_backup_is_refused_before_anything_is_touched(place: Callable[[str], Run], tmp_path: Path) -> None:
    old, new, target = place("old"), place("new"), tmp_path / "sao-luu.tar.gz"
    old("migrate", "--verbosity=0")
    old("backup", str(target))
    whole = target.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"", b"khong phai tep nen", _with_other_bytes(target, tmp_path)):
        target.write_bytes(damaged)
        refused = new("restore", str(target), ok=False)
        assert refused.returncode != 0
        assert "hỏng hoặc không phải" in refused.stderr and "Traceback" not in refused.stderr
    target.write_bytes(whole)
    new("restore", str(target))  # the place is still empty, so the good file goes in


def _with_other_bytes(archive: Path, folder: Path) -> bytes:
    """The same archive with the database swapped for other bytes: only the hash can tell."""
    inside, forged = folder / "inside", folder / "forged.tar.gz"
    with tarfile.open(archive) as tar:
        tar.extractall(inside, filter="data")
    database = next(inside.glob("database.*"))
    database.write_bytes(database.read_bytes() + b"x")
    with tarfile.open(forged, "w:gz") as tar:
        for path in sorted(inside.iterdir()):
            tar.add(path, path.name)
    return forged.read_bytes()
