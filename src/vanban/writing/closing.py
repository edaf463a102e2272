"""Boxes 7 and 9b: who signs, on the right, and who receives it, on the left (Phụ lục I, phần I, mục II, khoản 7, 9)."""

from __future__ import annotations

from vanban.document import OfficialDocument
from vanban.writing import wording
from vanban.writing.centred import line_width, narrowed
from vanban.writing.notes import Notes
from vanban.writing.page import CLOSING_COLUMNS, frame, gap
from vanban.writing.styles import SIGNATURE_SIZE
from vanban.writing.wml import Element, paragraph, run, w


def closing(document: OfficialDocument, notes: Notes) -> list[Element]:
    """Recipients and signature side by side, never split over two pages; nothing where the document has neither."""
    recipients, signature = _recipients(document, notes), _signature(document)
    return [gap(), frame(CLOSING_COLUMNS, (recipients, signature))] if recipients or signature else []


def _recipients(document: OfficialDocument, notes: Notes) -> list[Element]:
    lines = wording.listed([recipient.value for recipient in document.recipients])
    if not lines:
        return []
    named = zip(lines, document.recipients, strict=True)
    return [
        paragraph("NoiNhan", [run("Nơi nhận:")], w("keepNext")),
        *(paragraph("DanhSachNoiNhan", _recipient(line, it.footnotes, notes)) for line, it in named),
    ]


def _recipient(line: str, footnotes: tuple[str, ...], notes: Notes) -> list[Element]:
    name, closing_mark = line[:-1], line[-1]
    return [*notes.runs(f"- {name}", footnotes), run(closing_mark)]


def _signature(document: OfficialDocument) -> list[Element]:
    signature = document.signature
    titles = [wording.value(part).upper() for part in (signature.authority, signature.capacity, signature.position)]
    name = wording.value(signature.name)
    return [
        *(paragraph("QuyenHanChucVu", [run(title)], _in_even_lines(title)) for title in titles if title),
        *([paragraph("NguoiKy", [run(name)])] if name else ()),
    ]


def _in_even_lines(title: str) -> Element | None:
    column = CLOSING_COLUMNS[1]
    return narrowed(line_width(title, SIGNATURE_SIZE, column, bold=True), column)
