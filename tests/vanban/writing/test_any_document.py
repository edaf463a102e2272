"""Whatever document there is, it can be written, and the file is one that Word accepts."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from papers.schemas import Schemas
from papers.written import W, Written, text_of, value
from vanban.document import (
    Annex,
    Cell,
    Footnote,
    Header,
    LegalBasis,
    OfficialDocument,
    Paragraph,
    Read,
    Recipient,
    Section,
    Signature,
    Table,
)
from vanban.writing.wml import clean

texts = st.one_of(
    st.sampled_from(["", "Ủy ban nhân dân huyện Ia H'Drai", "theo quy định./.", "A & B <C>", "Một\nhai\tba"]),
    st.text(max_size=30),
)
marks = st.sampled_from(["1", "2", "3", "*", "a"])
reads = st.none() | st.builds(Read, texts)
many_marks = st.lists(marks, max_size=3).map(tuple)


def several(of: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=most).map(tuple)


paragraphs = st.builds(
    Paragraph,
    text=texts,
    list_mark=st.sampled_from(["", "-", "+", "•", " "]) | texts,
    footnotes=many_marks,
    called_at=several(st.integers(-2, 40)),
)
cells = st.builds(
    Cell,
    text=texts,
    bold=st.booleans(),
    align=st.sampled_from(["left", "center", "right", "?"]),
    columns=st.integers(-1, 5) | st.just(10**9),
    rows=st.integers(-1, 4) | st.just(10**9),
)
tables = st.builds(
    Table,
    header=several(several(cells), 2),
    rows=several(several(cells), 4),
    widths=several(st.integers(-1, 50), 5),
    caption=texts,
)
blocks = several(paragraphs | tables)
labels = st.sampled_from(["", "I", "II", "1", "1.1", "a", "đ", "A", "(1)"]) | texts


def section(children: st.SearchStrategy[tuple[Section, ...]]) -> st.SearchStrategy[Section]:
    words = st.sampled_from(["", "Phần", "Chương", "Mục", "Điều", " "]) | texts
    return st.builds(
        Section, label=labels, title=texts, blocks=blocks, children=children, title_footnotes=many_marks, word=words
    )


sections = st.recursive(section(st.just(())), lambda inner: section(several(inner, 2)), max_leaves=4)
documents = st.builds(
    OfficialDocument,
    header=st.builds(
        Header,
        kind=st.none() | st.builds(Read, st.sampled_from(["Báo cáo", "Kế hoạch", "Công văn"]) | texts),
        number=reads,
        symbol=reads,
        number_symbol=reads,
        issued_on=st.none() | st.builds(Read, st.dates(date(1945, 9, 2), date(2100, 1, 1))),
        place=reads,
        superior_body=reads,
        issuing_body=reads,
        title=reads,
        addressees=several(st.builds(Read, texts)),
    ),
    legal_bases=several(st.builds(LegalBasis, texts)),
    opening=several(paragraphs),
    sections=several(sections, 2),
    footnotes=several(st.builds(Footnote, mark=marks, text=texts)),
    recipients=several(st.builds(Recipient, value=texts, footnotes=many_marks)),
    signature=st.builds(Signature, reads, reads, reads, reads),
    annexes=several(st.builds(Annex, label=labels, title=texts, blocks=blocks, landscape=st.booleans()), 2),
)


@given(document=documents)
def test_any_document_is_written_as_a_file_that_keeps_to_its_schemas(
    schemas: Schemas, document: OfficialDocument
) -> None:
    assert schemas.faults(Written(document).docx) == []


@given(document=documents)
def test_no_footnote_and_no_paragraph_is_lost(document: OfficialDocument) -> None:
    written = Written(document)
    parts = (written.parts["word/document.xml"], written.parts["word/footnotes.xml"])
    runs = [run for part in parts for run in part.iter(f"{W}r") if value(run, "w:rPr/w:rStyle") is None]
    everything = letters("".join(text_of(run) for run in runs))

    for note in document.footnotes:
        assert letters(note.text) in everything
    for block in document.opening:
        assert letters(block.text) in everything


def letters(text: str) -> str:
    """The letters and figures of a text, by which the punctuation that the form prescribes falls out."""
    return "".join(letter for letter in clean(text) if letter.isalnum())
