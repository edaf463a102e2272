"""CSV files of units and of what became of them: rows with their lines, or everything that is wrong with them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from binhdang.orgs.models import UnitKind
from binhdang.values.refusals import Refusal
from binhdang.values.texts import nfc

DIGITS = {"province": 2, "district": 3, "commune": 5}
"""How many digits the official code of each level has."""
LEVELS = {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}
KIND_OF = {
    "province": UnitKind.PROVINCE_COMMITTEE,
    "district": UnitKind.DISTRICT_COMMITTEE,
    "commune": UnitKind.COMMUNE_COMMITTEE,
}
SHOWN = 10
"""How many faults a refusal lists before it only counts the rest."""


@dataclass(frozen=True)
class ListedUnit:
    """One line of a list of units."""

    line: int
    level: str
    code: str
    name: str
    parent_code: str

    @property
    def full_name(self) -> str:
        """The body that reports for the place: "Ủy ban nhân dân xã Ia Tơi"."""
        return f"Ủy ban nhân dân {self.name[0].lower()}{self.name[1:]}"

    @property
    def short_name(self) -> str:
        """For tables: "UBND xã Ia Tơi"."""
        return f"UBND {self.name[0].lower()}{self.name[1:]}"[:80]

    @property
    def place(self) -> str:
        """Địa danh on the body's papers: "Ia Tơi"."""
        begun = next((word for word in PLACE_WORDS if self.name.startswith(f"{word} ")), "")
        return self.name.removeprefix(begun).strip()[:80]


PLACE_WORDS = ("Thành phố", "Tỉnh", "Quận", "Huyện", "Thị xã", "Phường", "Thị trấn", "Xã", "Đặc khu")


@dataclass(frozen=True)
class Transition:
    """One line of a list of transitions: all or a part of an old unit is now a new one."""

    line: int
    level: str
    old_code: str
    new_code: str
    is_full: bool


@dataclass(frozen=True)
class Correction:
    """One line that puts a wrong new code of the transitions right, with the reason."""

    line: int
    level: str
    old_code: str
    new_code: str
    corrected_code: str


class Faults:
    """What is wrong with a file, line by line; all of it is told at once."""

    def __init__(self, file: str) -> None:
        self.file, self.found = file, list[str]()

    def add(self, line: int, what: str) -> None:
        """One more fault."""
        self.found.append(f"dòng {line}: {what}")

    def refuse(self) -> None:
        """Raise Refusal where there is any fault."""
        if self.found:
            more = len(self.found) - SHOWN
            listed = "; ".join(self.found[:SHOWN]) + (f"; và {more} lỗi khác" if more > 0 else "")
            raise Refusal(
                f"Tệp có {len(self.found)} lỗi, chưa có gì thay đổi.",
                where=f"tệp «{self.file}»",
                value=listed,
                rule="đơn vị được đối chiếu bằng mã; mọi dòng phải đúng thì tệp mới được nhập.",
                remedy="sửa các dòng đó rồi nhập lại cả tệp.",
            )


def read_units(data: bytes, file: str) -> list[ListedUnit]:
    """The lines of a list of units: level, code, name, parent_code. Raises Refusal with every faulty line."""
    faults = Faults(file)
    rows = [
        ListedUnit(line, row["level"], row["code"], nfc(" ".join(row["name"].split())), row["parent_code"])
        for line, row in _lines(data, file, ("level", "code", "name", "parent_code"))
    ]
    level_of: dict[str, str] = {}
    for row in rows:
        _check_code(faults, row.line, row.level, row.code, "mã đơn vị")
        if row.code in level_of:
            faults.add(row.line, f"mã {row.code} đứng hai lần")
        level_of.setdefault(row.code, row.level)
        if not 2 <= len(row.name) <= 180:
            faults.add(row.line, f"tên «{row.name[:40]}» để trống hoặc quá dài")
    for row in rows:
        _check_parent(faults, row, level_of)
    faults.refuse()
    return rows


def _check_parent(faults: Faults, row: ListedUnit, level_of: dict[str, str]) -> None:
    order = list(DIGITS)
    above = level_of.get(row.parent_code)
    if row.level == order[0] or row.level not in DIGITS:
        if row.parent_code and row.level in DIGITS:
            faults.add(row.line, f"đơn vị cấp tỉnh {row.code} không ghi mã cấp trên")
    elif not row.parent_code:
        faults.add(row.line, f"đơn vị {row.code} thiếu mã cấp trên")
    elif above is not None and above in DIGITS and order.index(above) >= order.index(row.level):
        faults.add(row.line, f"cấp trên {row.parent_code} của {row.code} không phải cấp cao hơn")
    elif above is None and len(row.parent_code) not in DIGITS.values():
        faults.add(row.line, f"mã cấp trên «{row.parent_code}» không có trong tệp; kiểm tra số 0 ở đầu")


def read_transitions(data: bytes, file: str) -> list[Transition]:
    """The lines of a list of transitions: level, old_code, new_code, extent. Raises Refusal with every faulty line."""
    faults = Faults(file)
    rows, extents, pairs = [], dict[str, list[str]](), set[tuple[str, str]]()
    for line, row in _lines(data, file, ("level", "old_code", "new_code", "extent")):
        old, new, extent = row["old_code"], row["new_code"], row["extent"]
        _check_code(faults, line, row["level"], old, "mã cũ")
        _check_code(faults, line, row["level"], new, "mã mới")
        if extent not in ("full", "partial"):
            faults.add(line, f"cột extent ghi «{extent}», chỉ nhận full hoặc partial")
        if (old, new) in pairs:
            faults.add(line, f"cặp {old} → {new} đứng hai lần")
        pairs.add((old, new))
        extents.setdefault(old, []).append(extent)
        rows.append(Transition(line, row["level"], old, new, extent == "full"))
    for transition in rows:
        if transition.is_full and len(extents[transition.old_code]) > 1:
            faults.add(transition.line, f"{transition.old_code} vào nhiều đơn vị mới mà lại ghi full")
        elif not transition.is_full and len(extents[transition.old_code]) == 1:
            faults.add(transition.line, f"{transition.old_code} chỉ vào một đơn vị mới mà lại ghi partial")
    faults.refuse()
    return rows


def read_corrections(data: bytes, file: str) -> list[Correction]:
    """The lines of a list of corrections: level, old_code, new_code, corrected_code, reason."""
    faults = Faults(file)
    rows = []
    for line, row in _lines(data, file, ("level", "old_code", "new_code", "corrected_code", "reason")):
        for name in ("old_code", "new_code", "corrected_code"):
            _check_code(faults, line, row["level"], row[name], name)
        if not row["reason"]:
            faults.add(line, "chưa ghi lý do sửa")
        rows.append(Correction(line, row["level"], row["old_code"], row["new_code"], row["corrected_code"]))
    faults.refuse()
    return rows


def corrected(transitions: Iterable[Transition], corrections: Iterable[Correction], file: str) -> list[Transition]:
    """The transitions with the corrected codes in place of the wrong ones. Raises Refusal where one fits no line."""
    faults = Faults(file)
    wanted = {(row.old_code, row.new_code): row for row in corrections}
    rows = []
    for row in transitions:
        right = wanted.pop((row.old_code, row.new_code), None)
        code = right.corrected_code if right else row.new_code
        rows.append(Transition(row.line, row.level, row.old_code, code, row.is_full))
    for left in wanted.values():
        faults.add(left.line, f"không có dòng chuyển tiếp {left.old_code} → {left.new_code} để sửa")
    faults.refuse()
    return rows


def _check_code(faults: Faults, line: int, level: str, code: str, what: str) -> None:
    if level not in DIGITS:
        faults.add(line, f"cột level ghi «{level}», chỉ nhận {', '.join(DIGITS)}")
        return
    digits = DIGITS[level]
    if code.isascii() and code.isdigit() and len(code) < digits:
        faults.add(line, f"{what} «{code}» thiếu chữ số; {LEVELS[level]} có {digits} chữ số, có lẽ mất số 0 ở đầu")
    elif not (code.isascii() and code.isdigit() and len(code) == digits):
        faults.add(line, f"{what} «{code[:20]}» không phải mã {digits} chữ số của {LEVELS[level]}")


def _lines(data: bytes, file: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line that is not empty, with its number, as text by column."""
    text = _text(data, file)
    first = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=";" if ";" in first and "," not in first else ",")
    try:
        table = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as problem:
        raise _unreadable(file, f"dòng {reader.line_num}: {problem}") from problem
    head = [name.casefold() for name in table[0][1]] if table else []
    missing = [name for name in columns if name not in head]
    if missing:
        raise Refusal(
            "Tệp thiếu cột.",
            where=f"tệp «{file}», dòng 1",
            value=", ".join(head) or "không có dòng nào",
            rule=f"dòng đầu ghi tên cột: {', '.join(columns)}.",
            remedy=f"thêm cột {', '.join(missing)}.",
        )
    faults = Faults(file)
    kept = [(line, row) for line, row in table[1:] if any(row)]
    for line, row in kept:
        if len(row) != len(head):
            faults.add(line, f"có {len(row)} ô, dòng đầu có {len(head)} cột")
    faults.refuse()
    for line, row in kept:
        yield line, dict(zip(head, row, strict=True))


def _text(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise _unreadable(file, f"byte thứ {problem.start + 1} không phải UTF-8") from problem
    if "\0" in text:
        raise _unreadable(file, "có ký tự NUL")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unreadable(file: str, why: str) -> Refusal:
    return Refusal(
        "Không đọc được tệp.",
        where=f"tệp «{file}»",
        value=why,
        rule="tệp CSV mã hóa UTF-8, các cột cách nhau bằng dấu phẩy hoặc chấm phẩy.",
        remedy="trong Excel hoặc LibreOffice, lưu lại bằng «CSV UTF-8» với cột mã ở dạng văn bản.",
    )
