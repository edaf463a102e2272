"""Makes and refreshes .venv: `environment.py core` to run, `… dev` to test; `… lock` writes the locks anew.

Runs before anything is installed, so it uses the standard library only. A second run with nothing to do takes
milliseconds. An environment that was once made for development stays one: `core` never takes the test tools away.
"""

import ast
import fcntl
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
STATE = VENV / ".made-from.json"

# What pip is told about the machine's package sources and what uv calls the same thing. uv does not read pip's
# configuration, and a machine that has only that (a mirror, a proxy's certificate) must still be able to set up.
UV_NAME_OF = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}
# Where there are several sources uv takes a package from the first that has it, pip from all of them.
AS_PIP_CHOOSES = {"UV_INDEX_STRATEGY": "unsafe-best-match"}

# Each lock, and what of pyproject.toml it holds. dev builds on core, so that both agree on every version.
LOCKS = {
    "setup.lock": ["--group", "setup"],
    "node.lock": ["--group", "node"],
    "core.lock": ["pyproject.toml"],
    "dev.lock": ["pyproject.toml", "--all-extras", "--group", "dev", "-c", "core.lock"],
}


def run(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> None:
    """Run COMMAND in the project's root; a failure ends the program with the command's own message and status."""
    finished = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False)
    if finished.returncode:
        sys.exit(finished.returncode)


def uv_settings(pip_config: str, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment uv needs to use the package sources that PIP_CONFIG (`pip config list`) names.

    What the machine says to uv directly (UV_… variables, a uv.toml) comes first.
    """
    if any(name.startswith("UV_") for name in environ) or _has_uv_toml(environ):
        return {}
    found: dict[str, str] = {}
    # pip's own order: the file's [global], then the command's section, then the environment; the last one wins.
    for section in ("global.", "install.", ":env:."):
        for line in pip_config.splitlines():
            key, _, value = line.partition("=")
            name = UV_NAME_OF.get(key.removeprefix(section)) if key.startswith(section) else None
            if name:
                found[name] = " ".join(str(ast.literal_eval(value)).split())
    if "UV_FIND_LINKS" in found:
        found["UV_FIND_LINKS"] = found["UV_FIND_LINKS"].replace(" ", ",")
    if "SSL_CERT_FILE" in environ:
        found.pop("SSL_CERT_FILE", None)
    return {**found, **AS_PIP_CHOOSES} if found else {}


def _has_uv_toml(environ: Mapping[str, str]) -> bool:
    home = Path(environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME", "/")) / ".config")
    return any((folder / "uv" / "uv.toml").exists() for folder in (home, Path("/etc")))


def uv(*arguments: str | Path) -> None:
    """Run uv with the machine's package sources."""
    listing = subprocess.run([str(PYTHON), "-m", "pip", "config", "list"], capture_output=True, text=True, check=True)
    run([UV, *arguments], env={**os.environ, **uv_settings(listing.stdout, os.environ)})


def make(kind: str) -> None:
    """Bring .venv to what `core.lock` or `dev.lock` says, with the project itself in it."""
    with _one_at_a_time():
        if not _venv_works():
            _make_venv()
        state = _read_state()
        if state.get("setup") != _digest("setup.lock"):
            run([PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", "setup.lock"])
        lock = "dev.lock" if "dev.lock" in (f"{kind}.lock", state.get("lock")) else "core.lock"
        wanted = {
            "setup": _digest("setup.lock"),
            "lock": lock,
            "packages": _digest(lock),
            "project": _digest("pyproject.toml"),
        }
        if state == wanted:
            return
        STATE.unlink(missing_ok=True)  # an interrupted set-up must not look finished
        if [state.get(part) for part in ("lock", "packages")] != [wanted["lock"], wanted["packages"]]:
            print(f"Installing what {lock} lists …", flush=True)
            uv("pip", "sync", "-q", "--python", PYTHON, "--require-hashes", "--only-binary", ":all:", lock)
        uv("pip", "install", "-q", "--python", PYTHON, "--offline", "--no-deps", "--no-build-isolation", "-e", ".")
        STATE.write_text(json.dumps(wanted, indent=1))


def relock() -> None:
    """Write all locks anew. They name packages, versions and hashes, never a host."""
    for lock, what in LOCKS.items():
        print(f"Resolving {lock} …", flush=True)
        command: list[str | Path] = [
            UV,
            "pip",
            "compile",
            *what,
            "--python-version",
            "3.11",
            "--generate-hashes",
            "--no-header",
            "-q",
        ]
        # Not through the machine's extra sources: a lock must be good for everybody.
        run([*command, "--upgrade", "-o", lock])


def _venv_works() -> bool:
    """Whether .venv is there, of the right Python, and was made in this very place (a moved one has dead commands)."""
    try:
        here = str(VENV) in (VENV / "bin" / "activate").read_text()
        version = subprocess.run([str(PYTHON), "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True)
    except OSError:
        return False
    return here and version.stdout.split() == [b"3", b"11"]


def _make_venv() -> None:
    print("Making .venv …", flush=True)
    finished = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if finished.returncode:
        sys.exit("Python could not make a virtual environment. On Debian and Ubuntu: apt-get install python3.11-venv")


def _read_state() -> dict[str, str]:
    """What .venv was last made from; empty where that is not known."""
    try:
        state: dict[str, str] = json.loads(STATE.read_text())
    except (OSError, ValueError):
        return {}
    return state


def _digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two `make` at once must not fill the same folder."""
    with (ROOT / "Makefile").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    if sys.argv[1:] == ["lock"]:
        make("core")
        relock()
    elif sys.argv[1:] in (["core"], ["dev"]):
        make(sys.argv[1])
    else:
        sys.exit("usage: environment.py core | dev | lock")
