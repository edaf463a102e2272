"""Footnotes: taken out of the flow, tied to the marks that call them, and the marks taken out of the words.

Three ways of printing a mark are read: superscript figures ("huyện¹", "¹ Kế hoạch …"), brackets ("huyện[1]",
"huyện(1)") and figures glued to a word ("huyện1"). Brackets and glued figures count only where both the call and a
note with that mark are there; "m²" without a note "²" stays what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vanban.document import Footnote, Span
from vanban.passage import Passage
from vanban.reading.lines import Line

_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(_SUPERSCRIPT, "0123456789")
_UNITS = r"(?<!\bm)(?<!\bkm)(?<!\bcm)(?<!\bdm)(?<!\bmm)(?<!\bhm)"


@dataclass(frozen=True, slots=True)
class _Style:
    note: re.Pattern[str]
    call: re.Pattern[str]
    needs_call: bool


_STYLES = (
    _Style(
        re.compile(rf"(?P<mark>[{_SUPERSCRIPT}]+)\s*(?=\S)"), re.compile(rf"{_UNITS}(?P<mark>[{_SUPERSCRIPT}]+)"), False
    ),
    _Style(re.compile(r"\[\^?(?P<mark>\d{1,3})\]:?\s*(?=\S)"), re.compile(r"(?<=\S)\s?\[\^?(?P<mark>\d{1,3})\]"), True),
    _Style(
        re.compile(r"\((?P<mark>\d{1,3})\)\s*(?=\S)"), re.compile(r"(?<=[^\s(/\d])\((?P<mark>\d{1,3})\)(?!\d)"), True
    ),
    _Style(
        re.compile(r"(?P<mark>\d{1,2})\s*(?=[^\W\d_(])(?![\w]{0,2}[.)])"),
        re.compile(rf"(?<=[^\W\d_A-Z][^\W\d_A-Z]){_UNITS}(?P<mark>\d{{1,2}})(?=[\s.,;:)”\"]|$)"),
        True,
    ),
)


def take_footnotes(lines: list[Line]) -> tuple[list[Line], tuple[Footnote, ...], tuple[tuple[str, Passage], ...]]:
    """The lines without footnotes and marks; the footnotes; and the "
    "notes' passages by mark, in the order of the source."""
    for style in _STYLES:
        heads = _note_heads(lines, style)
        if heads:
            return _taken(lines, heads, style)
    return lines, (), ()


def _note_heads(lines: list[Line], style: _Style) -> dict[int, re.Match[str]]:
    """Lines that begin a note, by their index."""
    heads = {index: match for index, line in enumerate(lines) if (match := style.note.match(line.text))}
    if not heads or not style.needs_call:
        return heads
    called: dict[str, int] = {}
    for index, line in enumerate(lines):
        for call in style.call.finditer(line.text, heads[index].end() if index in heads else 0):
            called.setdefault(call["mark"], index)
    return {index: head for index, head in heads.items() if called.get(head["mark"], index) < index}


def _taken(
    lines: list[Line], heads: dict[int, re.Match[str]], style: _Style
) -> tuple[list[Line], tuple[Footnote, ...], tuple[tuple[str, Passage], ...]]:
    marks = {head["mark"] for head in heads.values()}
    kept: list[Line] = []
    notes: list[tuple[str, Passage]] = []
    index, cut = 0, False
    while index < len(lines):
        if index in heads:
            head = heads[index]
            pieces = [lines[index].passage.part(head.end())]
            index += 1
            while index < len(lines) and index not in heads and not _ends_note(lines[index]):
                pieces.append(lines[index].passage)
                index += 1
            notes.append((_digits(head["mark"]), Passage.join(pieces)))
            cut = True
            continue
        line = _without_calls(lines[index], style, marks)
        if line.text:
            kept.append(replace(line, cut_before=line.cut_before or cut))
            cut = False
        elif kept:  # a mark alone on its line belongs to the words above
            above = kept[-1]
            kept[-1] = replace(above, calls=above.calls + tuple((len(above.text), mark) for _, mark in line.calls))
        index += 1
    footnotes = tuple(Footnote(mark, passage.text, passage.spans()) for mark, passage in notes)
    return kept, footnotes, tuple(notes)


def _ends_note(line: Line) -> bool:
    return line.blank_before or line.rule_before or line.cut_before


def _without_calls(line: Line, style: _Style, marks: set[str]) -> Line:
    found = [call for call in style.call.finditer(line.text) if call["mark"] in marks]
    if not found:
        return line
    cuts: list[Span] = [call.span() for call in found]
    calls: list[tuple[int, str]] = []
    removed = 0
    for call in found:
        calls.append((call.start() - removed, _digits(call["mark"])))
        removed += call.end() - call.start()
    passage = line.passage.without(cuts)
    return replace(line, passage=passage, calls=tuple((min(at, len(passage.text)), mark) for at, mark in calls))


def _digits(mark: str) -> str:
    return mark.translate(_TO_DIGITS)
