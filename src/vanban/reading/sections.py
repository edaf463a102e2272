"""Paragraphs into the tree of numbered sections, printed labels kept, gaps too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.bodies import bodies_at, only_bodies
from vanban.capitals import in_capitals
from vanban.document import Block, Cell, Paragraph, Section, Span, Spans, Table
from vanban.passage import Passage, apart
from vanban.reading.labels import (
    ARABIC,
    ARTICLE,
    CHAPTER,
    LETTER,
    PARENTHESIS,
    PART,
    POINT,
    ROMAN,
    Label,
    bullet_of,
    label_of,
)
from vanban.reading.paragraphs import Written

_FINISHED = re.compile(r"[.;!…]['\"”’)]*$|/\.$")
_REQUEST = re.compile(r"(?:Đề nghị|Giao|Yêu cầu|Đối với)\s+(?:cho\s+)?", re.IGNORECASE)
_LONGEST_TITLE = 420


@dataclass
class Node:
    """A section being built."""

    label: Label
    head: Written | None
    title: Passage | None = None
    title_marks: tuple[str, ...] = ()
    blocks: list[Block] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)


def build_sections(paragraphs: Sequence[Written]) -> tuple[list[Written], tuple[Section, ...]]:
    """The paragraphs before the first label, and the sections."""
    first = next((index for index, one in enumerate(paragraphs) if _label(one, ())), len(paragraphs))
    roots: list[Node] = []
    stack: list[Node] = []
    index = first
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        label = _label(paragraph, stack)
        if label:
            node = _node(paragraph, label, paragraphs[index + 1] if index + 1 < len(paragraphs) else None)
            if node.title is None and not paragraph.text[label.end :].strip() and index + 1 < len(paragraphs):
                index += 1
                node.title = paragraphs[index].passage
            while stack and stack[-1].label.rank >= label.rank:
                stack.pop()
            (stack[-1].children if stack else roots).append(node)
            stack.append(node)
            index += 1
        else:
            rows = _table_rows(paragraphs, index)
            stack[-1].blocks.append(_table(paragraphs[index : index + rows]) if rows else paragraph_of(paragraph))
            index += max(rows, 1)
    return list(paragraphs[:first]), tuple(_section(node) for node in roots)


def _label(paragraph: Written, stack: Sequence[Node]) -> Label | None:
    """The paragraph's label where it can be one at this place."""
    text = paragraph.text
    label = label_of(text)
    if label is None or len(paragraph.cells) > 1:
        return None
    rest = text[label.end :].strip()
    if label.rank in (PART, CHAPTER, LETTER + 10) and (rest and rest[0].islower()):
        return None
    if label.rank == ROMAN and label.number in ("I", "V", "X") and stack and rest[:1].islower():
        return None
    if label.rank == LETTER and (not rest or rest[0].islower() or not _letter_follows(label, stack)):
        return None
    if label.rank == ARTICLE and rest[:1].islower():
        return None
    if label.rank in (POINT, PARENTHESIS) and not stack:
        return None
    if ARABIC <= label.rank < POINT - 5 and not _number_follows(label, stack):
        return None
    return label


def _letter_follows(label: Label, stack: Sequence[Node]) -> bool:
    """A. opens a scheme of letters; B. needs an A. before it."""
    return label.number == "A" or any(node.label.rank == LETTER for node in stack)


def _number_follows(label: Label, stack: Sequence[Node]) -> bool:
    """Whether an Arabic number can stand here: 1 opens a list, and a number goes on within 9 of the one before."""
    ordinal = label.ordinal or 0
    if not stack:
        return ordinal <= 9
    same = next((node.label for node in reversed(stack) if node.label.rank == label.rank), None)
    if same is None:
        return ordinal <= 9
    return ordinal <= 2 or 0 < ordinal - (same.ordinal or 0) <= 9 or same.parent != label.parent


def _node(paragraph: Written, label: Label, after: Written | None) -> Node:
    node = Node(label, paragraph)
    rest = paragraph.passage.part(label.end)
    end = _title_end(rest.text, label, after)
    shift = len(paragraph.text) - len(rest.text)
    if end:
        node.title = rest.part(0, len(rest.text[:end].rstrip(" :")))
        node.title_marks = tuple(mark for at, mark in paragraph.calls if at - shift <= end)
        rest_calls = tuple((at - shift - end, mark) for at, mark in paragraph.calls if at - shift > end)
        body = rest.part(end)
        lead = len(rest.text[end:]) - len(body.text)
        if body.text:
            node.blocks.append(
                paragraph_of(Written(body, paragraph.lines, tuple((at - lead, mark) for at, mark in rest_calls)))
            )
    elif rest.text:
        node.blocks.append(
            paragraph_of(Written(rest, paragraph.lines, tuple((at - shift, mark) for at, mark in paragraph.calls)))
        )
    return node


def _title_end(text: str, label: Label, after: Written | None) -> int:
    """Where the title in a numbered paragraph ends; 0 where the number opens a text without a title."""
    if not text:
        return 0
    if in_capitals(text) and len(text) < _LONGEST_TITLE:
        return len(text)
    colon = text.find(":")
    if 0 < colon < len(text) - 1:
        before, behind = text[:colon], text[colon + 1 :]
        request = _REQUEST.match(before)
        names = only_bodies(before[request.end() :] if request else before)
        if names or (
            len(before.split()) <= 9
            and behind[:1].isspace()
            and "," not in before[60:]
            and not _FINISHED.search(before)
        ):
            return colon + 1
        if in_capitals(before) or (
            len(before.split()) <= 16 and behind.lstrip()[:1].isupper() and _names_first(before)
        ):
            return colon + 1
    if text.endswith(":"):
        return len(text) if len(text) <= 160 else 0
    stop = re.match(r"[^.;:]{3,}?\.(?=\s)", text)
    if stop and label.rank <= ROMAN and in_capitals(stop[0]):
        return stop.end()
    if stop and only_bodies(stop[0]):
        return stop.end()
    if _FINISHED.search(text):
        own_line = text.endswith(".") and len(text) <= 90 and after is not None and text.count(".") == 1
        headed = own_line and (only_bodies(text) or label.rank <= ROMAN)
        return len(text) if headed else 0
    if len(text) > _LONGEST_TITLE:
        return 0
    return len(text)


def _names_first(text: str) -> bool:
    """Whether a heading opens with a body's name: "Ủy ban nhân dân các xã được kiểm tra"."""
    request = _REQUEST.match(text)
    found = bodies_at(text, request.end() if request else 0)
    return bool(found) and not re.search(r"chủ trì|phối hợp|\d/", text[found[-1].end :])


def paragraph_of(one: Written) -> Paragraph:
    """The document's paragraph of a written one."""
    bullet = bullet_of(one.text)
    shift = bullet[1] if bullet else 0
    passage = one.passage.part(shift) if bullet else one.passage
    return Paragraph(
        text=passage.text,
        list_mark=bullet[0] if bullet else "",
        footnotes=tuple(mark for _, mark in one.calls),
        called_at=tuple(max(0, min(at - shift, len(passage.text))) for at, _ in one.calls),
        spans=passage.spans(),
    )


def blocks_of(paragraphs: Sequence[Written]) -> tuple[Block, ...]:
    """Paragraphs and tables, without sections."""
    blocks: list[Block] = []
    index = 0
    while index < len(paragraphs):
        rows = _table_rows(paragraphs, index)
        blocks.append(_table(paragraphs[index : index + rows]) if rows else paragraph_of(paragraphs[index]))
        index += max(rows, 1)
    return tuple(blocks)


def _table_rows(paragraphs: Sequence[Written], index: int) -> int:
    """How many rows of a table printed as "a | b | c" begin here."""
    columns = len(paragraphs[index].cells)
    count = 0
    while columns > 1 and index + count < len(paragraphs) and len(paragraphs[index + count].cells) == columns:
        count += 1
    return count


def _table(rows: Sequence[Written]) -> Table:
    """A table with its first row as header; `spans` holds one span per cell, row by row (empty where a cell is)."""
    cells = [row.cells for row in rows]
    spans: list[Span] = []
    for row in cells:
        for cell in row:
            at = cell.spans()
            spans.append((at[0][0], at[-1][1]) if at else (row[0].start, row[0].start))
    text = [tuple(Cell(cell.text) for cell in row) for row in cells]
    return Table(header=(text[0],), rows=tuple(text[1:]), spans=tuple(spans))


def _section(node: Node) -> Section:
    spans: list[Span] = list(_label_spans(node))
    if node.title:
        spans.extend(node.title.spans())
    for block in node.blocks:
        if isinstance(block, Paragraph):
            spans.extend(block.spans)
    return Section(
        label=node.label.number,
        title=node.title.text if node.title else "",
        blocks=tuple(node.blocks),
        children=tuple(_section(child) for child in node.children),
        title_footnotes=node.title_marks,
        word=node.label.word,
        spans=_together(node.head.passage.source if node.head else "", spans),
    )


def _label_spans(node: Node) -> Spans:
    return node.head.passage.spans(0, node.label.end) if node.head else ()


def _together(source: str, spans: Sequence[Span]) -> Spans:
    """Spans that only white space parts become one; the others keep the white space between them."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1][1] <= span[0] and not source[found[-1][1] : span[0]].strip():
            found[-1] = (found[-1][0], span[1])
            continue
        for start, end in apart(source, found[-1:], (span,)):
            if found and found[-1][1] == start:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
    return tuple(found)
