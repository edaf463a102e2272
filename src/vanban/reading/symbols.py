"""Numbers and symbols of documents as they are printed: "25/KH-SLĐTBXH", "05/2025/QĐ-UBND", "02-NQ/TW".

Read tolerantly, because they come spaced ("/BC - SCT"), cut by a line wrap, or with the slash in the wrong place
("4155QĐ/ BTM"); a symbol's first group needs two capitals, so that "500/100.000" or "05/người" is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.capitals import UPPER

_GROUP = rf"[{UPPER}][^\W\d_]*\d{{0,3}}(?:&[^\W\d_]+)*"
_FIRST = rf"[{UPPER}][^\W\d_]*[{UPPER}][^\W\d_]*\d{{0,3}}(?:&[^\W\d_]+)*"
_CAPITALS = rf"[{UPPER}]{{2}}[^\W\d_]*\d{{0,3}}(?:&[^\W\d_]+)*"
CODE = rf"{_FIRST}(?:[-–/.]{_GROUP}|[-–]\s(?:{_GROUP})(?=/)|\s?[-–/]\s?{_CAPITALS})*"
"""The letters: "KH-UBND", "QĐ-TTg", "BC - SCT", "QH15", "LĐTBXH-PCTNXH", "NQ/TW"."""

_YEAR = r"(?:19|20)\d{2}"
STATE = rf"(?P<number>\d{{1,6}}(?:\.\d{{1,2}})?[a-zA-Z]?)\s?/\s?(?:{_YEAR}\s?/\s?)?(?P<code>{CODE})"
PARTY = rf"(?P<number2>\d{{1,6}}[a-zA-Z]?)\s?[-–]\s?(?P<code2>{_FIRST}\s?/\s?{_CAPITALS}(?:\s?[-–]\s?{_CAPITALS})*)"
MISPRINT = rf"(?P<number3>\d{{1,6}})\s?(?P<code3>{_FIRST}\s?/\s?{_CAPITALS}(?:\s?[-–]\s?{_CAPITALS})*)"

_SYMBOL = re.compile(rf"(?<![\w.,:/–-])(?:{STATE}|{PARTY})(?![\w])")
_MISPRINT = re.compile(rf"(?<![\w.,:/–-])(?:{MISPRINT})(?![\w])")
_AFTER_NUMBER_WORD = re.compile(r"(?i:số|hiệu)\s*:?\s*$")


@dataclass(frozen=True, slots=True)
class FoundSymbol:
    """A printed number and symbol: the whole from `start` to `end`, its digits and its letters within."""

    start: int
    end: int
    number: tuple[int, int]
    code: tuple[int, int]
    well_formed: bool = True


def _found(match: re.Match[str], well_formed: bool) -> FoundSymbol:
    suffix = next(end for end in ("", "2", "3") if match.groupdict().get(f"number{end}"))
    return FoundSymbol(*match.span(), match.span(f"number{suffix}"), match.span(f"code{suffix}"), well_formed)


def find_symbols(text: str) -> Iterator[FoundSymbol]:
    """Every number with symbol in the text; a misprinted one only right after "số"."""
    found = [_found(match, True) for match in _SYMBOL.finditer(text)]
    taken = {symbol.start for symbol in found}
    for match in _MISPRINT.finditer(text):
        if match.start() not in taken and _AFTER_NUMBER_WORD.search(text, max(0, match.start() - 8), match.start()):
            found.append(_found(match, False))
    yield from sorted(found, key=lambda symbol: symbol.start)
