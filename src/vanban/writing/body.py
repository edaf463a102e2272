"""The body: legal bases, opening, sections, and "./." at its end (Phụ lục I, phần I, mục II, khoản 6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from vanban.document import Block, OfficialDocument, Paragraph, Section, Table
from vanban.writing import wording
from vanban.writing.notes import Notes
from vanban.writing.page import gap
from vanban.writing.parts import DASHES
from vanban.writing.tables import caption_and_table
from vanban.writing.wml import Element, paragraph, run, w

_TEXT = "NoiDung"
_LIST_STYLES = dict(zip(DASHES, ("GachDauDong", "CongDauDong"), strict=True))


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph to be printed: its number (`lead`) and its text, as one paragraph of a named style."""

    style: str
    text: str
    lead: str = ""
    bold_lead: bool = False
    list_mark: str = ""
    footnotes: tuple[str, ...] = ()
    called_at: tuple[int, ...] = ()
    outline: int | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """How a kind of numbered part is printed: the style of its heading and the mark that closes its number."""

    heading: str
    closing: str = "."
    upper: bool = False
    own_line: bool = False
    """The number stands on a line of its own above its title."""
    bold_number: bool = False
    """The number is bold even where it heads no title."""


_CHAPTER = Level("PhanChuong", closing="", upper=True, own_line=True)
_ITEM = Level("MucTieuMuc", closing="", upper=True, own_line=True)
_ARTICLE = Level("Dieu", bold_number=True)
_PART = Level("Heading1", upper=True, bold_number=True)
_CLAUSE = Level("Heading2")
_SUBCLAUSE = Level("Heading3")
_POINT = Level("Heading4", closing=")")

_BY_WORD = {"phần": _CHAPTER, "chương": _CHAPTER, "mục": _ITEM, "tiểu mục": _ITEM}
_BY_LABEL = (
    (re.compile(r"[IVXLCDM]+|[A-ZĐ]"), _PART),
    (re.compile(r"\d+(\.\d+)+"), _SUBCLAUSE),
    (re.compile(r"[a-zđ]{1,2}"), _POINT),
)


def level_of(section: Section) -> Level:
    """The level a section's word and printed number put it on."""
    if section.word:
        return _BY_WORD.get(section.word.strip().casefold(), _ARTICLE)
    return next((level for pattern, level in _BY_LABEL if pattern.fullmatch(section.label.strip())), _CLAUSE)


def body(document: OfficialDocument, notes: Notes, marks: Sequence[str]) -> list[Element]:
    """The body from the legal bases to "./."; `marks` are the document's list marks in the order of its lists."""
    bases = [Line("CanCu", text) for text in wording.listed([basis.text for basis in document.legal_bases])]
    flow = [*bases, *_blocks(document.opening)]
    for section in document.sections:
        flow += _section(section, depth=0)
    return list(_printed(_ended(flow), notes, marks, keep_last=True))


def annex_blocks(blocks: Iterable[Block], notes: Notes, marks: Sequence[str], width: int) -> list[Element]:
    """The content of an annex, in the same styles, on a page `width` twips wide."""
    return list(_printed(list(_blocks(blocks)), notes, marks, width=width))


def list_marks(document: OfficialDocument) -> list[str]:
    """Every mark that begins an unnumbered item of the document, in the order of the numbering part's lists."""
    blocks: list[Block] = list(document.opening)
    blocks += [block for section in document.all_sections() for block in section.blocks]
    blocks += [block for annex in document.annexes for block in annex.blocks]
    used = [block.list_mark.strip() for block in blocks if isinstance(block, Paragraph)]
    return list(dict.fromkeys([*DASHES, *filter(None, used)]))


def _blocks(blocks: Iterable[Block]) -> Iterator[Line | Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        else:
            mark = block.list_mark.strip()
            style = _LIST_STYLES.get(mark, "GachDauDong") if mark else _TEXT
            yield Line(style, block.text, list_mark=mark, footnotes=block.footnotes, called_at=block.called_at)


def _section(section: Section, depth: int) -> Iterator[Line | Table]:
    level = level_of(section)
    lead = _number(section, level)
    flow = list(_blocks(section.blocks))
    if section.title.strip():
        yield _heading(section, level, lead, depth)
    elif lead and flow and isinstance(flow[0], Line) and not flow[0].list_mark:
        flow[0] = replace(flow[0], lead=lead, bold_lead=level.bold_number)
    elif lead:
        yield Line(level.heading, lead, outline=depth)
    yield from flow
    for child in section.children:
        yield from _section(child, depth + 1)


def _number(section: Section, level: Level) -> str:
    label = section.label.strip()
    number = f"{label}{level.closing}" if label else ""
    return f"{section.word.strip()} {number}".strip()


def _heading(section: Section, level: Level, lead: str, depth: int) -> Line:
    title = section.title.strip()
    if level.upper:
        title = title.upper()
    if lead:
        title = f"{lead}\n{title}" if level.own_line else f"{lead} {title}"
    return Line(level.heading, title, footnotes=section.title_footnotes, outline=depth)


def _ended(flow: list[Line | Table]) -> list[Line | Table]:
    """The flow with "./." exactly once, at its end."""
    lines: list[Line | Table] = [
        replace(line, text=wording.not_ended(line.text)) if isinstance(line, Line) else line for line in flow
    ]
    if lines and isinstance(last := lines[-1], Line):
        lines[-1] = _ended_line(last)
    elif lines:
        lines.append(Line(_TEXT, wording.END_MARK))
    return lines


def _ended_line(line: Line) -> Line:
    text = wording.ended(line.text)
    before_mark = len(text) - len(wording.END_MARK)
    ends = [*line.called_at[: len(line.footnotes)]]
    ends += [before_mark] * (len(line.footnotes) - len(ends))
    return replace(line, text=text, called_at=tuple(min(offset, before_mark) for offset in ends))


def _printed(
    flow: list[Line | Table], notes: Notes, marks: Sequence[str], *, width: int = 0, keep_last: bool = False
) -> Iterator[Element]:
    for place, line in enumerate(flow, start=1):
        if isinstance(line, Table):
            yield from caption_and_table(line, width)
            yield gap()  # which also keeps two tables from growing together
        else:
            yield _paragraph(line, notes, marks, keep=keep_last and place == len(flow))


def _paragraph(line: Line, notes: Notes, marks: Sequence[str], *, keep: bool) -> Element:
    lead = [run(f"{line.lead} ", bold=line.bold_lead)] if line.lead else []
    return paragraph(
        line.style,
        [*lead, *notes.runs(line.text, line.footnotes, line.called_at)],
        w("keepNext") if keep else None,  # the signature never stands alone on a page
        _list(line.list_mark, marks) if line.list_mark and line.list_mark not in DASHES else None,
        w("outlineLvl", val=min(line.outline, 8)) if line.outline is not None else None,
    )


def _list(mark: str, marks: Sequence[str]) -> Element:
    return w("numPr", w("ilvl", val=0), w("numId", val=marks.index(mark) + 1))
