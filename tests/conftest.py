"""What every test may use: system programs, the shared inputs, a browser. Databases come from pytest-django.

A test may be left out for two reasons only: the inputs beside the project are not there, or a system program is
missing and the person who runs the tests has allowed that (ALLOW_MISSING=1). Any other skip fails.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

pytest_plugins = ["cast"]  # the fixture `world`

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import system_programs  # noqa: E402

NOT_ALLOWED = "This test was skipped for a reason that may not be green: {}\nAllowed: need_program and shared_dir."
LEFT_OUT = "not run: "

# The same examples at every run of the tests, so that a red one is red again; `make soak` looks for new ones.
hypothesis.settings.register_profile("test", deadline=None, derandomize=True, max_examples=50)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=2000, print_blob=True)
hypothesis.settings.load_profile("test")

# Playwright keeps an event loop in the test's thread, and Django takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The read-only inputs beside the project (seed plan, corpus, schemas, units); the test is left out without."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(LEFT_OUT + "the folder shared/ beside the project is not here")
    return folder


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> Path:
    """The installation's data folder of this test alone; pages take static files where they lie, without collecting."""
    settings.DATA_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = settings.DATA_DIR / "files"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.STATIC_ROOT = settings.DATA_DIR / "static"
    for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
        folder.mkdir(parents=True)
    return settings.DATA_DIR


@pytest.fixture(scope="session")
def need_program() -> Callable[[str], str]:
    """`need_program("pdftoppm")` gives its path. Where it is missing the test fails, or is left out if that is allowed.

    The name is an entry of scripts/system_programs.toml; "soffice" stands for its Writer.
    """
    known = system_programs.programs()

    def need(name: str) -> str:
        program = known["soffice-writer" if name == "soffice" else name]
        if not program.is_there():
            leave_out = pytest.skip if system_programs.missing_is_allowed() else pytest.fail
            leave_out(LEFT_OUT + program.what_to_do())
        return shutil.which(name.partition("-")[0]) or name

    return need


@pytest.fixture(scope="session")
def browser(need_program: Callable[[str], str]) -> Iterator[Any]:
    """One Chromium for the session, driven by Playwright (synchronously)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=need_program("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """`open_page()` gives one more person's own window (own cookies), in Vietnamese, at Vietnam's time.

    Keywords go to Playwright's `new_context` (`viewport=…`, `java_script_enabled=False`). At the end the test fails if
    a script broke in any window or the content security policy had to stop something.
    """
    contexts: list[Any] = []
    broken: list[str] = []

    def watch_console(message: Any) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            broken.append(message.text)

    def open_one(**options: Any) -> Any:
        defaults = {
            "locale": "vi-VN",
            "timezone_id": "Asia/Ho_Chi_Minh",
            "viewport": {"width": 1366, "height": 768},
        }
        contexts.append(browser.new_context(**{**defaults, **options}))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", watch_console)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert broken == []


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A file's bytes do not name a test: a zip made at collection carries the time, and two workers must agree."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it uses, so that make can choose."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser" in fixtures:
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"}:
            item.add_marker(pytest.mark.database)
        if hypothesis.is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.property)


def _only_allowed_skips(report: Any) -> None:
    if report.skipped and not hasattr(report, "wasxfail") and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2]
        if LEFT_OUT not in reason and "shared" not in reason:
            report.outcome, report.longrepr = "failed", NOT_ALLOWED.format(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[Any]:
    report = yield
    _only_allowed_skips(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[Any]:
    report = yield
    _only_allowed_skips(report)
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say once more, at the end, what was left out."""
    left_out = {report.longrepr[2].partition(LEFT_OUT)[2] for report in terminalreporter.stats.get("skipped", [])}
    for reason in sorted(left_out - {""}):
        terminalreporter.write_line(f"NOT RUN: {reason}", yellow=True)
