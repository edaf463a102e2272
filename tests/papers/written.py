"""A written .docx read back for the tests: its lines as an officer's word processor would show them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from vanban.document import OfficialDocument
from vanban.writing import write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}


@dataclass(frozen=True)
class Look:
    """A style with everything it inherits."""

    size: float
    bold: bool
    italic: bool
    align: str
    outline: int | None


@dataclass(frozen=True)
class Line:
    """A paragraph: its text with line breaks, its style's name and the look it has on the page."""

    text: str
    style: str
    look: Look
    bold: bool
    """Every run of it is bold, by style or by itself."""
    element: etree._Element


class Written:
    """What `write` made of a document."""

    def __init__(self, document: OfficialDocument) -> None:
        self.docx = write(document)
        with zipfile.ZipFile(io.BytesIO(self.docx)) as archive:
            self.parts = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}

    @cached_property
    def body(self) -> etree._Element:
        return self.parts["word/document.xml"][0]

    @cached_property
    def lines(self) -> list[Line]:
        return [self._line(element) for element in self.body.iter(f"{W}p")]

    @cached_property
    def texts(self) -> list[str]:
        return [line.text for line in self.lines if line.text]

    @cached_property
    def footnotes(self) -> list[str]:
        notes = self.parts["word/footnotes.xml"].findall("w:footnote[@w:id]", NS)
        return [text_of(note).strip() for note in notes if not note.get(f"{W}type")]

    def line(self, beginning: str) -> Line:
        """The only line that begins so."""
        found = [line for line in self.lines if line.text.startswith(beginning)]
        assert len(found) == 1, (beginning, self.texts)
        return found[0]

    def styled(self, style: str) -> list[str]:
        return [line.text for line in self.lines if line.style == style and line.text]

    def place(self, beginning: str) -> int:
        return self.lines.index(self.line(beginning))

    @cached_property
    def tables(self) -> list[etree._Element]:
        """The ruled tables, without the frames that hold the letterhead and the closing."""
        return [table for table in self.body.iter(f"{W}tbl") if value(table, "w:tblPr/w:tblStyle") == "BangSoLieu"]

    @cached_property
    def sections(self) -> list[etree._Element]:
        return list(self.body.iter(f"{W}sectPr"))

    def _line(self, element: etree._Element) -> Line:
        style = value(element, "w:pPr/w:pStyle") or "Normal"
        name, look = self._styles[style]
        look = Look(
            look.size,
            look.bold,
            look.italic,
            value(element, "w:pPr/w:jc") or look.align,
            look.outline if value(element, "w:pPr/w:outlineLvl") is None else int(value(element, "w:pPr/w:outlineLvl")),
        )
        runs = [run for run in element.findall("w:r", NS) if run.find("w:t", NS) is not None]
        bold = bool(runs) and all(look.bold or run.find("w:rPr/w:b", NS) is not None for run in runs)
        return Line(text_of(element), name, look, bold, element)

    @cached_property
    def _styles(self) -> dict[str, tuple[str, Look]]:
        root = self.parts["word/styles.xml"]
        elements = {style.get(f"{W}styleId"): style for style in root.findall("w:style", NS)}
        default = float(value(root, "w:docDefaults/w:rPrDefault/w:rPr/w:sz"))

        def look(style: etree._Element) -> Look:
            based = value(style, "w:basedOn")
            base = look(elements[based]) if based else Look(default / 2, False, False, "left", None)
            size, outline = value(style, "w:rPr/w:sz"), value(style, "w:pPr/w:outlineLvl")
            return Look(
                float(size) / 2 if size else base.size,
                base.bold or style.find("w:rPr/w:b", NS) is not None,
                base.italic or style.find("w:rPr/w:i", NS) is not None,
                value(style, "w:pPr/w:jc") or base.align,
                int(outline) if outline else base.outline,
            )

        paragraphs = {key: each for key, each in elements.items() if each.get(f"{W}type") == "paragraph"}
        return {key: (value(style, "w:name"), look(style)) for key, style in paragraphs.items()}


def value(element: etree._Element, path: str) -> str | None:
    """The `w:val` of what stands at `path`."""
    found = element.find(path, NS)
    return None if found is None else found.get(f"{W}val")


def text_of(element: etree._Element) -> str:
    """The text of an element; line breaks as line feeds, footnote calls left out."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(part.text or "" if part.tag == f"{W}t" else signs.get(part.tag, "") for part in element.iter())


def rule_length(line: Line, available: int) -> int:
    """How long a rule is in twips: what its indents leave."""
    indent = line.element.find("w:pPr/w:ind", NS)
    return available - int(indent.get(f"{W}left")) - int(indent.get(f"{W}right"))
