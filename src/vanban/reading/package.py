"""The parts of a .docx package, read within limits: a zip can promise little and unpack to gigabytes."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from vanban.errors import ReadingError

LARGEST_PART = 60 * 1024 * 1024
"""Bytes of one unpacked part."""
MOST_ENTRIES = 10_000

_OFFICE_DOCUMENT = "/officeDocument"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OTHER_KINDS = {"xl/workbook.xml": "bảng tính Excel (.xlsx)", "ppt/presentation.xml": "trình chiếu PowerPoint (.pptx)"}


class Package:
    """The XML parts of one .docx. Raises `ReadingError` where the bytes are no .docx or break a limit."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            raise self._broken() from None
        if len(self._entries) > MOST_ENTRIES:
            raise self._bomb(f"Tệp chứa {len(self._entries)} tệp con, giới hạn là {MOST_ENTRIES}.")
        self.main = self._main_part()

    def part(self, name: str) -> etree._Element | None:
        """The root element of a part, None where the package has none of that name."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        data = self._read(entry)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self._broken() from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._broken()
        return root

    def related(self, suffix: str) -> str | None:
        """The name of the part beside the main part that the main part is related to by a type ending in `suffix`."""
        folder, _, file = self.main.rpartition("/")
        relations = self.part(f"{folder}/_rels/{file}.rels")
        if relations is not None:
            for one in relations.iter(_RELATIONSHIP):
                if one.get("Type", "").endswith("/" + suffix) and one.get("TargetMode") != "External":
                    target = one.get("Target", "")
                    return target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        return None

    def _main_part(self) -> str:
        relations = self.part("_rels/.rels")
        if relations is not None:
            for one in relations.iter(_RELATIONSHIP):
                target = one.get("Target", "").lstrip("/")
                if (
                    one.get("Type", "").endswith(_OFFICE_DOCUMENT)
                    and target in self._entries
                    and target not in _OTHER_KINDS
                ):
                    return target
        for part, kind in _OTHER_KINDS.items():
            if part in self._entries:
                raise self._not_word(f"Tệp là {kind}.")
        if "mimetype" in self._entries and "content.xml" in self._entries:
            raise self._not_word("Tệp ở định dạng OpenDocument (.odt).")
        if "word/document.xml" in self._entries:
            return "word/document.xml"
        raise self._not_word("Tệp là một tệp nén (zip), bên trong không có văn bản Word.")

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.flag_bits & 0x1:
            raise ReadingError(
                self.name,
                what="Tệp Word bị khóa.",
                why="Tệp đòi mật khẩu mới mở được.",
                remedy="Hãy gỡ mật khẩu của tệp rồi tải lên lại.",
            )
        if entry.file_size > LARGEST_PART:
            raise self._bomb("Nội dung giải nén ra lớn bất thường.")
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
            raise self._broken() from None
        if len(data) > LARGEST_PART:
            raise self._bomb("Nội dung giải nén ra lớn bất thường.")
        return data

    def _broken(self) -> ReadingError:
        return ReadingError(
            self.name,
            what="Không mở được tệp Word.",
            why="Tệp bị hỏng hoặc tải về chưa trọn.",
            remedy="Hãy mở tệp bằng Word hoặc LibreOffice, lưu lại thành .docx rồi tải lên lại.",
        )

    def _bomb(self, why: str) -> ReadingError:
        return ReadingError(
            self.name,
            what="Tệp Word bị từ chối vì lý do an toàn.",
            why=why,
            remedy="Hãy mở tệp bằng Word, chép nội dung sang tệp mới, lưu thành .docx rồi tải lên lại.",
        )

    def _not_word(self, why: str) -> ReadingError:
        return ReadingError(
            self.name,
            what="Tệp không phải văn bản Word.",
            why=why,
            remedy="Hãy tải lên văn bản ở dạng .docx, .pdf (có lớp chữ), .txt hoặc .md.",
        )
