"""The head of an official paper: letterhead, kind and title, or the subject of a letter, and the addressees.

Boxes 1 to 5 and 9a of Nghị định 30/2020/NĐ-CP. Above the kind stands the letterhead (`vanban.reading.letterhead`),
under it the title; a công văn prints no kind, its subject stands after "V/v".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vanban.capitals import UPPER, in_capitals
from vanban.document import Header, Read, Spans
from vanban.kinds import KIND_WORDS, kind_named
from vanban.passage import Passage
from vanban.reading.beginnings import ADDRESSED, ATTACHED, ENACTING, begins_body
from vanban.reading.labels import bullet_of, label_of
from vanban.reading.letterhead import (
    BODY_HEAD,
    METADATA_DATE,
    MOTTO,
    NUMBERED,
    STAMPS,
    is_own_number,
    left_over,
    read_letterhead,
)
from vanban.reading.lines import Line
from vanban.reading.paragraphs import hangs

_SUBJECT = re.compile(r"\(?\s*(?:V/v|V/V|v/v|Về việc|V/v:)\s*:?\s*")


@dataclass(frozen=True, slots=True)
class HeadReading:
    """The header; where the body begins, as an index of the lines; and the indexes of lines the header used."""

    header: Header
    body_from: int
    used: frozenset[int]


def read_head(lines: Sequence[Line]) -> HeadReading:
    """Read boxes 1 to 5 and 9a from the first lines."""
    first = _first_of_letterhead(lines)
    kind_at = _kind_line(lines, first)
    zone_end = kind_at if kind_at is not None else _zone_end(lines, first)
    zone = range(_with_lines_above(lines, first, zone_end), zone_end)
    header, used_spans = read_letterhead([lines[index] for index in zone])
    if kind_at is None and not used_spans and lines and _names_itself(lines[0].text):
        kind_at = zone_end = 0
    if kind_at is not None:
        header, body_from = _read_title(lines, kind_at, header)
    else:
        header, body_from = _read_letter(lines, zone, used_spans, header)
    told = used_spans + (header.title.spans if header.title else ())
    used = {index for index in zone if _touches(lines[index], told) or STAMPS.match(lines[index].text)}
    header, body_from = _read_addressees(lines, body_from, header)
    return HeadReading(header, body_from, frozenset(used | set(range(zone_end, body_from))))


def _first_of_letterhead(lines: Sequence[Line]) -> int:
    for index, line in enumerate(lines[:80]):
        if begins_body(lines, index) and not bullet_of(line.text) and index > 3 and kind_named(line.text) is None:
            break
        near = " ".join(one.text for one in lines[index : index + 4])
        if MOTTO.match(near) or MOTTO.search(line.text) or NUMBERED.match(line.text) or is_own_number(line.text):
            return index
    return 0


def _with_lines_above(lines: Sequence[Line], first: int, end: int) -> int:
    """The letterhead begins with the lines in capitals right above its first mark."""
    if first >= end:
        return end
    while first > 0 and (
        in_capitals(lines[first - 1].text) or re.fullmatch(rf"[{UPPER}]{{1,3}}", lines[first - 1].text)
    ):
        first -= 1
    return first


def _kind_line(lines: Sequence[Line], first: int) -> int | None:
    for index in range(first, min(len(lines), first + 60)):
        text = lines[index].text
        kind = kind_named(text)
        if kind and kind != "Công văn" and (in_capitals(text) or index + 1 < len(lines)) and text[:1].isupper():
            return index
        if begins_body(lines, index):
            break
    for index in range(first, min(len(lines), first + 40)):
        text = lines[index].text
        if begins_body(lines, index):
            return None
        if in_capitals(text) and re.match(rf"(?:{KIND_WORDS})\s+\S", text, re.IGNORECASE) and not BODY_HEAD.match(text):
            return index
    return None


def _names_itself(text: str) -> bool:
    """A first line without letterhead that says kind and title: "Kế hoạch công tác năm 2026 của xã Suối Mơ"."""
    named = re.match(rf"(?:{KIND_WORDS})\s+\S", text, re.IGNORECASE)
    return named is not None and text[0].isupper() and len(text) < 250 and text[-1] not in ".;:,"


def _zone_end(lines: Sequence[Line], first: int) -> int:
    for index in range(first, min(len(lines), first + 60)):
        if begins_body(lines, index):
            return index
        if len(lines[index].text) > 150 and not METADATA_DATE.search(lines[index].text):
            return index
    return min(len(lines), first)


def _read_title(lines: Sequence[Line], kind_at: int, header: Header) -> tuple[Header, int]:
    line = lines[kind_at]
    kind = kind_named(line.text)
    title: list[Passage] = []
    if kind is None:
        match = re.match(rf"(?:{KIND_WORDS})", line.text, re.IGNORECASE)
        end = match.end() if match else 0
        kind = kind_named(line.text[:end])
        title.append(line.passage.part(end))
    else:
        end = len(line.text.rstrip(" :.*_-"))
    if kind:
        header = replace(header, kind=Read(kind, line.passage.spans(0, end)))
    index = kind_at + 1
    while index < len(lines) and _is_title(lines, index, title, header):
        title.append(lines[index].passage)
        index += 1
    joined = Passage.join(title)
    subject = _SUBJECT.match(joined.text)
    if joined.text:
        header = replace(
            header, title=joined.read(subject.end() if subject and subject[0][0] in "Vv(" and "/" in subject[0] else 0)
        )
    authority = False
    while index < len(lines):
        text = lines[index].text
        authority = _is_authority(lines, index, header) or (authority and in_capitals(text) and not label_of(text))
        if not (authority or ATTACHED.match(text)):
            break
        index += 1
    return header, index


def _is_title(lines: Sequence[Line], index: int, title: Sequence[Passage], header: Header) -> bool:
    line, text = lines[index], lines[index].text
    if begins_body(lines, index, title_due=not title) or ATTACHED.match(text) or bullet_of(text):
        return False
    if _is_authority(lines, index, header) and (title or ENACTING.match(text)):
        return False
    if not title:
        return len(text) < 500 and not text.endswith(("như sau:", ";"))
    if line.rule_before or sum(len(piece.text) for piece in title) > 900 or "|" in text:
        return False
    above = title[-1].text
    if text[0].islower() or hangs(above):
        return True
    if in_capitals(above):
        return in_capitals(text)
    return not line.blank_before and len(text) < 160 and not text.endswith((".", ";", ":")) and len(above) > 30


def _is_authority(lines: Sequence[Line], index: int, header: Header) -> bool:
    """The issuer's name or office in capitals between title and legal bases, as decisions print it."""
    text = lines[index].text
    if not in_capitals(text):
        return False
    if ENACTING.match(text):
        return True
    if header.issuing_body and text.casefold() == header.issuing_body.value.casefold():
        return True
    after = next((one.text for one in lines[index + 1 : index + 3] if not in_capitals(one.text)), "")
    head = re.match(
        rf"(?:{BODY_HEAD.pattern}|BỘ TRƯỞNG|GIÁM ĐỐC|TRƯỞNG|CHỦ TỊCH|CHÁNH|"
        rf"HIỆU TRƯỞNG|CỤC TRƯỞNG|TỔNG GIÁM ĐỐC|VIỆN TRƯỞNG)",
        text,
    )
    return bool(head and re.match(r"Căn\s*(?:cứ)?|Xét", after))


def _read_letter(lines: Sequence[Line], zone: range, used: Spans, header: Header) -> tuple[Header, int]:
    """A công văn, which prints no kind: the subject stands after "V/v" under the number."""
    pieces = [piece for index in zone for piece in left_over(lines[index].passage, used)]
    for at, piece in enumerate(pieces):
        subject = _SUBJECT.match(piece.text)
        if subject is None:
            continue
        parts = [piece.part(subject.end())]
        for more in pieces[at + 1 :]:
            if in_capitals(more.text) or METADATA_DATE.search(more.text):
                break
            parts.append(more)
        joined = Passage.join(parts)
        kind = header.kind or Read("Công văn", piece.spans(0, subject.end()))
        return replace(header, kind=kind, title=joined.read(0, len(joined.text.rstrip(" .;)")))), zone.stop
    return header, zone.stop


def _read_addressees(lines: Sequence[Line], index: int, header: Header) -> tuple[Header, int]:
    if index >= len(lines) or not (head := ADDRESSED.match(lines[index].text)):
        return header, index
    found: list[Read[str]] = []
    rest = lines[index].passage.part(head.end())
    if rest.text:
        found.append(_addressee(rest))
    kind = header.kind or Read("Công văn", lines[index].passage.spans(0, head.end()))
    index += 1
    while index < len(lines) and len(found) < 60:
        line = lines[index]
        bullet = bullet_of(line.text)
        if bullet:
            found.append(_addressee(line.passage.part(bullet[1])))
        elif (
            found
            and not begins_body(lines, index)
            and not line.blank_before
            and len(line.text) < 90
            and (lines[index - 1].text[-1] in ",-–(" or line.text[0].islower())
        ):
            joined = Passage.join([Passage.of(line.passage.source, found[-1].spans), line.passage])
            found[-1] = _addressee(joined)
        elif not found:
            found.append(_addressee(line.passage))
        else:
            break
        index += 1
    return replace(header, kind=kind, addressees=tuple(found)), index


def _addressee(passage: Passage) -> Read[str]:
    return passage.read(0, len(passage.text.rstrip(" ;.,")))


def _touches(line: Line, used: Spans) -> bool:
    return any(first < end and last > start for start, end in line.passage.spans() for first, last in used)
