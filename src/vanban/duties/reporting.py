"""What a document says about reports: how often, before which day, to whom and through whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.bodies import body_at
from vanban.dates import find_dates
from vanban.document import OfficialDocument, Paragraph, Read, Section, Spans
from vanban.duties.headings import topic_of
from vanban.duties.model import Frequency, ReportingDuty
from vanban.passage import Passage

_FREQUENCIES: tuple[tuple[Frequency, str], ...] = (
    ("ad hoc", r"đột xuất"),
    ("weekly", r"(?:hằng|hàng|mỗi)\s+tuần"),
    (
        "six-monthly",
        r"(?:(?:định kỳ|sơ kết)\s+)?(?:0?6|sáu)\s+tháng(?:\s+(?:đầu năm|một "
        r"lần|/lần|đầu))?|(?:hằng|hàng)\s+(?:06|6)\s+tháng",
    ),
    ("nine-monthly", r"(?:định kỳ\s+)?(?:0?9|chín)\s+tháng(?:\s+đầu năm)?"),
    (
        "quarterly",
        r"(?:định kỳ\s+)?(?:hằng|hàng|mỗi|theo)\s+quý|(?:định kỳ|báo cáo)\s+(?:0?3 tháng|quý)(?!\s*(?:I|V|\d))",
    ),
    ("monthly", r"(?:định kỳ\s+)?(?:hằng|hàng|mỗi)\s+tháng|báo cáo tháng"),
    (
        "yearly",
        r"(?:định kỳ\s+)?(?:hằng|hàng|mỗi|cuối|cả|một|01|1)\s+năm|12 tháng|tổng kết năm"
        r"|(?:(?<=báo cáo )|(?<=tháng, )|(?<=tháng và )|(?<=và )|(?<=, ))năm(?=\s*(?:\(|trước|chậm nhất))",
    ),
)
_FREQUENCY = re.compile(
    "|".join(f"(?P<f{i}>(?<!\\w)(?:{words}))" for i, (_, words) in enumerate(_FREQUENCIES)), re.IGNORECASE
)
_REPORTS = re.compile(r"(?<!\w)báo cáo(?!\w)", re.IGNORECASE)
_BEFORE_DAY = re.compile(r"(?:trước|chậm nhất(?: là| trước)?(?: vào)?)\s+(?:ngày\s+)?$", re.IGNORECASE)
_AND_DAY = re.compile(r"(?:và|,)\s*(?:ngày\s*)?$")
_DAY_ONLY = re.compile(
    r"(?:trước|chậm nhất(?: là)?)\s+ngày\s+(?P<day>\d{1,2})(?![/\d])(?!\s*tháng\s*\d)", re.IGNORECASE
)
_TO = re.compile(r"(?<!\w)(?:gửi(?: về| đến| cho| tới)?|về|cho|đến|với|lên|tới|trình)\s+\(?\s*", re.IGNORECASE)
_OBJECT = re.compile(r"(?<!\w)báo cáo\s+\(?\s*", re.IGNORECASE)
_THROUGH = re.compile(r"(?<!\w)(?:thông qua|qua)\s*:?\s*\(?\s*", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.;]+(?:\.(?=\S)[^.;]*)*[.;]?")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A frequency or a day in a sentence."""

    start: int
    end: int
    frequency: Frequency | None = None
    day: str | None = None


def read_reporting(document: OfficialDocument, source: str) -> tuple[ReportingDuty, ...]:
    """Every regime of reports in the sections, in order; the same regime told twice is told once."""
    found: list[ReportingDuty] = []
    narrative = document.header.kind is not None and document.header.kind.value == "Báo cáo"
    for section, about in _sections(document.sections, about=False):
        if narrative and not about:
            continue
        for block in section.blocks:
            if isinstance(block, Paragraph):
                found.extend(_regimes(Passage.of(source, block.spans), about))
    distinct: dict[tuple[str, str | None], ReportingDuty] = {}
    for duty in found:
        key = (duty.frequency, duty.before)
        known = distinct.get(key)
        if known is None or (known.to is None and duty.to is not None):
            distinct[key] = duty
    return tuple(sorted(distinct.values(), key=lambda duty: duty.spans[0]))


def _sections(sections: tuple[Section, ...], about: bool) -> Iterator[tuple[Section, bool]]:
    """Every section, and whether it stands under a heading about reports."""
    for section in sections:
        here = about or topic_of(section.title) == "reporting"
        yield section, here
        yield from _sections(section.children, here)


def _regimes(paragraph: Passage, about: bool) -> Iterator[ReportingDuty]:
    for sentence in _SENTENCE.finditer(paragraph.text):
        piece = paragraph.part(*sentence.span())
        if not _REPORTS.search(piece.text):
            continue
        marks = list(_marks(piece.text))
        to, through = _addressee(piece), _channel(piece)
        dated = any(mark.day for mark in marks)
        if not (about or to or dated):
            continue
        for pair in _pairs(marks):
            if pair[0].frequency is None or (not dated and to is None and through is None and not about):
                continue
            yield _duty(piece, pair[0], pair[1], to, through)


def _duty(
    piece: Passage, frequency: _Mark, day: _Mark | None, to: Read[str] | None, through: Read[str] | None
) -> ReportingDuty:
    first, last = (
        (frequency, frequency) if day is None else (min(frequency, day, key=_at), max(frequency, day, key=_at))
    )
    spans: Spans = piece.spans(first.start, last.end)
    if day is not None and last.start - first.end > 60:
        spans = piece.spans(first.start, first.end) + piece.spans(last.start, last.end)
    for other in (to, through):
        spans += other.spans if other else ()
    assert frequency.frequency is not None  # noqa: S101 - the caller asks only for marks of a frequency
    return ReportingDuty(
        frequency.frequency,
        day.day if day else None,
        to.value if to else None,
        through.value if through else None,
        spans,
    )


def _at(mark: _Mark) -> int:
    return mark.start


def _marks(text: str) -> Iterator[_Mark]:
    found = [
        _Mark(*match.span(), frequency=next(name for i, (name, _) in enumerate(_FREQUENCIES) if match[f"f{i}"]))
        for match in _FREQUENCY.finditer(text)
    ]
    previous_end = -1
    for one in find_dates(text):
        lead = _BEFORE_DAY.search(text[max(0, one.start - 30) : one.start])
        coordinated = previous_end >= 0 and _AND_DAY.fullmatch(text[previous_end : one.start].strip() + " ")
        if one.month_day and (lead or coordinated):
            start = max(0, one.start - 30) + lead.start() if lead else one.start
            found.append(_Mark(start, one.end, day=one.month_day))
            previous_end = one.end
    found.extend(
        _Mark(*match.span(), day=f"{int(match['day']):02}")
        for match in _DAY_ONLY.finditer(text)
        if 1 <= int(match["day"]) <= 31
    )
    yield from sorted(found, key=_at)


def _pairs(marks: list[_Mark]) -> Iterator[tuple[_Mark, _Mark | None]]:
    """Each frequency with its days: those after it up to the next frequency, or those before where days come first."""
    days_first = bool(marks) and marks[0].day is not None
    pending: list[_Mark] = []
    order = list(reversed(marks)) if days_first else marks
    current: _Mark | None = None
    pairs: list[tuple[_Mark, _Mark | None]] = []
    for mark in order:
        if mark.frequency is None:
            if current is not None:
                pending.append(mark)
            continue
        if current is not None:
            pairs.extend((current, day) for day in pending) if pending else pairs.append((current, None))
        current, pending = mark, []
    if current is not None:
        pairs.extend((current, day) for day in pending) if pending else pairs.append((current, None))
    yield from sorted(pairs, key=lambda pair: (pair[1] or pair[0]).start)


def _addressee(piece: Passage) -> Read[str] | None:
    reports = _REPORTS.search(piece.text)
    begin = reports.start() if reports else 0
    for pattern in (_TO, _OBJECT):
        for match in pattern.finditer(piece.text, begin):
            body = body_at(piece.text, match.end())
            if body and body.confidence > 0.6:
                return piece.read(body.start, body.end)
    return None


def _channel(piece: Passage) -> Read[str] | None:
    for match in _THROUGH.finditer(piece.text):
        body = body_at(piece.text, match.end())
        if body and body.confidence > 0.6:
            return piece.read(body.start, body.end)
    return None
