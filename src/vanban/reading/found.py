"""Two small things that a reading finds beside the parts of the document."""

from __future__ import annotations

from dataclasses import dataclass, field

from vanban.document import Spans


@dataclass(frozen=True, slots=True)
class ListedBody:
    """A body that the document lists as one of several; `footnote` is the mark of the note that lists it, else None."""

    value: str
    spans: Spans = field(compare=False)
    footnote: str | None = None


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something a person should look at. `code` is stable, `message` is "
    "Vietnamese and says what, where and what to do."""

    code: str
    message: str
    spans: Spans = field(default=(), compare=False)
