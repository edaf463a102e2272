"""The head of an official paper: boxes 1 to 5 and 9a of Nghị định 30/2020/NĐ-CP.

Letterheads arrive in any order: two columns one after the other, side by side in one line, cut by bars, wrapped word
by word, printed twice. So motto, number, place and date are looked for in the whole zone above the kind of document,
and what is left there in capitals is the name of the issuing body.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vanban.bodies import LEVEL, UPPER
from vanban.capitals import in_capitals
from vanban.dates import day_of
from vanban.document import Header, Read, Span, Spans
from vanban.kinds import KIND_WORDS, kind_named
from vanban.passage import Passage
from vanban.reading.labels import ROMAN, bullet_of, label_of
from vanban.reading.lines import Line
from vanban.reading.paragraphs import hangs
from vanban.reading.symbols import CODE, find_symbols

_MOTTO = re.compile(
    r"C[ỘO]NG\s*H(?:ÒA|OÀ|OA)\s*X[ÃA]\s*H[ỘO]I\s*CH[ỦU]\s*NGH[ĨI]A\s*VI[ỆE]T\s*NAM"
    r"|Đ[ộo]c\s*l[ậâa]p\s*[-–—.]?\s*T[ựư]\s*do\s*[-–—.]?\s*H[ạa]nh\s*ph[úu]c"
    r"|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM",
    re.IGNORECASE,
)
_NUMBER_WORD = r"(?<!\w)(?:[Ss][ốỐôÔồỒ]\s*(?:hiệu)?\s*[:;.]?)"
_BLANK_NUMBER = re.compile(rf"{_NUMBER_WORD}(?:[\s.…_]*)[/-]\s*(?P<code>{CODE})")
_NUMBERED = re.compile(rf"{_NUMBER_WORD}\s*$")

_WORD = rf"[{UPPER}](?:['’ʼ]?(?:(?![{UPPER}])[^\W\d_])+[\w'’ʼ]*|['’ʼ][{UPPER}]\w+)"
_PLACE = (
    rf"(?:(?:T[Pp]\.?\s*|(?:[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Pp]hường|[Xx]ã|[Tt]ỉnh|[Đđ]ặc khu)\s+)"
    rf"(?:\d{{1,2}}|HCM)|(?:T[Pp]\.?\s*|(?:[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Pp]hường|[Xx]ã|[Tt]ỉnh"
    rf"|[Đđ]ặc khu)\s+)?{_WORD}(?:\s*[-–]\s*{_WORD}|\s+(?!ngày){_WORD}){{0,4}})"
)
_NAME = rf"(?-i:[{UPPER}])[\w'’ʼ]*(?:(?:\s*-\s*|\s)(?-i:[{UPPER}])[\w'’ʼ]*){{0,3}}"
_BLANK = r"[\s.…_]*"
_PLACE_AND_DATE = re.compile(
    rf"(?:(?P<place>{_PLACE})\s*,?\s*)?ngày(?:\s*(?P<day>\d{{1,2}})\s*|{_BLANK})tháng(?:\s*(?P<month>\d{{1,2}})\s*|{_BLANK})"
    rf"năm(?:\s*(?P<year>\d{{4}}|\d{{2}}\s\d{{2}}))?"
)
_SLASHED_DATE = re.compile(
    rf"(?P<place>{_PLACE})\s*,\s*ngày\s*(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d{{4}})"
)
_METADATA_KIND = re.compile(rf"Loại văn bản:\s*(?P<kind>{KIND_WORDS})", re.IGNORECASE)
_METADATA_DATE = re.compile(r"Ngày ban hành:\s*(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")

_SUBJECT = re.compile(r"\(?\s*(?:V/v|V/V|v/v|Về việc|V/v:)\s*:?\s*")
_ADDRESSED = re.compile(r"K[íi]nh\s+g[ửu]i\s*:?\s*", re.IGNORECASE)
BASIS = re.compile(
    r"(?:Căn\s*cứ|Thực hiện|Xét|Theo(?= đề nghị)|Triển khai(?= thực "
    r"hiện)?|Tiếp tục thực hiện|Trên cơ sở|Thi hành)(?!\w)"
)
CITES = re.compile(r"(?<!\w)số\s|\d\s?/\s?\S*[A-ZĐ]{2}|ngày\s+\d|như sau\s*:|Luật\s")
_NARRATES = re.compile(r"Để\s|Nhằm\s|Trong\s|Năm\s+\d{4}|Ngày\s+\d|Sau khi\s")
_ATTACHED = re.compile(r"\(?\s*(?:Kèm|Ban hành kèm|Phê duyệt kèm|Ban hành theo)(?:\s+theo)?(?!\w)", re.IGNORECASE)
ENACTING = re.compile(r"(?:QUYẾT\s*ĐỊNH|QUYẾT\s*NGHỊ|CHỈ\s*THỊ|NGHỊ\s*QUYẾT)\s*:?\s*$")
_STAMPS = re.compile(
    r"(?:HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN|MẬT|TỐI MẬT|TUYỆT MẬT|DỰ THẢO.*|BẢN SAO|CÔNG BÁO.*|BẢN ĐIỆN TỬ)\W*$"
)
_BODY_HEAD = re.compile(
    r"(?:(?:ỦY|UỶ)\s+BAN|UBND|UB\s?MTTQ|HỘI\s+ĐỒNG|HĐND|BỘ(?!\s+(?:TIÊU|QUY|PHẬN|LUẬT|CHỈ SỐ))|"
    r"SỞ(?!\s+HỮU)|PHÒNG(?!,|\s+(?:CHỐNG|NGỪA|CHÁY|,))|BAN(?!\s+HÀNH)|BCĐ|BCH|CỤC|TỔNG\s+CỤC|CHI\s+CỤC|VỤ(?!\s+VIỆC)|VĂN\s+PHÒNG|THANH\s+TRA|"
    r"TRUNG\s+TÂM|TRƯỜNG(?!\s+HỢP)|VIỆN(?!\s+TRỢ)|BỆNH\s+VIỆN|ĐẢNG\s+(?:ỦY|UỶ|BỘ)|(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ)\s*(?:ỦY|UỶ|ĐOÀN)|CHI\s+BỘ|HỘI(?!\s+(?:NGHỊ|THI|THẢO|THAO|NHẬP|CHỢ))|"
    r"LIÊN\s+ĐOÀN|TỔNG\s+LIÊN\s+ĐOÀN|LĐLĐ|CÔNG\s+ĐOÀN|ĐOÀN(?!\s+KẾT)|MẶT\s+TRẬN|CÔNG\s+AN|TÒA\s+ÁN|TOÀ\s+ÁN|CHÍNH\s+PHỦ|THỦ\s+TƯỚNG|QUỐC\s+HỘI|"
    r"(?:TỔNG\s+)?CÔNG\s+TY|TẬP\s+ĐOÀN|KHO\s+BẠC|NGÂN\s+HÀNG|BẢO\s+HIỂM|ĐÀI|HỌC\s+VIỆN|ĐẠI\s+HỌC|LIÊN\s+(?:MINH|HIỆP)|TỔ(?!\s+CHỨC)|CƠ\s+QUAN|"
    r"QUỸ|TRẠM|HẠT|ĐỒN|TRUNG\s+ƯƠNG|KHOA|CHỦ\s+TỊCH|HIỆP\s+HỘI|MTTQ)(?!\w)"
)
_UNFINISHED_NAME = re.compile(r"(?:^\w+|[-–,]|\s(?:VÀ|CỦA|CÁC|BAN NHÂN|ỦY|UỶ|VÌ|VỀ))$")
_PART_OF_NAME = re.compile(r"(?:BAN\s+(?:THƯỜNG\s+(?:TRỰC|VỤ)|CHẤP\s+HÀNH))$")


@dataclass(frozen=True, slots=True)
class HeadReading:
    """The header; where the body begins, as an index of the lines; and the indexes of lines the header used."""

    header: Header
    body_from: int
    used: frozenset[int]


def begins_body(lines: Sequence[Line], index: int, title_due: bool = False) -> bool:
    """Whether the words of a body begin at this line: a legal basis, an addressee, a numbered heading.

    `title_due`: right under the kind of document, where "Thực hiện Chỉ thị số …" is as a rule the title; there only a
    whole sentence counts.
    """
    text = lines[index].text
    label = label_of(text)
    if _ADDRESSED.match(text) or (label and (label.rank == ROMAN or not in_capitals(text))):
        return True
    if text.startswith(("Căn cứ", "Căn", "Xét đề nghị", "Theo đề nghị")) and BASIS.match(_sentence(lines, index)):
        return True
    if not BASIS.match(text):
        return bool(_NARRATES.match(text)) and len(text) > 90
    sentence = _sentence(lines, index)
    if title_due:
        return sentence.endswith((":", ";", ".")) and len(sentence) > 60
    return bool(CITES.search(sentence[:300]) and (len(sentence) > 140 or CITES.search(sentence[:90])))


def _sentence(lines: Sequence[Line], index: int) -> str:
    """The line with those that go on with it: up to an empty line, a new legal basis or a closing mark."""
    parts = [lines[index].text]
    for line in lines[index + 1 : index + 12]:
        if line.blank_before or line.rule_before or parts[-1].endswith((";", ":", ".")) or BASIS.match(line.text):
            break
        if label_of(line.text) or bullet_of(line.text):
            break
        parts.append(line.text)
    return " ".join(parts)


def read_head(lines: Sequence[Line]) -> HeadReading:
    """Read boxes 1 to 5 and 9a from the first lines."""
    first = _first_of_letterhead(lines)
    kind_at = _kind_line(lines, first)
    zone_end = kind_at if kind_at is not None else _zone_end(lines, first)
    zone = range(_with_lines_above(lines, first, zone_end), zone_end)
    header, used_spans = _read_zone([lines[index] for index in zone])
    if kind_at is None and not used_spans and lines and _names_itself(lines[0].text):
        kind_at = zone_end = 0
    if kind_at is not None:
        header, body_from = _read_title(lines, kind_at, header)
    else:
        header, body_from = _read_letter(lines, zone, used_spans, header)
    told = used_spans + (header.title.spans if header.title else ())
    used = {index for index in zone if _touches(lines[index], told) or _STAMPS.match(lines[index].text)}
    header, body_from = _read_addressees(lines, body_from, header)
    return HeadReading(header, body_from, frozenset(used | set(range(zone_end, body_from))))


def _first_of_letterhead(lines: Sequence[Line]) -> int:
    for index, line in enumerate(lines[:80]):
        if begins_body(lines, index) and not bullet_of(line.text) and index > 3 and kind_named(line.text) is None:
            break
        near = " ".join(one.text for one in lines[index : index + 4])
        if _MOTTO.match(near) or _MOTTO.search(line.text) or _NUMBERED.match(line.text) or _own_number(line.text):
            return index
    return 0


def _own_number(text: str) -> bool:
    return bool(re.match(rf"{_NUMBER_WORD}", text) and (_BLANK_NUMBER.match(text) or next(find_symbols(text), None)))


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
        if (
            in_capitals(text)
            and re.match(rf"(?:{KIND_WORDS})\s+\S", text, re.IGNORECASE)
            and not _BODY_HEAD.match(text)
        ):
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
        if len(lines[index].text) > 150 and not _METADATA_DATE.search(lines[index].text):
            return index
    return min(len(lines), first)


def _read_zone(zone: Sequence[Line]) -> tuple[Header, Spans]:
    flow = Passage.join(line.passage for line in zone)
    used: list[Span] = [span for match in _MOTTO.finditer(flow.text) for span in flow.spans(*match.span())]
    header, number_spans = _read_number(flow)
    used.extend(number_spans)
    dated, date_spans = _read_place_and_date(flow, number_spans)
    used.extend(date_spans)
    header = replace(header, place=dated.place, issued_on=dated.issued_on)
    pieces = [piece for line in zone for piece in _left_over(line.passage, used)]
    superior, issuing, body_spans = _read_bodies(pieces)
    used.extend(body_spans)
    kind = _METADATA_KIND.search(flow.text)
    if kind:
        header = replace(header, kind=Read(kind_named(kind["kind"]) or "", flow.spans(*kind.span("kind"))))
    return replace(header, superior_body=superior, issuing_body=issuing), tuple(used)


def _read_number(flow: Passage) -> tuple[Header, Spans]:
    text = flow.text
    numbered = [
        (symbol, word)
        for symbol in find_symbols(text)
        if (word := _NUMBERED.search(text, max(0, symbol.start - 12), symbol.start))
    ]
    numbered.sort(key=lambda pair: not pair[0].well_formed)
    if numbered:
        symbol, word = numbered[0]
        header = Header(
            number=flow.compact(*symbol.number),
            symbol=flow.compact(*symbol.code),
            number_symbol=flow.compact(symbol.start, symbol.end),
        )
        used = [span for one, head in numbered for span in flow.spans(head.start(), one.end)]
        return header, tuple(used)
    blank = _BLANK_NUMBER.search(text)
    if blank:
        return Header(symbol=flow.compact(*blank.span("code"))), flow.spans(*blank.span())
    return Header(), ()


def _read_place_and_date(flow: Passage, used: Spans) -> tuple[Header, Spans]:
    for pattern in (_PLACE_AND_DATE, _SLASHED_DATE):
        for match in pattern.finditer(flow.text):
            year = "".join((match["year"] or "").split())
            on = (
                day_of(int(year), int(match["month"]), int(match["day"]))
                if year and match["month"] and match["day"]
                else None
            )
            date_from = match.end("place") if match["place"] else match.start()
            day_at = flow.text.index("ngày", date_from)
            issued = Read(on, flow.spans(day_at, match.end())) if on else None
            place = flow.read(*match.span("place")) if match["place"] else None
            return Header(place=place, issued_on=issued), flow.spans(*match.span())
    metadata = _METADATA_DATE.search(flow.text)
    if metadata and (on := day_of(int(metadata["year"]), int(metadata["month"]), int(metadata["day"]))):
        spans = flow.spans(metadata.start("day"), metadata.end("year"))
        return Header(issued_on=Read(on, spans)), spans
    return Header(), ()


def _left_over(passage: Passage, used: Sequence[Span]) -> list[Passage]:
    """What the used spans leave of a line, cut at them and at bars."""
    pieces: list[list[Span]] = [[]]
    for start, end in passage.spans():
        position = start
        for first, last in sorted(span for span in used if span[0] < end and span[1] > start):
            if position < first:
                pieces[-1].append((position, first))
            pieces.append([])
            position = max(position, last)
        if position < end:
            pieces[-1].append((position, end))
    found: list[Passage] = []
    for spans in pieces:
        piece = Passage.of(passage.source, spans)
        cuts = [-1, *(match.start() for match in re.finditer(r"\|", piece.text)), len(piece.text)]
        found.extend(piece.part(first + 1, last) for first, last in itertools.pairwise(cuts))
    return [piece for piece in found if re.search(r"\w", piece.text)]


def _read_bodies(pieces: Sequence[Passage]) -> tuple[Read[str] | None, Read[str] | None, Spans]:
    """The superior and the issuing body of the lines in capitals that begin with the head of a body's name."""
    names: list[list[Passage]] = []
    for piece in pieces:
        if not (
            in_capitals(piece.text) or (piece.text.isupper() and not re.search(r"\d", piece.text))
        ) or _STAMPS.match(piece.text):
            continue
        piece = piece.part(0, len(piece.text.rstrip(" -–—_*.:")))
        last = " ".join(one.text for one in names[-1]) if names else ""
        if names and (
            _UNFINISHED_NAME.search(last) or not _BODY_HEAD.match(piece.text) or _PART_OF_NAME.match(piece.text)
        ):
            names[-1].append(piece)
        elif _BODY_HEAD.match(piece.text) or re.fullmatch(
            r"(?:ỦY|UỶ|HỘI(?!\s+(?:NGHỊ|THI|THẢO|THAO|NHẬP|CHỢ))|VĂN|ĐẢNG|BAN|TỔNG)", piece.text
        ):
            names.append([piece])
    joined = [Passage.join(name) for name in names]
    distinct = [name for index, name in enumerate(joined) if name.text not in {one.text for one in joined[:index]}]
    distinct = [
        name
        for name in distinct
        if not re.match(r"ĐOÀN\s+(?:TNCS|THANH NIÊN CỘNG SẢN)", name.text) or len(distinct) == 1
    ]
    used = tuple(span for name in joined for span in name.spans())
    if not distinct:
        return None, None, ()
    superior = distinct[0].read() if len(distinct) > 1 else None
    return superior, distinct[-1].read(), used


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
        if not (authority or _ATTACHED.match(text)):
            break
        index += 1
    return header, index


def _is_title(lines: Sequence[Line], index: int, title: Sequence[Passage], header: Header) -> bool:
    line, text = lines[index], lines[index].text
    if begins_body(lines, index, title_due=not title) or _ATTACHED.match(text) or bullet_of(text):
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
        rf"(?:{_BODY_HEAD.pattern}|BỘ TRƯỞNG|GIÁM ĐỐC|TRƯỞNG|CHỦ TỊCH|CHÁNH|"
        rf"HIỆU TRƯỞNG|CỤC TRƯỞNG|TỔNG GIÁM ĐỐC|VIỆN TRƯỞNG)",
        text,
    )
    return bool(head and re.match(r"Căn\s*(?:cứ)?|Xét", after))


def _read_letter(lines: Sequence[Line], zone: range, used: Spans, header: Header) -> tuple[Header, int]:
    """A công văn, which prints no kind: the subject stands after "V/v" under the number."""
    pieces = [piece for index in zone for piece in _left_over(lines[index].passage, used)]
    for at, piece in enumerate(pieces):
        subject = _SUBJECT.match(piece.text)
        if subject is None:
            continue
        parts = [piece.part(subject.end())]
        for more in pieces[at + 1 :]:
            if in_capitals(more.text) or _METADATA_DATE.search(more.text):
                break
            parts.append(more)
        joined = Passage.join(parts)
        kind = header.kind or Read("Công văn", piece.spans(0, subject.end()))
        return replace(header, kind=kind, title=joined.read(0, len(joined.text.rstrip(" .;)")))), zone.stop
    return header, zone.stop


def _read_addressees(lines: Sequence[Line], index: int, header: Header) -> tuple[Header, int]:
    if index >= len(lines) or not (head := _ADDRESSED.match(lines[index].text)):
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


def complete_name(body: Passage, places: Sequence[Passage]) -> Read[str] | None:
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
