"""What follows the foot: a second document with its sections, and annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban.capitals import in_capitals
from vanban.document import Annex, Read
from vanban.kinds import KIND_WORDS, kind_named
from vanban.passage import Passage
from vanban.reading.beginnings import ATTACHED
from vanban.reading.labels import label_of
from vanban.reading.lines import Line
from vanban.reading.paragraphs import Written, join_lines
from vanban.reading.sections import blocks_of

_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+)?(?P<label>[IVX]+|\d{1,2}|[A-H]))?\s*[.:]?(?:\s*$|\s+(?=\S))")
_OPENS_KIND = re.compile(rf"(?:{KIND_WORDS})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attached:
    """What follows the foot: the sections of a second document, and annexes."""

    paragraphs: tuple[Written, ...] = ()
    title: Read[str] | None = None
    annexes: tuple[Annex, ...] = ()
    used: tuple[Line, ...] = ()


def read_attached(lines: Sequence[Line]) -> Attached:
    """What follows the foot: a document of its own kind with its sections, and annexes."""
    if not lines:
        return Attached()
    start = next((index for index, line in enumerate(lines) if _opens_attached(lines, index)), None)
    annex_at = next((index for index in range(len(lines)) if _is_annex(lines, index)), len(lines))
    if start is None or annex_at < start:
        annexes = _annexes(lines[annex_at:])
        return Attached(annexes=tuple(annexes), used=tuple(lines[annex_at:]))
    title_end = _attached_title_end(lines[: min(annex_at, start + 12)], start)
    title = Passage.join(line.passage for line in lines[start:title_end])
    while title_end < annex_at and ATTACHED.match(lines[title_end].text):
        title_end += 1
        while (
            title_end < annex_at and not lines[title_end - 1].text.endswith(")") and not lines[title_end].blank_before
        ):
            title_end += 1
    return Attached(
        paragraphs=tuple(join_lines(lines[title_end:annex_at])),
        title=title.read(),
        annexes=tuple(_annexes(lines[annex_at:])),
        used=tuple(lines[start:]),
    )


def _attached_title_end(lines: Sequence[Line], start: int) -> int:
    """After the lines in capitals, or right before the words that attach the document."""
    for index in range(start + 1, len(lines)):
        if ATTACHED.match(lines[index].text):
            return index
        if label_of(lines[index].text):
            break
    end = start + 1
    while end < len(lines) and in_capitals(lines[end].text) and not label_of(lines[end].text):
        end += 1
    return end


def _opens_attached(lines: Sequence[Line], index: int) -> bool:
    """A kind of document in capitals on a line, and near it the words that attach it."""
    text = lines[index].text
    if not in_capitals(text) or not _OPENS_KIND.match(text):
        return False
    near = lines[index + 1 : index + 8]
    return kind_named(text) is not None or any(ATTACHED.match(line.text) for line in near)


def _is_annex(lines: Sequence[Line], index: int) -> bool:
    """A line that says Phụ lục, or a title in capitals under which stand the words that attach it."""
    text, above = lines[index].text, lines[index - 1].text if index else ""
    if _ANNEX.match(text) and len(text) < 120:
        return True
    if not in_capitals(text) or in_capitals(above) or _ANNEX.match(above) or _OPENS_KIND.match(text):
        return False
    after = next((one.text for one in lines[index + 1 : index + 5] if not in_capitals(one.text)), "")
    return ATTACHED.match(after) is not None


def _annexes(lines: Sequence[Line]) -> Iterator[Annex]:
    heads = [index for index in range(len(lines)) if _is_annex(lines, index)]
    for first, last in zip(heads, [*heads[1:], len(lines)], strict=False):
        match = _ANNEX.match(lines[first].text)
        label = (match["label"] or "") if match else ""
        title_from = first + 1 if match else first
        title_end = title_from
        while title_end < last and _is_annex_title(lines[title_end].text):
            title_end += 1
        title = Passage.join(line.passage for line in lines[title_from:title_end] if not ATTACHED.match(line.text))
        blocks = blocks_of(join_lines(lines[title_end:last]))
        spans = Passage.join(line.passage for line in lines[first:last]).spans()
        yield Annex(label=label, title=title.text, blocks=blocks, spans=spans)


def _is_annex_title(text: str) -> bool:
    return (in_capitals(text) and not label_of(text)) or ATTACHED.match(text) is not None
