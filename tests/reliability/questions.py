"""What is asked of every unit: twelve cells, and totals of them added up by hand, number by number.

Nothing of the application is used here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

GIVEN, NIL, NOT_APPLICABLE, NOT_REPORTED, NO_DATA = "given", "nil", "n/a", "silent", "no data"

Cell = tuple[str, int, bool]
"""State, number in the smallest unit it is kept in, estimate."""
Row = tuple[Cell, ...]

PROVINCES = "province"


@dataclass(frozen=True)
class Question:
    """A count. `only_of`: whose figure counts, although all are asked to fill it in; "" for everybody's."""

    code: str
    parts: tuple[str, ...] = ("",)
    places: int = 0
    only_of: str = ""


QUESTIONS = (
    Question("LOP"),
    Question("HV", ("nam", "nu")),
    Question("TIEN"),
    Question("VU", ("nam.kinh", "nam.dtts", "nu.kinh", "nu.dtts")),
    Question("XONG"),
    Question("SINH", ("nam", "nu"), only_of=PROVINCES),
    Question("HA", places=2),
)
"""Classes, attendances, đồng, cases, cases closed, births (which the province keeps the record of), hectares."""
RATES = (
    ("TL-NU", ("HV", "nu"), ("HV", "")),
    ("TL-XONG", ("XONG", ""), ("VU", "")),
    ("TS-SINH", ("SINH", "nu"), ("HV", "nam")),
)
"""Code, the cells of the numerator, the cells of the denominator."""

KEYS = [f"{q.code}.{part}".rstrip(".") for q in QUESTIONS for part in q.parts]
PLACES = [q.places for q in QUESTIONS for _ in q.parts]
_ONLY_OF = [q.only_of for q in QUESTIONS for _ in q.parts]


def _cells(code: str, part: str = "") -> list[int]:
    named = [(at, key.split(".")) for at, key in enumerate(KEYS)]
    return [at for at, (asked, *parts) in named if asked == code and (not part or part in parts)]


WHOLES = [(q.code, _cells(q.code)) for q in QUESTIONS if len(q.parts) > 1]
_PAIRS = [(code, _cells(*top), _cells(*bottom)) for code, top, bottom in RATES]
NAMES = [*KEYS, *(code for code, _ in WHOLES), *(f"{code}/{side}" for code, *_ in _PAIRS for side in ("tử", "mẫu"))]
"""What there is a total of: each cell, each whole, both sides of each rate."""

Sums = list[int]
"""For each of `NAMES` four numbers: the total, n, N, how many estimates."""
NO_SUMS: Sums = [0] * (4 * len(NAMES))


def added(parts: Iterable[Sums]) -> Sums:
    """All together."""
    return [sum(column) for column in zip(*parts, strict=True)] or NO_SUMS


def sums_of(row: Row | None, level: str) -> Sums:
    """What one unit adds to the totals of everything above it; None where nothing of it stands."""
    cells: Sequence[Cell] = row or [(NOT_REPORTED, 0, False)] * len(KEYS)
    cells = [
        (NOT_APPLICABLE, 0, False) if only_of not in ("", level) else cell
        for cell, only_of in zip(cells, _ONLY_OF, strict=True)
    ]
    said: Sums = []
    for state, number, estimate in cells:
        answered = state in (GIVEN, NIL)
        said += [number, int(answered), int(state != NOT_APPLICABLE), int(estimate)]
    for _, places in WHOLES:
        said += _together([cells[at] for at in places])
    for code, top, bottom in _PAIRS:
        said += _both_sides(code, _together([cells[at] for at in top]), _together([cells[at] for at in bottom]))
    return said


def _together(parts: Sequence[Cell]) -> Sums:
    """Of a unit that answered some parts only, what it said is in the number, and the unit not in n."""
    asked = [part for part in parts if part[0] != NOT_APPLICABLE]
    answered = bool(asked) and all(state in (GIVEN, NIL) for state, _, _ in asked)
    estimate = answered and any(estimate for _, _, estimate in asked)
    return [sum(number for _, number, _ in asked), int(answered), int(bool(asked)), int(estimate)]


def _both_sides(code: str, top: Sums, bottom: Sums) -> Sums:
    """A rate rests on units that answered a side in full; on both sides where both are asked of the same units."""
    if code != "TS-SINH":  # births are the province's alone, attendances everybody's
        asked = top[2] and bottom[2]
        answered = asked and top[1] and bottom[1]
        estimate = answered and (top[3] or bottom[3])
        top, bottom = ([side[0], answered, asked, estimate] for side in (top, bottom))
    return [number for side in (top, bottom) for number in (side[0] * side[1], *side[1:])]


def draw(random: Random) -> Row:
    """One unit's answers: all kinds of numbers and of emptiness."""
    return tuple(_cell(random, key, places) for key, places in zip(KEYS, PLACES, strict=True))


def _cell(random: Random, key: str, places: int) -> Cell:
    fate = random.random()
    if fate < 0.82:
        most = 9_999 if random.random() < 0.98 else 4 * 10**18 if key == "TIEN" else 10**6
        return GIVEN, random.randint(0, most) if not places else random.randint(0, 10**6), random.random() < 0.06
    states = (NIL, NOT_APPLICABLE, NOT_REPORTED, NO_DATA)
    return states[int((fate - 0.82) / 0.045)], 0, False


@dataclass(frozen=True)
class Said:
    """What a unit sent in one round: versions in order, and which of them stands on each basis (from 0)."""

    versions: tuple[Row, ...] = ()
    submitted: int | None = None
    accepted: int | None = None

    def standing(self, basis: str) -> Row | None:
        """The row that stands on a basis; None for nothing."""
        number = self.submitted if basis == "submitted" else self.accepted
        return None if number is None else self.versions[number]


def say(random: Random) -> Said:
    """3 % sent nothing, 5 % wait for a decision, 4 % were corrected, half of those not accepted again yet."""
    fate = random.random()
    if fate < 0.03:
        return Said()
    if fate < 0.08:
        return Said((draw(random),), 0, None)
    if fate < 0.12:
        return Said((draw(random), draw(random)), 1, 1 if fate < 0.10 else 0)
    return Said((draw(random),), 0, 0)
