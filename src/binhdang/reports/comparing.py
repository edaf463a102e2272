"""What changed between two versions of a report: cell by cell, and in the texts word by word."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from binhdang.reports import figures
from binhdang.reports.models import ReportVersion
from binhdang.reports.outline import leaves
from binhdang.reports.table import cell_labels, indicators_of
from binhdang.values.figures import Figure

SAME, GONE, NEW = "same", "gone", "new"
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that differs."""

    key: str
    label: str
    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True)
class TextChange:
    """One section that differs, as runs of words: (same | gone | new, text)."""

    code: str
    title: str
    runs: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two versions."""

    cells: list[CellChange]
    texts: list[TextChange]

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not self.cells and not self.texts


def difference(before: ReportVersion, after: ReportVersion) -> Difference:
    """What `after` says otherwise than `before`; both are versions of one report."""
    round = after.report.round
    labels = cell_labels(round, indicators_of(round))
    old, new = figures.read_version(before), figures.read_version(after)
    cells = [CellChange(key, labels[key], old[key], new[key]) for key in labels if old[key] != new[key]]
    texts = []
    for section in leaves(round.outline):
        code = str(section["code"])
        was, now = str(before.texts.get(code, "")), str(after.texts.get(code, ""))
        if was != now:
            texts.append(TextChange(code, str(section["title"]), word_runs(was, now)))
    return Difference(cells, texts)


def word_runs(before: str, after: str) -> list[tuple[str, str]]:
    """Both texts as one sequence of runs: what stayed, what went, what came. Joined, each text comes out whole."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    runs: list[tuple[str, str]] = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append((SAME, "".join(old[i1:i2])))
            continue
        runs += [(label, text) for label, text in ((GONE, "".join(old[i1:i2])), (NEW, "".join(new[j1:j2]))) if text]
    return runs
