"""How long a line of Times New Roman is, so that rules and indents can be as long as the decree wants them.

The advance widths are those of Times New Roman in units of 1/2048 of the type size (Liberation Serif is made to the
same widths). Vietnamese tone and shape marks do not change a letter's width, except the horn of ơ and ư.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_REGULAR = {
    369: "'",
    410: "|",
    512: " ,.",
    569: "/:;\\ijlt",
    682: "!()-I[]`fr‘’",
    797: "Js",
    836: '"',
    909: "?acez“”",
    961: "^",
    983: "{}",
    1024: "#$*0123456789_bdghknopquvxyđ–",
    1083: "ơ",
    1108: "~",
    1110: "ư",
    1139: "FPS",
    1155: "+<=>",
    1251: "ELTZ",
    1366: "BCR",
    1479: "ADGHKNOQUVXYwĐƠ",
    1589: "Ư",
    1593: "&m",
    1706: "%",
    1821: "M",
    1886: "@",
    1933: "W",
    2048: "—…",
}
_BOLD = {
    451: "|",
    512: " ,.",
    569: "'/\\il",
    682: "!()-:;[]`fjt‘’",
    797: "Is",
    807: "{}",
    909: "cerz",
    1024: "#$*0123456789?J_agovxy–“”",
    1065: "~",
    1134: "ơ",
    1137: '"',
    1139: "Sbdhknpquđ",
    1167: "+<=>",
    1190: "^",
    1229: "ư",
    1251: "FP",
    1366: "BELTZ",
    1479: "ACDNRUVXYwĐ",
    1593: "GHKOQƠ",
    1630: "Ư",
    1706: "&m",
    1905: "@",
    1933: "M",
    2048: "%W—…",
}
_HORN = "\u031b"


def _by_letter(groups: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in groups.items() for letter in letters}


_WIDTHS = {False: _by_letter(_REGULAR), True: _by_letter(_BOLD)}
_UNKNOWN = 1479  # a wide capital: a guess that errs towards room


@lru_cache(maxsize=4096)
def _letter_width(letter: str, bold: bool) -> int:
    base = "".join(
        part for part in unicodedata.normalize("NFD", letter) if part == _HORN or not unicodedata.combining(part)
    )
    known = unicodedata.normalize("NFC", base) if not letter.isspace() else " "
    return _WIDTHS[bold].get(known, 0 if not known else _UNKNOWN)


def text_width(text: str, size: int, *, bold: bool = False) -> int:
    """Length of `text` on one line in twips, at `size` points."""
    units = sum(_letter_width(letter, bold) for letter in unicodedata.normalize("NFC", text))
    return -(-units * size * 20 // 2048)


def balanced_width(text: str, size: int, available: int, *, bold: bool = False) -> int:
    """The narrowest width in twips at which `text` takes no more lines than it takes in `available`.

    A title set that narrow breaks into lines of about equal length instead of leaving one word on the last line.
    """
    # Only plain spaces part lines: a no-break space keeps its room inside a word.
    words = [text_width(word, size, bold=bold) for word in re.findall("[^ ]+ *", text)]
    if not words:
        return 0
    lines = _line_count(words, available)
    low, high = max(words), max(available, *words)
    while low < high:
        middle = (low + high) // 2
        if _line_count(words, middle) <= lines:
            high = middle
        else:
            low = middle + 1
    return min(low, available)


def _line_count(words: list[int], available: int) -> int:
    lines, used = 1, 0
    for word in words:
        if used and used + word > available:
            lines, used = lines + 1, 0
        used += word
    return lines
