"""What a person should look at before relying on a reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from vanban.dates import find_dates
from vanban.document import Footnote, Header, OfficialDocument, Section
from vanban.kinds import abbreviated
from vanban.passage import Passage
from vanban.reading.found import ReadingWarning
from vanban.reading.labels import label_of
from vanban.reading.references import Citation, Reference

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_WEEKDAY = re.compile(
    r"(?P<day>thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\s*,?\s*\(?(?=ngày\s*\d|\d{1,2}/)", re.IGNORECASE
)
_WEEKDAY_NUMBER = {
    "hai": 0,
    "2": 0,
    "ba": 1,
    "3": 1,
    "tư": 2,
    "4": 2,
    "năm": 3,
    "5": 3,
    "sáu": 4,
    "6": 4,
    "bảy": 5,
    "7": 5,
    "nhật": 6,
}


def warnings_of(
    document: OfficialDocument,
    references: Sequence[Reference],
    impossible: Sequence[Citation],
    flow: Passage,
    source: str,
    called: Sequence[str],
) -> tuple[ReadingWarning, ...]:
    """Every warning, those of the head first, then in the order of the page."""
    found = [
        *_head(document.header),
        *_gaps(document.sections, source),
        *_dates(references, impossible),
        *_weekdays(flow),
        *_quotes(flow),
        *_footnotes(document.footnotes, called),
    ]
    if not document.sections and not document.header.kind:
        found.insert(
            0,
            ReadingWarning(
                "not-official",
                "Không nhận ra đây là văn bản hành chính: không thấy tên loại văn bản, không thấy đề mục đánh số. "
                "Hãy kiểm tra xem có chọn nhầm tệp không.",
            ),
        )
    elif not document.sections:
        found.append(
            ReadingWarning(
                "no-sections", "Không thấy đề mục đánh số nào (I., 1., 1.1., a), Điều 1.): cần người đọc lại."
            )
        )
    return tuple(found)


def _head(header: Header) -> Iterator[ReadingWarning]:
    if header.number is None:
        symbol = f" (chỉ có ký hiệu “{header.symbol.value}”)" if header.symbol else ""
        spans = header.symbol.spans if header.symbol else ()
        yield ReadingWarning(
            "number-missing", f"Văn bản không ghi số{symbol}: số để trống, hãy bổ sung khi đăng ký văn bản.", spans
        )
    if header.issued_on is None:
        yield ReadingWarning(
            "date-missing",
            "Văn bản không ghi đủ ngày, tháng, năm ban hành: để trống, hãy bổ sung khi đăng ký văn bản.",
            header.place.spans if header.place else (),
        )
    named = abbreviated(header.symbol.value) if header.symbol else None
    if header.kind and named and named != header.kind.value and header.symbol:
        yield ReadingWarning(
            "kind-symbol-mismatch",
            f"Tên loại in là “{header.kind.value}” nhưng ký hiệu “{header.symbol.value}” là của {named}. "
            f"Hãy đối chiếu với bản gốc.",
            header.symbol.spans,
        )
    if header.kind is None:
        yield ReadingWarning("kind-missing", "Không thấy tên loại văn bản (Kế hoạch, Báo cáo, Quyết định…).")
    if header.issuing_body is None:
        yield ReadingWarning("issuing-body-missing", "Không thấy tên cơ quan ban hành.")


def _gaps(sections: Iterable[Section], source: str) -> Iterator[ReadingWarning]:
    previous: Section | None = None
    for section in sections:
        if previous is None:
            yield from _late_start(section)
        if previous is not None and previous.word == section.word:
            yield from _between(previous, section)
        previous = section
        yield from _gaps(section.children, source)


def _late_start(first: Section) -> Iterator[ReadingWarning]:
    """A list that begins at 2 or 3."""
    label = label_of(_printed(first))
    if label and label.ordinal in (2, 3) and not first.word:
        missing = [_like(first.label, number) for number in range(1, label.ordinal)]
        yield ReadingWarning(
            "numbering-gap",
            f"Đánh số bắt đầu từ {first.label}: thiếu {', '.join(missing)}. Số in trong văn bản được giữ nguyên.",
            first.spans[:1],
        )


def _between(before: Section, after: Section) -> Iterator[ReadingWarning]:
    """A number left out, or printed twice, between two neighbours of one scheme."""
    first, second = label_of(_printed(before)), label_of(_printed(after))
    if first is None or second is None or first.rank != second.rank or first.parent != second.parent:
        return
    if first.ordinal is None or second.ordinal is None:
        return
    missing = [_like(after.label, number) for number in range(first.ordinal + 1, second.ordinal)]
    if missing and len(missing) <= 5:
        yield ReadingWarning(
            "numbering-gap",
            f"Đánh số nhảy từ {before.label} sang {after.label}: thiếu {', '.join(missing)}. Số in trong "
            f"văn bản được giữ nguyên.",
            after.spans[:1],
        )
    if first.ordinal == second.ordinal:
        yield ReadingWarning(
            "numbering-duplicate",
            f"Số {after.label} được dùng hai lần liền nhau. Số in trong văn bản được giữ nguyên.",
            after.spans[:1],
        )


def _printed(section: Section) -> str:
    return f"{section.word} {section.label}. A".strip()


def _like(label: str, number: int) -> str:
    """The missing number in the scheme of `label`: "4.4" beside "4.5", "IV" beside "V"."""
    head, _, last = label.rpartition(".")
    figure = str(number) if last.isdigit() else _roman(number)
    return f"{head}.{figure}" if head else figure


def _roman(number: int) -> str:
    found = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            found, number = found + letters, number - value
    return found


def _dates(references: Sequence[Reference], impossible: Sequence[Citation]) -> Iterator[ReadingWarning]:
    for one in references:
        for on, spans in one.conflicting:
            yield ReadingWarning(
                "date-conflict",
                f"Văn bản {one.symbol} được dẫn với hai ngày khác nhau: {_printed_day(one.issued_on)} và "
                f"{_printed_day(on)}. "
                "Hãy đối chiếu với bản gốc.",
                spans,
            )
    for citation in impossible:
        yield ReadingWarning(
            "date-invalid",
            f"Ngày dẫn cho văn bản {citation.symbol} không phải là một ngày "
            f"có thật: để trống, hãy đối chiếu với bản gốc.",
            citation.date_spans,
        )


def _printed_day(on: date | None) -> str:
    return f"{on.day:02}/{on.month}/{on.year}" if on else "không rõ"


def _weekdays(flow: Passage) -> Iterator[ReadingWarning]:
    for match in _WEEKDAY.finditer(flow.text):
        found = next(find_dates(flow.text, match.end(), match.end() + 30), None)
        if found is None or found.on is None or found.start > match.end() + 1:
            continue
        printed = _WEEKDAY_NUMBER[match["day"].split()[-1].casefold()]
        if printed != found.on.weekday():
            yield ReadingWarning(
                "weekday-mismatch",
                f"Ngày {_printed_day(found.on)} là {_WEEKDAYS[found.on.weekday()]}, văn bản ghi "
                f"“{match['day']}”. Hãy hỏi lại nơi ban hành.",
                flow.spans(match.start(), found.end),
            )


def _quotes(flow: Passage) -> Iterator[ReadingWarning]:
    """A curly quote that opens while another is still open: the earlier one was never closed."""
    opened: int | None = None
    for match in re.finditer(r"[“”]", flow.text):
        if match.group() == "”":
            opened = None
            continue
        if opened is not None:
            yield _unclosed(flow, opened)
        opened = match.start()
    if opened is not None:
        yield _unclosed(flow, opened)


def _unclosed(flow: Passage, at: int) -> ReadingWarning:
    return ReadingWarning(
        "quote-unclosed",
        f"Ngoặc kép mở ở “{flow.text[at + 1 : at + 40].strip()}…” không được đóng: tên văn bản hoặc "
        f"chương trình ở đây có thể bị đọc sai.",
        flow.spans(at, min(at + 40, len(flow.text))),
    )


def _footnotes(notes: Sequence[Footnote], called: Sequence[str]) -> Iterator[ReadingWarning]:
    for note in notes:
        if note.mark not in called:
            yield ReadingWarning(
                "footnote-not-called", f"Chú thích {note.mark} không được gọi ở chỗ nào trong văn bản.", note.spans[:1]
            )
