"""What an administrator types to record an event. Units are given by their codes, never by names."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms

from binhdang.orgs.forms import day_field
from binhdang.orgs.models import Unit, UnitKind, UnitQuerySet
from binhdang.orgs.queries import in_order
from binhdang.orgs.reorganisation import Part

PARTS = 6
"""How many units one form splits a unit into; more are imported from a file."""
LISTED = 300
"""Up to how many units a field offers while a code is typed."""
CODE = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class UnitByCode(forms.CharField):
    """A unit of those the person may change, by its code."""

    def __init__(self, label: str, *, required: bool = True, help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            max_length=60,
            widget=forms.TextInput(attrs={**CODE, "list": "don-vi-chon"}),
            error_messages={"required": "Chưa nhập mã đơn vị."},
        )
        self.units: UnitQuerySet = Unit.objects.none()

    def clean(self, value: Any) -> Any:
        """The unit itself."""
        code = super().clean(value)
        return self.find(code) if code else None

    def find(self, code: str) -> Unit:
        """The unit with the code."""
        unit = self.units.filter(code=code.strip()).first()
        if unit is None:
            raise forms.ValidationError(
                f"Không có đơn vị nào mang mã {code} trong các đơn vị được quản trị. Xem mã trên trang Đơn vị; "
                "đơn vị mới thì lập trước."
            )
        return unit


class UnitsByCode(UnitByCode):
    """Several units, one code a line."""

    def __init__(self, label: str, *, required: bool = True, help_text: str = "") -> None:
        super().__init__(label, required=required, help_text=help_text)
        self.max_length = None
        self.widget = forms.Textarea(attrs={**CODE, "rows": 3})

    def clean(self, value: Any) -> Any:
        """The units themselves."""
        text = forms.CharField.clean(self, value)
        return [self.find(code) for code in text.replace(",", " ").replace(";", " ").split()]


class ShareField(forms.CharField):
    """An exact share: 1/3, 0,25 or 25%."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False, max_length=40, widget=forms.TextInput(attrs=CODE))

    def clean(self, value: Any) -> Any:
        """As a fraction; None where nothing was typed."""
        text = super().clean(value).replace(",", ".").replace(" ", "")
        if not text:
            return None
        try:
            return Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except (ValueError, ZeroDivisionError) as problem:
            raise forms.ValidationError(
                f"«{value}» không phải tỷ lệ. Nhập phân số (1/3), số thập phân (0,25) hoặc phần trăm (25%)."
            ) from problem


class EventForm(forms.Form):
    """What every event has."""

    on = day_field("Có hiệu lực từ ngày")
    basis = forms.CharField(
        label="Căn cứ",
        max_length=300,
        help_text="Số, ký hiệu, ngày và cơ quan ban hành của văn bản quyết định.",
        error_messages={"required": "Chưa nhập căn cứ pháp lý."},
    )
    note = forms.CharField(label="Ghi chú", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, unit: Unit, units: UnitQuerySet, on: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": on})
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in ("on", "basis", "note")])
        self.unit, self.day = unit, on
        for field in self.fields.values():
            if isinstance(field, UnitByCode):
                field.units = units
        offered = units.prefetch_related("names")[: LISTED + 1]
        listed = list(offered)
        self.offered = [(u.code, u.name_on(on)) for u in in_order(listed, on)] if len(listed) <= LISTED else []


class CreateForm(EventForm):
    """A new unit under this one."""

    code = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9.-]*$",
        label="Mã đơn vị",
        max_length=60,
        help_text="Mã chính thức, giữ số 0 ở đầu. Đơn vị không có mã: mã cấp trên, dấu chấm, tên tắt, "
        "ví dụ 23538.phong-vhxh",
        widget=forms.TextInput(attrs=CODE),
        error_messages={"invalid": "Mã chỉ gồm chữ cái không dấu, chữ số, dấu chấm và gạch nối."},
    )
    kind = forms.ChoiceField(label="Loại đơn vị", choices=[("", "Chọn loại"), *UnitKind.choices])
    name = forms.CharField(label="Tên đầy đủ", max_length=200)
    short_name = forms.CharField(label="Tên ngắn", max_length=80, required=False)
    place = forms.CharField(label="Địa danh trên văn bản", max_length=80, required=False)
    symbol_part = forms.CharField(label="Phần ký hiệu văn bản", max_length=30, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]
        self.fields["basis"].required = False


class RenameForm(EventForm):
    """Another name."""

    name = forms.CharField(label="Tên mới", max_length=200, error_messages={"required": "Chưa nhập tên mới."})
    short_name = forms.CharField(label="Tên ngắn mới", max_length=80, required=False)
    place = forms.CharField(label="Địa danh mới trên văn bản", max_length=80, required=False)


class MoveForm(EventForm):
    """Under another unit."""

    parent = UnitByCode("Mã đơn vị cấp trên mới")


class MergeForm(EventForm):
    """Other units go into this one."""

    siblings = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="Đơn vị cùng cấp nhập vào",
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Đơn vị này không nằm trong các đơn vị cùng cấp. Chọn lại."},
    )
    others = UnitsByCode("Mã các đơn vị khác nhập vào", required=False, help_text="Mỗi dòng một mã, giữ số 0 ở đầu.")
    carry_roles = forms.BooleanField(
        label="Chuyển vai trò của người ở các đơn vị cũ sang đơn vị này",
        required=False,
        help_text="Không chọn thì vai trò ở đơn vị cũ kết thúc cùng đơn vị.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        siblings = self.fields["siblings"]
        held = self.unit.parents.order_by("-valid_from").first()
        beside = Unit.objects.existing_on(self.day).filter(kind=self.unit.kind).exclude(pk=self.unit.pk)
        beside = beside.filter(parents__parent=held.parent_id if held else None, parents__valid_to__isnull=True)
        found = in_order(beside.distinct().prefetch_related("names")[:LISTED], self.day)
        if isinstance(siblings, forms.ModelMultipleChoiceField) and held and found:
            siblings.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in found])
            siblings.choices = [(unit.public_id, f"{unit.name_on(self.day)} (mã {unit.code})") for unit in found]
        else:
            del self.fields["siblings"]

    def clean(self) -> dict[str, Any]:
        """At least one unit goes in."""
        typed = super().clean() or {}
        typed["sources"] = [*typed.pop("siblings", []), *(typed.pop("others", None) or [])]
        if not typed["sources"] and not self.errors:
            raise forms.ValidationError("Chưa chọn đơn vị nào nhập vào.")
        return typed


class SplitForm(EventForm):
    """This unit becomes several."""

    key_name = forms.CharField(
        label="Tỷ lệ tính theo",
        max_length=200,
        required=False,
        help_text="Chỉ nhập khi văn bản công bố tỷ lệ, ví dụ: dân số ngày 01/4/2024. Không có tỷ lệ thì số liệu cũ "
        "không so sánh được với từng đơn vị mới.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = kwargs["units"]
        for number in range(1, PARTS + 1):
            unit = UnitByCode(f"Mã đơn vị {number}", required=number <= 2)
            unit.units = units
            self.fields[f"unit_{number}"] = unit
            self.fields[f"share_{number}"] = ShareField(f"Tỷ lệ {number}")
        self.order_fields(["key_name", "on", "basis", "note"])
        self.fields["unit_1"].help_text = "Đơn vị mới phải được lập trước; đơn vị này còn tiếp tục thì nhập mã của nó."

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of the parts, unit beside share."""
        return [(self[f"unit_{number}"], self[f"share_{number}"]) for number in range(1, PARTS + 1)]

    def alone(self) -> list[forms.BoundField]:
        """The fields that stand for themselves."""
        return [self[name] for name in ("key_name", "on", "basis", "note")]

    def clean(self) -> dict[str, Any]:
        """The parts that were filled in."""
        typed = super().clean() or {}
        parts = []
        for number in range(1, PARTS + 1):
            unit, share = typed.pop(f"unit_{number}", None), typed.pop(f"share_{number}", None)
            if unit is not None:
                parts.append(Part(unit, share))
            elif share is not None and not self.errors:
                self.add_error(f"unit_{number}", "Có tỷ lệ mà chưa có mã đơn vị.")
        typed["parts"] = parts
        return typed


class AbolishForm(EventForm):
    """This unit ends without a successor."""

    with_below = forms.BooleanField(
        label="Giải thể cả mọi đơn vị trực thuộc",
        required=False,
        help_text="Số liệu đã báo cáo không mất: đơn vị cấp trên cuối cùng chịu trách nhiệm.",
    )


class TransferForm(EventForm):
    """This body gives a function to another."""

    function = forms.CharField(
        label="Chức năng được chuyển",
        max_length=200,
        help_text="Ví dụ: quản lý nhà nước về bình đẳng giới",
        error_messages={"required": "Chưa nêu chức năng."},
    )
    target = UnitByCode("Mã đơn vị tiếp nhận")
    ends = forms.BooleanField(label="Đơn vị này kết thúc cùng ngày", required=False)
    moves_figures = forms.BooleanField(
        label="Số liệu đã báo cáo tính cho đơn vị tiếp nhận",
        required=False,
        help_text="Đơn vị này kết thúc thì số liệu luôn đi theo.",
    )
    carry_roles = forms.BooleanField(
        label="Chuyển vai trò của người ở đơn vị này sang đơn vị tiếp nhận", required=False
    )
