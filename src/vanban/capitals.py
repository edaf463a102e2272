"""Whether words are printed in capitals, as letterheads, titles and signature blocks are."""

from __future__ import annotations

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""Upper-case Vietnamese letters, for a character class."""

_ENOUGH = 300
"""Characters that decide; a longer line is a paragraph in any case."""


def in_capitals(text: str) -> bool:
    """At least 85 % of the letters are upper case, and there are three or more."""
    letters = [char for char in text[:_ENOUGH] if char.isalpha()]
    return len(letters) > 2 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)
