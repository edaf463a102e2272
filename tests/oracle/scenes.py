"""Small worlds at random: one number gives one scene, always the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from random import Random

from oracle.facts import (
    GIVEN,
    NIL,
    NO_DATA,
    NOT_APPLICABLE,
    NOT_REPORTED,
    PARTS,
    Asked,
    Deed,
    Event,
    Law,
    Said,
    Scene,
)
from oracle.land import Land
from oracle.story import FIRST, LAST, Size, Story

LARGEST = 2**62
"""The largest magnitude a cell may have, counted in its last decimal place."""


def scene(seed: int, size: Size | None = None) -> Scene:
    """The scene of a number."""
    random = Random(seed)
    size = size or Size.any(random)
    story = Story(random, size)
    for _ in range(size.events):
        story.go_on()
    land = Land(story.events)
    laws = some_laws(random, size.laws)
    cumulative = random.choice([0, 0, 0.1, 1])
    rounds = tuple(one_round(random, number, story, land, laws, cumulative) for number in range(1, size.rounds + 1))
    tree_days = tuple(random_day(random) for _ in range(random.randint(0, 2)))
    return Scene(seed, 1, story.bodies, tuple(story.events), laws, rounds, tree_days, map_days(random, story.events))


def random_day(random: Random) -> date:
    """A day of the years in which things happen."""
    return FIRST + timedelta(days=random.randrange((LAST - FIRST).days))


def map_days(random: Random, events: Sequence[Event]) -> tuple[date, ...]:
    """The last day of all, and one beside an event: the day of it or the day before."""
    beside = [event.on - timedelta(days=random.randint(0, 1)) for event in events if event.on > FIRST]
    return (LAST, random.choice(beside)) if beside else (LAST,)


def some_laws(random: Random, count: int) -> tuple[Law, ...]:
    """Indicators of every kind; the computed ones last, resting on the counted ones."""
    counted = [counted_law(random, code) for code in "ABCDEF"[:count]]
    can_rest = [law for law in counted if law.kind != "published"]
    computed = [rate_law(random, code, can_rest) for code in "RST"[: random.randint(0, 3)] if can_rest]
    return (*counted, *computed)


def counted_law(random: Random, code: str) -> Law:
    """An indicator with cells."""
    kind = random.choice(["count", "count", "attendances", "people", "money", "yes_no", "published"])
    held = random.random() < 0.3
    holders = random.sample(["police", "public_service", "department", "*.ttyt"], random.randint(1, 2)) if held else []
    place = "never" if kind == "published" else "record" if held else "sum"
    period = {"published": "never", "people": random.choice(["last", "recount"]), "yes_no": "last"}
    dimensions = () if kind == "yes_no" else random.choice([(), ("sex",), ("age",), ("sex", "ethnicity")])
    scale = random.choice([0, 0, 1, 3]) if kind in ("count", "published") else 0
    return Law(code, kind, place, period.get(kind, random.choice(["sum", "sum", "last"])), dimensions,
               frozenset(holders), scale)  # fmt: skip


def rate_law(random: Random, code: str, counted: Sequence[Law]) -> Law:
    """A rate or a mean over two counted ones, or over a part and the whole of one."""
    top, bottom = random.choice(counted), random.choice(counted)
    kind = random.choice(["rate", "rate", "mean"])
    per = 1 if kind == "mean" else random.choice([100, 1000, 100000])
    return Law(code, kind, "rate", "rate", scale=2, numerator=top.code, numerator_part=some_part(random, top),
               denominator=bottom.code, denominator_part=some_part(random, bottom), per=per)  # fmt: skip


def some_part(random: Random, law: Law) -> str:
    """One part of an indicator, or all of it."""
    parts = [part for dimension in law.dimensions for part in PARTS[dimension]]
    return random.choice(parts) if parts and random.random() < 0.5 else ""


def one_round(random: Random, number: int, story: Story, land: Land, laws: Sequence[Law], cumulative: float) -> Asked:
    """A round: whom it asks is frozen when it opens, some time before its last day."""
    last_day = random.choice([random_day(random), date(random.randint(2020, 2025), random.choice([6, 12]), 30)])
    if random.random() < 0.4:  # soon after something happened
        last_day = min(LAST, random.choice(story.events[-20:]).on + timedelta(days=random.randint(0, 90)))
        last_day = max(FIRST, last_day)
    receiver, units = whom_it_asks(random, land, last_day)
    some = list(laws)
    if random.random() < 0.2:  # not every round asks everything; a rate may rest on what is not asked
        some = [law for law in laws if law.place == "rate" or random.random() < 0.7]
    keys, scales = frozen_cells(random, some)
    kinds = {law.code: law.kind for law in laws}
    cells = [
        Ask(kinds[key.split(".")[0]], random.choice(STYLES), scale, cumulative)
        for key, scale in zip(keys, scales, strict=True)
    ]
    deeds = {unit: some_deeds(random, cells) for unit in units}
    return Asked(number, receiver, last_day, tuple(some), keys, scales, deeds)


def whom_it_asks(random: Random, land: Land, last_day: date) -> tuple[int, list[int]]:
    """The receiver, and the units it asks."""
    tree = land.parents_on(last_day - timedelta(days=random.choice([0, 30, 180])))
    inner = [unit for unit in land.parents_on(last_day) if unit in tree and unit in tree.values()]
    receiver = 1 if random.random() < 0.75 or not inner else random.choice(inner)
    stray = random.choice([0, 0, 0, 0.3])  # now and then units that stand elsewhere are asked too
    below = [unit for unit in tree if receiver in way_up(unit, tree) or random.random() < stray]
    leaves_only, share = random.random() < 0.4, random.choice([1, 1, 0.7])
    asked = [unit for unit in below if not leaves_only or unit not in tree.values()]
    return receiver, [unit for unit in asked if random.random() < share]


def way_up(unit: int, tree: dict[int, int | None]) -> list[int]:
    """A unit and everything above it."""
    way, above = [unit], tree[unit]
    while above is not None:
        way.append(above)
        above = tree[above]
    return way


def frozen_cells(random: Random, laws: Sequence[Law]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The cells of a round with their decimal places; sometimes as the dictionary once divided them."""
    keys, scales = [], []
    for law in laws:
        if law.place == "rate":
            continue
        changed = random.random() < 0.05
        dimensions = random.choice([(), ("sex",), ("age",)]) if changed else law.dimensions
        for parts in product(*(PARTS[dimension] for dimension in dimensions)):
            keys.append(".".join((law.code, *parts)))
            scales.append(law.scale)
    return tuple(keys), tuple(scales)


@dataclass(frozen=True, slots=True)
class Ask:
    """What numbers a cell takes: the kind of its indicator, their style, decimal places, how often they are lũy kế."""

    kind: str
    style: str
    scale: int
    cumulative: float


STYLES = ["tiny", "tiny", "plain", "plain", "negative", "huge"]


def some_deeds(random: Random, ask: Sequence[Ask]) -> tuple[Deed, ...]:
    """What becomes of a report: never sent, sent, sent back, corrected, accepted, opened again, estimates replaced."""
    first = some_cells(random, ask)
    send, accept, back, reopen = Deed("send", first), Deed("accept"), Deed("return"), Deed("reopen")
    second = Deed("send", corrected(random, first, ask))
    official = Deed("send", tuple(replace_estimate(cell) for cell in first))
    return random.choice(
        [
            (),
            (send,),
            (send, accept),
            (send, accept),
            (send, accept),
            (send, back),
            (send, back, second),
            (send, back, second, accept),
            (send, accept, reopen),
            (send, accept, reopen, second),
            (send, accept, reopen, second, back),
            (send, accept, reopen, second, accept),
            (send, accept, reopen, official, accept),
        ]
    )


EMPTY = {NIL: Said(NIL), NOT_APPLICABLE: Said(NOT_APPLICABLE), NO_DATA: Said(NO_DATA), NOT_REPORTED: Said()}


def some_cells(random: Random, ask: Sequence[Ask]) -> tuple[Said, ...]:
    """All cells of one report: mostly filled in, or all empty in one way, or of all sorts."""
    manner = random.random()
    if manner < 0.1:
        return (EMPTY[random.choice(list(EMPTY))],) * len(ask)
    chance = 1.0 if manner < 0.4 else 0.6
    return tuple(some_cell(random, each, chance) for each in ask)


def some_cell(random: Random, ask: Ask, chance: float) -> Said:
    """One cell."""
    if random.random() > chance:
        return EMPTY[random.choice(list(EMPTY))]
    estimate, cumulative = random.random() < 0.15, random.random() < ask.cumulative
    return Said(GIVEN, some_number(random, ask), estimate, cumulative)


def some_number(random: Random, ask: Ask) -> Fraction:
    """A number that the cell can hold."""
    scale = ask.scale
    if ask.kind == "yes_no":
        return Fraction(random.randint(0, 1))
    if ask.style == "huge":
        near = LARGEST - random.randint(0, 3)
        value = random.choice([near, near, -near, random.randint(-LARGEST, LARGEST)])
    else:
        low, high = {"tiny": (0, 3), "plain": (0, 50_000), "negative": (-900, 900)}[ask.style]
        value = random.randint(low * 10**scale, high * 10**scale)
    return Fraction(value, 10**scale)


def corrected(random: Random, cells: tuple[Said, ...], ask: Sequence[Ask]) -> tuple[Said, ...]:
    """The same report with some cells written anew."""
    return tuple(
        some_cell(random, each, 0.8) if random.random() < 0.3 else cell for cell, each in zip(cells, ask, strict=True)
    )


def replace_estimate(cell: Said) -> Said:
    """The official figure in place of an estimate."""
    if not cell.estimate:
        return cell
    number = cell.number + 1 if 1 < abs(cell.number) < 10**6 else cell.number
    return Said(GIVEN, number, False, cell.cumulative)
