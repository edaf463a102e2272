"""The foot of an official paper: Nơi nhận (ô 9b) and the signature block (ô 7a, 7b).

The two stand side by side on paper; in text they follow each other in either order or share lines.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vanban.capitals import UPPER, in_capitals
from vanban.document import Read, Recipient, Signature
from vanban.passage import Passage
from vanban.reading.labels import bullet_of, label_of
from vanban.reading.lines import Line

_SENT_TO = re.compile(r"\W{0,3}N[ơoƠO]i\s+nh[ậâấaẬ]n\s*:?\s*", re.IGNORECASE)
_AUTHORITY = r"(?:TM|T/M|T\.M)(?:\.|\s)"
_CAPACITY = r"(?:KT|K/T|TL|T/L|TUQ|T\.UQ|K\.T|T\.L)\s?(?:\.|\s)|Q\.\s?"
_POSITION_WORD = (
    r"(?:(?:PHÓ|QUYỀN)\s+)?(?:CHỦ\s+TỊCH|TỔNG\s+GIÁM\s+ĐỐC|GIÁM\s+ĐỐC|BỘ\s+TRƯỞNG|THỨ\s+TRƯỞNG|THỦ\s+TƯỚNG|CHÁNH(?:\s+VĂN\s+PHÒNG|\s+THANH\s+TRA|\s+ÁN)|"
    r"BÍ\s+THƯ|CHỦ\s+NHIỆM|(?:TỔNG\s+)?(?:CỤC|CHI\s+CỤC|VỤ|VIỆN|HIỆU|ĐỘI|TRẠM|HẠT|CHỈ\s+HUY|KIỂM\s+SÁT|ĐOÀN|NHÓM|TỔ)\s+TRƯỞNG|"
    r"TRƯỞNG\s+(?:PHÒNG|BAN|CÔNG\s+AN|CHI\s+CỤC|ĐOÀN|TRẠM|KHOA|THÔN|TIỂU\s+BAN)|TRƯỞNG\s+\w+|VIỆN\s+TRƯỞNG|HIỆU\s+TRƯỞNG|HIỆU\s+PHÓ|CHÍNH\s+ỦY|ỦY\s+VIÊN|ỦY\s+VIÊN\s+THƯỜNG\s+TRỰC|"
    r"TRƯỞNG|CHÁNH|TỔNG\s+BIÊN\s+TẬP|CHÁNH\s+VĂN\s+PHÒNG|CHỈ\s+HUY|THƯ\s+KÝ|NGƯỜI\s+(?:LẬP|KÝ)|ĐẠI\s+DIỆN)"
)
_PREFIXED = re.compile(rf"(?:{_AUTHORITY}|{_CAPACITY})")
_PREFIX_ALONE = re.compile(r"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s?\.?")
_POSITION = re.compile(_POSITION_WORD)
_LIKE_ABOVE = re.compile(r"\W{0,3}Như\s+(?:trên|Điều|điều|kính gửi|Kính gửi|mục)", re.IGNORECASE)
_EMBEDDED = re.compile(
    rf"(?<=[\s;.,:)])(?=(?:TM\.|T/M\s|KT\.|K/T\s|TL\.|T/L\s|TUQ\.|Q\.\s?[{UPPER}]{{2}})\s?[{UPPER}])"
    rf"|(?<=[;.:)]\s)(?<!(?:TM|KT|TL)\.\s)(?<!TUQ\.\s)(?<!\sQ\.\s)(?={_POSITION_WORD}(?:\s[{UPPER}]+)*\s*$)"
)
_SPLIT_SIGNATURE = re.compile(rf"\s(?=(?:{_PREFIXED.pattern})\s?[{UPPER}]{{2}})|(?<=\w)\s(?=PHÓ\s)")
_SIGNED_WORDS = (
    r"(?:đã ký(?: và đóng dấu)?|đã kí|da ky|ký tên(?:, đóng dấu)?|signed|chữ ký|dấu|con dấu|ký số|daky|"
    r"ký,? (?:và )?(?:ghi rõ họ tên|đóng dấu)(?: và đóng dấu|, đóng dấu)?[^()]{0,20})"
)
_SIGNED = re.compile(
    rf"\W*{_SIGNED_WORDS}\W*$|(?:Ký bởi|Người ký|Ngày ký|Thời gian ký|Được ký bởi|Chữ ký số)\s*:.*$", re.IGNORECASE
)
_RANK = (
    r"(?:(?:Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|"
    r"Trung tá|Thiếu tá|Đại úy|Thượng úy|TS|ThS|PGS|GS|"
    r"BS|BSCKI|BSCKII|CN|KS|NGƯT|NSƯT)\.?\s*)+"
)
_SIGNED_BESIDE = re.compile(rf"(?<=[;.,:]\s)\({_SIGNED_WORDS}\)$", re.IGNORECASE)
_SURNAMES = re.compile(
    r"(?:NGUYỄN|TRẦN|LÊ|PHẠM|HOÀNG|HUỲNH|PHAN|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|HỒ|NGÔ|DƯƠNG|LÝ|ĐINH|MAI|TÔ|TRỊNH|ĐÀO|ĐOÀN|LƯƠNG|HÀ|CAO|TẠ|"
    r"TRƯƠNG|THÁI|LÂM|PHÙNG|QUÁCH|CHU|TĂNG|VƯƠNG|KIỀU|HỨA|LƯU|NÔNG|LÒ|GIÀNG|VÀNG|SÙNG|HOÀNH|TRIỆU|THẠCH|ĐIỂU|RƠ|SIU|KSOR|Y|A|H)"
    r"(?:\s[^\W\d_]+){1,4}$"
)
_NAME_WORD = rf"[{UPPER}](?:[^\W\d_]+|['’ʼ]\w+|\.)?(?:['’ʼ-]\w+)?"
_NAME = re.compile(rf"(?:{_RANK})?(?P<name>{_NAME_WORD}(?:\s{_NAME_WORD}){{1,5}})$")
_TRAILING_NAME = re.compile(rf"(?<=[.;:)])\s+(?P<name>(?:{_RANK})?{_NAME_WORD}(?:\s{_NAME_WORD}){{1,4}})$")
_NOT_NAMES = re.compile(
    r"(?:Như|Lưu|Nơi|Các|Cổng|Ban|Sở|Ủy|Uỷ|Văn phòng|Phòng|Trung tâm|Bộ|Chủ tịch|Giám đốc|Phụ lục|Biểu|"
    r"Đảng|Hội|Công|Kính|Website|Email|Ký bởi|"
    r"Thời gian|Cơ quan|Danh|Mẫu|Phần|Điều|Chương|Căn|Kế|Báo|Thường trực)(?!\w)"
)
_KEEPS = re.compile(r"L[ưu]u\s*:?\s", re.IGNORECASE)


@dataclass
class Foot:
    """What the foot says, and which lines it took: `begins` to `ends` (exclusive) of the lines given."""

    begins: int
    ends: int
    recipients: tuple[Recipient, ...] = ()
    signature: Signature = field(default_factory=Signature)


def read_foot(lines: Sequence[Line]) -> Foot:
    """Find and read the foot; an empty foot at the end of the lines where there is none."""
    begins = _begin(lines)
    if begins is None:
        return Foot(len(lines), len(lines))
    return _Reader(lines, begins).read()


def _begin(lines: Sequence[Line]) -> int | None:
    sent_to = next((i for i, line in enumerate(lines) if _SENT_TO.match(line.text) and _is_list_head(lines, i)), None)
    if sent_to is None:
        sent_to = next(
            (i for i, line in enumerate(lines) if bullet_of(line.text) and _LIKE_ABOVE.match(line.text)), None
        )
    last = sent_to if sent_to is not None else len(lines)
    for index in range(max(0, last - 12) if sent_to is not None else 0, last):
        if _starts_signature(lines, index, last if sent_to is not None else None):
            return index
    return sent_to


def _is_list_head(lines: Sequence[Line], index: int) -> bool:
    rest = lines[index].text[_SENT_TO.match(lines[index].text).end() :]  # type: ignore[union-attr]
    after = lines[index + 1].text if index + 1 < len(lines) else ""
    return ":" in lines[index].text[:14] or not rest or bool(bullet_of(after)) or _PREFIXED.match(rest) is not None


def _starts_signature(lines: Sequence[Line], index: int, upto: int | None) -> bool:
    """Whether the signature block begins at this line.

    Before Nơi nhận all lines up to it must belong to the block; without Nơi nhận a name must follow soon.
    """
    text = lines[index].text
    prefixed = _PREFIX_ALONE.fullmatch(text) or (_PREFIXED.match(text) and in_capitals(text))
    if not prefixed and not (_POSITION.match(text) and in_capitals(text) and len(text) < 60):
        return False
    following = [line.text for line in lines[index + 1 : upto if upto is not None else index + 9]]
    if upto is not None:
        return all(
            in_capitals(one) or _NAME.match(one) or _SIGNED.match(one) or _PREFIX_ALONE.fullmatch(one)
            for one in following
        )
    return any(_is_name(one) for one in following[:8])


def _is_name(text: str) -> bool:
    if in_capitals(text):
        return bool(_SURNAMES.match(text)) and _NAME.match(text) is not None
    return bool(_NAME.match(text)) and not _NOT_NAMES.match(text)


class _Reader:
    """Walks the lines of the foot once, sorting each piece into recipients, signature or the end of the foot."""

    def __init__(self, lines: Sequence[Line], begins: int) -> None:
        self.lines = lines
        self.begins = begins
        self.block: list[Passage] = []
        self.name: Read[str] | None = None
        self.recipients: list[tuple[Passage, tuple[str, ...]]] = []
        self.listing = False

    def read(self) -> Foot:
        index = self.begins
        while index < len(self.lines) and self._take(self.lines[index]):
            index += 1
        recipients = tuple(
            Recipient(value.value, marks, value.spans)
            for passage, marks in self.recipients
            if (value := _stripped(passage)).value
        )
        return Foot(self.begins, index, recipients, _signature(self.block, self.name))

    def _take(self, line: Line) -> bool:
        """Sort the pieces of a line; False where the line no longer belongs to the foot."""
        marks = tuple(mark for _, mark in line.calls)
        taken = False
        for piece in _pieces(line.passage):
            if not self._sort(piece, marks):
                return taken
            taken = True
        return True

    def _sort(self, piece: Passage, marks: tuple[str, ...]) -> bool:
        """Take one piece; False where it belongs to no part of a foot."""
        return (
            _SIGNED.match(piece.text) is not None
            or self._is_recipient(piece, marks)
            or self._is_signing(piece)
            or (self._goes_on(piece, marks))
        )

    def _is_recipient(self, piece: Passage, marks: tuple[str, ...]) -> bool:
        head, bullet = _SENT_TO.match(piece.text), bullet_of(piece.text)
        if head and (not self.listing or not bullet):
            items = _inline_items(piece.part(head.end()))
        elif bullet and (self.listing or self.name is None):
            items = [piece.part(bullet[1])]
        else:
            return False
        self.listing = True
        self.recipients.extend((item, marks) for item in items)
        return True

    def _is_signing(self, piece: Passage) -> bool:
        """A line of the block, or the name under it."""
        text = piece.text
        if self.name is not None:
            return False
        if self.block and _is_name(text):
            self.name = piece.read(_NAME.match(text).start("name"), None)  # type: ignore[union-attr]
            return True
        if (in_capitals(text) or _PREFIX_ALONE.fullmatch(text)) and self._belongs_to_block(text):
            self.block.append(piece)
            return True
        return False

    def _goes_on(self, piece: Passage, marks: tuple[str, ...]) -> bool:
        """The rest of a recipient that was wrapped, or a recipient without a dash."""
        text = piece.text
        if not self.listing or label_of(text):
            return False
        if self.recipients and not _done(self.recipients[-1][0].text):
            last, last_marks = self.recipients[-1]
            self.recipients[-1] = (Passage.join([last, piece]), last_marks + marks)
            return True
        if not self._kept() and len(text) < 160 and (text.endswith(";") or _KEEPS.match(text)):
            self.recipients.append((piece, marks))
            return True
        return False

    def _kept(self) -> bool:
        return any(_KEEPS.match(passage.text) for passage, _ in self.recipients)

    def _belongs_to_block(self, text: str) -> bool:
        if _PREFIXED.match(text) or _PREFIX_ALONE.fullmatch(text) or _POSITION.match(text):
            return True
        return (
            bool(self.block)
            and len(text) < 70
            and not re.match(r"PHỤ LỤC|BIỂU|DANH SÁCH|KẾ HOẠCH|QUY CHẾ|QUY ĐỊNH|CHƯƠNG TRÌNH", text)
        )


def _pieces(passage: Passage) -> Iterator[Passage]:
    """A line cut where the right column begins: at a bar, at TM./KT./TL., at a position after a closed item."""
    cuts = [0]
    for match in re.finditer(r"\s*\|\s*", passage.text):
        cuts.extend(match.span())
    listed = bullet_of(passage.text) or _SENT_TO.match(passage.text)
    if listed:
        cuts.extend(match.start() for match in _SIGNED_BESIDE.finditer(passage.text))
        cuts.extend(match.start() for match in _EMBEDDED.finditer(passage.text))
    name = _TRAILING_NAME.search(passage.text) if listed else None
    if name and not _NOT_NAMES.match(name["name"]) and not in_capitals(name["name"]):
        cuts.append(name.start("name"))
    cuts = sorted({*cuts, len(passage.text)})
    for first, last in itertools.pairwise(cuts):
        piece = passage.part(first, last)
        if re.search(r"\w", piece.text):
            yield piece


def _inline_items(rest: Passage) -> list[Passage]:
    cuts = [0, *(match.end() for match in re.finditer(r";", rest.text)), len(rest.text)]
    items = [rest.part(first, last) for first, last in itertools.pairwise(cuts)]
    return [item for item in items if item.text]


def _done(text: str) -> bool:
    return text.endswith((";", "."))


def _stripped(passage: Passage) -> Read[str]:
    text = passage.text
    bullet = bullet_of(text)
    return passage.read(bullet[1] if bullet else 0, len(text.rstrip(" ;.,/")))


def _with_prefixes(block: Sequence[Passage]) -> Iterator[Passage]:
    """The lines of the block; a prefix wrapped off ("KT." over "CHỦ TỊCH") goes back to its line."""
    prefix: Passage | None = None
    for line in block:
        whole = Passage.join([prefix, line]) if prefix else line
        prefix = whole if _PREFIX_ALONE.fullmatch(whole.text) else None
        if prefix is None:
            yield whole


def _signature(block: Sequence[Passage], name: Read[str] | None) -> Signature:
    parts: dict[str, list[Passage]] = {"authority": [], "capacity": [], "position": []}
    current = "position"
    for line in _with_prefixes(block):
        cuts = [0, *(match.end() for match in _SPLIT_SIGNATURE.finditer(line.text)), len(line.text)]
        for first, last in itertools.pairwise(cuts):
            piece = line.part(first, last)
            if re.match(_AUTHORITY, piece.text):
                current = "authority"
            elif re.match(_CAPACITY, piece.text):
                current = "capacity"
            elif _POSITION.match(piece.text) and (current != "position" or not parts["position"]):
                current = "position"
            if piece.text:
                parts[current].append(piece)
    read = {key: Passage.join(pieces).read() if pieces else None for key, pieces in parts.items()}
    return Signature(authority=read["authority"], capacity=read["capacity"], position=read["position"], name=name)
