"""Tables of tasks: one row a duty, columns for the work, who leads, who supports and by when."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from vanban.bodies import FoundBody, bodies_at
from vanban.dates import find_dates
from vanban.document import Span, Table
from vanban.duties.deadlines import read_deadlines
from vanban.duties.model import Actor, Deadline, DeadlineKind, Duty, Role
from vanban.passage import Passage

_NUMBER = re.compile(r"(?:s?tt|số tt|số thứ tự|số|nr)\.?", re.IGNORECASE)
_WORK = re.compile(r"nhiệm vụ|nội dung|công việc|hoạt động|tên (?:đề án|chương trình)|giải pháp", re.IGNORECASE)
_LEAD = re.compile(r"chủ trì|phụ trách|đầu mối", re.IGNORECASE)
_DOES = re.compile(r"(?:cơ quan|đơn vị|người|bộ phận|tổ chức|trách nhiệm)[^|]{0,30}thực hiện|phân công", re.IGNORECASE)
_SUPPORT = re.compile(r"phối hợp", re.IGNORECASE)
_TIME = re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành|ngày", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:(?:cuối|đầu|trong|trước)\s+)?(?:tháng\s*\d{1,2}|quý\s*(?:IV|I{1,3}|[1-4])|(?:6 tháng (?:đầu|cuối) )?năm)"
    r"(?:\s*[-–,và]+\s*(?:tháng\s*|quý\s*)?(?:\d{1,4}|IV|I{1,3}))*(?:\s*(?:[/-]|năm|,)?\s*\d{4})?\.?",
    re.IGNORECASE,
)
_CADENCE = re.compile(
    r"(?:định kỳ\s*)?(?:hằng|hàng|mỗi)\s*(?:tuần|tháng|quý|năm)|thường xuyên(?: trong năm)?", re.IGNORECASE
)
_LINES = re.compile(r"[;\u2028]|(?<=\w),\s*(?=[A-ZĐỦÀ-Ỹ])")


def read_table(table: Table, path: str, source: str) -> Iterator[Duty]:
    """The duties of a table, none where its header does not name work together with who or when."""
    columns = _columns([cell.text for cell in table.header[0]]) if table.header else {}
    if "work" not in columns or not columns.keys() & {"lead", "does", "time"}:
        return
    width = len(table.header[0])
    for number, row in enumerate(table.rows, 1):
        cells = [Passage.of(source, [span]) for span in table.spans[number * width : (number + 1) * width]]
        if len(row) != width or len(cells) != width or not cells[columns["work"]].text:
            continue
        if duty := _duty(cells, columns, path):
            yield duty


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Which column says what; the first that fits counts, and a column says one thing."""
    found: dict[str, int] = {}
    patterns = (
        ("number", _NUMBER),
        ("lead", _LEAD),
        ("support", _SUPPORT),
        ("does", _DOES),
        ("time", _TIME),
        ("work", _WORK),
    )
    for index, title in enumerate(header):
        for name, pattern in patterns:
            if name in found or not (pattern.fullmatch(title.strip()) if name == "number" else pattern.search(title)):
                continue
            found[name] = index
            break
    return found


def _duty(cells: Sequence[Passage], columns: dict[str, int], path: str) -> Duty | None:
    work = cells[columns["work"]]
    number = cells[columns["number"]].text.rstrip(".") if "number" in columns else ""
    actors: list[Actor] = []
    roles: tuple[tuple[str, Role | None], ...] = (("lead", "lead"), ("does", None), ("support", "support"))
    for name, role in roles:
        if name in columns:
            actors.extend(_actors(cells[columns[name]], role))
    deadlines = tuple(_deadlines(cells[columns["time"]])) if "time" in columns else ()
    if not actors and not deadlines:
        return None  # a row that heads a group of rows
    return Duty(".".join(filter(None, (path, number))), work.text, "task", tuple(actors), deadlines, work.spans())


def _actors(cell: Passage, role: Role | None) -> Iterator[Actor]:
    """The bodies of a cell; what is no known name is kept as printed, with less confidence."""
    for start, end in _items(cell):
        names = bodies_at(cell.text, start)
        inside = [name for name in names if name.end <= end]
        found = inside if inside and end - inside[-1].end <= 2 else [FoundBody(start, end, 0.6)]
        for name in found:
            read = cell.read(name.start, name.end)
            yield Actor(read.value, role, "giao", read.spans, name.confidence)


def _items(cell: Passage) -> Iterator[Span]:
    """The parts of a cell between ";" and line breaks, without dashes and closing marks."""
    cuts = [0]
    position = 0
    for piece in _LINES.finditer(cell.text):
        names = bodies_at(cell.text, position)
        if piece.group().startswith(",") and names and names[-1].end > piece.start():
            continue
        cuts.extend(piece.span())
        position = piece.end()
    cuts.extend(_broken_lines(cell))
    cuts.append(len(cell.text))
    ordered = sorted(set(cuts))
    for first, last in itertools.pairwise(ordered):
        text = cell.text[first:last]
        start = first + len(text) - len(text.lstrip(" -–+;,."))
        end = last - (len(text) - len(text.rstrip(" ;,.")))
        if end > start and any(char.isalpha() for char in cell.text[start:end]):
            yield start, end


def _broken_lines(cell: Passage) -> Iterator[int]:
    """Offsets at which a line of the cell begins (U+2028 in the source, folded in the text)."""
    for index, char in enumerate(cell.text):
        if char == " ":
            ((start, end),) = cell.spans(index, index + 1) or ((0, 0),)
            if "\u2028" in cell.source[start:end]:
                yield index


def _deadlines(cell: Passage) -> Iterator[Deadline]:
    found = list(read_deadlines(cell))
    if found:
        yield from found
        return
    for one in find_dates(cell.text):
        read = cell.read(one.start, one.end)
        if one.month_day:
            yield Deadline("by", read.value, read.spans, one.month_day, one.on)
            return
    kinds: tuple[tuple[re.Pattern[str], DeadlineKind], ...] = ((_PERIOD, "within"), (_CADENCE, "cadence"))
    for pattern, kind in kinds:
        match = pattern.match(cell.text)
        if match:
            read = cell.read(*match.span())
            yield Deadline(kind, read.value, read.spans)
            return
