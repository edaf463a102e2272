"""Lines joined into the paragraphs that were written: hard wraps and page breaks do not cut sentences."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.capitals import in_capitals
from vanban.passage import Passage
from vanban.reading.labels import ARTICLE, bullet_of, label_of
from vanban.reading.lines import Line

_FINISHED = re.compile(r"[.;:!?…]['\"”’»)\]]*$|/\.?$")
_HANGING = re.compile(
    r"(?:[,\-–(“\"/&]|(?<!\w)(?:số|ngày|tháng|năm|và|của|các|về|do|theo|tại|Điều|khoản|điểm|mục|Ủy|Uỷ|Hội|Căn|Kế|"
    r"Quyết|Nghị|Thông|Chỉ|Báo|Sở|Bộ|Ban|Phòng|trên|cho|với|đến|từ|trong|để|là|được|có))$"
)
_LABEL_ALONE = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5})\s?\.|[a-zđ]\)|\d{1,2}\)|(?:Điều|Chương|CHƯƠNG|Mục)(?:\s+[\dIVX]+\.?)?"
)
_DECIDES = re.compile(
    r"(?:Phê duyệt|Ban hành|Giao|Thành lập|Kiện toàn|Bãi bỏ|Sửa đổi|Bổ "
    r"sung|Công bố|Quyết định|Nghị quyết|Hủy bỏ|Cử|Tặng)"
)
_NUMBER_COMES = re.compile(r"(?<!\w)(?:số|ngày|tháng|năm|Điều|khoản|điểm|mục)$")


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph as it was written, from one line or many; `calls` as in `Line`, by offsets into its text."""

    passage: Passage
    lines: tuple[Line, ...]
    calls: tuple[tuple[int, str], ...] = ()

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def blank_before(self) -> bool:
        return self.lines[0].blank_before

    @property
    def rule_before(self) -> bool:
        return self.lines[0].rule_before

    @property
    def cells(self) -> tuple[Passage, ...]:
        """The cells of a table row printed as "a | b | c"; a single one where the paragraph is no row."""
        text = self.passage.text
        if "|" not in text or len(self.lines) > 1:
            return (self.passage,)
        bounds = [-1, *(match.start() for match in re.finditer(r"\|", text)), len(text)]
        cells = [self.passage.part(first + 1, last) for first, last in itertools.pairwise(bounds)]
        return tuple(cells[1:] if text.startswith("|") else cells)[: -1 if text.endswith("|") else None]


def written(lines: Sequence[Line]) -> Written:
    """One paragraph of these lines."""
    passage = Passage.join(line.passage for line in lines)
    calls: list[tuple[int, str]] = []
    position = 0
    for line in lines:
        if line.text:
            found = passage.text.find(line.text, position)
            position = found if found >= 0 else position
        calls.extend((min(position + at, len(passage.text)), mark) for at, mark in line.calls)
        position += len(line.text)
    return Written(passage, tuple(lines), tuple(calls))


def join_lines(lines: Sequence[Line]) -> list[Written]:
    """The paragraphs of the lines."""
    width = wrap_width(lines)
    groups: list[list[Line]] = []
    length = 0
    for line in lines:
        if groups and _continues(groups[-1], length, line, width):
            groups[-1].append(line)
            length += len(line.text)
        else:
            groups.append([line])
            length = len(line.text)
    return [written(group) for group in groups]


def wrap_width(lines: Sequence[Line]) -> int:
    """The length at which lines are wrapped, 0 where every line is a paragraph of its own."""
    followed = [line for line, after in itertools.pairwise(lines) if not after.blank_before]
    long = sorted(len(line.text) for line in followed if len(line.text) > 30)
    if len(long) < 3 or long[-1] > 260:
        return 0
    cut = [line for line in followed if len(line.text) > 30 and not _FINISHED.search(line.text)]
    return long[int(len(long) * 0.9)] if len(cut) >= 0.35 * len(long) else 0


def hangs(text: str) -> bool:
    """Whether a line ends in the middle of a phrase: with a comma, a dash, or a word that asks for the next."""
    return _HANGING.search(text) is not None


def _continues(group: Sequence[Line], length: int, line: Line, width: int) -> bool:
    """Whether `line` goes on with the paragraph that the lines of `group`, `length` long, make so far."""
    first, last = line.text, group[-1].text
    if "|" in first or "|" in last or line.rule_before:
        return False
    label = label_of(first)
    if not line.blank_before:
        if len(group) == 1 and _LABEL_ALONE.fullmatch(last):
            return True
        if _NUMBER_COMES.search(last) and first[0].isdigit() and not (label and label_of(last)):
            return True
    if _FINISHED.search(last) or bullet_of(first) or label:
        return False
    if first[0].islower():
        return not line.blank_before or line.cut_before or length > 40
    if line.cut_before:
        return length > 60 and not in_capitals(first)
    if line.blank_before:
        return False
    if in_capitals(last):
        return in_capitals(first) and label_of(group[0].text) is not None
    if in_capitals(first):
        return False
    return hangs(last) or (bool(width) and _runs_on(group, width))


def _runs_on(group: Sequence[Line], width: int) -> bool:
    """In a wrapped text an unfinished line goes on, except a short one that may be a heading."""
    label = label_of(group[0].text)
    if label is None or len(group[-1].text) >= 0.72 * width:
        return True
    return label.rank == ARTICLE and _DECIDES.match(group[0].text[label.end :].lstrip()) is not None
