"""Footnotes: each call becomes a real Word footnote at the place where it stands in the text."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from vanban.document import Footnote
from vanban.writing.wml import Element, W, paragraph, run, w

_REFERENCE = "FootnoteReference"


class Notes:
    """The document's footnotes while it is being written.

    Marks that run 1, 2, 3 … in order of call are left to the word processor, which renumbers them when officers
    edit; any other marks (a gap, "*") are kept as printed.
    """

    def __init__(self, footnotes: Sequence[Footnote]) -> None:
        self._waiting: dict[str, deque[Footnote]] = {}
        for note in footnotes:
            self._waiting.setdefault(note.mark, deque()).append(note)
        self._called: list[tuple[Footnote, Element]] = []

    def runs(
        self, text: str, marks: Sequence[str] = (), called_at: Sequence[int] = (), *, bold: bool = False
    ) -> Iterator[Element]:
        """`text` with its footnote calls, each at its offset; a mark without an offset is called at the end."""
        offsets = [min(max(offset, 0), len(text)) for offset in called_at[: len(marks)]]
        offsets += [len(text)] * (len(marks) - len(offsets))
        start = 0
        for offset, mark in sorted(zip(offsets, marks, strict=True), key=lambda call: call[0]):
            if offset > start:
                yield run(text[start:offset], bold=bold)
            yield self._call(mark)
            start = offset
        if text[start:]:
            yield run(text[start:], bold=bold)

    def _call(self, mark: str) -> Element:
        waiting = self._waiting.get(mark)
        if not waiting:  # called again, or a call whose footnote the document does not have: the bare mark
            return run(mark, style=_REFERENCE)
        reference = w("footnoteReference", id=len(self._called) + 1)
        call = w("r", w("rPr", w("rStyle", val=_REFERENCE)), reference)
        self._called.append((waiting.popleft(), call))
        return call

    def uncalled(self) -> list[Element]:
        """Footnotes that nothing calls, as paragraphs: they are not lost, and no call is invented for them."""
        rest = [note for notes in self._waiting.values() for note in notes]
        return [paragraph("FootnoteText", [run(note.mark, style=_REFERENCE), run(f" {note.text}")]) for note in rest]

    def part(self) -> Element:
        """word/footnotes.xml, to be asked for when the whole document has been written."""
        in_order = all(note.mark == str(place) for place, (note, _) in enumerate(self._called, start=1))
        return w(
            "footnotes",
            _separator("separator", -1),
            _separator("continuationSeparator", 0),
            *(self._footnote(place, in_order) for place in range(1, len(self._called) + 1)),
        )

    def _footnote(self, place: int, in_order: bool) -> Element:
        note, call = self._called[place - 1]
        if in_order:
            mark = w("r", w("rPr", w("rStyle", val=_REFERENCE)), w("footnoteRef"))
        else:
            mark = run(note.mark, style=_REFERENCE)
            _keep_mark(call, note.mark)
        return w("footnote", paragraph("FootnoteText", [mark, run(f" {note.text}")]), id=place)


def _keep_mark(call: Element, mark: str) -> None:
    """Make a call print `mark` itself instead of the number Word would give it."""
    call[-1].set(f"{{{W}}}customMarkFollows", "1")
    call.extend(list(run(mark)))


def _separator(kind: str, number: int) -> Element:
    return w("footnote", paragraph("FootnoteText", [w("r", w(kind))]), type=kind, id=number)
