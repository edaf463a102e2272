"""The words and signs the decree prescribes: number, date, names of bodies, closing marks, "./.".

Plain text in, plain text out. Clauses are those of Phụ lục I, phần I, mục II of Nghị định 30/2020/NĐ-CP.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from vanban.document import Header, Read

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LETTER_KIND = "Công văn"
END_MARK = "./."

_BLANK = " " * 6
_BLANK_YEAR = "\u00a0" * 9  # no-break, so that a centred line keeps the room for the year that is written in later

# A body of the people is printed as what it is over where it is: "ỦY BAN NHÂN DÂN" / "HUYỆN IA H'DRAI".
_KINDS_OF_BODY = ("ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân", "thường trực hội đồng nhân dân")

_END_MARKS = re.compile(r"(?:\s|\./\.?)+$")
_CLOSING = re.compile(r"[\s;,.]+$")


def value(read: Read[str] | None) -> str:
    """The text that was read, in NFC; "" where there is none."""
    return unicodedata.normalize("NFC", read.value).strip() if read is not None else ""


def number_and_symbol(header: Header) -> str:
    """Ô 3, khoản 3: "05/BC-UBND", a number under 10 with its leading zero; a blank number keeps room to write it in."""
    number, _, symbol = value(header.number_symbol).partition("/")
    number = value(header.number) or number.strip()
    symbol = value(header.symbol) or symbol.strip()
    if len(number) == 1 and number.isdecimal():
        number = f"0{number}"
    return f"{number or _BLANK}/{symbol}"


def date_in_words(day: date | None) -> str:
    """Ô 4, khoản 4: "ngày 05 tháng 01 năm 2022", "ngày 29 tháng 6 năm 2022": days under 10, months 1 and 2 with a zero.

    Where there is no date the words stand with room between them.
    """
    if day is None:
        return f"ngày{_BLANK}tháng{_BLANK}năm{_BLANK_YEAR}"
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_and_date(header: Header) -> str:
    """Ô 4: "Ia H'Drai, ngày 05 tháng 6 năm 2022"; a document without a place prints none."""
    place = value(header.place)
    day = date_in_words(header.issued_on.value if header.issued_on else None)
    return f"{place}, {day}" if place else day[0].upper() + day[1:]


def lines_of_body(name: str) -> tuple[str, ...]:
    """Ô 2: a body's name in upper case, on two lines where it begins with what it is and goes on with where it is.

    "Ủy ban nhân dân huyện Ia H'Drai" becomes "ỦY BAN NHÂN DÂN", "HUYỆN IA H'DRAI", and so for every Hội đồng nhân
    dân. A line break in `name` stands. Any other name is one line here, broken by its length on the page.
    """
    name = name.strip()
    if "\n" in name:
        return tuple(line.strip().upper() for line in name.splitlines() if line.strip())
    for kind in _KINDS_OF_BODY:
        rest = name[len(kind) :]
        if name.casefold().startswith(kind) and rest[:1].isspace():
            return name[: len(kind)].upper(), rest.strip().upper()
    return (name.upper(),) if name else ()


def listed(items: Sequence[str]) -> list[str]:
    """Each item closed with ";" and the last with ".", whatever marks they came with (khoản 6 and 9)."""
    bare = [_CLOSING.sub("", item.strip()) for item in items]
    return [f"{item}{'.' if place == len(bare) else ';'}" for place, item in enumerate(bare, start=1)]


def ended(text: str) -> str:
    """`text` as the last of the document: closed with "./." in place of its own full stop or semicolon."""
    text = _END_MARKS.sub("", text)
    if text.endswith((";", ",")) or (text.endswith(".") and not text.endswith("..")):
        text = text[:-1].rstrip()
    return text + END_MARK


def not_ended(text: str) -> str:
    """`text` as any but the last: an end mark that came with it becomes a full stop."""
    stripped = text.rstrip()
    return _END_MARKS.sub("", stripped) + "." if stripped.endswith(END_MARK) else text


def annex_heading(label: str) -> str:
    """Khoản 1, mục III: "Phụ lục I", "Phụ lục" where there is only one."""
    label = label.strip()
    return label if label.casefold().startswith("phụ lục") else f"Phụ lục {label}".strip()


def annex_reference(header: Header) -> str:
    """The line under an annex's title: what it goes with, with the same blanks as the document itself."""
    kind = value(header.kind) or "văn bản"
    day = date_in_words(header.issued_on.value if header.issued_on else None)
    body = " ".join(value(header.issuing_body).split())
    by = f" của {body}" if body else ""
    return f"(Kèm theo {kind} số {number_and_symbol(header)} {day}{by})"
