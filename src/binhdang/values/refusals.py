"""`Refusal`: what a person is told when something cannot be done. In Vietnamese, always with the remedy."""

from __future__ import annotations


class Refusal(Exception):
    """Bad input or a broken rule. Nothing was saved.

    `what` happened, `where` (field, cell, file), the `value` seen, the `rule` (with its clause where it has one), and
    the `remedy`. Views show it beside the form; the command line prints it.
    """

    def __init__(self, what: str, *, where: str = "", value: str = "", rule: str = "", remedy: str) -> None:
        self.what, self.where, self.value, self.rule, self.remedy = what, where, value, rule, remedy
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """All of it in sentences."""
        parts = [self.what]
        if self.where:
            parts.append(f"Vị trí: {self.where}.")
        if self.value:
            parts.append(f"Giá trị nhận được: {self.value}.")
        if self.rule:
            parts.append(f"Quy định: {self.rule}")
        parts.append(f"Cách khắc phục: {self.remedy}")
        return " ".join(parts)


class NotAllowed(Refusal):
    """The person may see the thing but may not do this to it."""


class Conflict(Refusal):
    """Someone else changed the same field meanwhile. Both values are kept: `mine` was typed, `theirs` was saved."""

    def __init__(self, what: str, *, where: str, mine: object, theirs: object, revision: int, remedy: str) -> None:
        self.mine, self.theirs, self.revision = mine, theirs, revision
        super().__init__(what, where=where, remedy=remedy)
