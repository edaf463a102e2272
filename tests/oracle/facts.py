"""What the oracle knows: bodies, what happened to them, what is asked, what was said. Plain data, nobody's code.

`facts`, `land`, `naive`, `scenes` and `story` import nothing of the application and no numpy; a test says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

GIVEN, NIL, NOT_APPLICABLE, NO_DATA, NOT_REPORTED = "given", "nil", "not applicable", "no data", "not reported"
SUBMITTED, ACCEPTED = "submitted", "accepted"
BASES = (SUBMITTED, ACCEPTED)

PARTS = {
    "sex": ("nam", "nu"),
    "age": ("duoi16", "tu16den59", "tu60"),
    "ethnicity": ("kinh", "dtts"),
}
"""The dimensions that scenes divide by."""


@dataclass(frozen=True, slots=True)
class Body:
    """A unit: a number, an official code, a kind."""

    id: int
    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class Part:
    """How much of a unit went to another. `share` None: nobody declared how much."""

    unit: int
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to `unit` on a day.

    create: it was founded under `parent`. move: it stands under `parent`. rename: nothing that counts.
    merge: `sources` ended, and what they had is its own. split: it became `parts`, and ended unless it is one of them.
    abolish: it ended. transfer: it gave a function to `receiver`; `ends`: and ended; `moves_figures`: with its figures.
    """

    kind: str
    on: date
    unit: int
    parent: int | None = None
    sources: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()
    receiver: int | None = None
    ends: bool = False
    moves_figures: bool = False


@dataclass(frozen=True, slots=True)
class Law:
    """One indicator. `kind` as officials know it; `place` and `period` are its two laws."""

    code: str
    kind: str
    place: str = "sum"
    """sum, record (only who holds the record counts), never, rate."""
    period: str = "sum"
    """sum, last, recount, never, rate."""
    dimensions: tuple[str, ...] = ()
    holders: frozenset[str] = frozenset()
    scale: int = 0
    numerator: str = ""
    numerator_part: str = ""
    denominator: str = ""
    denominator_part: str = ""
    per: int = 100


@dataclass(frozen=True, slots=True)
class Said:
    """One cell of a report."""

    state: str = NOT_REPORTED
    number: Fraction = Fraction(0)
    estimate: bool = False
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done with a report: sent (with all its cells), returned, accepted, reopened."""

    kind: str
    cells: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One round: whom it asks what, and what became of each report, oldest first."""

    id: int
    receiver: int
    last_day: date
    laws: tuple[Law, ...]
    keys: tuple[str, ...]
    scales: tuple[int, ...]
    deeds: dict[int, tuple[Deed, ...]]
    """Every unit asked."""


@dataclass(frozen=True)
class Scene:
    """A small world through some years."""

    seed: int
    top: int
    bodies: dict[int, Body]
    events: tuple[Event, ...]
    """In the order they happened."""
    laws: tuple[Law, ...]
    """The dictionary: what rounds may ask."""
    rounds: tuple[Asked, ...]
    tree_days: tuple[date, ...]
    """Days on whose trees every round is added up as reported, besides its own last day."""
    map_days: tuple[date, ...]
