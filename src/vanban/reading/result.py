"""`Reading`: everything that was read from one file, each part with its spans into `text`."""

from __future__ import annotations

from dataclasses import dataclass

from vanban.document import OfficialDocument, Spans
from vanban.duties import Duty, ReportingDuty
from vanban.reading.found import ListedBody, ReadingWarning
from vanban.reading.json_format import as_json
from vanban.reading.references import Reference


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
        return as_json(
            self.document,
            references=self.references,
            bodies=self.bodies,
            duties=self.duties,
            reporting=self.reporting,
            warnings=self.warnings,
        )
