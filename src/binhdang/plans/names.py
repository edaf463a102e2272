"""Names of bodies as papers write them: abbreviated, without diacritics, with or without the place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from binhdang.values.texts import fold, nfc, same_spelling

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ]\s?[^\W\d_]+)*|\d+")
_LEVELS = {"tỉnh", "huyện", "xã", "phường", "quận", "thị xã", "thị trấn", "thành phố", "đặc khu"}
_FILLERS = {"và", "của"}
_LONGEST_PLACE = 5


@dataclass(frozen=True)
class Name:
    """A name taken apart: what the body is, at which level, and of which place; the last two may be unsaid."""

    core: tuple[str, ...]
    level: str = ""
    place: str = ""

    @classmethod
    def parse(cls, text: str) -> Name:
        """ "Ủy ban nhân dân huyện Ia H'Drai" → (Ủy, ban, nhân, dân), "huyện", "ia h'drai"."""
        words = [word for word in _WORD.findall(nfc(text)) if word.casefold() not in _FILLERS]
        for at in range(len(words) - 1, 0, -1):
            for size in (2, 1):
                level = " ".join(words[at - size + 1 : at + 1]).casefold()
                core, after = words[: at - size + 1], words[at + 1 :]
                if core and level in _LEVELS and _is_place(after):
                    return cls(tuple(core), level, fold(" ".join(after)))
        return cls(tuple(words))


def _is_place(words: list[str]) -> bool:
    """Whether what follows a level names its place: nothing, or a few capitalised words; "Xã hội" is no commune."""
    return len(words) <= _LONGEST_PLACE and not any(w.islower() for w in words) and [*map(fold, words[:1])] != ["hoi"]


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, apart from case, spaces, dashes and apostrophes."""
    return same_spelling(one) == same_spelling(other)


def stands_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name, perhaps abbreviated ("Phòng LĐ-TB&XH"), stands word by word for a full one."""
    at = 0
    for word in short:
        if at < len(full) and fold(word) == fold(full[at]):
            at += 1
        elif len(word) > 1 and word.isupper() and fold(word) == _initials(full[at : at + len(word)]):
            at += len(word)
        else:
            return False
    return at == len(full)


def _initials(words: tuple[str, ...]) -> str:
    return "".join(fold(word)[0] for word in words)
