"""What every register shares: how one is described, the columns of all, and an entry as it is drafted."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from binhdang.orgs.models import Unit
from binhdang.plans.models import PlanTask
from binhdang.registers.choices import Choice, Options, Reference
from binhdang.registers.columns import Column, Day, Line, Paragraph, Whole
from binhdang.registers.models import Entry
from binhdang.values.refusals import Refusal

SUBJECT = Line("subject", "Nội dung", longest=300)
STARTED_ON = Day("started_on", "Từ ngày", help="Ngày bắt đầu quyết định số liệu thuộc kỳ báo cáo nào.")
ENDED_ON = Day("ended_on", "Đến ngày", help="Nếu chỉ một ngày, chọn trùng ngày bắt đầu.", listed=False)
PLACE = Line("place", "Địa điểm", longest=200)
NOTE = Paragraph("note", "Ghi chú", required=False, listed=False, personal=True)

C = TypeVar("C", bound=Column)

NAMING: Options = (
    ("dongy", "Người được nêu đồng ý bằng văn bản"),
    ("quyetdinh", "Nêu trong quyết định đã ban hành"),
    ("congvu", "Cán bộ được nêu vì nhiệm vụ được giao"),
)
BASIS_OF_NAMING = Choice(
    "basis_of_naming",
    "Căn cứ nêu tên",
    help="Bắt buộc khi có tên người. Không có căn cứ thì để trống tên.",
    required=False,
    listed=False,
    options=NAMING,
)
"""On what basis a person is named (Luật Bảo vệ dữ liệu cá nhân) [own knowledge, verify]."""


REDACTED = "(đã xóa)"
"""What stands where a person's name stood."""


def called(column: C, label: str, **changed: Any) -> C:
    """A shared column as one register calls it."""
    return replace(column, label=label, **changed)


def begins(label: str) -> Day:
    """The day an entry of a register begins."""
    return called(STARTED_ON, label)


def until(label: str) -> Day:
    """The last day of what lasts; empty while it goes on."""
    return called(ENDED_ON, label, required=False, help="Còn tiếp tục thì để trống.")


def by_sex(what: str, *, after: str = "", listed: bool = True) -> tuple[Whole, Whole]:
    """Two columns that are summed: men and women."""
    suffix = f"_{after}" if after else ""
    return (
        Whole(f"men{suffix}", f"{what} nam", total=True, listed=listed),
        Whole(f"women{suffix}", f"{what} nữ", total=True, listed=listed),
    )


def money(name: str, label: str, *, required: bool = False, listed: bool = False, total: bool = False) -> Whole:
    """An amount in đồng."""
    hint = "" if required else "Chưa biết thì để trống."
    return Whole(name, f"{label} (đồng)", help=hint, largest=10**13, required=required, listed=listed, total=total)


@dataclass(frozen=True)
class Draft:
    """An entry as it would stand: every column's value, parsed."""

    owner: Unit
    values: Mapping[str, Any]
    task: PlanTask | None = None
    co_organisers: tuple[Unit, ...] = ()


Rule = Callable[[Draft, date], Refusal | None]
"""One rule: what is wrong with a draft on a day, or None."""


Invariant = Callable[[Unit], Refusal | None]
"""What must be right about all entries of a unit together, once one of them was written or withdrawn."""


class Span(enum.Enum):
    """Which entries a period sees."""

    PERIOD = enum.auto()
    """Those whose day lies in it."""
    YEAR = enum.auto()
    """Those of its year, up to its end."""
    UNTIL = enum.auto()
    """All up to its end."""
    STANDING = enum.auto()
    """Those that have begun and not ended at its end."""


@dataclass(frozen=True)
class Count:
    """How a register counts one indicator."""

    adds: str = ""
    """The column that adds up; "" counts the entries."""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Only entries with one of these codes in a choice column."""
    by: str = ""
    """The choice column whose codes are the parts of the cells."""
    day: str = "started_on"
    """The column that says in which period an entry counts."""
    over: Span = Span.PERIOD


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
    counts: Mapping[str, Count] = field(default_factory=dict)
    """Cell key of an indicator, or its code where `Count.by` divides it → how it is counted."""
    lasting: bool = False
    """Whether its entries are of what lasts (a model, a hotline) and not of what was done on a day."""
    invariants: tuple[Invariant, ...] = ()

    @property
    def sheet_title(self) -> str:
        """The name of its Excel sheet."""
        return self.path

    @property
    def listed(self) -> tuple[Column, ...]:
        """The columns of its list."""
        return tuple(column for column in self.columns if column.listed)

    @property
    def verbs(self) -> dict[str, str]:
        """What is done to its entries, by audit verb, in words."""
        said = {
            "recorded": "ghi",
            "changed": "sửa",
            "withdrawn": "rút",
            "evidence_added": "thêm minh chứng cho",
            "redacted": "xóa tên người khỏi",
        }
        return {f"{self.noun}.{verb}": f"{words} {self.one}" for verb, words in said.items()}

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The columns that its list can be narrowed by."""
        return tuple(column for column in self.columns if isinstance(column, Choice) and column.listed)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The columns that name entries of other registers."""
        return tuple(column for column in self.columns if isinstance(column, Reference))

    @property
    def cells(self) -> dict[str, Count]:
        """Every cell it counts."""
        found: dict[str, Count] = {}
        for key, count in self.counts.items():
            column = next((each for each in self.choices_all if each.name == count.by), None)
            if column is None:
                found[key] = count
                continue
            for code, _ in column.options:
                found[f"{key}.{code}"] = replace(count, where={**count.where, count.by: (code,)}, by="")
        return found

    @property
    def choices_all(self) -> tuple[Choice, ...]:
        """All its choice columns."""
        return tuple(column for column in self.columns if isinstance(column, Choice))

    def parse(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Every column's value; what is not there counts as empty. Raises Refusal at the first that is not right."""
        return {column.name: column.parse(raw.get(column.name)) for column in self.columns}

    def values_of(self, entry: Entry) -> dict[str, Any]:
        """Every column's value of an entry."""
        return {column.name: getattr(entry, column.name) for column in self.columns}
