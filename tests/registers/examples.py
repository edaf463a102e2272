"""An entry of any register that is right, made from its description: a new register has its tests for nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from binhdang.accounts.models import User
from binhdang.orgs.models import Unit
from binhdang.registers import actions
from binhdang.registers.catalogue import REGISTERS
from binhdang.registers.choices import Choice, Reference, Several
from binhdang.registers.columns import Column, Day, Whole
from binhdang.registers.entries import BASIS_OF_NAMING, Register
from binhdang.registers.models import Entry

DAY = date(2022, 4, 27)

SPECIAL: dict[str, dict[str, Any]] = {
    "publication_moves": {"kind": "nhanngoai"},
    "commendations": {"members": 3, "votes_for": 3, "votes_against": 0, "votes_blank": 0},
}
"""What the rules of a register ask beyond its columns."""


def values(register: Register, owner: Unit, by: User, at: datetime, given: Collection[str] = ()) -> dict[str, Any]:
    """A value for every column that must have one and has none given; entries it names are recorded first."""
    needed = [column for column in register.columns if column.required and column.name not in given]
    found = {column.name: _value(column, owner, by, at) for column in needed}
    return {**found, "ended_on": None if register.lasting else DAY, **SPECIAL.get(register.code, {})}


def _value(column: Column, owner: Unit, by: User, at: datetime) -> Any:
    if isinstance(column, Day):
        return DAY
    if isinstance(column, Several):
        return ";".join(code for code, _ in column.options[:2])
    if isinstance(column, Choice):
        return column.options[0][0]
    if isinstance(column, Whole):
        return 3
    if isinstance(column, Reference):
        return record(register_with(column.to), owner, by, at)
    return f"{column.label} của thôn 3"


def register_with(model: type[Entry]) -> Register:
    """The register whose entries a table holds."""
    return next(register for register in REGISTERS if register.model is model)


def record(register: Register, owner: Unit, by: User, at: datetime, **changed: Any) -> Entry:
    """An entry that is right, but for what is changed."""
    given = {**values(register, owner, by, at, changed), **changed}
    known = {column.name for column in register.columns} | {"task", "co_organisers"}
    return actions.record_entry(
        register,
        owner=owner,
        by=by,
        at=at,
        not_double_because="việc khác",
        **{name: value for name, value in given.items() if name in known},
    )


def typed(register: Register, given: dict[str, Any]) -> dict[str, Any]:
    """The same as it is typed into the form."""
    columns = [column for column in register.columns if column.name in given]
    plain = {column.name: column.typed(given[column.name]) for column in columns}
    several = {column.name for column in columns if isinstance(column, Several)}
    return {name: value.split(";") if name in several else value for name, value in plain.items()}


def named(register: Register) -> list[Column]:
    """The columns that hold a person's name."""
    return [column for column in register.columns if column.names]


BASIS = {BASIS_OF_NAMING.name: "congvu"}
