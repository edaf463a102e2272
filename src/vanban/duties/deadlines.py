"""When a duty is due: days, months, cadences and conditions, each with the words that say it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.dates import FoundDate, find_dates
from vanban.duties.model import Deadline, DeadlineKind
from vanban.passage import Passage

_BEFORE = re.compile(r"(?<!\w)trước\s*(?:ngày\s*)?$", re.IGNORECASE)
_BY = re.compile(
    r"(?<!\w)(?:chậm nhất(?: là| đến| vào)?(?: ngày| trước)?|muộn nhất(?: là| vào)?|đến hết|hết|(?:xong|"
    r"hoàn thành)(?: vào| trong| đến)?|hạn(?: cuối)?(?: là| đến)?\s*:?|"
    r"thời hạn(?: hoàn thành)?\s*:?|đến)\s*(?:ngày\s*)?$",
    re.IGNORECASE,
)
_ON = re.compile(
    r"(?<!\w)(?:vào|tổ chức|thời gian\s*:?|dự kiến|lúc[^.;]{0,20},?|trong)\s*(?:(?:sáng|chiều|tối)\s+)?"
    r"(?:(?:thứ\s+\w+|chủ\s+nhật)\s*,?\s*)?(?:ngày\s*)?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?<!\w)từ\s*(?:ngày\s*)?$", re.IGNORECASE)
_UP_TO = re.compile(r"\s*(?:đến|-|–)\s*(?:hết\s*)?(?:ngày\s*)?\d{1,2}\s?/", re.IGNORECASE)
_EVERY_YEAR_AFTER = re.compile(
    r"\s*(?:,\s*)?(?:(?:và|,)\s*(?:trước\s*)?(?:ngày\s*)?\d{1,2}/\d{1,2}\s*)*(?:của\s*)?(?:hằng|hàng|mỗi)\s*năm",
    re.IGNORECASE,
)
_EVERY_YEAR_BEFORE = re.compile(r"(?:định kỳ\s+)?(?:hằng|hàng|mỗi)\s*năm(?=[^.;]*$)", re.IGNORECASE)
_AND = re.compile(r"(?:và|,|hoặc)\s*(?:ngày\s*)?$", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?<!\w)(?:(?:trong|hoàn thành(?: trong)?|xong trong|hết|đến hết|thời gian(?: thực hiện| hoàn "
    r"thành)?\s*:?|vào|dự kiến(?: trong)?|trước)\s+)"
    r"(?:(?:cuối|đầu|giữa)\s+)?(?P<what>(?:tháng\s*\d{1,2}(?:\s*[-,–]\s*\d{1,2})?|quý\s*(?:IV|I{1,3}|"
    r"[1-4])|6 tháng (?:đầu|cuối) năm|năm)"
    r"(?:\s*[/-]\s*\d{4}|\s*năm\s*\d{4}|\s*\d{4})?)(?![\w/])",
    re.IGNORECASE,
)
_CADENCE = re.compile(
    r"(?<!\w)(?:định kỳ\s*)?(?:(?:hằng|hàng|mỗi)\s*(?:tuần|tháng|quý|năm|6 tháng|06 tháng)|(?:0?[369]|"
    r"1)\s*tháng(?:\s*(?:một|1|/)\s*lần)|định kỳ\s*(?:0?[369]|12)\s*tháng)"
    r"(?:\s*[,(]?\s*(?:chậm nhất\s*)?trước\s*ngày\s*\d{1,2}(?![/\d])(?:\s*(?:hằng|hàng)\s*tháng)?\)?)?"
    r"|(?<!\w)trước ngày\s*\d{1,2}\s*(?:hằng|hàng|của)\s*(?:tháng|quý)(?: sau)?|thường xuyên(?= trong năm)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?<!\w)(?:(?:ngay\s+)?sau khi\s+(?:có|được|nhận|Trung ương|cấp)[^.;:()]*|khi\s+(?:được|có)\s+(?:yêu "
    r"cầu|hướng dẫn|văn bản|chỉ đạo|đề nghị|phát sinh)[^.;,:()]*"
    r"|(?<=\()\s*nếu\s+(?!có\s*\))[^()]*|(?<=\()\s*khi\s+[^()]*)",
    re.IGNORECASE,
)


def read_deadlines(paragraph: Passage) -> Iterator[Deadline]:
    """Every deadline that the paragraph states: days first, then periods, cadences and conditions."""
    text = paragraph.text
    taken: list[tuple[int, int]] = []
    previous: tuple[DeadlineKind, int] | None = None
    opened: int | None = None
    for found in find_dates(text):
        if found.month_day is None:
            continue
        if _opens_period(text, found):
            opened = found.start
            continue
        kind, start = ("within", opened) if opened is not None else _kind_of_date(text, found, previous)
        opened = None
        if kind is None:
            continue
        previous = (kind, found.end)
        if found.year is None and (
            every := _EVERY_YEAR_AFTER.match(text, found.end) or _EVERY_YEAR_BEFORE.search(text[:start])
        ):
            kind = "recurring"
            taken.append(every.span())
        taken.append((start, found.end))
        read = paragraph.read(start, found.end)
        yield Deadline(kind, read.value, read.spans, found.month_day, found.on)
    yield from _others(paragraph, taken)


def _opens_period(text: str, found: FoundDate) -> bool:
    """Whether this day is the first of "từ ngày 15/11 đến ngày 15/12/2026", which is due on its last."""
    before = text[max(0, found.start - 12) : found.start]
    return _FROM.search(before) is not None and _UP_TO.match(text, found.end) is not None


def _kind_of_date(
    text: str, found: FoundDate, previous: tuple[DeadlineKind, int] | None
) -> tuple[DeadlineKind | None, int]:
    before = text[max(0, found.start - 40) : found.start]
    patterns: tuple[tuple[re.Pattern[str], DeadlineKind], ...] = ((_BEFORE, "before"), (_BY, "by"), (_ON, "on"))
    if _FROM.search(before):
        return None, found.start
    for pattern, kind in patterns:
        match = pattern.search(before)
        if match:
            return kind, found.start - len(before) + match.start()
    if previous and _AND.fullmatch(text[previous[1] : found.start].strip()):
        return previous[0], found.start
    return None, found.start


def _others(paragraph: Passage, taken: list[tuple[int, int]]) -> Iterator[Deadline]:
    text = paragraph.text
    matches: list[tuple[re.Match[str], DeadlineKind]] = [
        *((match, "within") for match in _PERIOD.finditer(text)),
        *((match, "cadence") for match in _CADENCE.finditer(text)),
        *((match, "conditional") for match in _CONDITION.finditer(text)),
    ]
    for match, kind in sorted(matches, key=lambda pair: pair[0].start()):
        if any(match.start() < end and match.end() > start for start, end in taken):
            continue
        taken.append(match.span())
        read = paragraph.read(*match.span())
        yield Deadline(kind, read.value, read.spans, condition=read.value if kind == "conditional" else None)
