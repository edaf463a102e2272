"""`write`: the whole document put together, from the letterhead to the last annex."""

from __future__ import annotations

from vanban.document import OfficialDocument
from vanban.writing import wording
from vanban.writing.annexes import annex_content, sheet_of
from vanban.writing.body import body, list_marks
from vanban.writing.closing import closing
from vanban.writing.letterhead import letterhead
from vanban.writing.notes import Notes
from vanban.writing.package import Part, Properties, packed
from vanban.writing.page import PORTRAIT, Sheet, flat, section_properties
from vanban.writing.parts import (
    first_header_part,
    fonts_part,
    number_header_part,
    numbering_part,
    settings_part,
)
from vanban.writing.styles import styles_part
from vanban.writing.wml import Element, w

COMPOSER_VERSION = 1
"""Raised with every change of what is written: the same document and version give the same bytes."""

_NUMBER_HEADER, _FIRST_HEADER = "rId1", "rId2"  # the places of the two headers among the related parts


def write(document: OfficialDocument) -> bytes:
    """`document` as a .docx in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I.

    Nothing is invented: a missing number or date leaves its blank, any other missing part is not printed. The bytes
    depend on `document` and `COMPOSER_VERSION` alone (and on zlib, which compresses them): no clock, no random ids.
    """
    notes, marks = Notes(document.footnotes), list_marks(document)
    sections = [
        (PORTRAIT, [*letterhead(document.header), *body(document, notes, marks), *closing(document, notes)]),
        *((sheet_of(annex), annex_content(annex, document.header, notes, marks)) for annex in document.annexes),
    ]
    sections[0][1].extend(notes.uncalled())  # known only when every annex has been written
    related = [
        Part("header1.xml", number_header_part(), "header"),
        Part("header2.xml", first_header_part(), "header"),
        Part("styles.xml", styles_part(), "styles"),
        Part("numbering.xml", numbering_part(marks), "numbering"),
        Part("settings.xml", settings_part(), "settings"),
        Part("fontTable.xml", fonts_part(), "fontTable"),
        Part("footnotes.xml", notes.part(), "footnotes"),
    ]
    return packed(Part("document.xml", _document(sections), "document"), related, _properties(document))


def _document(sections: list[tuple[Sheet, list[Element]]]) -> Element:
    content: list[Element] = []
    for place, (sheet, elements) in enumerate(sections, start=1):
        properties = section_properties(sheet, _NUMBER_HEADER, _FIRST_HEADER)
        content += elements
        content += [flat(), properties] if place == len(sections) else [flat(properties)]
    return w("document", w("body", *content))


def _properties(document: OfficialDocument) -> Properties:
    header = document.header
    title = f"{wording.value(header.kind)} {wording.value(header.title)}".strip()
    return Properties(title, wording.value(header.issuing_body), COMPOSER_VERSION)
