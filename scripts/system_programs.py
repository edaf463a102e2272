"""Sees to it that the system programs of system_programs.toml are there before the tests run.

What is missing is installed with apt-get where that is possible (root, or sudo without a password). Otherwise the run
stops and says what to install; with ALLOW_MISSING=1 it goes on, and the tests that need a missing program are listed
as not run.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class Program:
    """One entry of the list: how to know it is there, what brings it, what it is for."""

    name: str
    check: str
    apt: list[str]
    purpose: str

    def is_there(self) -> bool:
        """Whether the check succeeds now."""
        return subprocess.run(["sh", "-c", self.check], capture_output=True, check=False).returncode == 0

    def what_to_do(self) -> str:
        """One line for the person whose machine lacks it."""
        return f"{self.name} is missing ({self.purpose}): apt-get install {' '.join(self.apt)}"


def programs() -> dict[str, Program]:
    """All entries of the list by name."""
    return {name: Program(name, **entry) for name, entry in tomllib.loads(LIST.read_text()).items()}


def missing_is_allowed() -> bool:
    """Whether the person said that tests may be left out."""
    return os.environ.get("ALLOW_MISSING") == "1"


def apt_get() -> list[str] | None:
    """The start of a command that may install packages without asking; None where nobody may."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    sudo = ["sudo", "-n"]
    if not shutil.which("sudo") or subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode:
        return None
    return [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]


def install(packages: Iterable[str]) -> bool:
    """Install Debian packages if that is possible here; says whether it worked."""
    command = apt_get()
    if command is None:
        return False
    names = sorted(set(packages))
    print(f"Installing {' '.join(names)} …", flush=True)
    for step in (["update"], ["install", "-y", "--no-install-recommends", *names]):
        finished = subprocess.run([*command, "-q", *step], stdout=subprocess.DEVNULL, check=False)
    return finished.returncode == 0


def main() -> str | int:
    missing = [program for program in programs().values() if not program.is_there()]
    if missing and install(package for program in missing for package in program.apt):
        missing = [program for program in missing if not program.is_there()]
    for program in missing:
        print(program.what_to_do(), file=sys.stderr)
    if missing and not missing_is_allowed():
        return "Install these, or run with ALLOW_MISSING=1 to leave out the tests that need them."
    return 0


if __name__ == "__main__":
    sys.exit(main())
