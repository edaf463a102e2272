"""The text cut into lines: white space folded, Markdown marks taken out, rules and blank lines kept as facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.document import Span
from vanban.passage import Passage

_BREAK = re.compile(r"\n|\f|<br\s*/?>", re.IGNORECASE)
_RULE = re.compile(r"[\W_]*")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]+?)(?<=[^\s*])\1(?![\w*])")
_HEADING = re.compile(r"#{1,6}\s+")
_PAGE_NUMBER = re.compile(r"(?:[-–]\s*)?\d{1,4}(?:\s*[-–])?|Trang\s+\d+(?:\s*/\s*\d+)?", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(?=[-.*_#+()\[\]])")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that carries words.

    `calls`: footnote marks taken out of the line, as (offset in its text, mark). `blank_before`: an empty line stands
    above; `rule_before`: a line of dashes or bars does; `cut_before`: a page break or a block of footnotes does.
    """

    passage: Passage
    blank_before: bool = False
    rule_before: bool = False
    cut_before: bool = False
    calls: tuple[tuple[int, str], ...] = ()

    @property
    def text(self) -> str:
        return self.passage.text


def split_lines(text: str) -> list[Line]:
    """Every line with a letter or a digit in it, in the order of the page."""
    lines: list[Line] = []
    last_end, rule, page = 0, False, False
    for start, end, mark in _stretches(text):
        content = text[start:end]
        if not content.strip():
            pass
        elif _RULE.fullmatch(content):
            rule = True
        elif not (page and _PAGE_NUMBER.fullmatch(content.strip())):
            blank = text.count("\n", last_end, start) > 1
            lines.append(Line(_clean(text, (start, end)), blank, rule, page))
            last_end, rule, page = end, False, False
        if mark == "\f":
            _drop_page_number(lines)
            page = True
    return [line for line in lines if line.text]


def _stretches(text: str) -> Iterator[tuple[int, int, str]]:
    """The text between line ends, form feeds and <br>: start, end, and the mark that ends it."""
    position = 0
    for mark in _BREAK.finditer(text):
        yield position, mark.start(), mark.group()
        position = mark.end()
    yield position, len(text), ""


def _drop_page_number(lines: list[Line]) -> None:
    """A page number that stands alone at the foot of a page."""
    if lines and lines[-1].blank_before is False and re.fullmatch(r"\d{1,3}", lines[-1].text) and len(lines) > 3:
        lines.pop()


def _clean(text: str, span: Span) -> Passage:
    start, end = span
    heading = _HEADING.match(text, start)
    cuts = [heading.span()] if heading else []
    if "*" in (content := text[start:end]):
        for emphasis in _EMPHASIS.finditer(content):
            stars = len(emphasis[1])
            cuts.append((start + emphasis.start(), start + emphasis.start() + stars))
            cuts.append((start + emphasis.end() - stars, start + emphasis.end()))
    if "\\" in content:
        cuts.extend((start + escape.start(), start + escape.end()) for escape in _ESCAPED.finditer(content))
    kept: list[Span] = []
    position = start
    for first, last in sorted(cuts):
        kept.append((position, first))
        position = last
    kept.append((position, end))
    return Passage.of(text, [piece for piece in kept if piece[0] < piece[1]])
