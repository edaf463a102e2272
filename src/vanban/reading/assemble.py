"""Text into a reading: the parts of the page found one after another, then what they say."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from vanban.bodies import body_at
from vanban.document import OfficialDocument, Paragraph, Span, Spans
from vanban.duties import read_duties, read_reporting
from vanban.passage import Passage
from vanban.reading.attached import Attached, read_attached
from vanban.reading.closing import Foot, read_foot
from vanban.reading.footnotes import take_footnotes
from vanban.reading.found import ListedBody, ReadingWarning
from vanban.reading.header import HeadReading, read_head
from vanban.reading.lines import Line, split_lines
from vanban.reading.opening import completed, read_opening
from vanban.reading.paragraphs import join_lines
from vanban.reading.references import read_references
from vanban.reading.result import Reading
from vanban.reading.sections import build_sections
from vanban.reading.warnings import warnings_of


def assemble(text: str) -> Reading:
    """Read NFC text whose line ends are "\\n"."""
    every = split_lines(text)
    lines, footnotes, notes = take_footnotes(every)
    head = read_head(lines)
    body_lines = lines[head.body_from :]
    foot = read_foot(body_lines)
    paragraphs = join_lines(body_lines[: foot.begins])
    attached = read_attached(body_lines[foot.ends :])
    before, sections = build_sections(paragraphs)
    _, attached_sections = build_sections(attached.paragraphs)
    bases, opening = read_opening(before)
    header = completed(head.header, before)
    document = OfficialDocument(
        header=header,
        legal_bases=tuple(bases),
        opening=tuple(opening),
        sections=sections + attached_sections,
        footnotes=footnotes,
        recipients=foot.recipients,
        signature=foot.signature,
        annexes=attached.annexes,
    )
    return _said(text, document, lines, head, foot, attached, notes)


def _said(
    text: str,
    document: OfficialDocument,
    lines: Sequence[Line],
    head: HeadReading,
    foot: Foot,
    attached: Attached,
    notes: Sequence[tuple[str, Passage]],
) -> Reading:
    """What the parts say: references, bodies, duties, reports, warnings, and what was left over."""
    body_lines = lines[head.body_from :]
    flow = Passage.join(line.passage for line in [*body_lines[: foot.begins], *attached.used])
    titled = [Passage.of(text, document.header.title.spans)] if document.header.title else []
    own = document.header.number_symbol.value if document.header.number_symbol else None
    references, impossible = read_references([*titled, flow, *(passage for _, passage in notes)], own)
    called = [mark for line in lines for _, mark in line.calls]
    warnings = warnings_of(document, references, impossible, flow, text, called)
    if attached.title:
        message = f"Sau phần ký có văn bản thứ hai kèm theo: “{attached.title.value}”. Các đề mục của nó đứng sau "
        "đề mục của văn bản chính."
        warnings += (ReadingWarning("attached-document", message, attached.title.spans),)
    unread = _unread(lines, head, body_lines[foot.ends :], attached)
    if unread:
        message = f"{len(unread)} dòng không thuộc phần nào của văn bản nên "
        "không được đọc vào: hãy xem lại các dòng này."
        warnings += (ReadingWarning("unread-lines", message, unread),)
    return Reading(
        text=text,
        document=document,
        references=references,
        bodies=tuple(_listed_bodies(document, text, notes)),
        duties=read_duties(document, text),
        reporting=read_reporting(document, text),
        warnings=warnings,
        unread=unread,
    )


def _listed_bodies(
    document: OfficialDocument, source: str, notes: Sequence[tuple[str, Passage]]
) -> Iterator[ListedBody]:
    """Bodies listed with ";" in a footnote, or after "gồm:" in a section."""
    for mark, passage in notes:
        for item in _items(passage):
            yield ListedBody(item.text, item.spans(), mark)
    for section in document.all_sections():
        for block in section.blocks:
            if isinstance(block, Paragraph) and (
                head := re.search(r"(?:gồm|bao gồm|sau đây|sau)\s*:\s*(?=\S)", block.text)
            ):
                for item in _items(Passage.of(source, block.spans).part(head.end())):
                    yield ListedBody(item.text, item.spans())


def _items(passage: Passage) -> list[Passage]:
    cuts = [0, *(match.end() for match in re.finditer(";", passage.text)), len(passage.text)]
    items = [passage.part(first, last) for first, last in itertools.pairwise(cuts)]
    items = [item.part(0, len(item.text.rstrip(" ;."))) for item in items if item.text.strip(" ;.")]
    if len(items) < 2:
        return []
    for item in items:
        body = body_at(item.text, 0)
        if body is None or len(item.text) - body.end > 25 or re.search(r"\d/|(?<!\w)(?:số|ngày)\s\d", item.text):
            return []
    return items


def _unread(lines: Sequence[Line], head: HeadReading, rest: Sequence[Line], attached: Attached) -> Spans:
    """The lines that became no part of the reading."""
    kept = {id(line) for line in attached.used}
    left = [line for index, line in enumerate(lines[: head.body_from]) if index not in head.used]
    left += [line for line in rest if id(line) not in kept]
    spans: list[Span] = []
    for line in left:
        at = line.passage.spans()
        spans.append((at[0][0], at[-1][1]))
    return tuple(spans)
