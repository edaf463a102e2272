"""The .docx file around the parts: a zip with its content types and relations, the same bytes for the same parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from vanban.writing.wml import Element, clean, serialized

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument.{}+xml"

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold: a file made today and one made tomorrow are equal
_COMPRESSION_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A part under word/: its file name, its root element, and the kind that names its type and its relation."""

    name: str
    root: Element
    kind: str

    @property
    def content_type(self) -> str:
        """What [Content_Types].xml says of it."""
        return _WORD_TYPE.format("document.main" if self.kind == "document" else self.kind)


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself: no person, no clock."""

    title: str
    creator: str
    version: int


def packed(document: Part, parts: Sequence[Part], properties: Properties) -> bytes:
    """The .docx. `document` relates to each of `parts`, rId1 to the first and so on."""
    files = {
        "[Content_Types].xml": _content_types([document, *parts]),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/relationships/officeDocument", f"word/{document.name}"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
            (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ),
        "docProps/app.xml": _app_properties(properties),
        "docProps/core.xml": _core_properties(properties),
        f"word/{document.name}": document.root,
        f"word/_rels/{document.name}.rels": _relations(
            *((f"{_OFFICE}/relationships/{part.kind}", part.name) for part in parts)
        ),
        **{f"word/{part.name}": part.root for part in parts},
    }
    return _zipped({name: serialized(root) for name, root in files.items()})


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION_LEVEL) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else Windows and Linux write different bytes
            archive.writestr(entry, content)
    return buffer.getvalue()


def _element(namespace: str, tag: str, text: str | None = None, **attributes: str) -> Element:
    prefixes = {None: namespace}  # the default namespace, which lxml names None and its stubs do not know
    element = etree.Element(f"{{{namespace}}}{tag}", attributes, nsmap=prefixes)  # type: ignore[arg-type]
    element.text = text
    return element


def _content_types(parts: Sequence[Part]) -> Element:
    root = _element(_TYPES, "Types")
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    root.extend(_element(_TYPES, "Default", Extension=name, ContentType=kind) for name, kind in defaults.items())
    overrides = {f"/word/{part.name}": part.content_type for part in parts} | {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": _OFFICE_TYPE.format("extended-properties"),
    }
    root.extend(_element(_TYPES, "Override", PartName=name, ContentType=kind) for name, kind in overrides.items())
    return root


def _relations(*relations: tuple[str, str]) -> Element:
    root = _element(_RELATIONS, "Relationships")
    for place, (kind, target) in enumerate(relations, start=1):
        root.append(_element(_RELATIONS, "Relationship", Id=f"rId{place}", Type=kind, Target=target))
    return root


def _core_properties(properties: Properties) -> Element:
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC})
    for tag, text in (("creator", properties.creator), ("language", "vi-VN"), ("title", properties.title)):
        if text:
            etree.SubElement(root, f"{{{_DC}}}{tag}").text = clean(text)
    return root


def _app_properties(properties: Properties) -> Element:
    namespace = f"{_OFFICE}/extended-properties"
    root = _element(namespace, "Properties")
    root.append(_element(namespace, "Application", "vanban"))
    root.append(_element(namespace, "AppVersion", f"{properties.version}.0000"))
    return root
