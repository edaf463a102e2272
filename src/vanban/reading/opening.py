"""What stands between the header and the first section: legal bases, and the sentence in which the body issues."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vanban.bodies import body_at, body_starts
from vanban.body_names import LEVEL
from vanban.capitals import UPPER
from vanban.document import Header, LegalBasis, Paragraph, Read
from vanban.kinds import KIND_WORDS, kind_named
from vanban.passage import Passage
from vanban.reading.beginnings import BASIS, CITES, ENACTING
from vanban.reading.paragraphs import Written
from vanban.reading.sections import paragraph_of

_ISSUES = re.compile(
    r"\s+(?:ban hành|xây dựng|lập|báo cáo|thông báo|triển khai|hướng dẫn|tổ chức|đề ra|kính đề nghị|đề "
    r"nghị|yêu cầu|trình)(?!\w)"
)
_COMMITTEE = re.compile(r"(?:Ủy|Uỷ) ban nhân dân|UBND|Hội đồng nhân dân|HĐND", re.IGNORECASE)
_KIND = re.compile(rf"(?<!\w)(?:{KIND_WORDS})(?!\w)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;](?=\s)")
_NAME = rf"(?-i:[{UPPER}])[\w'’ʼ]*(?:(?:\s*-\s*|\s)(?-i:[{UPPER}])[\w'’ʼ]*){{0,3}}"


def read_opening(paragraphs: Sequence[Written]) -> tuple[list[LegalBasis], list[Paragraph]]:
    """Legal bases, and the opening paragraphs; where both share a paragraph it is cut before the issuing sentence."""
    bases: list[LegalBasis] = []
    opening: list[Paragraph] = []
    for paragraph in paragraphs:
        if ENACTING.match(paragraph.text):
            continue
        if not _is_basis(paragraph.text, bool(opening)):
            opening.append(paragraph_of(paragraph))
            continue
        cut = _issuing_sentence(paragraph.text)
        basis = paragraph.passage.part(0, cut)
        basis = basis.part(0, len(basis.text.rstrip(" ;.,")))
        bases.append(LegalBasis(basis.text, basis.spans()))
        if cut < len(paragraph.text):
            rest = paragraph.passage.part(cut)
            moved = tuple((at - cut, mark) for at, mark in paragraph.calls if at >= cut)
            opening.append(paragraph_of(Written(rest, paragraph.lines, moved)))
    return bases, opening


def _is_basis(text: str, opened: bool) -> bool:
    """Whether a paragraph is a legal basis: it says so, or tells which document is carried out."""
    if re.match(r"Căn\s*cứ|Xét\s|Theo đề nghị", text):
        return not opened or re.match(r"Căn\s*cứ|Xét\s", text) is not None
    return not opened and BASIS.match(text) is not None and CITES.search(text) is not None


def _issuing_sentence(text: str) -> int:
    """Where the sentence begins in which the issuing body issues; the end of the text where none does."""
    issuer = _issuer(text, 0, len(text))
    if issuer is None:
        return len(text)
    starts = [match.end() for match in _SENTENCE_END.finditer(text, 0, issuer[0])]
    if re.search(r",\s*$", text[: issuer[0]]):
        sentence = text[starts[-1] :].lstrip() if starts and text[starts[-1] - 1] == "." else ""
        if not sentence or BASIS.match(sentence):
            return issuer[0]
    return starts[-1] if starts else len(text)


def _leads_on(text: str, start: int) -> bool:
    return re.search(rf"như sau|sau đây|:\s*$|(?:{KIND_WORDS})", text[start:], re.IGNORECASE) is not None


def _issuer(text: str, start: int, upto: int) -> tuple[int, int] | None:
    """The body between `start` and `upto` that "ban hành", "xây dựng", "báo cáo" … what follows."""
    for position in body_starts(text[:upto]):
        if position < start:
            continue
        body = body_at(text, position)
        if body and body.confidence > 0.6 and _ISSUES.match(text, body.end) and _leads_on(text, body.end):
            return body.start, body.end
    return None


def completed(header: Header, before: Sequence[Written]) -> Header:
    """Kind and issuing body from the enacting line and the opening sentence where the letterhead lacks them."""
    title = header.title
    for paragraph in before:
        passage = paragraph.passage
        if header.kind is None and ENACTING.match(passage.text) and (kind := kind_named(passage.text)):
            header = replace(header, kind=Read(kind, passage.spans(0, len(passage.text.rstrip(" :")))))
        issuer = _issuer(passage.text, 0, len(passage.text))
        if issuer is None:
            continue
        if header.kind is None and (match := _KIND.search(passage.text, issuer[1], issuer[1] + 40)):
            header = replace(header, kind=Read(kind_named(match.group()) or "", passage.spans(*match.span())))
        if header.issuing_body is None or _is_bare(header.issuing_body.value):
            places = [passage, *([Passage.of(passage.source, title.spans)] if title else [])]
            header = replace(header, issuing_body=_named(passage.part(*issuer), places, header))
        break
    body = header.issuing_body
    if body is not None and before and _COMMITTEE.match(body.value):
        places = [Passage.of(before[0].passage.source, title.spans)] if title else []
        header = replace(header, issuing_body=_named(Passage.of(before[0].passage.source, body.spans), places, header))
    return header


def _named(body: Passage, places: Sequence[Passage], header: Header) -> Read[str]:
    """The body with the name of its place where it ends with the bare level."""
    return _complete_name(body, places) or _with_place(body, header.place) or body.read()


def _is_bare(name: str) -> bool:
    return " ".join(name.split()).casefold() in (
        "ủy ban nhân dân",
        "uỷ ban nhân dân",
        "ubnd",
        "hội đồng nhân dân",
        "hđnd",
    )


def _with_place(body: Passage, place: Read[str] | None) -> Read[str] | None:
    """ "UBND tỉnh" issued at "Bình Mẫu": the committee of that place."""
    if place is None or not re.search(
        r"(?<!\w)(?:tỉnh|huyện|xã|phường|thị trấn|thành phố|thị xã|quận)$", body.text, re.IGNORECASE
    ):
        return None
    if re.match(rf"(?:[Tt]hành phố|[Tt]hị xã|TP|[{UPPER}]+\d)", place.value):
        return None
    return Passage.join([body, Passage.of(body.source, place.spans)]).read()


def _complete_name(body: Passage, places: Sequence[Passage]) -> Read[str] | None:
    """ "Ủy ban nhân dân huyện" completed by the name that stands after the same level elsewhere ("huyện Ia H'Drai").

    None where `body` ends with no level or no place names one.
    """
    level = re.search(rf"(?P<level>{LEVEL})$", body.text, re.IGNORECASE)
    if level is None:
        return None
    named = re.compile(rf"(?<!\w){re.escape(level['level'])}\s+(?P<name>{_NAME})", re.IGNORECASE)
    for place in places:
        match = named.search(place.text)
        if match and match["name"][0].isupper():
            return Passage.join([body, place.part(*match.span("name"))]).read()
    return None
