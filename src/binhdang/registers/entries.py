"""What every register shares: how one is described, the columns of all, and an entry as it is drafted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from binhdang.orgs.models import Unit
from binhdang.plans.models import PlanTask
from binhdang.registers.columns import Column, Day, Line, Paragraph
from binhdang.registers.models import Entry
from binhdang.values.refusals import Refusal

SUBJECT = Line("subject", "Nội dung", longest=300)
STARTED_ON = Day("started_on", "Từ ngày", help="Ngày bắt đầu quyết định số liệu thuộc kỳ báo cáo nào.")
ENDED_ON = Day("ended_on", "Đến ngày", help="Nếu chỉ một ngày, chọn trùng ngày bắt đầu.", listed=False)
PLACE = Line("place", "Địa điểm", longest=200)
NOTE = Paragraph("note", "Ghi chú", required=False, listed=False, personal=True)


@dataclass(frozen=True)
class Draft:
    """An entry as it would stand: every column's value, parsed."""

    owner: Unit
    values: Mapping[str, Any]
    task: PlanTask | None = None
    co_organisers: tuple[Unit, ...] = ()


Rule = Callable[[Draft, date], Refusal | None]
"""One rule: what is wrong with a draft on a day, or None."""


@dataclass(frozen=True)
class Register:
    """One register (sổ theo dõi)."""

    code: str
    """Names it in the dictionary (`Indicator.register`) and in entries."""
    path: str
    """Its part of the address: "tap-huan"."""
    noun: str
    """Its part of audit names: "training" in "training.recorded"."""
    title: str
    """Sổ theo dõi tập huấn."""
    one: str
    """One entry in a sentence: "lớp tập huấn"."""
    model: type[Entry]
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()
    """The register's own rules, beside those of every entry."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """Cell key of an indicator → the column it adds up; "" counts the entries."""

    @property
    def sheet_title(self) -> str:
        """The name of its Excel sheet."""
        return self.path

    @property
    def listed(self) -> tuple[Column, ...]:
        """The columns of its list."""
        return tuple(column for column in self.columns if column.listed)

    def parse(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Every column's value; what is not there counts as empty. Raises Refusal at the first that is not right."""
        return {column.name: column.parse(raw.get(column.name)) for column in self.columns}

    def values_of(self, entry: Entry) -> dict[str, Any]:
        """Every column's value of an entry."""
        return {column.name: getattr(entry, column.name) for column in self.columns}
