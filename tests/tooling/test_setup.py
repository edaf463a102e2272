"""The set-up does on a strange machine what it does here: package sources, front-end files, PostgreSQL, programs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

import environment
import frontend
import system_programs
from tooling.sources import ROOT

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]


def run(*command: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the project's root with some variables changed."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True
    )


def with_postgres(*command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "scripts/with_postgres.py", *command, **environ)


# Package sources


def test_a_mirror_that_only_pip_knows_is_used_by_uv_too() -> None:
    listing = "global.index-url='mirror/simple'\nglobal.cert='/etc/ca.pem'\nglobal.find-links='wheels more'"
    assert environment.uv_settings(listing, {}) == {
        "UV_DEFAULT_INDEX": "mirror/simple",
        "UV_FIND_LINKS": "wheels,more",
        "SSL_CERT_FILE": "/etc/ca.pem",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }


def test_what_the_shell_says_to_pip_counts_more_than_pips_files() -> None:
    listing = ":env:.index-url='today'\nglobal.index-url='always'\ninstall.index-url='for install'"
    assert environment.uv_settings(listing, {})["UV_DEFAULT_INDEX"] == "today"


def test_what_the_machine_says_to_uv_itself_is_left_alone() -> None:
    assert environment.uv_settings("global.index-url='mirror'", {"UV_DEFAULT_INDEX": "own"}) == {}
    assert environment.uv_settings("", {}) == {}


# Front-end files


def test_the_static_folder_holds_the_named_files_and_nothing_else() -> None:
    fonts = {
        f"be-vietnam-pro-{script}-{weight}-normal.woff2"
        for script in ("latin", "latin-ext", "vietnamese")
        for weight in frontend.WEIGHTS
    }
    there = {path.name for path in frontend.VENDOR.iterdir()}
    assert there == {*frontend.FILES.values(), *fonts, "fonts.css", frontend.STAMP.name}


def test_no_style_sheet_asks_for_a_file_that_is_not_served() -> None:
    for sheet in frontend.VENDOR.glob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "sourceMappingURL" not in text
        wanted = [name.strip("'\"") for name in re.findall(r"url\(([^)]+)\)", text)]
        assert [name for name in wanted if not name.startswith("data:") and not (sheet.parent / name).exists()] == []


def test_the_font_has_every_vietnamese_letter_in_both_weights() -> None:
    import unicodedata

    letters = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES) + "đ"
    assert len({*letters, *letters.upper()}) == 146  # 134 with a mark and the 12 plain vowels
    rules = (frontend.VENDOR / "fonts.css").read_text(encoding="utf-8").split("@font-face")[1:]
    for weight in frontend.WEIGHTS:
        ours = [rule for rule in rules if f"font-weight: {weight}" in rule]
        ranges = [span for rule in ours for span in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule)]
        spans = [(int(start, 16), int(end or start, 16)) for start, end in ranges]
        assert [c for c in letters + letters.upper() if not any(a <= ord(c) <= b for a, b in spans)] == []
        assert all("font-display: swap" in rule for rule in ours)


# PostgreSQL


def test_the_tests_run_on_the_database_that_was_asked_for() -> None:
    asked = os.environ.get("DATABASE_URL", "sqlite").partition(":")[0]
    assert connection.vendor == {"postgres": "postgresql"}.get(asked, asked)


def test_a_command_gets_a_real_postgresql_of_its_own_that_is_gone_afterwards() -> None:
    ask = """import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as database:
    print(database.execute("show data_directory").fetchone()[0])
raise SystemExit(7)"""
    finished = with_postgres(sys.executable, "-c", ask)
    assert finished.returncode == 7, finished.stderr  # the command's own result
    data = Path(finished.stdout.strip())
    assert data.is_absolute()
    assert not data.parent.exists()


def test_a_temporary_folder_too_deep_for_a_socket_is_said_in_so_many_words(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 60) / ("y" * 60)
    deep.mkdir(parents=True)
    finished = with_postgres("true", TMPDIR=str(deep), ALLOW_MISSING="")
    assert finished.returncode == 1
    assert "too long for a socket" in finished.stderr
    allowed = with_postgres("true", TMPDIR=str(deep), ALLOW_MISSING="1")
    assert allowed.returncode == 0
    assert "Did not run" in allowed.stderr


# System programs


def test_each_system_program_says_how_to_know_it_what_brings_it_and_what_it_is_for() -> None:
    programs = system_programs.programs()
    assert {
        "chromium",
        "soffice-writer",
        "soffice-calc",
        "pdftoppm",
        "tesseract",
        "vietnamese-fonts",
    } <= programs.keys()
    for program in programs.values():
        assert program.check
        assert program.apt
        assert program.purpose


def test_where_nothing_can_be_installed_the_run_stops_and_names_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "sh").symlink_to("/bin/sh")
    bare = {"PATH": str(tmp_path)}
    finished = run(sys.executable, "scripts/system_programs.py", **bare, ALLOW_MISSING="")
    assert finished.returncode == 1
    assert "chromium is missing" in finished.stderr
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in finished.stderr
    assert run(sys.executable, "scripts/system_programs.py", **bare, ALLOW_MISSING="1").returncode == 0


# Skipped tests

OUR_CONFTEST = f"""
import runpy
ours = runpy.run_path({str(ROOT / "tests" / "conftest.py")!r})
globals().update((name, value) for name, value in ours.items() if not name.startswith("__"))
"""
SOME_TESTS = """
import pytest
def test_of_a_lazy_day():
    pytest.skip("not today")
def test_of_pictures(need_program):
    need_program("pdftoppm")
"""


@pytest.fixture
def try_tests(tmp_path: Path):
    """Runs SOME_TESTS under the project's own conftest on a machine that has no pdftoppm."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "sh").symlink_to("/bin/sh")
    (tmp_path / "test_some.py").write_text(SOME_TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -ra\n")
    (tmp_path / "conftest.py").write_text(OUR_CONFTEST)

    def try_them(**environ: str) -> str:
        return run(
            sys.executable, "-m", "pytest", "-c", tmp_path / "pytest.ini", tmp_path,
            PATH=str(tmp_path / "bin"), PYTHONPATH=str(ROOT / "tests"), **environ,
        ).stdout  # fmt: skip

    return try_them


def test_a_test_skipped_for_no_good_reason_is_red(try_tests) -> None:
    output = try_tests(ALLOW_MISSING="1")
    assert "may not be green: Skipped: not today" in output
    assert "1 failed, 1 skipped" in output
    assert "NOT RUN: pdftoppm is missing (pictures of PDF pages): apt-get install poppler-utils" in output


def test_a_test_whose_program_is_missing_is_red_until_that_is_allowed(try_tests) -> None:
    assert "2 failed" in try_tests(ALLOW_MISSING="")
