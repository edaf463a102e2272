"""Boxes 1 to 5 and 9a: everything above the body (Phụ lục I, phần I, mục II, khoản 1 to 5 and 9)."""

from __future__ import annotations

from vanban.document import Header
from vanban.writing import wording
from vanban.writing.centred import line_width, narrowed, rule, short_rule
from vanban.writing.metrics import text_width
from vanban.writing.page import LETTERHEAD_COLUMNS, PORTRAIT, flat, frame, gap
from vanban.writing.styles import ADDRESSEE_SIZE, KIND_SIZE, LETTER_TITLE_SIZE, LETTERHEAD_SIZE
from vanban.writing.wml import Element, indents, paragraph, run, w

_LEFT, _RIGHT = LETTERHEAD_COLUMNS
_MOTTO_SIZE = 14


def letterhead(header: Header) -> list[Element]:
    """The header of the document, from Quốc hiệu to Kính gửi."""
    is_letter = wording.value(header.kind).casefold() == wording.LETTER_KIND.casefold()
    under_number = _letter_title(header) if is_letter else []
    number = paragraph("SoKyHieu", [run(f"Số: {wording.number_and_symbol(header)}")])
    place = paragraph("DiaDanhNgayThang", [run(wording.place_and_date(header))])
    head = frame((_LEFT, _RIGHT), (_bodies(header), _nation()), ([number, *under_number], [place]))
    # LibreOffice 7.4 puts a blank line above a table that begins a document with footnotes; a flat line stops that.
    return [flat(), head, *([] if is_letter else _kind_and_title(header)), *_addressees(header)]


def _nation() -> list[Element]:
    """Ô 1; the rule is as long as the motto's line."""
    motto_rule = rule(text_width(wording.MOTTO, _MOTTO_SIZE, bold=True), _RIGHT)
    return [
        paragraph("QuocHieu", [run(wording.NATION)]),
        paragraph("TieuNgu", [run(wording.MOTTO)]),
        motto_rule,
    ]


def _bodies(header: Header) -> list[Element]:
    """Ô 2: the superior body, the issuing body in bold, a rule between a third and a half of its line."""
    superior = "\n".join(wording.lines_of_body(wording.value(header.superior_body)))
    issuing = "\n".join(wording.lines_of_body(wording.value(header.issuing_body)))
    return [
        *([_body_name("CoQuanChuQuan", superior, bold=False)] if superior else ()),
        *([_body_name("CoQuanBanHanh", issuing, bold=True)] if issuing else ()),
        *([short_rule(line_width(issuing, LETTERHEAD_SIZE, _LEFT, bold=True), _LEFT)] if issuing else ()),
    ]


def _body_name(style: str, lines: str, *, bold: bool) -> Element:
    width = line_width(lines, LETTERHEAD_SIZE, _LEFT, bold=bold)
    return paragraph(style, [run(lines)], narrowed(width, _LEFT))


def _letter_title(header: Header) -> list[Element]:
    """Ô 5b: "V/v …" under the number of a công văn."""
    title = wording.value(header.title)
    if not title:
        return []
    text = title if title.casefold().startswith("v/v") else f"V/v {title}"
    width = line_width(text, LETTER_TITLE_SIZE, _LEFT)
    return [paragraph("TrichYeuCongVan", [run(text)], narrowed(width, _LEFT))]


def _kind_and_title(header: Header) -> list[Element]:
    """Ô 5a: the kind in upper case, the abstract right under it, the rule under both."""
    kind, title = wording.value(header.kind).upper(), wording.value(header.title)
    if not (kind or title):
        return []
    width = line_width(title or kind, KIND_SIZE, PORTRAIT.text_width, bold=True)
    return [
        *([paragraph("TenLoai", [run(kind)])] if kind else ()),
        *([paragraph("TrichYeu", [run(title)], narrowed(width, PORTRAIT.text_width))] if title else ()),
        short_rule(width, PORTRAIT.text_width, "DuongKeTrichYeu"),
    ]


def _addressees(header: Header) -> list[Element]:
    """Ô 9a: one addressee on the line of "Kính gửi:"; several each on a line, their dashes under the colon."""
    names = [name for name in map(wording.value, header.addressees) if name]
    if not names:
        return []
    if len(names) == 1:
        return [paragraph("KinhGui", [run(f"Kính gửi: {names[0]}")])]
    items = [f"- {name}" for name in wording.listed(names)]
    to_colon = text_width("Kính gửi", ADDRESSEE_SIZE)
    longest = max(text_width(item, ADDRESSEE_SIZE) for item in items)
    left = max(PORTRAIT.text_width - to_colon - longest, 0) // 2
    hanging = text_width("- ", ADDRESSEE_SIZE)
    dashed = left + to_colon + hanging
    spacing = w("spacing", before=240, after=0)
    return [
        paragraph("KinhGui", [run("Kính gửi:")], w("jc", val="left"), spacing, indents(left, 0), w("keepNext")),
        *(paragraph("DanhSachKinhGui", [run(item)], indents(dashed, 0, -hanging)) for item in items),
        gap(),
    ]
