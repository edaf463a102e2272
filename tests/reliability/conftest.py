"""What a run says at its end: how much was replayed, killed and done side by side, over all processes."""

from typing import Any

from cast import world  # noqa: F401


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line for each test that counted something."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    for report in reports:
        if getattr(report, "when", "") != "call" or "/reliability/" not in report.nodeid:
            continue
        for name, counts in report.user_properties:
            told = ", ".join(f"{what} {number:,}" for what, number in counts.items())
            terminalreporter.write_line(f"{name} ({report.nodeid.rpartition('::')[2]}): {told}")
