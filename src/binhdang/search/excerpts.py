"""The part of a text that shows what was looked for, with the words lit up."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from binhdang.search.words import first_places, places
from binhdang.ui.marking import marked

LENGTH, BEFORE = 240, 70
"""Characters of an excerpt, and how many of them stand before the first word found."""
LONGEST_TITLE = 200


def lit_title(title: str, words: Sequence[str], key: str) -> SafeString:
    """A title, cut where it is too long, with its words lit up. `key` names the marks on the page."""
    return _lit(cut(title, 0, LONGEST_TITLE), words, key)


def lit_excerpt(body: str, words: Sequence[str], key: str) -> SafeString:
    """The part of a body that holds the most of the words, lit up; a long one that holds none shows nothing."""
    text = " ".join(body.split())
    starts = first_places(text, words) or [0] * (len(text) <= LENGTH)
    if not starts:
        return SafeString("")
    best = max(starts, key=lambda start: len(first_places(text[start : start + LENGTH - BEFORE], words)))
    return _lit(cut(text, best - BEFORE, LENGTH), words, key)


def cut(text: str, start: int, length: int) -> str:
    """At most so many characters from about a place on, between words, with dots where something was left out."""
    start = max(0, min(start, len(text) - length))
    end = start + length
    if start:
        start = text.find(" ", start, end) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", start, end), start) if " " in text[start:end] else end
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _lit(text: str, words: Sequence[str], key: str) -> SafeString:
    spans = places(text, words)
    return marked(text, [(start, end, f"{key}{number}") for number, (start, end) in enumerate(spans, 1)])
