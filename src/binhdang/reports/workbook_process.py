"""The child process that reads workbooks: `python -m binhdang.reports.workbook_process FORM HIDDEN HEADER…`.

Its reader is fast and can abort the whole process over one hostile file: then the parent refuses that file and starts
another child for the rest. Each file comes as four bytes of length and its bytes; each answer goes back the same way,
as JSON: {"form": rows, "hidden": texts, "merged": ranges, "unfit": {"E7": why it holds no value that was typed}}, or
{"refusal": {"what", "value", "rule", "remedy"}}.

`FORM` and `HIDDEN` name the two sheets that are read; below the row that holds all the headers, cells of other columns
are not told. A cell is null, text, a number, true, false or {"day": "…"}.
"""

from __future__ import annotations

import gc
import io
import json
import re
import resource
import struct
import sys
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO
from xml.parsers.expat import ParserCreate

MEMORY_BYTES = 1024**3
UNPACKED_BYTES = 64 * 1024**2
PARTS = 500
ROWS = 20_000
COLUMNS = 60
LETTERS = 4_000_000
LENGTH = struct.Struct("<I")

_ANY_FORMULA = re.compile(rb"<(?:\w+:)?f(?=[\s>/])")
_OPEN_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>\s*")
_ERROR = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=[\"']e[\"'][^>]*)>")
_STYLED = re.compile(rb"<(?:\w+:)?c\b([^>]*\bs=[\"'](\d+)[\"'][^>]*)>")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3}\d{1,7})[\"']")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_CELL_LOOKS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_LOOK = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_PERCENT = {9, 10}
"""Numbers of the percent formats that every spreadsheet knows."""


class UnfitFileError(Exception):
    """Why a file is not read: what, value, rule, remedy."""


def main() -> None:
    """Answer one file after the other until there are no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    gc.disable()  # rows of cells hold no circles
    form, hidden, *headers = sys.argv[1:]
    while data := _received(sys.stdin.buffer):
        answer = json.dumps(
            _answer(data, form, hidden, headers), ensure_ascii=False, separators=(",", ":"), default=_day
        )
        said = answer.encode("utf-8", "replace")
        sys.stdout.buffer.write(LENGTH.pack(len(said)) + said)
        sys.stdout.buffer.flush()


def _received(stream: BinaryIO) -> bytes:
    head = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""


def _answer(data: bytes, form: str, hidden: str, headers: Sequence[str]) -> dict[str, Any]:
    try:
        answer = _read(data, form, hidden)
        _leave_out(answer["form"], set(headers))
        return answer
    except UnfitFileError as error:
        return {"refusal": dict(zip(("what", "value", "rule", "remedy"), error.args, strict=True))}
    except Exception:  # whatever a broken file makes the reader raise, it is a broken file
        what, rule = "Không đọc được tệp Excel.", "tệp phải là tệp Excel (.xlsx) còn nguyên vẹn."
        remedy = "mở tệp bằng Excel, lưu lại dạng .xlsx rồi nạp lại; nếu không mở được thì tải biểu mới."
        return {"refusal": {"what": what, "value": _looks_like(data), "rule": rule, "remedy": remedy}}


def _looks_like(data: bytes) -> str:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "tệp .xls đời cũ hoặc tệp đặt mật khẩu"
    return "tệp không phải .xlsx" if not data.startswith(b"PK") else "tệp .xlsx bị hỏng"


def _read(data: bytes, form: str, hidden: str) -> dict[str, Any]:
    from python_calamine import load_workbook

    parts = _parts(data)
    book = load_workbook(io.BytesIO(data))
    names = {unicodedata.normalize("NFC", name).strip().casefold(): name for name in book.sheet_names}
    for wanted in (form, hidden):
        if wanted.casefold() not in names:
            raise UnfitFileError(
                f"Tệp không có sheet «{wanted}».",
                "; ".join(book.sheet_names)[:200] or "không có sheet nào",
                "biểu tải về có hai sheet, tên không được đổi.",
                f"đặt lại tên sheet là «{wanted}», hoặc tải biểu mới rồi chép số vào.",
            )
    sheet = book.get_sheet_by_name(names[form.casefold()])
    secret = book.get_sheet_by_name(names[hidden.casefold()])
    xml = parts[_part_of(parts, names[form.casefold()])]
    ParserCreate().Parse(xml, True)  # the fast reader makes sense of broken XML too
    return {
        "form": _rows(sheet),
        "hidden": [row[0] for row in _rows(secret) if row],
        "merged": [list(map(list, merged)) for merged in sheet.merged_cell_ranges or ()],
        "unfit": _unfit(xml, parts.get("xl/styles.xml", b"")),
    }


def _parts(data: bytes) -> dict[str, bytes]:
    """The XML parts, whole as the directory promises them; nothing is unpacked before the directory was looked at."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        listed = archive.infolist()
        if len(listed) > PARTS or sum(part.file_size for part in listed) > UNPACKED_BYTES:
            raise UnfitFileError(
                "Tệp Excel quá lớn nên không đọc.",
                f"{len(listed)} phần, {sum(part.file_size for part in listed) // 1024**2} MB khi mở ra",
                f"khi mở ra tệp không quá {UNPACKED_BYTES // 1024**2} MB.",
                "tải biểu mới rồi chép số vào; bỏ ảnh và sheet thừa.",
            )
        if any("vbaproject" in part.filename.casefold() for part in listed):
            raise UnfitFileError(
                "Tệp có chứa macro nên không nhận.",
                "vbaProject.bin",
                "biểu báo cáo là tệp .xlsx không có macro.",
                "lưu lại dạng «Excel Workbook (.xlsx)» rồi nạp lại.",
            )
        parts = {part.filename: archive.read(part) for part in listed if not part.is_dir()}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")) and (
            b"<!DOCTYPE" in content[:2000] or content[:2] in (b"\xff\xfe", b"\xfe\xff")
        ):
            raise UnfitFileError(
                "Tệp có khai báo lạ nên không đọc.",
                name[:100],
                "tệp do Excel hoặc LibreOffice lưu không có khai báo này.",
                "tải biểu mới rồi chép số vào.",
            )
    return parts


def _part_of(parts: Mapping[str, bytes], sheet: str) -> str:
    """The part that holds a sheet, by the workbook's own list."""
    found = next(each for each in _elements(parts["xl/workbook.xml"], "sheet") if each.get("name") == sheet)
    wanted = next(value for name, value in found.items() if name.endswith(":id"))
    relations = _elements(parts["xl/_rels/workbook.xml.rels"], "Relationship")
    target = next(each["Target"] for each in relations if each.get("Id") == wanted)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _elements(xml: bytes, name: str) -> list[dict[str, str]]:
    """The attributes of the elements of a name, whatever their prefix."""
    found: list[dict[str, str]] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == name:
            found.append(attributes)

    parser = ParserCreate()
    parser.StartElementHandler = begin
    parser.Parse(xml, True)
    return found


def _rows(sheet: Any) -> list[list[Any]]:
    """The cells from A1 on, without the empty ones at the ends."""
    end = sheet.end
    if end is None:
        return []
    if end[0] >= ROWS or end[1] >= COLUMNS:
        raise UnfitFileError(
            f"Sheet «{sheet.name}» có ô nằm ngoài biểu.",
            f"đến dòng {end[0] + 1}, cột thứ {end[1] + 1}",
            f"biểu có không quá {ROWS} dòng và {COLUMNS} cột.",
            "xóa các dòng, cột thừa ở bên phải và bên dưới biểu, hoặc tải biểu mới rồi chép số vào.",
        )
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    letters = sum(len(cell) for row in rows for cell in row if isinstance(cell, str))
    if letters > LETTERS:
        raise UnfitFileError(
            "Tệp có quá nhiều chữ nên không đọc.",
            f"{letters} chữ",
            f"mỗi sheet không quá {LETTERS} chữ.",
            "tải biểu mới rồi chép số vào.",
        )
    return rows


def _leave_out(rows: list[list[Any]], headers: set[str]) -> None:
    """Forget the long texts of help beside the table, which nobody looks at; whole numbers are told as such.

    The less travels between the processes, and the less is left to read there, the better.
    """
    for place, row in enumerate(rows[:30]):
        if headers <= {cell for cell in row if isinstance(cell, str)}:
            others = [column for column, cell in enumerate(row) if cell not in headers]
            for below in rows[place + 1 :]:
                for column in others:
                    below[column] = None
                below[:] = [int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in below]
            return


def _unfit(sheet: bytes, styles: bytes) -> dict[str, str]:
    """Cells that hold something else than a value which was typed; the reader above cannot tell them."""
    data = sheet[sheet.find(b"sheetData") : sheet.rfind(b"sheetData")]
    errors = _ERROR.findall(data) if b't="e"' in data or b"t='e'" in data else []
    found = dict.fromkeys(_places(errors), "ô báo lỗi")
    found |= dict.fromkeys(_places(_with_formula(data)), "ô chứa công thức")
    percent = _percent_looks(styles)
    if percent:
        styled = [attributes for attributes, look in _STYLED.findall(data) if int(look) in percent]
        found |= dict.fromkeys(_places(styled), "ô định dạng phần trăm")
    return found


def _with_formula(data: bytes) -> list[bytes]:
    """The attributes of the cells that hold a formula."""
    before, *after = data.split(b"<f") if b":c " not in data else _ANY_FORMULA.split(data)
    found, hides_marks = [], b"<![CDATA[" in data
    for rest in after:
        if rest[:1] in b" \t\r\n>/":  # and not another element whose name begins so
            cell = _OPEN_CELL.fullmatch(before, before.rfind(b"<"))
            if cell is None or hides_marks:
                raise UnfitFileError(
                    "Không đọc chắc chắn được các ô có công thức.",
                    "cách ghi lạ",
                    "tệp do Excel hoặc LibreOffice lưu ghi công thức theo một cách khác.",
                    "mở tệp bằng Excel, lưu lại rồi nạp lại.",
                )
            found.append(cell[1])
        before = rest
    return found


def _places(attributes: list[bytes]) -> list[str]:
    """The names of cells, each from the attributes of its element."""
    found = [_PLACE.search(each) for each in attributes]
    if not all(found):
        raise UnfitFileError(
            "Không đọc chắc chắn được vị trí các ô.",
            "ô không ghi vị trí",
            "tệp do Excel hoặc LibreOffice lưu ghi rõ vị trí từng ô.",
            "mở tệp bằng Excel, lưu lại rồi nạp lại.",
        )
    return [place[1].decode() for place in found if place]


def _percent_looks(styles: bytes) -> set[int]:
    """The looks of cells that show a number as per cent: what stands as 50 % in them is stored as 0.5."""
    formats = set(_PERCENT)
    for each in _FORMAT.findall(styles):
        number = re.search(rb"\bnumFmtId=[\"'](\d+)", each)
        code = re.search(rb"\bformatCode=(\"[^\"]*\"|'[^']*')", each)
        if number and code and b"%" in code[1]:
            formats.add(int(number[1]))
    looks = _LOOK.findall(b"".join(_CELL_LOOKS.findall(styles)))
    used = [re.search(rb"\bnumFmtId=[\"'](\d+)", look) for look in looks]
    return {place for place, number in enumerate(used) if number and int(number[1]) in formats}


def _day(value: Any) -> Any:
    if isinstance(value, datetime | date | time | timedelta):
        return {"day": str(value)}
    raise TypeError(value)


if __name__ == "__main__":
    main()
