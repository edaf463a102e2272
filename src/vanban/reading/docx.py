"""A .docx into text: one line per paragraph, an empty line between paragraphs.

What Word would print is what comes out: automatic numbers, footnotes (as superscript marks, the notes at the end),
tracked changes as accepted, text boxes, capitals by formatting. Borderless tables are layout: their columns come one
after the other. Ruled tables give one line per row, "| a | b |", line breaks inside a cell as U+2028.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from vanban.errors import ReadingError
from vanban.reading.numbering import Numbering, W
from vanban.reading.package import Package
from vanban.reading.plaintext import empty_error, legacy_error, looks_legacy

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TO_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_GONE = {f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}instrText", f"{W}rPr", f"{W}pPr", f"{W}delInstrText"}
_SIDES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
_LAYOUT = re.compile(
    r"C[ỘO]NG\s+H[ÒO]?[AÀ]\s+XÃ\s+HỘI|Độc\s+lập\s*[-–]|ĐẢNG\s+CỘNG\s+SẢN|N[ơƠ]i\s+nh[ậẬ]n\s*:|K[íÍ]nh\s+gửi",
    re.IGNORECASE,
)
MOST_CELLS = 200_000


def text_of(data: bytes, name: str) -> str:
    """The NFC text of a .docx. Raises `ReadingError`."""
    package = Package(data, name)
    root = package.part(package.main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise ReadingError(
            name,
            what="Không đọc được tệp Word.",
            why="Trong tệp không có phần nội dung văn bản.",
            remedy="Hãy mở tệp bằng Word, lưu lại thành .docx rồi tải lên lại.",
        )
    text = unicodedata.normalize("NFC", _Writer(package).document(body))
    if not text.strip():
        raise empty_error(name)
    if looks_legacy(text[:20000]):
        raise legacy_error(name)
    return text


class _Writer:
    """Writes the document's text; keeps the numbering and the footnotes called so far."""

    def __init__(self, package: Package) -> None:
        styles = _part(package, "styles", "word/styles.xml")
        self._numbering = Numbering(_part(package, "numbering", "word/numbering.xml"), styles)
        self._ruled_styles = _ruled_styles(styles)
        self._notes = {
            kind: _notes(_part(package, kind + "s", f"word/{kind}s.xml"), kind) for kind in ("footnote", "endnote")
        }
        self._called: list[etree._Element] = []
        self._cells = 0
        self._name = package.name

    def document(self, body: etree._Element) -> str:
        blocks = list(self._blocks(body))
        notes: list[str] = []
        for index, note in enumerate(self._called, 1):
            lines = [line for block in self._blocks(note) for line in block.split("\n") if line.strip()]
            notes.append(f"{str(index).translate(_TO_SUPERSCRIPT)} " + "\n".join(line.strip() for line in lines))
        return re.sub(r"\n{3,}", "\n\n", "\n\n".join([*blocks, *notes])).strip("\n") + "\n"

    def _blocks(self, parent: etree._Element) -> Iterator[str]:
        """Paragraphs and tables in order; content controls and accepted changes are looked through."""
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element, in_cell=parent.tag == f"{W}tc")
            elif element.tag == f"{W}tbl":
                yield from self._table(element)
            elif element.tag == f"{W}sdt":
                content = element.find(f"{W}sdtContent")
                if content is not None:
                    yield from self._blocks(content)
            elif element.tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
                yield from self._blocks(element)

    def _paragraph(self, paragraph: etree._Element, in_cell: bool) -> Iterator[str]:
        boxes: list[etree._Element] = []
        text = "".join(self._runs(paragraph, boxes))
        for box in boxes:
            yield from self._blocks(box)
        shown = text.strip(" \t\n")
        label = self._numbering.label(paragraph)
        if shown:
            yield f"{label} {shown}" if label else shown
        elif label and in_cell:
            yield label

    def _runs(self, parent: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        for element in parent:
            tag = element.tag
            if tag in _GONE or not isinstance(tag, str):
                continue
            if tag == f"{W}r":
                yield self._run(element, boxes)
            elif tag == f"{W}txbxContent":
                boxes.append(element)
            elif tag == f"{_MC}AlternateContent":
                choice = element.find(f"{_MC}Choice")
                yield from self._runs(choice if choice is not None else element, boxes)
            elif tag != f"{_MC}Fallback":
                yield from self._runs(element, boxes)

    def _run(self, run: etree._Element, boxes: list[etree._Element]) -> str:
        properties = run.find(f"{W}rPr")
        if properties is not None and _on(properties, "vanish"):
            return ""
        text = "".join(self._run_content(run, boxes))
        if properties is not None and _on(properties, "caps"):
            text = text.upper()
        raised = properties.find(f"{W}vertAlign") if properties is not None else None
        if raised is not None and raised.get(f"{W}val") == "superscript" and re.fullmatch(r"\s*\d{1,3}\s*", text):
            text = text.translate(_TO_SUPERSCRIPT)
        return text

    def _run_content(self, run: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        for element in run:
            tag = element.tag
            if tag == f"{W}t":
                yield element.text or ""
            elif tag in (f"{W}tab", f"{W}ptab"):
                yield "\t"
            elif tag in (f"{W}br", f"{W}cr"):
                yield "\n"
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield self._call(element)
            elif tag not in _GONE and isinstance(tag, str) and len(element):
                yield from self._runs(element, boxes)

    def _call(self, reference: etree._Element) -> str:
        kind = etree.QName(reference).localname.removesuffix("Reference")
        note = self._notes[kind].get(reference.get(f"{W}id", ""))
        if note is None:
            return ""
        self._called.append(note)
        return str(len(self._called)).translate(_TO_SUPERSCRIPT)

    def _table(self, table: etree._Element) -> Iterator[str]:
        rows = [list(_children(row, "tc")) for row in _children(table, "tr")]
        self._cells += sum(len(row) for row in rows)
        if self._cells > MOST_CELLS:
            raise ReadingError(
                self._name,
                what="Bảng trong tệp quá lớn.",
                why=f"Các bảng có hơn {MOST_CELLS:,} ô.".replace(",", "."),
                remedy="Hãy bỏ các bảng số liệu dài ra khỏi văn bản, gửi kèm bằng tệp Excel.",
            )
        texts = [[["\n".join(self._blocks(cell))] + [""] * (_columns(cell) - 1) for cell in row] for row in rows]
        grid = [[part for cell in row for part in cell] for row in texts]
        layout = not self._is_ruled(table) or _LAYOUT.search("\n".join(part for row in grid for part in row))
        if layout and (max((len(row) for row in grid), default=0) <= 4 or len(grid) == 1):
            yield from _column_by_column(grid)
        else:
            lines = (
                "| " + " | ".join(re.sub(r"\s*\n\s*", "\u2028", part.strip()) for part in row) + " |" for row in grid
            )
            shown = [line for line in lines if re.search(r"\w", line)]
            if shown:
                yield "\n".join(shown)

    def _is_ruled(self, table: etree._Element) -> bool:
        properties = table.find(f"{W}tblPr")
        if properties is not None:
            borders = properties.find(f"{W}tblBorders")
            if borders is not None:
                return _draws(borders)
            style = properties.find(f"{W}tblStyle")
            if style is not None and style.get(f"{W}val") in self._ruled_styles:
                return True
        cells = list(table.iter(f"{W}tc"))
        drawn = sum(
            (borders := cell.find(f"{W}tcPr/{W}tcBorders")) is not None and _draws(borders, all_sides=True)
            for cell in cells
        )
        return drawn > 0.5 * len(cells)


def _column_by_column(grid: list[list[str]]) -> Iterator[str]:
    for column in range(max((len(row) for row in grid), default=0)):
        parts = [row[column] for row in grid if column < len(row) and row[column].strip()]
        if parts:
            yield "\n".join(parts)


def _part(package: Package, suffix: str, usual: str) -> etree._Element | None:
    return package.part(package.related(suffix) or usual)


def _notes(root: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    if root is None:
        return {}
    return {
        note.get(f"{W}id", ""): note for note in root.iter(f"{W}{kind}") if note.get(f"{W}type") in (None, "normal")
    }


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table, cells of a row, also inside content controls; rows deleted by a tracked change are gone."""
    for element in parent:
        if element.tag == f"{W}{name}":
            if element.find(f"{W}trPr/{W}del") is None:
                yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _children(element, name)


def _columns(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = span.get(f"{W}val", "1") if span is not None else "1"
    return min(int(value), 60) if value.isdigit() and int(value) > 0 else 1


def _on(properties: etree._Element, name: str) -> bool:
    element = properties.find(f"{W}{name}")
    return element is not None and element.get(f"{W}val", "true") not in ("0", "false", "off")


def _draws(borders: etree._Element, all_sides: bool = False) -> bool:
    sides = [side for name in _SIDES if (side := borders.find(f"{W}{name}")) is not None]
    drawn = [side.get(f"{W}val", "none") not in ("none", "nil") for side in sides]
    return (len(drawn) >= 3 and all(drawn)) if all_sides else sum(drawn) >= 3


def _ruled_styles(styles: etree._Element | None) -> set[str]:
    """Table styles that draw lines, by themselves or by the style they are based on."""
    if styles is None:
        return set()
    tables = {one.get(f"{W}styleId", ""): one for one in styles.iter(f"{W}style") if one.get(f"{W}type") == "table"}
    ruled: set[str] = set()
    for key in tables:
        at: str = key
        for _ in range(20):
            style = tables.get(at)
            if style is None:
                break
            borders = style.find(f"{W}tblPr/{W}tblBorders")
            if borders is not None:
                if _draws(borders):
                    ruled.add(key)
                break
            base = style.find(f"{W}basedOn")
            at = base.get(f"{W}val", "") if base is not None else ""
    return ruled
