"""The list of registers: a new one gets its line here."""

from __future__ import annotations

from binhdang.registers.entries import Register
from binhdang.registers.models import Entry
from binhdang.registers.trainings import TRAININGS

REGISTERS: tuple[Register, ...] = (TRAININGS,)

BY_CODE = {register.code: register for register in REGISTERS}
BY_PATH = {register.path: register for register in REGISTERS}


def register_of(entry: Entry) -> Register:
    """The register an entry stands in."""
    return BY_CODE[entry.register]
