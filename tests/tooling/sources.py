"""The project's own files as the checks of this folder read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"


@cache
def tracked_files() -> list[Path]:
    """Every file that git keeps or would keep."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def modules(package: str = "") -> Iterator[tuple[Path, ast.Module]]:
    """The Python modules of src (or of one package), parsed; migrations are written by Django and left out."""
    for path in sorted((SRC / package).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def at(path: Path, node: ast.AST) -> str:
    """Where a finding is: `src/binhdang/plans/models.py:12`."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"
