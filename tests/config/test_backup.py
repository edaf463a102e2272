"""A backup holds everything, comes back whole into an empty place, and never overwrites anything."""

import hashlib
import io
import json
import os
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from binhdang.config import backup
from binhdang.config.backup import restore
from binhdang.values.refusals import Refusal

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


def _made_by_hand(target: Path, names: dict[str, bytes]) -> None:
    """An archive whose hashes are all right, holding what names say."""
    files = {name: hashlib.sha256(data).hexdigest() for name, data in names.items()}
    manifest = json.dumps({"format": "binhdang-backup/1", "files": files}).encode()
    with tarfile.open(target, "w:gz") as archive:
        for name, data in {"manifest.json": manifest, **names}.items():
            info = tarfile.TarInfo(name.removeprefix("../"))
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


@pytest.mark.django_db
@pytest.mark.parametrize("names", [{"../stray": b"x", "database.sqlite3": b"x"}, {"files/ab/abc": b"x"}, {}])
def test_a_backup_that_leads_out_of_the_folder_or_holds_no_database_is_refused(
    tmp_path: Path, settings: Any, names: dict[str, bytes]
) -> None:
    target = tmp_path / "la.tar.gz"
    _made_by_hand(target, names)
    Path(settings.DATA_DIR, "stray").write_bytes(b"x")
    with pytest.raises(Refusal, match="hỏng hoặc không phải"):
        restore(target)
    assert not (tmp_path / "stray").exists()


@pytest.mark.django_db
def test_nobody_else_reads_a_backup_while_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes, add = [], tarfile.TarFile.addfile

    def watched(archive: tarfile.TarFile, *given: Any) -> None:
        modes.append(stat.S_IMODE((tmp_path / "b.tar.gz.partial").stat().st_mode))
        add(archive, *given)

    monkeypatch.setattr(tarfile.TarFile, "addfile", watched)
    monkeypatch.setattr(backup, "_dump_database", lambda folder: _written(folder / "database.sqlite3"))
    backup.back_up(tmp_path / "b.tar.gz", at=datetime(2022, 3, 1, tzinfo=UTC))
    assert set(modes) == {0o600}


def _written(path: Path) -> Path:
    path.write_bytes(b"x")
    return path
