"""The letterhead: boxes 1 to 4 of Nghị định 30/2020/NĐ-CP, wherever they stand among the lines above the kind.

Motto, number, place and date are looked for in the whole zone, because columns arrive one after the other, side by side
in one line, cut by bars or wrapped word by word; what is left in capitals is the name of the issuing body.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from vanban.capitals import UPPER, in_capitals
from vanban.dates import day_of
from vanban.document import Header, Read, Span, Spans
from vanban.kinds import KIND_WORDS, kind_named
from vanban.passage import Passage
from vanban.reading.lines import Line
from vanban.reading.symbols import CODE, find_symbols

MOTTO = re.compile(
    r"C[ỘO]NG\s*H(?:ÒA|OÀ|OA)\s*X[ÃA]\s*H[ỘO]I\s*CH[ỦU]\s*NGH[ĨI]A\s*VI[ỆE]T\s*NAM"
    r"|Đ[ộo]c\s*l[ậâa]p\s*[-–—.]?\s*T[ựư]\s*do\s*[-–—.]?\s*H[ạa]nh\s*ph[úu]c"
    r"|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM",
    re.IGNORECASE,
)
_NUMBER_WORD = r"(?<!\w)(?:[Ss][ốỐôÔồỒ]\s*(?:hiệu)?\s*[:;.]?)"
_BLANK_NUMBER = re.compile(rf"{_NUMBER_WORD}(?:[\s.…_]*)[/-]\s*(?P<code>{CODE})")
NUMBERED = re.compile(rf"{_NUMBER_WORD}\s*$")

_WORD = rf"[{UPPER}](?:['’ʼ]?(?:(?![{UPPER}])[^\W\d_])+[\w'’ʼ]*|['’ʼ][{UPPER}]\w+)"
_PLACE = (
    rf"(?:(?:T[Pp]\.?\s*|(?:[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Pp]hường|[Xx]ã|[Tt]ỉnh|[Đđ]ặc khu)\s+)"
    rf"(?:\d{{1,2}}|HCM)|(?:T[Pp]\.?\s*|(?:[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Pp]hường|[Xx]ã|[Tt]ỉnh"
    rf"|[Đđ]ặc khu)\s+)?{_WORD}(?:\s*[-–]\s*{_WORD}|\s+(?!ngày){_WORD}){{0,4}})"
)
_BLANK = r"[\s.…_]*"
_PLACE_AND_DATE = re.compile(
    rf"(?:(?P<place>{_PLACE})\s*,?\s*)?ngày(?:\s*(?P<day>\d{{1,2}})\s*|{_BLANK})tháng(?:\s*(?P<month>\d{{1,2}})\s*|{_BLANK})"
    rf"năm(?:\s*(?P<year>\d{{4}}|\d{{2}}\s\d{{2}}))?"
)
_SLASHED_DATE = re.compile(
    rf"(?P<place>{_PLACE})\s*,\s*ngày\s*(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d{{4}})"
)
_METADATA_KIND = re.compile(rf"Loại văn bản:\s*(?P<kind>{KIND_WORDS})", re.IGNORECASE)
METADATA_DATE = re.compile(r"Ngày ban hành:\s*(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")

STAMPS = re.compile(
    r"(?:HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN|MẬT|TỐI MẬT|TUYỆT MẬT|DỰ THẢO.*|BẢN SAO|CÔNG BÁO.*|BẢN ĐIỆN TỬ)\W*$"
)
BODY_HEAD = re.compile(
    r"(?:(?:ỦY|UỶ)\s+BAN|UBND|UB\s?MTTQ|HỘI\s+ĐỒNG|HĐND|BỘ(?!\s+(?:TIÊU|QUY|PHẬN|LUẬT|CHỈ SỐ))|"
    r"SỞ(?!\s+HỮU)|PHÒNG(?!,|\s+(?:CHỐNG|NGỪA|CHÁY|,))|BAN(?!\s+HÀNH)|BCĐ|BCH|CỤC|TỔNG\s+CỤC|CHI\s+CỤC|VỤ(?!\s+VIỆC)|VĂN\s+PHÒNG|THANH\s+TRA|"
    r"TRUNG\s+TÂM|TRƯỜNG(?!\s+HỢP)|VIỆN(?!\s+TRỢ)|BỆNH\s+VIỆN|ĐẢNG\s+(?:ỦY|UỶ|BỘ)|(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ)\s*(?:ỦY|UỶ|ĐOÀN)|CHI\s+BỘ|HỘI(?!\s+(?:NGHỊ|THI|THẢO|THAO|NHẬP|CHỢ))|"
    r"LIÊN\s+ĐOÀN|TỔNG\s+LIÊN\s+ĐOÀN|LĐLĐ|CÔNG\s+ĐOÀN|ĐOÀN(?!\s+KẾT)|MẶT\s+TRẬN|CÔNG\s+AN|TÒA\s+ÁN|TOÀ\s+ÁN|CHÍNH\s+PHỦ|THỦ\s+TƯỚNG|QUỐC\s+HỘI|"
    r"(?:TỔNG\s+)?CÔNG\s+TY|TẬP\s+ĐOÀN|KHO\s+BẠC|NGÂN\s+HÀNG|BẢO\s+HIỂM|ĐÀI|HỌC\s+VIỆN|ĐẠI\s+HỌC|LIÊN\s+(?:MINH|HIỆP)|TỔ(?!\s+CHỨC)|CƠ\s+QUAN|"
    r"QUỸ|TRẠM|HẠT|ĐỒN|TRUNG\s+ƯƠNG|KHOA|CHỦ\s+TỊCH|HIỆP\s+HỘI|MTTQ)(?!\w)"
)
_UNFINISHED_NAME = re.compile(r"(?:^\w+|[-–,]|\s(?:VÀ|CỦA|CÁC|BAN NHÂN|ỦY|UỶ|VÌ|VỀ))$")
_PART_OF_NAME = re.compile(r"(?:BAN\s+(?:THƯỜNG\s+(?:TRỰC|VỤ)|CHẤP\s+HÀNH))$")


def read_letterhead(zone: Sequence[Line]) -> tuple[Header, Spans]:
    flow = Passage.join(line.passage for line in zone)
    used: list[Span] = [span for match in MOTTO.finditer(flow.text) for span in flow.spans(*match.span())]
    header, number_spans = _read_number(flow)
    used.extend(number_spans)
    dated, date_spans = _read_place_and_date(flow, number_spans)
    used.extend(date_spans)
    header = replace(header, place=dated.place, issued_on=dated.issued_on)
    pieces = [piece for line in zone for piece in left_over(line.passage, used)]
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
        if (word := NUMBERED.search(text, max(0, symbol.start - 12), symbol.start))
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
    metadata = METADATA_DATE.search(flow.text)
    if metadata and (on := day_of(int(metadata["year"]), int(metadata["month"]), int(metadata["day"]))):
        spans = flow.spans(metadata.start("day"), metadata.end("year"))
        return Header(issued_on=Read(on, spans)), spans
    return Header(), ()


def left_over(passage: Passage, used: Sequence[Span]) -> list[Passage]:
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
        if not (in_capitals(piece.text) or (piece.text.isupper() and not re.search(r"\d", piece.text))) or STAMPS.match(
            piece.text
        ):
            continue
        piece = piece.part(0, len(piece.text.rstrip(" -–—_*.:")))
        last = " ".join(one.text for one in names[-1]) if names else ""
        if names and (
            _UNFINISHED_NAME.search(last) or not BODY_HEAD.match(piece.text) or _PART_OF_NAME.match(piece.text)
        ):
            names[-1].append(piece)
        elif BODY_HEAD.match(piece.text) or re.fullmatch(
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


def is_own_number(text: str) -> bool:
    return bool(re.match(rf"{_NUMBER_WORD}", text) and (_BLANK_NUMBER.match(text) or next(find_symbols(text), None)))
