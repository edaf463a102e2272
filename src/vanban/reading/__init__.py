"""A file into a `Reading`: its text, its parts with exact spans, its references, duties, reports and warnings.

    reading = read_file(Path("ke-hoach.docx"))
    reading.document.header.kind.value      # "Kế hoạch"
    reading.as_json()                       # the format "vanban/1"

Every file becomes text first (`vanban.reading.files`), and the text is read alone (`vanban.reading.assemble`), so the
same rules read a .docx, a PDF and a .txt of one paper. Bad input raises `vanban.errors.ReadingError`.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from vanban.errors import ReadingError
from vanban.reading.assemble import assemble
from vanban.reading.files import LARGEST_FILE, text_of_bytes, text_of_file
from vanban.reading.found import ListedBody, ReadingWarning
from vanban.reading.references import Reference
from vanban.reading.result import Reading

__all__ = [
    "LARGEST_FILE",
    "ListedBody",
    "Reading",
    "ReadingError",
    "ReadingWarning",
    "Reference",
    "read_bytes",
    "read_file",
    "read_text",
    "text_of_bytes",
    "text_of_file",
]


def read_text(text: str) -> Reading:
    """Read a text. It is brought to NFC with "\\n" line ends first; `Reading.text` is the result."""
    return assemble(normalised(text))


def read_bytes(data: bytes, name: str) -> Reading:
    """Read a file's bytes; `name` appears in messages and its ending is compared with what the bytes are."""
    return assemble(text_of_bytes(data, name))


def read_file(path: Path) -> Reading:
    """Read a file. Raises `ReadingError` where it cannot be read."""
    return assemble(text_of_file(path))


def normalised(text: str) -> str:
    """NFC, without byte-order mark, every line end one "\\n"."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)
