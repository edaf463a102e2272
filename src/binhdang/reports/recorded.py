"""What a unit's own registers hold for the sections of its report, and whether a section still says just that.

An entry stands beside the text as {"entry", "text", "values"}: its public id, its words, and the same by column. It is
kept with the text from the moment of filling, so what was approved and sent does not follow the register any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from binhdang.registers.catalogue import BY_CODE
from binhdang.registers.telling import told
from binhdang.reports.models import Report, TextEdit
from binhdang.reports.narrative import clean
from binhdang.reports.outline import leaves

Entries = list[dict[str, Any]]


def recorded(report: Report) -> dict[str, Entries]:
    """Section code → the entries that tell it; for every section that registers tell, also where they hold nothing."""
    return {str(s["code"]): _entries(report, s["from"]) for s in leaves(report.round.outline) if "from" in s}


def _entries(report: Report, source: Mapping[str, Any]) -> Entries:
    round = report.round
    entries = told(
        BY_CODE[source["register"]],
        report.unit,
        round.window_from,
        round.window_to,
        columns=source["columns"],
        where=source.get("where", {}),
    )
    return [asdict(each) for each in entries]


def text_of(entries: Sequence[Mapping[str, Any]]) -> str:
    """What a section says that entries tell: one after another."""
    return clean("\n".join(str(entry["text"]) for entry in entries))


def follows(edit: TextEdit | None) -> bool:
    """Whether a section follows its register: nobody wrote in it, or it says word for word what the register held."""
    return edit is None or not edit.text or edit.text == text_of(edit.entries)
