"""Vietnamese text: one spelling to compare by, one order to sort by.

Neither database folds đ or sorts Vietnamese rightly by itself, so both are computed here and stored in columns.
"""

import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ′`´"), "'")  # Ia H'Drai is printed with at least three of them
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # ngang huyền hỏi ngã sắc nặng
_SHAPES = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex and horn make another letter, not another tone


def nfc(text: str) -> str:
    """The composed form, in which everything is stored."""
    return unicodedata.normalize("NFC", text)


def whole_number(text: str) -> int:
    """The whole number, of at most nine digits, that a page of ours put into a form or an address; 0 for all else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def same_spelling(text: str) -> str:
    """A form in which two spellings of one name are equal: case, spaces, apostrophes and dashes made one."""
    plain = nfc(text).translate(_APOSTROPHES).replace("–", "-").replace("—", "-").casefold()
    return " ".join(plain.replace("-", " - ").split()).replace("' ", "'")


def fold(text: str) -> str:
    """`same_spelling` without any diacritics, for search: "Đà Nẵng" is found by "da nang"."""
    decomposed = unicodedata.normalize("NFD", same_spelling(text).replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def sort_key(text: str) -> str:
    """A string whose plain order is the order of a Vietnamese dictionary: letters first, then tones."""
    letters, tones = [], []
    for char in same_spelling(text):
        base, marks = _taken_apart(char)
        rank = _LETTERS.find(base)
        letters.append(f"{rank + 64:02x}" if rank >= 0 else f"{min(ord(base), 63):02x}")
        tones.append(str(next((_TONES[m] for m in marks if m in _TONES), 0)))
    return "".join(letters) + "!" + "".join(tones)


def _taken_apart(char: str) -> tuple[str, str]:
    """A letter without its tone, and its tone marks."""
    decomposed = unicodedata.normalize("NFD", char)
    shape = "".join(c for c in decomposed[1:] if c in _SHAPES)
    tones = "".join(c for c in decomposed[1:] if c not in _SHAPES)
    return nfc(decomposed[0] + shape), tones
