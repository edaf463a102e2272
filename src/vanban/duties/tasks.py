"""Sections into duties: which numbered items are something to do, under which label, by whom and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from vanban.capitals import in_capitals
from vanban.document import Footnote, OfficialDocument, Paragraph, Section, Spans, Table
from vanban.duties.actors import actors_of_heading, actors_of_text, asks
from vanban.duties.deadlines import read_deadlines
from vanban.duties.headings import Topic, topic_of
from vanban.duties.model import Actor, Deadline, Duty, Scope
from vanban.duties.tables import read_table
from vanban.passage import Passage

_CLOSING = re.compile(
    r"(?:Trên đây là|Trong quá trình (?:tổ chức|triển khai)|Nơi nhận|Kế hoạch này (?:thay|có)|Quyết định này)"
)
_ATTRIBUTE = re.compile(
    r"(?:nội dung|mục tiêu|yêu cầu|sản phẩm|kết quả|kinh phí|thời gian|thời hạn|tiến độ|địa điểm|đối tượng|hình thức|"
    r"(?:cơ quan|đơn vị|bộ phận)?\s*(?:chủ trì|phối hợp|thực hiện|tham mưu|phụ trách))(?!\w)",
    re.IGNORECASE,
)
"""Headings of the parts that describe one task: what, who, by when."""
_BOILERPLATE = re.compile(
    r"chịu trách nhiệm (?:thi hành|thực hiện) (?:Quyết định|Nghị quyết|Chỉ thị) này|có hiệu lực (?:thi "
    r"hành )?(?:kể )?từ ngày|"
    r"trong quá trình (?:tổ chức |triển khai )*thực hiện[^.;]{0,60}(?:khó khăn|vướng mắc|phát sinh)",
    re.IGNORECASE,
)
"""What every paper ends with, and what is no task of anybody."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk stands: the path of labels, the topic from above, whether a heading above asks, and its actors."""

    path: str = ""
    topic: Topic | None = None
    requested: bool = False
    actors: tuple[Actor, ...] = ()


def read_duties(document: OfficialDocument, source: str) -> tuple[Duty, ...]:
    """The duties of a document whose spans index into `source`. A report tells what was done, so it has none."""
    kind = document.header.kind.value if document.header.kind else None
    if kind in ("Báo cáo", "Tờ trình", "Giấy mời", "Biên bản"):
        return ()
    notes = {note.mark: note for note in document.footnotes}
    found: list[Duty] = []
    for section in document.sections:
        found.extend(_walk(section, _Place(), source, notes))
    for annex in document.annexes:
        path = f"Phụ lục {annex.label}".strip()
        found.extend(
            duty for block in annex.blocks if isinstance(block, Table) for duty in read_table(block, path, source)
        )
    return tuple(found)


def _walk(section: Section, place: _Place, source: str, notes: Mapping[str, Footnote]) -> Iterator[Duty]:
    heading = _heading(section, source)
    named = topic_of(section.title)
    paragraphs = [
        Passage.of(source, one.spans)
        for one in section.blocks
        if isinstance(one, Paragraph) and not _CLOSING.match(one.text)
    ]
    told = " ".join(one.text for one in paragraphs)
    actors = tuple(actors_of_heading(heading, told, place.requested)) if heading else ()
    topic = (
        "standing"
        if actors
        else named
        if named and not (place.topic == "standing" and named == "task")
        else place.topic
    )
    here = _Place(_path(place.path, section), topic, place.requested or asks(section.title), actors or place.actors)
    for block in section.blocks:
        if isinstance(block, Table):
            yield from read_table(block, here.path, source)
    if section.children and all(_ATTRIBUTE.match(child.title) for child in section.children):
        told_of = [Passage.of(source, child.spans) for child in section.children]
        marks = tuple(mark for part in section.walk() for mark in part.footnotes)
        if duty := _duty(
            section, here, heading, [*paragraphs, *told_of], source, [notes[mark] for mark in marks if mark in notes]
        ):
            yield duty
    elif section.children:
        for child in section.children:
            yield from _walk(child, here, source, notes)
    elif duty := _duty(
        section, here, heading, paragraphs, source, [notes[mark] for mark in section.footnotes if mark in notes]
    ):
        yield duty


def _duty(
    section: Section,
    place: _Place,
    heading: Passage | None,
    paragraphs: list[Passage],
    source: str,
    notes: Sequence[Footnote],
) -> Duty | None:
    """The duty of an item without numbered parts, or None where it is none."""
    if place.topic in ("other", "reporting"):
        return None
    pieces = [one for one in paragraphs if one.text]
    if not pieces and heading and _says_what(heading.text) and not _has_table(section):
        pieces = [heading]
    told = "\n".join(one.text for one in pieces)
    if not told or _BOILERPLATE.search(told):
        return None
    actors = [*place.actors, *_named(pieces, place)]
    deadlines = _deadlines(pieces, source, notes)
    if place.topic == "standing" and not actors:
        return None
    if place.topic is None and not actors and not deadlines:
        return None
    scope: Scope = "standing" if place.topic == "standing" else "task"
    return Duty(place.path, told, scope, _distinct(actors), tuple(deadlines), _spans(pieces))


def _says_what(heading: str) -> bool:
    """Whether a heading with nothing under it is itself what to do, and not the name of a chapter."""
    return len(heading.split()) >= 4 and not in_capitals(heading)


def _has_table(section: Section) -> bool:
    return any(isinstance(block, Table) for block in section.blocks)


def _named(pieces: list[Passage], place: _Place) -> list[Actor]:
    found: list[Actor] = []
    for index, piece in enumerate(pieces):
        bare = piece.part(len(piece.text) - len(piece.text.lstrip("-–+• ")))
        found.extend(actors_of_text(bare, first=index == 0 and not place.actors, requested=place.requested))
    return found


def _deadlines(pieces: Sequence[Passage], source: str, notes: Sequence[Footnote]) -> list[Deadline]:
    told = [*pieces, *(Passage.of(source, note.spans) for note in notes)]
    return [deadline for one in told for deadline in read_deadlines(one)]


def _distinct(actors: list[Actor]) -> tuple[Actor, ...]:
    """One actor per name; a second mention may give the role that the first lacks."""
    found: dict[str, Actor] = {}
    for actor in actors:
        known = found.get(actor.value.casefold())
        if known is None:
            found[actor.value.casefold()] = actor
        elif known.role is None and actor.role is not None:
            found[actor.value.casefold()] = replace(known, role=actor.role, spans=known.spans)
    return tuple(found.values())


def _path(above: str, section: Section) -> str:
    """The printed numbers on the way down: "1.1" says its own way, "1" under "III" is "III.1"."""
    own = f"{section.word} {section.label}".strip()
    if "." in section.label and section.label[0].isdigit():
        return own
    return f"{above}.{own}" if above else own


def _heading(section: Section, source: str) -> Passage | None:
    """The title as a passage: what the section's first spans hold after the label."""
    if not section.title:
        return None
    whole = Passage.of(source, section.spans)
    start = whole.text.find(section.title, len(section.label))
    return whole.part(start, start + len(section.title)) if start >= 0 else None


def _spans(pieces: list[Passage]) -> Spans:
    return Passage.join(pieces).spans() if pieces else ()
