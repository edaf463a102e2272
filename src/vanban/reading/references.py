"""Documents that a document cites: "Kế hoạch số 25/KH-SLĐTBXH ngày 11/3/2022 của Sở …".

A reference is one symbol; its citations are gathered over the whole text and the footnotes. Kind, date and issuing
body come from the first citation that prints them, and each citation's span covers what it prints.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from vanban.bodies import body_at
from vanban.dates import FoundDate, full_date_at
from vanban.document import Spans
from vanban.kinds import KIND_WORDS, kind_named
from vanban.passage import Passage
from vanban.reading.symbols import FoundSymbol, find_symbols

_KIND_BEFORE = re.compile(rf"(?<!\w)(?P<kind>{KIND_WORDS})\s*(?:mật\s*)?(?:số\s*:?\s*)?$", re.IGNORECASE)
_LAW_BEFORE = re.compile(r"(?<!\w)(?P<kind>Bộ luật|Luật|Pháp lệnh)\s[^;.:()“”\"]{2,160}?\s?số\s*:?\s*$")
_KIND_AND_NAME_BEFORE = re.compile(rf"(?<!\w)(?P<kind>{KIND_WORDS})\s+\([^()]{{1,60}}\)\s*số\s*:?\s*$", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"số\s*:?\s*$", re.IGNORECASE)
_FORM_BEFORE = re.compile(r"(?<!\w)(?:mẫu|biểu|biểu mẫu|phụ lục|bảng)\s*(?:số\s*)?$", re.IGNORECASE)
_ADDRESS_BEFORE = re.compile(
    r"(?<!\w)(?:biển kiểm soát|tài khoản|hotline|quốc lộ|tỉnh lộ)\s*(?:số\s*)?:?\s*$", re.IGNORECASE
)
_LIST_GAP = re.compile(r"[^;.“”()]{0,160}?(?:,|và)\s*(?:số\s*)?$")
_BEFORE_DATE = re.compile(
    r"\s*,?\s*\(?\s*(?:được\s+)?(?:ban hành\s+|ký\s+)?(?=ngày|\d{1,2}/\d{1,2}/\d{4}\))", re.IGNORECASE
)
_BODY_THEN_DATE = re.compile(r"\s*,?\s+của\s+(?P<body>[^;.:“”()\d]{2,90}?)\s*,?\s+(?=ngày\s*\d)")
_TOLD_BEFORE = re.compile(
    r"(?<!\w)ngày\s*\d{1,2}(?:/\d{1,2}/\d{4}|"
    r"\s+tháng\s+\d{1,2}\s+năm\s+\d{4}),\s+[^.;,\d]{4,80}\s(?:đã\s+)?(?:ban hành|có|ký ban hành|ký)\s+$",
    re.IGNORECASE,
)
_OF = re.compile(r"\s*\)?\s*,?\s*(?:của|do)\s+(?:UB\s)?")


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited document. `kind` and `issuing_body` are as printed (the kind in sentence case); None where not printed.

    `spans`: one citation after the other, in the order of the source. `conflicting` holds every other date that a
    citation prints, with its span.
    """

    symbol: str
    kind: str | None = None
    issued_on: date | None = None
    issuing_body: str | None = None
    spans: Spans = field(default=(), compare=False)
    conflicting: tuple[tuple[date, Spans], ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """One place where a document is cited; `found_date` is kept where it is no day of the calendar."""

    symbol: str
    kind: str | None
    found_date: FoundDate | None
    issuing_body: str | None
    spans: Spans
    date_spans: Spans


def read_references(passages: Iterable[Passage], own: str | None) -> tuple[tuple[Reference, ...], tuple[Citation, ...]]:
    """The distinct references in order of appearance, and the citations whose date is no day of the calendar.

    `own` is the document's own number and symbol, which is no reference.
    """
    citations: list[Citation] = []
    for passage in passages:
        citations.extend(_citations(passage))
    citations.sort(key=lambda citation: citation.spans[0][0])
    wanted = [citation for citation in citations if own is None or _key(citation.symbol) != _key(own)]
    gathered: dict[str, list[Citation]] = {}
    for citation in wanted:
        gathered.setdefault(_key(citation.symbol), []).append(citation)
    references = [reference for group in gathered.values() for reference in _references(group)]
    references.sort(key=lambda reference: reference.spans[0][0])
    impossible = [found for found in wanted if found.found_date is not None and found.found_date.on is None]
    return tuple(references), tuple(impossible)


def _key(symbol: str) -> str:
    return "".join(symbol.split()).casefold().replace("–", "-")


def _references(group: list[Citation]) -> list[Reference]:
    """One reference, or one per year where the same symbol is cited with dates of different years."""
    by_year: dict[int, list[Citation]] = {}
    undated: list[Citation] = []
    for citation in group:
        on = citation.found_date.on if citation.found_date else None
        (by_year.setdefault(on.year, []) if on else undated).append(citation)
    if not by_year:
        return [_reference(group)]
    first, *others = by_year.values()
    return [_reference(sorted(first + undated, key=lambda one: one.spans[0])), *(_reference(one) for one in others)]


def _reference(citations: list[Citation]) -> Reference:
    dates = [(one.found_date.on, one.date_spans) for one in citations if one.found_date and one.found_date.on]
    told = Counter(on for on, _ in dates).most_common(1)
    issued_on = told[0][0] if told else None
    return Reference(
        symbol=next((one.symbol for one in citations if not one.symbol.isupper()), citations[0].symbol),
        kind=next((one.kind for one in citations if one.kind), None),
        issued_on=issued_on,
        issuing_body=next((one.issuing_body for one in citations if one.issuing_body), None),
        spans=tuple(span for one in citations for span in one.spans),
        conflicting=tuple((on, spans) for on, spans in dates if on != issued_on),
    )


def _citations(passage: Passage) -> list[Citation]:
    found: list[Citation] = []
    previous: FoundSymbol | None = None
    for symbol in find_symbols(passage.text):
        before = passage.text[max(0, symbol.start - 200) : symbol.start]
        if _FORM_BEFORE.search(before) or _ADDRESS_BEFORE.search(before):
            continue
        start, kind = _kind_before(before, symbol.start)
        if kind is None and found and previous and _LIST_GAP.fullmatch(passage.text[previous.end : start]):
            kind = found[-1].kind
        found.append(_citation(passage, symbol, start, kind))
        previous = symbol
    return found


def _kind_before(before: str, end: int) -> tuple[int, str | None]:
    """Where the citation begins and the kind printed there."""
    near = max(0, len(before) - 48)
    match = _KIND_BEFORE.search(before, near)
    if match is None and ("uật " in before or "Pháp lệnh " in before):
        match = _LAW_BEFORE.search(before)
    if match is None and ")" in before[near:]:
        match = _KIND_AND_NAME_BEFORE.search(before)
    if match:
        return end - len(before) + match.start(), kind_named(match["kind"])
    match = _NUMBER_WORD.search(before, near)
    return (end - len(before) + match.start() if match else end), None


def _citation(passage: Passage, symbol: FoundSymbol, start: int, kind: str | None) -> Citation:
    text, end = passage.text, symbol.end
    body: str | None = None
    on: FoundDate | None = None
    date_spans: Spans = ()
    first_body = _BODY_THEN_DATE.match(text, end)
    if first_body and (found := body_at(text, first_body.start("body"))) and found.end <= first_body.end("body"):
        body, end = text[found.start : found.end], first_body.end()
    lead = _BEFORE_DATE.match(text, end)
    if lead and (on := full_date_at(text, lead.end())):
        date_spans = passage.spans(on.start, on.end)
        end = on.end
    elif on := _date_told_before(text, start):
        date_spans = passage.spans(on.start, on.end)
    of = _OF.match(text, end) if body is None else None
    if of and (found := body_at(text, of.end())) and found.confidence > 0.6:
        body, end = text[found.start : found.end], found.end
    value = passage.compact(symbol.start, symbol.end).value
    told = date_spans if on and on.end <= start else ()
    return Citation(value, kind, on, body, told + passage.spans(start, end), date_spans)


def _date_told_before(text: str, start: int) -> FoundDate | None:
    """The date of "Ngày 24/02/2020, Chính phủ ban hành Nghị định số …", told before the citation in its sentence."""
    told = _TOLD_BEFORE.search(text, max(0, start - 130), start)
    return full_date_at(text, told.start()) if told else None
