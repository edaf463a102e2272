"""What a run says at its end: how many tables were compared, over all processes."""

from typing import Any

from oracle.counting import FIRST_SCENE


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line, where anything was counted."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    told = [dict(report.user_properties) for report in reports if getattr(report, "when", "") == "call"]
    counts = [each for each in told if "tables" in each]
    if counts:
        tables, scenes, wrong = (sum(each[what] for each in counts) for what in ("tables", "scenes", "mismatches"))
        terminalreporter.write_line(
            f"{tables:,} consolidations of {scenes:,} scenes from scene {FIRST_SCENE} on compared with the oracle: "
            f"{wrong} mismatches"
        )
