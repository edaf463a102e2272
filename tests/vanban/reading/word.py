"""Small .docx files built part by part, as Word would save them."""

from __future__ import annotations

import io
import zipfile

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def paragraph(text: str = "", *, number: str = "", level: int = 0, style: str = "", runs: str = "") -> str:
    """A paragraph; `number` is a w:numId, `runs` raw runs after the text."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(rows: list[list[str]], *, ruled: bool) -> str:
    """A table of cells, each raw paragraphs."""
    line = "single" if ruled else "none"
    sides = "".join(f'<w:{side} w:val="{line}"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    body = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>{body}</w:tbl>"


def level(at: int, kind: str, text: str, style: str = "") -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    shown = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{shown}</w:lvl>'


def numbering(*levels: str, numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{numbers}'


def docx(body: str, *, notes: dict[int, str] | None = None, lists: str = "", styles: str = "") -> bytes:
    """The bytes of a .docx: raw body, footnotes by id, raw numbering and styles."""
    parts = {"word/document.xml": f"<w:document {_NS}><w:body>{body}</w:body></w:document>"}
    related = {}
    if notes is not None:
        inside = "".join(f'<w:footnote w:id="{key}">{paragraph(text)}</w:footnote>' for key, text in notes.items())
        parts["word/footnotes.xml"] = f"<w:footnotes {_NS}>{inside}</w:footnotes>"
        related["footnotes"] = "footnotes.xml"
    if lists:
        parts["word/numbering.xml"] = f"<w:numbering {_NS}>{lists}</w:numbering>"
        related["numbering"] = "numbering.xml"
    if styles:
        parts["word/styles.xml"] = f"<w:styles {_NS}>{styles}</w:styles>"
        related["styles"] = "styles.xml"
    parts["_rels/.rels"] = _relations({"officeDocument": "word/document.xml"})
    parts["word/_rels/document.xml.rels"] = _relations(related)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _relations(targets: dict[str, str]) -> str:
    one = "".join(
        f'<Relationship Id="r{index}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{one}</Relationships>'
