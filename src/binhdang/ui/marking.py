"""Lighting up spans of a source text, so that a person sees what a proposal was read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe


def marked(text: str, spans: Iterable[Sequence[Any]]) -> SafeString:
    """`text`, escaped, with a <mark> over every span; overlapping spans are cut where they meet.

    A span is (start, end) or (start, end, key). The mark that begins a span has the id `span-<key>` (the span's place
    in the list, from 1, where it has no key). Offsets outside the text are cut to it.
    """
    keyed = [_clamped(span, place, len(text)) for place, span in enumerate(spans, start=1)]
    lit = [span for span in keyed if span[0] < span[1]]
    cuts = sorted({0, len(text), *(s for s, _, _ in lit), *(e for _, e, _ in lit)})
    seen: set[str] = set()
    pieces = [_piece(text[a:b], a, b, lit, seen) for a, b in pairwise(cuts)]
    return mark_safe("".join(pieces))  # noqa: S308  # every piece is escaped


def _clamped(span: Sequence[Any], place: int, length: int) -> tuple[int, int, str]:
    start, end = max(0, int(span[0])), min(length, int(span[1]))
    return start, end, str(span[2]) if len(span) > 2 else str(place)


def _piece(text: str, start: int, end: int, lit: list[tuple[int, int, str]], seen: set[str]) -> str:
    over = [span for span in lit if span[0] <= start and end <= span[1]]
    if not over:
        return escape(text)
    begins = [key for first, _, key in over if first == start and key not in seen]
    seen.update(begins)
    anchors = "".join(format_html('<span id="span-{}"></span>', key) for key in begins[1:])
    own_id = format_html(' id="span-{}"', begins[0]) if begins else ""
    keys = " ".join(dict.fromkeys(key for _, _, key in over))
    return anchors + format_html('<mark class="span"{} data-keys="{}">{}</mark>', own_id, keys, text)
