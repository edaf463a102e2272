"""Names of bodies in Vietnamese official prose: State bodies, Party committees, the Front and the mass organisations.

A name is a head ("Sở", "Ủy ban nhân dân"), for most heads a field of work ("Lao động - Thương binh và Xã hội"), and
often a place ("huyện Ia H'Drai", "các xã"). Fields are matched from a list first, because "và" and "," stand inside
them; an unknown field is read word by word up to the first word that cannot stand in a name, with less confidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.body_names import (
    APOSTROPHE,
    FIELD,
    GENERIC,
    GENERIC_WORDS,
    HEAD_OF,
    HEADED,
    LEVEL,
    NAME,
    NOT_A_NAME,
    PLACE,
    WHOLE,
)
from vanban.capitals import UPPER

_STOP = frozenset(
    """
    chủ trì phối hợp về tổ xây hướng có được tại theo để là thực triển tham căn định kịp tiếp tăng đẩy rà
    chịu báo tổng trong cho từ khi đã sẽ cần phải nghiên thường hằng hàng trước sau làm giúp đôn kiểm lồng bố
    đề ký yêu giao lập cử ban phê quy nhằm do đang nếu bằng với và hoặc của mở sửa thay bổ cùng như
    """.split()  # noqa: SIM905 - words read better as words
)
_LONGEST_NAME = 16
"""Words of a name whose field of work is not in the list."""
_TOKEN = re.compile(rf"\s*(?:(?P<dash>[-–&])\s*)?(?P<word>[\w{APOSTROPHE}&]+)")

_WHOLE_RE = re.compile(
    rf"(?:các\s+|Các\s+)?{HEAD_OF}(?:{'|'.join(WHOLE)})(?!\w)"
    rf"(?:\s+(?={LEVEL}|các|cấp|cùng|của|từng)(?:{PLACE})|(?:(?<=ủy)|(?<=uỷ)|(?<=đoàn))\s+{NAME})?"
)
_OWNER_RE = re.compile(rf"\s+(?:{_WHOLE_RE.pattern})")
_HEADED_RE = re.compile(
    rf"(?:[Cc]ác\s+)?{HEAD_OF}(?:{HEADED.replace('Sở', '[Ss]ở').replace('Phòng|', '[Pp]hòng|')})(?=\s)"
)
_FIELD_RE = re.compile(rf"\s+(?:{FIELD})(?![\w&])")
_NAME_RE = re.compile(
    rf"\s+{NAME}(?=\s*(?:[,;.:()”]|$)|\s+(?:về|ban hành|xây dựng|chủ trì|"
    rf"phối hợp|có|tại|trong|và|đã|báo cáo|phê duyệt))"
)
_NAME_MAY_START = re.compile(rf"\s*{NOT_A_NAME}")
_LEVEL_RE = re.compile(rf"\s*(?:{LEVEL})\b")
_SPACES = re.compile(r"\s*")
_PLACE_RE = re.compile(rf"\s+(?:{PLACE})(?!\w)")
_GENERIC_RE = re.compile(
    rf"(?:Thủ trưởng |Lãnh đạo |Người đứng đầu )?{GENERIC}(?:(?:\s*[,;-]\s*|\s+và\s+|\s+){GENERIC_WORDS}\b)*"
)


@dataclass(frozen=True, slots=True)
class FoundBody:
    """A body named in a text, from `start` to `end`.

    `confidence` is 1.0 where every part of the name is known, 0.8 where its field of work is not in the list, and 0.6
    where the words name a class of bodies ("các phòng, ban") and no single one.
    """

    start: int
    end: int
    confidence: float


def body_at(text: str, position: int) -> FoundBody | None:
    """The name of a body that begins exactly at `position`."""
    whole = _WHOLE_RE.match(text, position)
    headed = _headed_at(text, position)
    if whole and (headed is None or whole.end() >= headed.end or headed.confidence < 1):
        return FoundBody(position, whole.end(), 1.0)
    if headed:
        return headed
    generic = _GENERIC_RE.match(text, position)
    if generic:
        return FoundBody(position, generic.end(), 0.6)
    return None


def _headed_at(text: str, position: int) -> FoundBody | None:
    head = _HEADED_RE.match(text, position)
    if head is None:
        return None
    field = _FIELD_RE.match(text, head.end())
    end, confidence = (field.end(), 1.0) if field else (_unknown_field(text, head.end()), 0.8)
    if end is None:
        place = _PLACE_RE.match(text, head.end())
        return FoundBody(position, place.end(), 0.8) if place and not head[0].startswith(("Ban", "Bộ")) else None
    place = _PLACE_RE.match(text, end) or (_NAME_RE.match(text, end) or _OWNER_RE.match(text, end) if field else None)
    return FoundBody(position, place.end() if place else end, confidence)


def _unknown_field(text: str, position: int) -> int | None:
    """Where a field of work ends that is in no list: it begins with a capital and goes on to a word of `_STOP`."""
    token = _TOKEN.match(text, position)
    if token is None or token["dash"] or not token["word"][0].isupper():
        return None
    if _NAME_MAY_START.match(text, position) is None:
        return None
    end, lower = token.end(), 0
    for _ in range(_LONGEST_NAME):
        token = _TOKEN.match(text, end)
        if token is None:
            break
        word = token["word"]
        if _LEVEL_RE.match(text, end):
            break
        if word[0].isupper() and not _NAME_MAY_START.match(text, token.start("word")):
            break
        if word.casefold() == "và" or (token["dash"] and word[0].isupper()):
            following = _TOKEN.match(text, token.end())
            if word.casefold() == "và" and (
                following is None or not following["word"][0].isupper() or _is_head(text, token.end())
            ):
                break
        elif word[0].islower():
            lower += 1
            if word in _STOP or lower > 3:
                break
        else:
            lower = 0
        end = token.end()
    return end


def _is_head(text: str, position: int) -> bool:
    start = _SPACES.match(text, position).end()  # type: ignore[union-attr]
    return _WHOLE_RE.match(text, start) is not None or _HEADED_RE.match(text, start) is not None


_SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|\s+và\s+|\s+cùng\s+|\s*[-–]\s+(?=[Uu]BND|Ủy ban|Uỷ ban))\s*")


def bodies_at(text: str, position: int) -> tuple[FoundBody, ...]:
    """The list of bodies that begins exactly at `position`: names parted by ",", ";" or "và"."""
    found: list[FoundBody] = []
    while body := body_at(text, position):
        found.append(body)
        separator = _SEPARATOR.match(text, body.end)
        if separator is None:
            break
        position = separator.end()
    return tuple(found)


_START = re.compile(
    rf"(?<![\w-])(?=(?:[Cc]ác\s|[Tt]hủ trưởng|[Ll]ãnh đạo|[Nn]gười đứng|[Tt]ừng|[Mm]ỗi|[{UPPER}]|sở\s|phòng\s))"
)


def body_starts(text: str) -> list[int]:
    """Offsets at which a body's name may begin; `bodies_at` says whether one does."""
    return [match.start() for match in _START.finditer(text)]


def only_bodies(text: str) -> tuple[FoundBody, ...]:
    """The bodies of a text that is a list of bodies and nothing else; empty where it is not."""
    found = bodies_at(text, 0)
    rest = text[found[-1].end :] if found else "-"
    return found if re.fullmatch(r"[\s:.;,]*(?:\([^()]*\))?[\s:.;,]*", rest) else ()
