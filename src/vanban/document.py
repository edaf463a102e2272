"""`OfficialDocument` and its parts: what an official paper says, apart from the file it stands in.

The reader fills it with spans, the writer needs none, so spans never take part in comparison: a document that was
written and read back equals the one that was written. What a paper does not carry is `None` or an empty tuple.

The numbers in brackets below ("ô 3") are the boxes of the layout diagram in Nghị định 30/2020/NĐ-CP, Phụ lục I,
phần I, mục IV.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")

Span = tuple[int, int]
"""Half-open range of character offsets into the NFC text that was read."""

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A value and where it was read. More than one span where a page break or a line wrap cuts the value."""

    value: T
    spans: Spans = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Header:
    """Boxes 1 to 5 and 9a: everything above the body.

    `number` keeps its printed leading zero ("05"); `number_symbol` is number and symbol as printed together
    ("05/KH-UBND"). `issued_on` is set only where day, month and year are all present.
    """

    kind: Read[str] | None = None
    """Tên loại văn bản (ô 5a) in sentence case: "Kế hoạch", "Báo cáo", "Công văn" (which prints none)."""
    number: Read[str] | None = None
    symbol: Read[str] | None = None
    number_symbol: Read[str] | None = None
    issued_on: Read[date] | None = None
    place: Read[str] | None = None
    superior_body: Read[str] | None = None
    """Tên cơ quan chủ quản trực tiếp (ô 2, first line); a People's Committee has none."""
    issuing_body: Read[str] | None = None
    title: Read[str] | None = None
    """Trích yếu nội dung (ô 5a or 5b), without the leading "V/v"."""
    addressees: tuple[Read[str], ...] = ()
    """Kính gửi (ô 9a)."""


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One "Căn cứ …" or "Thực hiện …" line (ô 6), without its closing ";" or "."."""

    text: str
    spans: Spans = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body. `list_mark` is the printed dash or plus of an unnumbered item, else ""."""

    text: str
    list_mark: str = ""
    footnotes: tuple[str, ...] = ()
    """Marks of the footnotes called in this paragraph, in order: "1", "2"."""
    called_at: tuple[int, ...] = ()
    """Where in `text` each of `footnotes` is called, as offsets; a mark without one is called at the end."""
    spans: Spans = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. `align` is "left", "center" or "right"; numbers stand right."""

    text: str
    bold: bool = False
    align: str = "left"
    columns: int = 1
    """How many columns the cell covers."""
    rows: int = 1
    """How many rows the cell covers; the rows below leave out what is covered."""


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. `widths` are relative column widths; the header rows repeat on every page."""

    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    caption: str = ""
    spans: Spans = field(default=(), compare=False)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the body: Phần, Chương, Mục, Điều, khoản, điểm, or I., 1., 1.1., a).

    `label` is the printed number without its closing mark ("II", "1.1", "a"), kept as printed, gaps too; `title` is
    the heading's text where the number heads a title, else "" and the text begins right after the number.
    """

    label: str
    title: str = ""
    blocks: tuple[Block, ...] = ()
    children: tuple[Section, ...] = ()
    title_footnotes: tuple[str, ...] = ()
    word: str = ""
    """The word printed before the number: "Điều", "Chương", "Phần", "Mục"; "" for I., 1., a)."""
    spans: Spans = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """The section's own paragraphs (no title, no children), one per line, footnote marks taken out."""
        return "\n".join(block.text for block in self.blocks if isinstance(block, Paragraph))

    @property
    def footnotes(self) -> tuple[str, ...]:
        """Marks of the footnotes called in the title or in the section's own text, in order."""
        called = [block.footnotes for block in self.blocks if isinstance(block, Paragraph)]
        return self.title_footnotes + tuple(mark for marks in called for mark in marks)

    def walk(self) -> Iterator[Section]:
        """This section and everything below it, in the order of the page."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its printed mark ("1") and its text."""

    mark: str
    text: str
    spans: Spans = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line of Nơi nhận (ô 9b) without dash and closing mark."""

    value: str
    footnotes: tuple[str, ...] = ()
    spans: Spans = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Signature:
    """Boxes 7a and 7b. "TM. ỦY BAN NHÂN DÂN" / "KT. CHỦ TỊCH" / "PHÓ CHỦ TỊCH" / full name."""

    authority: Read[str] | None = None
    """On whose behalf: the line that begins with TM.; None where the head signs in their own right."""
    capacity: Read[str] | None = None
    """In which capacity: the line that begins with KT., TL., TUQ. or Q.; None where there is none."""
    position: Read[str] | None = None
    """The signer's own position: "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "TRƯỞNG PHÒNG"."""
    name: Read[str] | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """Phụ lục: numbered apart, on its own pages; landscape where its tables are wide.

    `label` is the printed number ("I", "II"), "" where the document has one annex only.
    """

    label: str
    title: str
    blocks: tuple[Block, ...] = ()
    landscape: bool = False
    spans: Spans = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """An official paper: header, legal bases, opening paragraphs, sections, recipients, signature, annexes."""

    header: Header
    legal_bases: tuple[LegalBasis, ...] = ()
    opening: tuple[Paragraph, ...] = ()
    """Paragraphs between the header (or the legal bases) and the first section."""
    sections: tuple[Section, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    signature: Signature = Signature()
    annexes: tuple[Annex, ...] = ()

    def all_sections(self) -> Iterator[Section]:
        """Every section at every depth, in the order of the page."""
        for section in self.sections:
            yield from section.walk()
