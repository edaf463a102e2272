"""What goes wrong with a file that a person handed over, said so that the person can act on it."""

from __future__ import annotations


class ReadingError(Exception):
    """A file could not be read.

    `name` is the file's name, `what` happened, `why`, and `remedy` is what the person can do about it; all three are
    complete Vietnamese sentences. `str()` gives one message for a page or a terminal.
    """

    def __init__(self, name: str, *, what: str, why: str, remedy: str) -> None:
        super().__init__(name, what, why, remedy)
        self.name = name
        self.what = what
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        subject = f"Tệp “{self.name}”: " if self.name else ""
        return f"{subject}{self.what} {self.why} {self.remedy}"
