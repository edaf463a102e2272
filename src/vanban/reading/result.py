"""`Reading`: everything that was read from one file, each part with its spans into `text`."""

from __future__ import annotations

from dataclasses import dataclass, field

from vanban.document import OfficialDocument, Spans
from vanban.duties import Duty, ReportingDuty
from vanban.reading.references import Reference


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


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, read. `text` is NFC and is what every span indexes into; `unread` are the lines that became no part."""

    text: str
    document: OfficialDocument
    references: tuple[Reference, ...] = ()
    bodies: tuple[ListedBody, ...] = ()
    duties: tuple[Duty, ...] = ()
    reporting: tuple[ReportingDuty, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    unread: Spans = ()

    def as_json(self) -> dict[str, object]:
        """The reading in the format "vanban/1", ready for `json.dumps`; see docs/reference/vanban-format.md."""
        from vanban.reading.json_format import as_json

        return as_json(self)
