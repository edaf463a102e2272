"""One file that holds everything: the database, the kept files, the secret key; and its way back.

SQLite is copied with VACUUM INTO, which sees one consistent state while others write; PostgreSQL with pg_dump. The
database file itself is never copied: with a write-ahead log half of it is elsewhere.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import connection, connections

from binhdang.values.refusals import Refusal

FORMAT = "binhdang-backup/1"
_DUMP = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}


def back_up(target: Path, *, at: datetime) -> dict[str, int]:
    """Write a backup to `target` (.tar.gz), whole or not at all. Returns how many files and bytes it holds."""
    if target.exists():
        raise Refusal(
            "Tệp sao lưu đã có.",
            where=str(target),
            rule="bản sao lưu không bao giờ bị ghi đè.",
            remedy="chọn tên tệp khác, ví dụ thêm ngày.",
        )
    partial = target.with_name(target.name + ".partial")
    with tempfile.TemporaryDirectory() as folder:
        dump = _dump_database(Path(folder))
        sources = [(dump, dump.name), *_kept_files()]
        manifest = {
            "format": FORMAT,
            "made_at": at.isoformat(),
            "vendor": connection.vendor,
            "files": {name: _sha256(path) for path, name in sources},
        }
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)  # it holds the secret key: from the first byte nobody else reads it
        with tarfile.open(partial, "w:gz") as archive:
            body = json.dumps(manifest, indent=1).encode()
            info = tarfile.TarInfo("manifest.json")
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
            for path, name in sources:
                archive.add(path, name, recursive=False)
    partial.replace(target)
    return {"files": len(sources), "bytes": target.stat().st_size}


def restore(source: Path) -> dict[str, int]:
    """Put a backup back into an empty installation: every hash is checked before anything is touched."""
    if _holds_data():
        raise Refusal(
            "Cơ sở dữ liệu đích không trống.",
            where=str(settings.DATA_DIR),
            rule="khôi phục không bao giờ ghi đè dữ liệu đang có.",
            remedy="đặt BINHDANG_DATA (và DATABASE_URL) trỏ tới nơi trống rồi chạy lại.",
        )
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        manifest = _unpack_checked(source, Path(folder))
        _load_database(Path(folder) / _DUMP[connection.vendor])
        restored = 0
        for name in manifest["files"]:
            if name not in _DUMP.values():
                place = settings.DATA_DIR / name
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(Path(folder) / name, place)
                restored += 1
    return {"files": restored}


def _dump_database(folder: Path) -> Path:
    target = folder / _DUMP[connection.vendor]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        return target
    _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={target}")
    return target


def _load_database(dump: Path) -> None:
    if not dump.exists():
        raise Refusal(
            "Bản sao lưu thuộc hệ quản trị cơ sở dữ liệu khác.",
            where="cơ sở dữ liệu",
            value=f"máy này dùng {connection.vendor}",
            remedy="khôi phục vào máy dùng cùng loại cơ sở dữ liệu (SQLite hoặc PostgreSQL) với bản sao lưu.",
        )
    if connection.vendor == "sqlite":
        place = Path(str(settings.DATABASES["default"]["NAME"]))
        connections.close_all()
        for leftover in (place, place.with_name(place.name + "-wal"), place.with_name(place.name + "-shm")):
            leftover.unlink(missing_ok=True)
        with sqlite3.connect(dump) as from_, sqlite3.connect(place) as to:
            from_.backup(to)
        return
    _postgres("pg_restore", "--no-owner", "--exit-on-error", str(dump))


def _postgres(program: str, *arguments: str) -> None:
    """Run a PostgreSQL client program against our own database; the password goes by environment, not by argument."""
    found = shutil.which(program)
    if found is None:
        raise Refusal(
            f"Không tìm thấy chương trình {program}.",
            rule="sao lưu PostgreSQL cần bộ công cụ máy khách của PostgreSQL.",
            remedy="cài gói postgresql-client rồi chạy lại.",
        )
    connection.ensure_connection()
    at = connection.connection.info  # where we really are: settings may name the server in more than one way
    target = ["--dbname", at.dbname, "--host", at.host, "--port", str(at.port), "--username", at.user]
    environment = {**os.environ, "PGPASSWORD": at.password}
    run = subprocess.run(  # noqa: S603
        [found, *target, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if run.returncode != 0:
        raise Refusal(
            f"{program} báo lỗi.", value=run.stderr.strip()[-500:], remedy="xem lỗi trên, sửa kết nối rồi chạy lại."
        )


def _kept_files() -> list[tuple[Path, str]]:
    media, secret = Path(settings.MEDIA_ROOT), settings.DATA_DIR / "secret-key"
    kept = sorted(path for path in media.rglob("*") if path.is_file()) if media.exists() else []
    named = [(path, f"files/{path.relative_to(media)}") for path in kept]
    return [*named, (secret, "secret-key")] if secret.exists() else named


def _holds_data() -> bool:
    tables = connection.introspection.table_names()
    if "accounts_user" not in tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM accounts_user")
        return bool(cursor.fetchone()[0])


def _unpack_checked(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
        strange = [name for name in manifest["files"] if not _is_ours(name)]
        if strange or not manifest["files"].keys() & set(_DUMP.values()):
            raise _damaged(source, ", ".join(strange) or "không có cơ sở dữ liệu")
        damaged = [name for name, digest in manifest["files"].items() if _sha256(folder / name) != digest]
    except (OSError, tarfile.TarError, zlib.error, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(source, str(error)) from error
    if damaged or manifest.get("format") != FORMAT:
        raise _damaged(source, ", ".join(damaged) or str(manifest.get("format")))
    return manifest


def _is_ours(name: str) -> bool:
    """Whether a backup may hold a file of this name: nothing in it leads out of the data folder."""
    parts = PurePosixPath(name).parts
    return name in {"secret-key", *_DUMP.values()} or (parts[:1] == ("files",) and ".." not in parts)


def _damaged(source: Path, seen: str) -> Refusal:
    return Refusal(
        "Bản sao lưu hỏng hoặc không phải của binhdang; chưa có gì bị thay đổi.",
        where=str(source),
        value=seen,
        rule="mọi tệp trong bản sao lưu phải khớp mã băm đã ghi.",
        remedy="dùng bản sao lưu khác, hoặc chép lại tệp từ nơi lưu giữ.",
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
