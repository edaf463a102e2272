"""Text into a reading: the parts of the page found one after another, then what they say."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vanban.bodies import UPPER, body_at, body_starts
from vanban.capitals import in_capitals
from vanban.document import Annex, Header, LegalBasis, OfficialDocument, Paragraph, Read, Span, Spans
from vanban.duties import read_duties, read_reporting
from vanban.kinds import KIND_WORDS, kind_named
from vanban.passage import Passage
from vanban.reading.closing import Foot, read_foot
from vanban.reading.footnotes import take_footnotes
from vanban.reading.header import BASIS, CITES, ENACTING, HeadReading, complete_name, read_head
from vanban.reading.labels import label_of
from vanban.reading.lines import Line, split_lines
from vanban.reading.paragraphs import Written, join_lines
from vanban.reading.references import read_references
from vanban.reading.result import ListedBody, Reading, ReadingWarning
from vanban.reading.sections import blocks_of, build_sections, paragraph_of
from vanban.reading.warnings import warnings_of

_ISSUES = re.compile(
    r"\s+(?:ban hành|xây dựng|lập|báo cáo|thông báo|triển khai|hướng dẫn|tổ chức|đề ra|kính đề nghị|đề "
    r"nghị|yêu cầu|trình)(?!\w)"
)
_COMMITTEE = re.compile(r"(?:Ủy|Uỷ) ban nhân dân|UBND|Hội đồng nhân dân|HĐND", re.IGNORECASE)
_OPENS_KIND = re.compile(rf"(?:{KIND_WORDS})(?!\w)", re.IGNORECASE)
_KIND = re.compile(rf"(?<!\w)(?:{KIND_WORDS})(?!\w)", re.IGNORECASE)
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
    before, sections = build_sections(paragraphs)
    _, attached_sections = build_sections(attached.paragraphs)
    bases, opening = _read_opening(before)
    header = _completed(head.header, before)
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


def _read_opening(paragraphs: Sequence[Written]) -> tuple[list[LegalBasis], list[Paragraph]]:
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


def _completed(header: Header, before: Sequence[Written]) -> Header:
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
    return complete_name(body, places) or _with_place(body, header.place) or body.read()


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
    annex_at = next((index for index in range(len(lines)) if _is_annex(lines, index)), len(lines))
    if start is None or annex_at < start:
        annexes = _annexes(lines[annex_at:])
        return _Attached(annexes=tuple(annexes), used=tuple(lines[annex_at:]))
    title_end = _attached_title_end(lines[: min(annex_at, start + 12)], start)
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


def _attached_title_end(lines: Sequence[Line], start: int) -> int:
    """After the lines in capitals, or right before the words that attach the document."""
    for index in range(start + 1, len(lines)):
        if _ATTACHED.match(lines[index].text):
            return index
        if label_of(lines[index].text):
            break
    end = start + 1
    while end < len(lines) and in_capitals(lines[end].text) and not label_of(lines[end].text):
        end += 1
    return end


def _opens_attached(lines: Sequence[Line], index: int) -> bool:
    """A kind of document in capitals on a line, and near it the words that attach it."""
    text = lines[index].text
    if not in_capitals(text) or not _OPENS_KIND.match(text):
        return False
    near = lines[index + 1 : index + 8]
    return kind_named(text) is not None or any(_ATTACHED.match(line.text) for line in near)


def _is_annex(lines: Sequence[Line], index: int) -> bool:
    """A line that says Phụ lục, or a title in capitals under which stand the words that attach it."""
    text, above = lines[index].text, lines[index - 1].text if index else ""
    if _ANNEX.match(text) and len(text) < 120:
        return True
    if not in_capitals(text) or in_capitals(above) or _ANNEX.match(above) or _OPENS_KIND.match(text):
        return False
    after = next((one.text for one in lines[index + 1 : index + 5] if not in_capitals(one.text)), "")
    return _ATTACHED.match(after) is not None


def _annexes(lines: Sequence[Line]) -> Iterator[Annex]:
    heads = [index for index in range(len(lines)) if _is_annex(lines, index)]
    for first, last in zip(heads, [*heads[1:], len(lines)], strict=False):
        match = _ANNEX.match(lines[first].text)
        label = (match["label"] or "") if match else ""
        title_from = first + 1 if match else first
        title_end = title_from
        while title_end < last and _is_annex_title(lines[title_end].text):
            title_end += 1
        title = Passage.join(line.passage for line in lines[title_from:title_end] if not _ATTACHED.match(line.text))
        blocks = blocks_of(join_lines(lines[title_end:last]))
        spans = Passage.join(line.passage for line in lines[first:last]).spans()
        yield Annex(label=label, title=title.text, blocks=blocks, spans=spans)


def _is_annex_title(text: str) -> bool:
    return (in_capitals(text) and not label_of(text)) or _ATTACHED.match(text) is not None


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
