"""The words of a text and of a question, spelled one way, and where they stand in the text as it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from binhdang.values.refusals import Refusal
from binhdang.values.texts import fold

LONGEST, MOST = 200, 12
"""Characters and words of a question."""
_WORD = re.compile(r"[^\W_]+")
_BEGINS = r"(?<![^\W_])"
_BETWEEN = r"[\W_]+"
_MARKS = "[\u0300-\u036f]*"

Span = tuple[int, int]


def folded(text: str) -> str:
    """Every word without accents, with one space before each: " 05 kh ubnd" for "05/KH-UBND".

    So a word begins where a space stands, and what stands between words (apostrophes, dashes, signs) does not count.
    """
    return "".join(f" {word}" for word in _WORD.findall(fold(text)))


def words_of(question: str) -> list[str]:
    """What a text must hold, each as it stands in a folded one; "05/KH-UBND" stays together.

    Raises Refusal where the question holds no word, or too much.
    """
    if len(question) > LONGEST:
        raise _refusal("Câu tìm quá dài.", f"{len(question)} ký tự", f"dài nhất {LONGEST} ký tự.")
    found = list(dict.fromkeys(filter(None, map(folded, question.split()))))
    if not found:
        raise _refusal("Câu tìm không có chữ hay số nào.", question.strip(), "cần ít nhất một chữ cái hoặc chữ số.")
    if len(found) > MOST:
        raise _refusal("Câu tìm có quá nhiều từ.", f"{len(found)} từ", f"nhiều nhất {MOST} từ.")
    return sorted(found, key=len, reverse=True)


def _refusal(what: str, value: str, rule: str) -> Refusal:
    remedy = "giữ lại vài từ đặc trưng nhất, ví dụ «tập huấn Ia Tơi» hoặc «05/KH-UBND»; không cần gõ dấu."
    return Refusal(what, where="ô «Tìm khắp nơi»", value=value[:60], rule=rule, remedy=remedy)


def places(text: str, words: Sequence[str]) -> list[Span]:
    """Where the words stand in the text as it is written, in order."""
    return sorted({match.span() for word in words for match in _pattern(word).finditer(text)})


def first_places(text: str, words: Sequence[str]) -> list[int]:
    """Where each word that the text holds begins for the first time."""
    found = (_pattern(word).search(text) for word in words)
    return sorted({match.start() for match in found if match})


@lru_cache(maxsize=512)
def _pattern(word: str) -> re.Pattern[str]:
    """What finds a folded word in a text that is not: each letter with any accent."""
    parts = ("".join(_letter(char) + _MARKS for char in part) for part in word.split())
    return re.compile(_BEGINS + _BETWEEN.join(parts), re.IGNORECASE)


@lru_cache(maxsize=512)
def _letter(char: str) -> str:
    return f"[{re.escape(char)}{_accented().get(char, '')}]"


@lru_cache(maxsize=1)
def _accented() -> dict[str, str]:
    """Plain letter → the Latin letters that fold to it."""
    found: dict[str, str] = {}
    for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        plain = fold(chr(code))
        if len(plain) == 1 and plain != chr(code):
            found[plain] = found.get(plain, "") + chr(code)
    return found
