"""Printed numbers of sections: "Phần thứ nhất", "Chương II", "Điều 3.", "I.", "1.", "1.1.", "a)".

The rank orders the schemes of Nghị định 30/2020/NĐ-CP, Phụ lục I, from the widest to the narrowest, so that a section
belongs to the nearest section above it with a lower rank. Ranks are no absolute depth: a plan may begin at "1.".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.capitals import UPPER

PART, CHAPTER, LETTER, ROMAN, ARTICLE, ARABIC, POINT, PARENTHESIS = 0, 10, 20, 30, 40, 50, 80, 90

_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{0,3}))"
_ORDINALS = "nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười"
_PATTERNS = (
    (
        PART,
        re.compile(
            rf"(?P<word>Phần|PHẦN)\s+(?P<number>(?:thứ|THỨ)\s+(?:{_ORDINALS}|{_ORDINALS.upper()})|[IVX]+|\d{{1,2}}|[A-H])(?=[\s.:]|$)[.:]?"
        ),
    ),
    (CHAPTER, re.compile(r"(?P<word>Chương|CHƯƠNG)\s+(?P<number>[IVX]+|\d{1,2})(?=[\s.:]|$)[.:]?")),
    (
        LETTER + 10,
        re.compile(r"(?P<word>Mục|MỤC|Tiểu mục)\s+(?P<number>\d{1,2}|[IVX]+)(?=[\s.:]|$)[.:]?(?=\s*[:.]|\s|$)"),
    ),
    (ARTICLE, re.compile(r"(?P<word>Điều|ĐIỀU)\s+(?P<number>\d{1,3}[a-z]?)\s*[.:](?=\s|$|\S)")),
    (ROMAN, re.compile(rf"(?P<number>(?=[IVX]){_ROMAN})(?:\s?[.):]\s?[-–]?|\s?/(?=\s)|\s?[-–](?=\s))(?=\s*\S)")),
    (LETTER, re.compile(r"(?P<number>[A-HĐ])(?:\s?[.)/]|\s?[-–](?=\s))(?=\s*\S)(?!\s?[A-ZĐ]\.)")),
    (
        ARABIC,
        re.compile(
            rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?:\s?[.)/:]+\s?[-–]?|(?=\s+[{UPPER}“\"(]))(?=\s*\D)(?!\s*(?:triệu|tỷ|nghìn|ha|km|%))"
        ),
    ),
    (ARABIC, re.compile(rf"(?P<number>\d{{1,2}})\s?[-–]\s?(?=[{UPPER}][^\W\d_A-Z])")),
    (ARABIC, re.compile(r"(?P<number>\d{1,2})\s?[./:](?:\s?[-–])?(?=\s*[^\d\s,;.])")),
    (POINT - 5, re.compile(r"(?P<number>\d{1,2})\)(?=\s*\S)")),
    (POINT, re.compile(r"(?P<number>[a-zđ]{1,2}\.?\d{1,2}(?:\.\d{1,2})?)[.)](?=\s*\S)")),
    (POINT, re.compile(r"(?P<number>[a-zđ])(?:\)|\.(?=\s))(?=\s*\S)")),
    (PARENTHESIS, re.compile(r"(?P<number>\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\))(?=\s*\S)")),
)
_BULLET = re.compile(r"(?P<mark>[-–—+•●▪*·])\s*(?=\S)")
_BARE_HEAD = re.compile(r"(?P<word>Phần|PHẦN|Chương|CHƯƠNG)\s+(?P<number>[IVX]+|(?:thứ|THỨ)\s+\w+)$")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number at the head of a paragraph; `end` is where the text after it begins."""

    word: str
    number: str
    rank: int
    end: int
    closed_by: str = ""
    """What is printed after the number: "." or ")" or ""."""

    @property
    def ordinal(self) -> int | None:
        """The last figure of an Arabic or Roman label, else None."""
        last = self.number.rsplit(".", 1)[-1]
        if last.isdigit():
            return int(last)
        return _roman(last) if re.fullmatch(r"[IVX]+", last) else None

    @property
    def parent(self) -> str:
        """ "4" for "4.7", "" for a label of one figure."""
        return self.number.rsplit(".", 1)[0] if "." in self.number else ""


def label_of(text: str) -> Label | None:
    """The label that a paragraph begins with, or None."""
    if not text or not (text[0].isalnum() or text[0] == "("):
        return None
    for rank, pattern in _PATTERNS:
        match = pattern.match(text)
        if match:
            number = match["number"]
            depth = rank + number.count(".") if rank in (ARABIC, POINT) else rank
            word = match.groupdict().get("word") or ""
            return Label(word, number, depth, match.end(), text[match.end("number") : match.end()].strip())
    return None


def bullet_of(text: str) -> tuple[str, int] | None:
    """The dash or plus of an unnumbered item and where its text begins, or None."""
    match = _BULLET.match(text)
    return (match["mark"], match.end()) if match else None


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[char] for char in text]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
