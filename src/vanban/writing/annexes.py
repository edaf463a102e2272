"""Annexes: each in a section of its own, with its own page numbers, lying where its tables are wide (mục III)."""

from __future__ import annotations

from collections.abc import Sequence

from vanban.document import Annex, Header
from vanban.writing import wording
from vanban.writing.body import annex_blocks
from vanban.writing.centred import line_width, narrowed, short_rule
from vanban.writing.notes import Notes
from vanban.writing.page import LANDSCAPE, PORTRAIT, Sheet
from vanban.writing.styles import KIND_SIZE
from vanban.writing.wml import Element, paragraph, run


def sheet_of(annex: Annex) -> Sheet:
    """The sheet an annex is printed on."""
    return LANDSCAPE if annex.landscape else PORTRAIT


def annex_content(annex: Annex, header: Header, notes: Notes, marks: Sequence[str]) -> list[Element]:
    """Heading, title, what it goes with, and the annex's own text and tables."""
    width = sheet_of(annex).text_width
    title = annex.title.strip().upper()
    reference = wording.annex_reference(header)
    reference_width = line_width(reference, KIND_SIZE, width)
    title_width = line_width(title, KIND_SIZE, width, bold=True)
    return [
        paragraph("PhuLuc", [run(wording.annex_heading(annex.label))]),
        *([paragraph("TenPhuLuc", [run(title)], narrowed(title_width, width))] if title else ()),
        paragraph("KemTheo", [run(reference)], narrowed(reference_width, width)),
        short_rule(reference_width, width, "DuongKeTrichYeu"),
        *annex_blocks(annex.blocks, notes, marks, width),
    ]
