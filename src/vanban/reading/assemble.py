"""Text into a reading: the parts of the page found one after another, then what they say."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vanban.bodies import UPPER, body_at, body_starts
from vanban.document import Annex, Header, LegalBasis, OfficialDocument, Paragraph, Read, Span, Spans
from vanban.duties import read_duties, read_reporting
from vanban.kinds import KIND_WORDS, kind_named
from vanban.passage import Passage
from vanban.reading.capitals import in_capitals
from vanban.reading.closing import Foot, read_foot
from vanban.reading.footnotes import take_footnotes
from vanban.reading.header import BASIS, ENACTING, HeadReading, complete_name, read_head
from vanban.reading.lines import Line, split_lines
from vanban.reading.paragraphs import Written, join_lines
from vanban.reading.references import read_references
from vanban.reading.result import ListedBody, Reading, ReadingWarning
from vanban.reading.sections import build_sections, paragraph_of
from vanban.reading.warnings import warnings_of

_ISSUES = re.compile(
    r"\s+(?:ban hành|xây dựng|lập|báo cáo|thông báo|triển khai|hướng dẫn|tổ chức|đề ra|kính đề nghị|đề "
    r"nghị|yêu cầu|trình)(?!\w)"
)
_SENTENCE_END = re.compile(r"[.;](?=\s)")
_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+)?(?P<label>[IVX]+|\d{1,2}|[A-H]))?\s*[.:]?(?:\s*$|\s+(?=\S))")
_ATTACHED = re.compile(r"\(?\s*(?:Kèm|Ban hành kèm|Phê duyệt kèm|Ban hành theo)(?:\s+theo)?(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Attached:
    """What follows the foot: the sections of a second document, and annexes."""

    paragraphs: tuple[Written, ...] = ()
    title: Read[str] | None = None
    annexes: tuple[Annex, ...] = ()
    used: tuple[Line, ...] = ()


def assemble(text: str) -> Reading:
    """Read NFC text whose line ends are "\\n"."""
    every = split_lines(text)
    lines, footnotes, notes = take_footnotes(every)
    head = read_head(lines)
    body_lines = lines[head.body_from :]
    foot = read_foot(body_lines)
    paragraphs = join_lines(body_lines[: foot.begins])
    attached = _read_attached(body_lines[foot.ends :])
    before, sections = build_sections([*paragraphs, *attached.paragraphs])
    bases, opening = _read_opening(before)
    header = _completed(head.header, before, sections_title=head.header.title)
    document = OfficialDocument(
        header=header,
        legal_bases=tuple(bases),
        opening=tuple(opening),
        sections=sections,
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
    attached: _Attached,
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
    return Reading(
        text=text,
        document=document,
        references=references,
        bodies=tuple(_listed_bodies(document, text, notes)),
        duties=read_duties(document, text),
        reporting=read_reporting(document, text),
        warnings=warnings,
        unread=_unread(lines, head, body_lines[foot.ends :], attached),
    )


def _read_opening(paragraphs: Sequence[Written]) -> tuple[list[LegalBasis], list[Paragraph]]:
    """Legal bases, and the opening paragraphs; where both share a paragraph it is cut before the issuing sentence."""
    bases: list[LegalBasis] = []
    opening: list[Paragraph] = []
    for paragraph in paragraphs:
        if ENACTING.match(paragraph.text):
            continue
        if not BASIS.match(paragraph.text) or opening:
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


def _issuing_sentence(text: str) -> int:
    """Where the sentence begins in which the issuing body issues; the end of the text where none does."""
    issuer = _issuer(text, 0, len(text))
    if issuer is None:
        return len(text)
    comma = re.search(r",\s*$", text[: issuer[0]])
    starts = [match.end() for match in _SENTENCE_END.finditer(text, 0, issuer[0])]
    if comma and not (starts and not BASIS.match(text[starts[-1] :].lstrip())):
        return issuer[0]
    return starts[-1] if starts else issuer[0] if comma else len(text)


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


def _completed(header: Header, before: Sequence[Written], sections_title: Read[str] | None) -> Header:
    """Kind and issuing body from the opening sentence where the letterhead lacks them."""
    for paragraph in before:
        passage = paragraph.passage
        issuer = _issuer(passage.text, 0, len(passage.text))
        if issuer is None:
            continue
        if header.kind is None:
            kind = re.compile(rf"(?<!\w)(?:{KIND_WORDS})(?!\w)", re.IGNORECASE).search(
                passage.text, issuer[1], issuer[1] + 40
            )
            if kind:
                header = replace(header, kind=Read(kind_named(kind.group()) or "", passage.spans(*kind.span())))
        if header.issuing_body is None or _is_bare(header.issuing_body.value):
            body = passage.part(*issuer)
            places = [passage, *([Passage.of(passage.source, sections_title.spans)] if sections_title else [])]
            named = complete_name(body, places) or _with_place(body, header.place)
            header = replace(header, issuing_body=named or header.issuing_body or body.read())
        break
    return header


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
    if place is None or not re.search(r"(?:tỉnh|huyện|xã|phường|thị trấn|thành phố|thị xã|quận)$", body.text):
        return None
    if re.match(rf"(?:[Tt]hành phố|[Tt]hị xã|TP|[{UPPER}]+\d)", place.value):
        return None
    return Passage.join([body, Passage.of(body.source, place.spans)]).read()


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


def _read_attached(lines: Sequence[Line]) -> _Attached:
    """What follows the foot: a document of its own kind with its sections, and annexes."""
    if not lines:
        return _Attached()
    start = next((index for index, line in enumerate(lines) if _opens_attached(lines, index)), None)
    annex_at = next((index for index, line in enumerate(lines) if _is_annex(line)), len(lines))
    if start is None or annex_at < start:
        annexes = _annexes(lines[annex_at:])
        return _Attached(annexes=tuple(annexes), used=tuple(lines[annex_at:]))
    title_end = start + 1
    while (
        title_end < min(annex_at, start + 10)
        and in_capitals(lines[title_end].text)
        and not re.match(r"[IVX]+\s*[.)]|Chương|CHƯƠNG|Điều", lines[title_end].text)
    ):
        title_end += 1
    title = Passage.join(line.passage for line in lines[start:title_end])
    while title_end < annex_at and _ATTACHED.match(lines[title_end].text):
        title_end += 1
        while (
            title_end < annex_at and not lines[title_end - 1].text.endswith(")") and not lines[title_end].blank_before
        ):
            title_end += 1
    return _Attached(
        paragraphs=tuple(join_lines(lines[title_end:annex_at])),
        title=title.read(),
        annexes=tuple(_annexes(lines[annex_at:])),
        used=tuple(lines[start:]),
    )


def _opens_attached(lines: Sequence[Line], index: int) -> bool:
    """A kind of document in capitals on a line, and near it the words that attach it."""
    text = lines[index].text
    if not in_capitals(text) or not re.match(rf"(?:{KIND_WORDS})(?!\w)", text, re.IGNORECASE):
        return False
    near = lines[index + 1 : index + 8]
    return kind_named(text) is not None or any(_ATTACHED.match(line.text) for line in near)


def _is_annex(line: Line) -> bool:
    match = _ANNEX.match(line.text)
    return bool(match and len(line.text) < 120)


def _annexes(lines: Sequence[Line]) -> Iterator[Annex]:
    heads = [index for index, line in enumerate(lines) if _is_annex(line)]
    for first, last in zip(heads, [*heads[1:], len(lines)], strict=False):
        match = _ANNEX.match(lines[first].text)
        label = (match["label"] or "") if match else ""
        title_end = first + 1
        while title_end < last and in_capitals(lines[title_end].text):
            title_end += 1
        title = Passage.join(line.passage for line in lines[first + 1 : title_end])
        blocks = tuple(paragraph_of(one) for one in join_lines(lines[title_end:last]))
        spans = Passage.join(line.passage for line in lines[first:last]).spans()
        yield Annex(label=label, title=title.text, blocks=blocks, spans=spans)


def _unread(lines: Sequence[Line], head: HeadReading, rest: Sequence[Line], attached: _Attached) -> Spans:
    """The lines that became no part of the reading."""
    kept = {id(line) for line in attached.used}
    left = [line for index, line in enumerate(lines[: head.body_from]) if index not in head.used]
    left += [line for line in rest if id(line) not in kept]
    spans: list[Span] = []
    for line in left:
        at = line.passage.spans()
        spans.append((at[0][0], at[-1][1]))
    return tuple(spans)
