"""Columns: one description of a field for the form, the list, the Excel file, the difference and the refusals alike.

`parse` takes what a person typed in a form or a spreadsheet cell, and takes a value that is already right, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import Truncator

from binhdang.ui.templatetags.ui import day as shown_day
from binhdang.ui.templatetags.ui import number as shown_number
from binhdang.values.refusals import Refusal
from binhdang.values.texts import nfc

EMPTY = "để trống"
"""The value seen in an empty field."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+|\d+")
_DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


@dataclass(frozen=True)
class Column:
    """A field of a register. `listed`: stands in the list; `total`: is summed; `personal`: may name people.

    `names`: holds the name of a person, for which the entry says on what basis it is kept.
    """

    name: str
    label: str
    help: str = ""
    required: bool = True
    listed: bool = True
    total: bool = False
    personal: bool = False
    names: bool = False

    numeric = False
    width = 18
    """Of the Excel column, in characters."""

    def parse(self, raw: Any) -> Any:
        """The value. Raises Refusal, naming the column, the value seen, the rule and the remedy."""
        text = clean(raw) if isinstance(raw, str) else raw
        if text is None or text == "":
            if self.required:
                raise self.refusal("Chưa nhập.", EMPTY, "ô này bắt buộc.", f"nhập ô «{self.label}».")
            return self.blank
        return self.value_of(text)

    @property
    def blank(self) -> Any:
        """What an empty optional field holds."""
        return None

    def value_of(self, raw: Any) -> Any:
        """The value of what is not empty."""
        raise NotImplementedError

    def shown(self, value: Any) -> str:
        """As a person reads it."""
        return "" if value is None else str(value)

    def typed(self, value: Any) -> str:
        """As it stands in the field of a form."""
        return self.shown(value)

    def cell(self, value: Any) -> Any:
        """As it stands in a cell of a spreadsheet."""
        return value

    def widget(self) -> forms.Widget:
        """The input of a form."""
        return forms.TextInput()

    def refusal(self, what: str, value: object, rule: str, remedy: str) -> Refusal:
        """A refusal that names this column and shows the beginning of the value."""
        return Refusal(what, where=self.label, value=Truncator(str(value)).chars(100), rule=rule, remedy=remedy)


@dataclass(frozen=True)
class Line(Column):
    """One line of text."""

    longest: int = 200

    @property
    def width(self) -> int:  # type: ignore[override]
        """Wide enough to read, within a page."""
        return min(60, max(18, self.longest // 5))

    @property
    def blank(self) -> str:
        """No text."""
        return ""

    def value_of(self, raw: Any) -> str:
        """Text, spaces made one; a number or a day in an Excel cell as it is read."""
        if isinstance(raw, date):
            text = shown_day(raw)
        elif isinstance(raw, Decimal | int):
            text = f"{raw:f}" if isinstance(raw, Decimal) else str(raw)
        else:
            text = self.trimmed(str(raw))
        if len(text) > self.longest:
            rule = f"dài nhất {self.longest} ký tự."
            raise self.refusal(
                "Nội dung quá dài.", f"{len(text)} ký tự", rule, "viết gọn lại, phần còn lại đưa vào ghi chú."
            )
        return text

    def trimmed(self, text: str) -> str:
        """Without double spaces and line ends."""
        return " ".join(text.split())

    def widget(self) -> forms.Widget:
        """A text field that says how much it takes."""
        return forms.TextInput(attrs={"maxlength": self.longest})


@dataclass(frozen=True)
class Paragraph(Line):
    """Text of several lines."""

    longest: int = 2000
    width = 40

    def trimmed(self, text: str) -> str:
        """Line ends kept."""
        return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()

    def widget(self) -> forms.Widget:
        """A text area."""
        return forms.Textarea(attrs={"rows": 3, "maxlength": self.longest})


@dataclass(frozen=True)
class Day(Column):
    """A day."""

    width = 13

    def value_of(self, raw: Any) -> date:
        """A day of an Excel cell, or one written day first."""
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        for pattern in _DAY_FORMATS if isinstance(raw, str) else ():
            try:
                return datetime.strptime(raw, pattern).date()  # noqa: DTZ007  # a day has no zone
            except ValueError:
                continue
        rule = "một ngày có trong lịch, viết theo thứ tự ngày/tháng/năm, năm đủ bốn chữ số."
        raise self.refusal("Không phải một ngày.", raw, rule, "nhập lại, ví dụ 27/4/2022.")

    def shown(self, value: Any) -> str:
        """As official papers write it."""
        return shown_day(value)

    def widget(self) -> forms.Widget:
        """A text field: browsers show their own date fields in the order of their own language."""
        return forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "ngày/tháng/năm", "maxlength": 10}
        )


@dataclass(frozen=True)
class Whole(Column):
    """A whole number from 0 up."""

    largest: int = 100_000
    unit: str = ""

    numeric = True
    width = 14

    def value_of(self, raw: Any) -> int:
        """The number; thousands may be grouped by dots."""
        number = self._number(raw)
        if number is None:
            rule = "chỉ nhập số nguyên từ 0 trở lên."
            raise self.refusal("Không phải số nguyên.", raw, rule, "nhập lại bằng chữ số, ví dụ 24 hoặc 1.200.")
        if number > self.largest:
            rule = f"lớn nhất {shown_number(self.largest)}."
            raise self.refusal("Số lớn bất thường.", shown_number(number), rule, "kiểm tra lại, có thể thừa chữ số.")
        return number

    def _number(self, raw: Any) -> int | None:
        if isinstance(raw, str):
            plain = raw.isascii() and len(raw) < 100 and _GROUPED.fullmatch(raw)
            return int(raw.replace(".", "")) if plain else None
        if isinstance(raw, bool) or not isinstance(raw, int | Decimal) or not Decimal(raw).is_finite():
            return None
        return int(raw) if raw == int(raw) >= 0 else None

    def shown(self, value: Any) -> str:
        """With thousands grouped."""
        return "" if value is None else shown_number(value)

    def widget(self) -> forms.Widget:
        """A text field with the number pad on telephones."""
        return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})


def clean(text: str) -> str:
    """Composed letters, no control characters, no space around."""
    return nfc(_CONTROL.sub("", text.replace("\r\n", "\n"))).strip()
