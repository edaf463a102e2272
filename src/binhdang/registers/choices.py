"""Columns with values to choose from: one of a list, several of it, another entry.

A value is kept by its code and shown, also in Excel, by its words; both are accepted back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from binhdang.indicators.dimensions import DIMENSIONS
from binhdang.registers.columns import Column
from binhdang.registers.models import Entry, EntryQuerySet
from binhdang.values.refusals import Refusal
from binhdang.values.texts import fold

Options = tuple[tuple[str, str], ...]
"""Code and words, in the order in which they are offered."""

SEPARATOR = ";"


def parts_of(dimension: str) -> Options:
    """The parts of a dimension of indicators, so that what is chosen can be counted by them."""
    return tuple((part.code, _capital(part.name)) for part in DIMENSIONS[dimension].parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


SEX = parts_of("sex")
YES_NO: Options = (("co", "Có"), ("khong", "Không"))


@dataclass(frozen=True)
class Choice(Column):
    """One of a list. `default`: what an empty field means."""

    options: Options = ()
    default: str = ""

    @property
    def width(self) -> int:  # type: ignore[override]
        """As wide as the longest words."""
        return min(40, max(14, *(len(words) + 2 for _, words in self.options)))

    @property
    def blank(self) -> str:
        """The default."""
        return self.default

    def value_of(self, raw: Any) -> str:
        """The code of a code or of its words, with or without accents."""
        return self._code(str(raw))

    def _code(self, text: str) -> str:
        wanted = fold(text).strip()
        found = next((code for code, words in self.options if wanted in (code, fold(words))), None)
        if found is None:
            offered = "; ".join(words for _, words in self.options)
            raise self.refusal("Không có trong danh sách.", text, f"chọn một trong: {offered}.", "chọn lại một mục.")
        return found

    def words(self, code: str) -> str:
        """A code in words; as it stands where the list does not hold it any longer."""
        return dict(self.options).get(code, code)

    def shown(self, value: Any) -> str:
        """In words."""
        return self.words(value) if value else ""

    def typed(self, value: Any) -> str:
        """The code, as a list offers it."""
        return value or ""

    def cell(self, value: Any) -> str:
        """In words."""
        return self.shown(value)

    def widget(self) -> forms.Widget:
        """A list."""
        nothing = [] if self.required or self.default else [("", "Chưa rõ")]
        ask = [("", "Chọn …")] if self.required and not self.default else []
        return forms.Select(choices=[*ask, *nothing, *self.options])


class _Boxes(forms.CheckboxSelectMultiple):
    """Boxes whose value is one text, so that it can be compared with what stood there."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        values: Iterable[str] = super().value_from_datadict(data, files, name) or []
        return SEPARATOR.join(values)

    def format_value(self, value: Any) -> list[str]:
        return str(value or "").split(SEPARATOR)


@dataclass(frozen=True)
class Several(Choice):
    """Any number of a list, kept as their codes."""

    def value_of(self, raw: Any) -> str:
        """The codes in the order of the list, each once."""
        wanted = {self._code(part) for part in str(raw).split(SEPARATOR) if part.strip()}
        return SEPARATOR.join(code for code, _ in self.options if code in wanted)

    def shown(self, value: Any) -> str:
        """In words."""
        return "; ".join(self.words(code) for code in (value or "").split(SEPARATOR) if code)

    def widget(self) -> forms.Widget:
        """Boxes."""
        return _Boxes(choices=self.options)


@dataclass(frozen=True)
class Reference(Column):
    """An entry of a register (`to`) of the unit, or of one below it or above it. `kinds`: only those of these kinds."""

    to: type[Entry] = Entry
    kinds: tuple[str, ...] = ()

    width = 40

    def candidates(self) -> EntryQuerySet[Entry]:
        """Every entry that could be named."""
        of_kind = {"kind__in": self.kinds} if self.kinds else {}
        return Entry.objects.filter(pk__in=self.to.objects.standing().filter(**of_kind).values("pk"))

    def value_of(self, raw: Any) -> Entry:
        """The entry of "AbC… – words"; the words do not count."""
        if isinstance(raw, Entry):  # as such, not as a row of its register's table: the two would not be equal
            return raw if type(raw) is Entry else Entry.objects.get(pk=raw.pk)
        found = self.candidates().filter(public_id=str(raw).partition(" ")[0]).first()
        if found is None:
            raise self.missing(str(raw))
        return found

    def missing(self, seen: str) -> Refusal:
        """The refusal of what is not there, or may not be named."""
        rule = "chỉ nêu mục còn trong sổ của đơn vị mình, của cấp trên hoặc cấp dưới."
        return self.refusal("Không tìm thấy mục này.", seen, rule, "chọn trong danh sách.")

    def shown(self, value: Any) -> str:
        """What it is about."""
        return value.subject if value else ""

    def typed(self, value: Any) -> str:
        """Its key, as a list offers it."""
        return value.public_id if value else ""

    def cell(self, value: Any) -> str:
        """Its key, and what it is about."""
        return f"{value.public_id} – {value.subject}" if value else ""

    def widget(self) -> forms.Widget:
        """A list, which the form fills."""
        return forms.Select()
