"""WordprocessingML elements: the few that an official document needs, built so that they cannot come out of order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from lxml import etree

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = {"w": W}
_RELATED = {"w": W, "r": R}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("(\r\n|[\n\r\t])")

# The schema fixes the order of a paragraph's properties; Word refuses a file that breaks it, LibreOffice does not.
_PROPERTY_ORDER = (
    "pStyle",
    "keepNext",
    "numPr",
    "pBdr",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "sectPr",
)


def w(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """One element of the `w:` namespace with `w:` attributes; children that are `None` are left out."""
    named = {f"{{{W}}}{name}": str(value) for name, value in attributes.items()}
    element = etree.Element(f"{{{W}}}{tag}", named, nsmap=_WORD)
    element.extend([child for child in children if child is not None])
    return element


def related(tag: str, relation_id: str, kind: str) -> Element:
    """An element of the `w:` namespace that points to another part: its `r:id` and its `w:type`."""
    return etree.Element(f"{{{W}}}{tag}", {f"{{{W}}}type": kind, f"{{{R}}}id": relation_id}, nsmap=_RELATED)


def clean(text: str) -> str:
    """`text` in NFC without the control characters that XML cannot carry and paper cannot show."""
    return _NOT_XML.sub("", unicodedata.normalize("NFC", text))


def run(text: str, *, bold: bool = False, style: str = "") -> Element:
    """A run of text. Line feeds become line breaks and tabs become tabs."""
    properties = [
        w("rStyle", val=style) if style else None,
        w("b") if bold else None,
    ]
    element = w("r", w("rPr", *properties) if any(part is not None for part in properties) else None)
    for piece in _BREAKS.split(clean(text)):
        if piece == "\t":
            element.append(w("tab"))
        elif piece in ("\n", "\r", "\r\n"):
            element.append(w("br"))
        elif piece:
            element.append(text_element(piece))
    return element


def text_element(text: str) -> Element:
    """`w:t` that keeps every space."""
    element = w("t")
    element.text = text
    element.set(_SPACE, "preserve")
    return element


def paragraph(style: str, content: Iterable[Element | None] = (), *properties: Element | None) -> Element:
    """A paragraph in a named style; `properties` are what it has beyond the style, in any order."""
    given = [w("pStyle", val=style), *(part for part in properties if part is not None)]
    given.sort(key=lambda part: _PROPERTY_ORDER.index(etree.QName(part).localname))
    return w("p", w("pPr", *given), *content)


def indents(left: int, right: int, first_line: int = 0) -> Element:
    """Indents in twips; a negative `first_line` hangs."""
    first = {"hanging": -first_line} if first_line < 0 else {"firstLine": first_line}
    return w("ind", left=left, right=right, **first)


def serialized(root: Element) -> bytes:
    """The part's bytes: UTF-8 with declaration, the same for the same tree."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
