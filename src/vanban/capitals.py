"""Whether words are printed in capitals, as letterheads, titles and signature blocks are."""

from __future__ import annotations


def in_capitals(text: str) -> bool:
    """At least 85 % of the letters are upper case, and there are three or more."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 2 and sum(char.isupper() for char in letters) >= 0.85 * len(letters)
