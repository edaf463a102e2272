"""The hidden page of a workbook: whose form it is and at which revision each cell stood, signed.

Locks of a spreadsheet are a courtesy, so nothing in the file is believed that is not signed here or checked again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.signing import BadSignature, Signer

VERSION = 1
"""Of the form: a workbook of another version is refused, and the remedy is to download it anew."""
_A_CELL = 30_000
"""Letters in one cell of the sheet, of the 32,767 that it can hold."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What the hidden page says."""

    report: str
    """Public id."""
    round: str
    whose: str
    """For messages: "UBND xã Ia Tơi, 6 tháng đầu năm 2022"."""
    revisions: Mapping[str, int]
    """Cell key → the revision that the file shows; 0 for an untouched one."""
    version: int = VERSION


class SealBrokenError(Exception):
    """The hidden page is missing, damaged, changed, or of a form that is no longer used."""


def _signer() -> Signer:
    return Signer(salt="binhdang.reports.workbook")


def sealed(seal: Seal) -> list[str]:
    """The seal as texts for the cells of one column."""
    text = _signer().sign_object(asdict(seal), compress=True)
    return [text[start : start + _A_CELL] for start in range(0, len(text), _A_CELL)]


def unsealed(cells: Sequence[Any]) -> Seal:
    """The inverse of `sealed`. Raises SealBrokenError."""
    try:
        told = _signer().unsign_object("".join(str(cell) for cell in cells))
        seal = Seal(**told)
    except (BadSignature, TypeError, ValueError) as error:
        raise SealBrokenError from error
    if seal.version != VERSION:
        raise SealBrokenError
    return seal
