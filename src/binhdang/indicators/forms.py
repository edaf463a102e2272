"""What a keeper of the dictionary types, and what the list is narrowed to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from binhdang.indicators.counting import register_codes
from binhdang.indicators.dimensions import DIMENSIONS
from binhdang.indicators.laws import Better, Comparator, IndicatorKind, Level, PeriodLaw, PlaceLaw
from binhdang.indicators.models import Indicator
from binhdang.indicators.rows import LABELS, Row
from binhdang.orgs.forms import day_field

Choices = list[tuple[str, str]]
_MOST_DIMENSIONS = 3
_NUMBER = re.compile(r"\A[0-9]{1,14}(,[0-9]{1,4})?\Z")
_LENGTHS = {field.name: field.max_length for field in Indicator._meta.concrete_fields}
_PER = (100, 1_000, 10_000, 100_000, 1)


def _text(name: str, help_text: str = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=LABELS[name], required=required, max_length=_LENGTHS[name], help_text=help_text)


def _lines(name: str, rows: int, help_text: str = "", *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=LABELS[name], required=required, help_text=help_text, widget=widget)


def _choice(name: str, choices: Iterable[tuple[str, str]], blank: str = "") -> forms.ChoiceField:
    offered = [("", blank), *choices] if blank else list(choices)
    return forms.ChoiceField(label=LABELS[name], required=not blank, choices=offered)


def _whole(label: str, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=10**9,
        localize=False,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Nhập một số nguyên, không dấu chấm."},
    )


def _dimension(place: int) -> forms.ChoiceField:
    offered = [("", "không"), *((each.code, each.name) for each in DIMENSIONS.values())]
    return forms.ChoiceField(label=f"Phân tổ thứ {place}", required=False, choices=offered)


def _part(name: str) -> forms.ChoiceField:
    parts = [(each.name, [(part.code, part.name) for part in each.parts]) for each in DIMENSIONS.values()]
    return forms.ChoiceField(label=LABELS[name], required=False, choices=[("", "tất cả"), *parts])


class IndicatorForm(forms.Form):
    """Every field of an indicator; the rules of the dictionary look at them together."""

    code = _text("code", "Chữ hoa không dấu, chữ số, gạch nối; không đổi về sau. Ví dụ: TT-09.", required=True)
    name = _text("name", required=True)
    group = _text("group", "Đề mục trong danh sách và trong phụ lục báo cáo.", required=True)
    definition = _lines("definition", 4, required=True)
    unit_label = _text("unit_label", required=True)
    name_en = _text("name_en")
    source = _text("source", "Văn bản định nghĩa chỉ tiêu.")
    unverified = _text("unverified", "Điều chưa ai đối chiếu; đi kèm mọi bản xuất.")
    programme = _text("programme")
    measure = _text("measure", "Ví dụ: 3.2a.")
    better = _choice("better", Better.choices, "không chiều nào")
    small_below = _whole(LABELS["small_below"], "Tỷ lệ trên mẫu số nhỏ hơn thì phải xem cùng số đếm.")
    asked = forms.BooleanField(label=LABELS["asked"] + " lập từ kế hoạch", required=False)
    valid_from = day_field(LABELS["valid_from"])
    valid_to = day_field(LABELS["valid_to"], required=False)
    kind = _choice("kind", IndicatorKind.choices)
    scale = _whole(LABELS["scale"], "0 cho số nguyên.")
    dimension_1, dimension_2, dimension_3 = _dimension(1), _dimension(2), _dimension(3)
    place_law = _choice("place_law", PlaceLaw.choices)
    record_holders = _lines(
        "record_holders",
        3,
        "Mỗi dòng một mã: loại đơn vị (commune_committee, district_committee …) hoặc *.ttyt cho mọi cơ quan có mã kết "
        "thúc như vậy.",
    )
    period_law = _choice("period_law", PeriodLaw.choices)
    register = forms.ChoiceField(label=LABELS["register"], required=False)
    numerator = forms.ChoiceField(label=LABELS["numerator"], required=False)
    numerator_split = _part("numerator_split")
    denominator = forms.ChoiceField(label=LABELS["denominator"], required=False)
    denominator_split = _part("denominator_split")
    per = forms.TypedChoiceField(
        label=LABELS["per"], coerce=int, choices=[(each, f"{each:,}".replace(",", ".")) for each in _PER]
    )

    _SECTIONS = (
        ("Nội dung", ("code", "name", "group", "definition", "unit_label", "name_en", "source", "unverified")),
        (
            "Chương trình và sử dụng",
            ("programme", "measure", "better", "small_below", "asked", "valid_from", "valid_to"),
        ),
        (
            "Ý nghĩa của số liệu",
            (
                *("kind", "scale", "dimension_1", "dimension_2", "dimension_3"),
                *("place_law", "record_holders", "period_law", "register"),
            ),
        ),
        ("Tỷ lệ, bình quân", ("numerator", "numerator_split", "denominator", "denominator_split", "per")),
    )

    def __init__(self, *args: Any, counted: Sequence[Indicator], known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["code"]
        offered = [("", "không"), *((each.code, f"{each.code} {each.name}"[:90]) for each in counted)]
        for link in ("numerator", "denominator"):
            _offer(self, link, offered)
        _offer(
            self, "register", [("", "không, nhập trong báo cáo"), *((code, code) for code in sorted(register_codes()))]
        )

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self._SECTIONS]

    def row(self) -> Row:
        """What was typed, as fields of a row."""
        typed = dict(self.cleaned_data)
        dimensions = [typed.pop(f"dimension_{place}") for place in range(1, _MOST_DIMENSIONS + 1)]
        holders = re.split(r"[\s,;]+", typed["record_holders"])
        return {
            **typed,
            "dimensions": list(filter(None, dimensions)),
            "record_holders": list(filter(None, holders)),
            "scale": typed["scale"] or 0,
            "small_below": typed["small_below"] or 0,
        }


def typed_of(row: Row) -> Row:
    """A row as it stands in the fields of the form."""
    dimensions = {f"dimension_{place}": code for place, code in enumerate(row["dimensions"], start=1)}
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_to")}
    return {**row, **dimensions, **days, "record_holders": "\n".join(row["record_holders"])}


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def _decimal(label: str, help_text: str = "", *, required: bool = True) -> forms.RegexField:
    wrong = "Nhập một số, phần lẻ sau dấu phẩy, không dấu chấm. Ví dụ: 1,7."
    return forms.RegexField(
        _NUMBER,
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": wrong, "required": f"Chưa nhập {label.lower()}."},
    )


class TargetForm(forms.Form):
    """What is to be reached by a year, and for whom."""

    year = forms.IntegerField(
        label="Năm",
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        min_value=1990,
        max_value=2100,
    )
    onwards = forms.BooleanField(label="Từ năm đó trở đi (duy trì)", required=False)
    comparator = forms.ChoiceField(label="So sánh", choices=Comparator.choices)
    value = _decimal("Giá trị", "Của câu hỏi có/không: 1 là có.")
    tolerance = _decimal("Sai số của ≈", required=False)
    unit = forms.CharField(
        label="Mã đơn vị",
        required=False,
        max_length=60,
        help_text="Riêng cho đơn vị này và cấp dưới, ví dụ 23538. Để trống: mọi nơi.",
    )
    level = forms.ChoiceField(label="Cấp", required=False, choices=[("", "mọi cấp"), *Level.choices])
    source = forms.CharField(
        label="Nguồn", required=False, max_length=300, help_text="Văn bản đặt ra; nêu kế hoạch nếu theo kế hoạch."
    )
    unverified = forms.CharField(label="Chưa kiểm chứng", required=False, max_length=300)
    valid_from = day_field("Có hiệu lực từ")
    valid_to = day_field("Hết hiệu lực từ", required=False)

    def row(self) -> Row:
        """What was typed, as a row of a target."""
        typed = self.cleaned_data
        numbers = {name: typed[name].replace(",", ".") or "0" for name in ("value", "tolerance")}
        days = {name: typed[name].isoformat() if typed[name] else None for name in ("valid_from", "valid_to")}
        return {**typed, **numbers, **days}


class SuccessorForm(forms.Form):
    """Under which code an indicator goes on, and from which day."""

    code = _text("code", "Mã của hiệu lực mới, ví dụ TT-01-2023.", required=True)
    on = day_field("Từ ngày")


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    is_filter = True
    q = forms.CharField(label="Mã hoặc tên", max_length=60, required=False)
    nhom = forms.ChoiceField(label="Nhóm", required=False)

    def __init__(self, *args: Any, groups: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "nhom", [("", "Tất cả nhóm"), *((group, group) for group in groups)])
