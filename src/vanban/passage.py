"""`Passage`: a stretch of text that knows where every character of it stands in the source.

Page breaks, hard line wraps, footnote marks and emphasis stars cut what a person reads as one sentence. A passage is
that sentence: white space folded to single spaces, the cuts taken out, and any part of it can be asked for its spans.
The law that every reader here keeps: the source at the spans, joined with nothing between and white space folded,
equals the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vanban.document import Read, Span, Spans

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Zero-width marks and soft hyphens: in the source, never in a value."""

_WORD = re.compile(rf"[^\s{INVISIBLE}]+")
_CHUNK = re.compile(rf"{_WORD.pattern}(?: {_WORD.pattern})*")
"""Words with single spaces between: already folded, so taken whole."""
_SPACE = re.compile(r"\s")


def fold_space(text: str) -> str:
    """`text` with every run of white space as one space, none at the ends, and invisible marks gone."""
    return " ".join("".join(char for char in text if char not in INVISIBLE).split())


@dataclass(frozen=True, slots=True)
class Passage:
    """Folded `text`; run i of it begins at offset `starts[i]` and stands in `source` from `origins[i]` on."""

    source: str = field(repr=False)
    text: str
    starts: tuple[int, ...] = field(repr=False)
    origins: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, source: str, spans: Iterable[Span]) -> Passage:
        """The passage that stands in `source` at `spans`, in their order."""
        parts: list[str] = []
        starts: list[int] = []
        origins: list[int] = []
        length, expected, gap = 0, -1, -1

        def add(chunk: str, origin: int) -> None:
            nonlocal length, expected
            if origin != expected:
                starts.append(length)
                origins.append(origin)
            parts.append(chunk)
            length += len(chunk)
            expected = origin + len(chunk)

        for start, end in spans:
            position = start
            for chunk in _CHUNK.finditer(source, start, end):
                if gap < 0 and chunk.start() > position:
                    gap = _first_space(source, position, chunk.start())
                if gap >= 0 and length:
                    add(" ", gap)
                gap = -1
                add(chunk.group(), chunk.start())
                position = chunk.end()
            if gap < 0 and position < end:
                gap = _first_space(source, position, end)
        return cls(source, "".join(parts), tuple(starts), tuple(origins))

    @classmethod
    def join(cls, passages: Iterable[Passage]) -> Passage:
        """One passage of several, white space between them where the source has some."""
        spans: list[Span] = []
        source = ""
        for passage in passages:
            if passage.text:
                source = passage.source
                spans.extend(apart(source, spans[-1:], passage.spans()))
        return cls.of(source, spans)

    def spans(self, start: int = 0, end: int | None = None) -> Spans:
        """Where `text[start:end]` stands in the source."""
        stop = len(self.text) if end is None else end
        found: list[Span] = []
        run = bisect_right(self.starts, start) - 1
        while start < stop:
            run_end = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
            upto = min(stop, run_end)
            first = self.origins[run] + start - self.starts[run]
            last = first + upto - start
            if found and self._meet(found[-1][1], first, start):
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
            start, run = upto, run + 1
        return tuple(found)

    def _meet(self, end: int, first: int, at: int) -> bool:
        """Whether the source between two runs is nothing, or white space where the text has its space at `at`."""
        if first <= end:
            return first == end
        return " " in self.text[at - 1 : at + 1] and self.source[end:first].isspace()

    def part(self, start: int = 0, end: int | None = None) -> Passage:
        """The passage of `text[start:end]`, trimmed."""
        return Passage.of(self.source, self.spans(start, end))

    def without(self, ranges: Iterable[Span]) -> Passage:
        """The passage with those ranges of its text taken out."""
        kept: list[Span] = []
        position = 0
        for start, end in ranges:
            kept.extend(self.spans(position, start))
            position = end
        kept.extend(self.spans(position))
        return Passage.of(self.source, kept)

    def compact(self, start: int = 0, end: int | None = None) -> Read[str]:
        """`text[start:end]` with its white space dropped, not folded: how document symbols are read."""
        stop = len(self.text) if end is None else end
        words = [(word.start(), word.end()) for word in _WORD.finditer(self.text, start, stop)]
        spans = [span for first, last in words for span in self.spans(first, last)]
        return Read("".join(self.text[first:last] for first, last in words), tuple(spans))

    def read(self, start: int = 0, end: int | None = None) -> Read[str]:
        """`text[start:end]`, trimmed, as a value with its spans."""
        piece = self.part(start, end)
        return Read(piece.text, piece.spans())

    @property
    def start(self) -> int:
        """Offset in the source at which the passage begins."""
        return self.origins[0] if self.origins else 0


def apart(source: str, before: Sequence[Span], after: Spans) -> Spans:
    """`after`, with the white space that parts it from the last span of `before` put in front of it.

    The space is taken from between the two, else from right behind the one or right in front of the other; where the
    source has none, the words meet.
    """
    if not before or not after:
        return after
    end, start = before[-1][1], after[0][0]
    gap = _first_space(source, end, start) if end < start else -1
    if gap < 0 and end < len(source) and source[end].isspace():
        gap = end
    if gap < 0 and start and source[start - 1].isspace():
        gap = start - 1
    return ((gap, gap + 1), *after) if gap >= 0 else after


def _first_space(source: str, start: int, end: int) -> int:
    space = _SPACE.search(source, start, end)
    return space.start() if space else -1
