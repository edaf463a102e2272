"""The ISO 29500 schemas beside the project, made usable: what they import from the web is put beside them."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

from lxml import etree

_XML = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="lang" type="xs:language"/>
  <xs:attribute name="space"><xs:simpleType><xs:restriction base="xs:NCName">
    <xs:enumeration value="default"/><xs:enumeration value="preserve"/>
  </xs:restriction></xs:simpleType></xs:attribute>
</xs:schema>"""
_DUBLIN_CORE = (
    """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{namespace}">{elements}</xs:schema>"""
)
_DC = ("http://purl.org/dc/elements/1.1/", ("creator", "description", "identifier", "language", "subject", "title"))
_DCTERMS = ("http://purl.org/dc/terms/", ("created", "modified"))

_BY_NAME = {"[Content_Types].xml": "opc-contentTypes", "core.xml": "opc-coreProperties"}
_BY_NAME |= {"app.xml": "shared-documentPropertiesExtended"}


class Schemas:
    """Validates every part of a .docx or an .xlsx; `folder` is a scratch copy of the schemas."""

    def __init__(self, source: Path, folder: Path) -> None:
        self._folder = Path(shutil.copytree(source, folder, copy_function=shutil.copyfile))
        self._folder.chmod(0o755)
        (self._folder / "xml.xsd").write_text(_XML, encoding="utf-8")
        for name, (namespace, elements) in {"dc.xsd": _DC, "dcterms.xsd": _DCTERMS}.items():
            declared = "".join(f'<xs:element name="{element}" type="xs:string"/>' for element in elements)
            text = _DUBLIN_CORE.format(namespace=namespace, elements=declared)
            (self._folder / name).write_text(text, encoding="utf-8")
        for schema in self._folder.glob("*.xsd"):
            text = schema.read_text(encoding="utf-8")
            text = text.replace(
                'namespace="http://www.w3.org/XML/1998/namespace"/>',
                'namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="xml.xsd"/>',
            )
            text = text.replace("http://dublincore.org/schemas/xmls/qdc/2003/04/02/", "")
            schema.write_text(text, encoding="utf-8")
        self._loaded: dict[str, etree.XMLSchema] = {}

    def faults(self, package: bytes) -> list[str]:
        """What is wrong with the parts of a file, one sentence each."""
        found = []
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            for name in archive.namelist():
                schema = self._schema(name)
                if not schema.validate(etree.fromstring(archive.read(name))):
                    found += [f"{name}: {fault.message}" for fault in schema.error_log]
        return found

    def _schema(self, part: str) -> etree.XMLSchema:
        name = _BY_NAME.get(Path(part).name, "sml" if part.startswith("xl/") else "wml")
        name = "opc-relationships" if part.endswith(".rels") else name
        if name not in self._loaded:
            self._loaded[name] = etree.XMLSchema(etree.parse(self._folder / f"{name}.xsd"))
        return self._loaded[name]
