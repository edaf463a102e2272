"""Many units' words made one text: what several say alike stands once, each paragraph under the names of its units.

Proposals to amend a law go up article by article, each with everybody who made it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from binhdang.consolidation.queries import texts_of
from binhdang.consolidation.sources import Source
from binhdang.orgs.models import Unit
from binhdang.reports.recorded import text_of

PROPOSALS = "law_proposals"
"""The register whose entries are proposals."""
_SEPARATOR = "; "
_NUMBERS = (re.compile(r"điều\s+(\d+)"), re.compile(r"khoản\s+(\d+)"))
_POINT = re.compile(r"điểm\s+(\w+)")
_LAST = 10_000

Paragraphs = list[tuple[str, list[Unit]]]
Order = tuple[int, int, str]


@dataclass(slots=True)
class Proposal:
    """What should be amended in one article, as one unit or several propose it."""

    article: str
    proposed_text: str
    current_text: list[str] = field(default_factory=list)
    """What the proposers cite, each wording once; so with the problem and the reason."""
    problem: list[str] = field(default_factory=list)
    reason: list[str] = field(default_factory=list)
    proposers: list[Source] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """As a snapshot keeps it, proposers by name."""
        words = {name: _together(getattr(self, name)) for name in ("current_text", "problem", "reason")}
        proposers = [{"code": each.unit.code, "name": each.name} for each in self.proposers]
        return {"article": self.article, "proposed_text": self.proposed_text, **words, "proposers": proposers}

    @property
    def sentence(self) -> str:
        """As a paragraph of the consolidated report."""
        return f"{_capital(self.article)}: {self.proposed_text.rstrip('.')} (kiến nghị của {_names(self.proposers)})."


def sections_of_proposals(outline: Sequence[Mapping[str, Any]]) -> list[str]:
    """The sections of an outline that proposals tell."""
    return [str(section["code"]) for section in outline if section.get("from", {}).get("register") == PROPOSALS]


def proposals(outline: Sequence[Mapping[str, Any]], units: Sequence[Source]) -> list[Proposal]:
    """What the units propose, in the order of the articles. What several propose alike stands once with all of them."""
    found: dict[tuple[object, str], Proposal] = {}
    for section in sections_of_proposals(outline):
        for unit in units:
            for entry in _entries(unit, section):
                _join(found, unit, entry["values"])
    return sorted(found.values(), key=lambda proposal: article_order(proposal.article))


def _entries(unit: Source, section: str) -> list[dict[str, Any]]:
    return unit.version.text_entries.get(section, []) if unit.version is not None else []


def _join(found: dict[tuple[object, str], Proposal], unit: Source, said: Mapping[str, str]) -> None:
    key = (_same_article(said["article"]), _alike(said["proposed_text"]))
    proposal = found.setdefault(key, Proposal(said["article"], " ".join(said["proposed_text"].split())))
    if unit not in proposal.proposers:
        proposal.proposers.append(unit)
    for name in ("current_text", "problem", "reason"):
        held: list[str] = getattr(proposal, name)
        if _alike(said[name]) not in {_alike(each) for each in held} and said[name].strip():
            held.append(" ".join(said[name].split()))


def article_order(article: str) -> Order:
    """Where a proposal stands: "khoản 2 Điều 18" after "khoản 1 Điều 18"; what names no article last."""
    text = article.casefold()
    dieu, khoan = (int(match[1]) if (match := pattern.search(text)) else 0 for pattern in _NUMBERS)
    point = _POINT.search(text)
    return dieu or _LAST, khoan, point[1] if point else ""


def _same_article(article: str) -> object:
    """ "Khoản 2 Điều 18" and "Điều 18, khoản 2" are one place."""
    order = article_order(article)
    return _alike(article) if order[0] == _LAST else order


def _alike(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".;,")


def merged(outline: Sequence[Mapping[str, Any]], units: Sequence[Source], section: str) -> Paragraphs:
    """A section's paragraphs from the units' words; where it tells proposals, these first, then all else."""
    told = proposals(outline, units) if section in sections_of_proposals(outline) else []
    first = [(each.sentence, [unit.unit for unit in each.proposers]) for each in told]
    return [*first, *_named([unit for unit in units if not (told and _only_entries(unit, section))], section)]


def _only_entries(unit: Source, section: str) -> bool:
    """Whether the unit's text says nothing but its proposals."""
    return unit.version is not None and unit.version.texts.get(section, "") == text_of(_entries(unit, section))


def _named(units: Sequence[Source], section: str) -> Paragraphs:
    by_words: dict[str, tuple[str, list[Source]]] = {}
    of_unit = {unit.unit.pk: unit for unit in units}
    for text in texts_of(units, section):
        for words in text.paragraphs:
            source = of_unit[text.unit.pk]
            _, said_by = by_words.setdefault(_alike(words), (words, []))
            if source not in said_by:
                said_by.append(source)
    return [(f"{_names(said_by)}: {_ended(words)}", [s.unit for s in said_by]) for words, said_by in by_words.values()]


def _together(wordings: Sequence[str]) -> str:
    """One after another, without full stops before the semicolons between them."""
    *others, last = wordings or [""]
    return _SEPARATOR.join([*(words.rstrip(" .;") for words in others), last])


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…", ":", ";")) else f"{words}."


def _names(units: Sequence[Source]) -> str:
    return _SEPARATOR.join(unit.name for unit in units)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
