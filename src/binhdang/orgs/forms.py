"""What an administrator types, and what the pages filter by."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from binhdang.accounts.models import User
from binhdang.orgs.models import Unit
from binhdang.orgs.queries import in_order
from binhdang.orgs.roles import Role

ROLES = [(role.value, role.label) for role in Role]


def day_field(label: str, *, required: bool = True) -> forms.DateField:
    """A day typed as officials write it; one that only narrows a list is not required and has no help below it."""
    return forms.DateField(
        label=label,
        required=required,
        help_text="Ngày/tháng/năm, ví dụ 05/12/2022." if required else "",
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "ngày/tháng/năm"}),
        error_messages={
            "invalid": f"{label} không đọc được. Nhập ngày/tháng/năm, ví dụ 05/12/2022.",
            "required": f"Chưa nhập {label.lower()}.",
        },
    )


if TYPE_CHECKING:
    UnitSelect = forms.ModelChoiceField[Unit]
else:
    UnitSelect = forms.ModelChoiceField


class UnitChoice(UnitSelect):
    """A unit out of those the person may choose, shown by its name on a day."""

    def __init__(self, label: str, *, required: bool = True, help_text: str = "") -> None:
        super().__init__(
            Unit.objects.none(),
            label=label,
            required=required,
            help_text=help_text,
            to_field_name="public_id",
            empty_label="Tất cả đơn vị" if not required else "Chọn đơn vị",
            error_messages={
                "required": "Chưa chọn đơn vị.",
                "invalid_choice": "Đơn vị này không thuộc phạm vi được chọn. Chọn lại trong danh sách.",
            },
        )

    def offer(self, units: QuerySet[Unit], on: date) -> None:
        """Set what may be chosen."""
        existing = units.filter(pk__in=units).prefetch_related("names")
        self.queryset = existing
        blank = [("", self.empty_label or "")]
        self.choices = blank + [(unit.public_id, _label(unit, on)) for unit in in_order(existing, on)]


def _label(unit: Unit, on: date) -> str:
    """A unit in a list to choose from; one that has ended says so."""
    ended = unit.valid_to is not None and unit.valid_to <= on
    return f"{unit.name_on(on)} (đã kết thúc)" if ended else unit.name_on(on)


class RoleForm(forms.Form):
    """A role over a unit from a day on."""

    role = forms.ChoiceField(label="Vai trò", choices=[("", "Chọn vai trò"), *ROLES])
    unit = UnitChoice("Đơn vị", help_text="Vai trò có hiệu lực ở đơn vị này và mọi đơn vị trực thuộc.")
    position = forms.CharField(label="Chức vụ", max_length=100, required=False)
    valid_from = day_field("Từ ngày")

    def __init__(self, *args: Any, units: QuerySet[Unit], on: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"valid_from": on})
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        if isinstance(unit, UnitChoice):
            unit.offer(units, on)

    def clean_role(self) -> Role:
        """As the role it names."""
        return Role(self.cleaned_data["role"])


class IssueForm(RoleForm):
    """A new account with its first role."""

    full_name = forms.CharField(
        label="Họ và tên", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    username = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9.-]{0,58}[A-Za-z0-9]$",
        label="Tên đăng nhập",
        help_text="Chữ cái không dấu, chữ số, dấu chấm hoặc gạch nối; từ 2 đến 60 ký tự. Ví dụ: an.iatoi",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={
            "invalid": "Tên đăng nhập chỉ gồm chữ cái không dấu, chữ số, dấu chấm, gạch nối; từ 2 đến 60 ký tự, "
            "bắt đầu và kết thúc bằng chữ cái hoặc chữ số. Ví dụ: an.iatoi"
        },
    )
    phone = forms.CharField(label="Điện thoại", max_length=20, required=False)
    field_order = ("full_name", "username", "phone", "role", "unit", "position", "valid_from")


class EndRoleForm(forms.Form):
    """The first day without the role."""

    last_on = day_field("Thôi giữ từ ngày")


class HandOverForm(forms.Form):
    """To whom, and from which day."""

    taking = forms.ModelChoiceField(
        User.objects.none(),
        label="Người nhận bàn giao",
        to_field_name="public_id",
        empty_label="Chọn người nhận",
        error_messages={
            "required": "Chưa chọn người nhận bàn giao.",
            "invalid_choice": "Người này ngoài phạm vi quản trị hoặc tài khoản đã khóa. Chọn lại trong danh sách.",
        },
    )
    on = day_field("Từ ngày")

    def __init__(self, *args: Any, people: QuerySet[User], on: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": on})
        super().__init__(*args, **kwargs)
        taking = self.fields["taking"]
        if isinstance(taking, forms.ModelChoiceField):
            taking.queryset = people


class AccountFilterForm(forms.Form):
    """What the list of accounts is narrowed to."""

    is_filter = True
    q = forms.CharField(label="Họ tên hoặc tên đăng nhập", max_length=60, required=False)
    don_vi = UnitChoice("Đơn vị", required=False)
    trang_thai = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[("", "Tất cả"), ("mo", "đang mở"), ("khoa", "đã khóa"), ("khong-vai-tro", "không giữ vai trò")],
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["don_vi"]
        if isinstance(unit, UnitChoice):
            unit.offer(units, on)


class LogFilterForm(forms.Form):
    """What the audit log is narrowed to."""

    is_filter = True
    don_vi = UnitChoice("Đơn vị", required=False)
    nguoi = forms.CharField(label="Người thực hiện", max_length=60, required=False)
    viec = forms.ChoiceField(label="Việc", required=False)
    doi_tuong = forms.CharField(label="Đối tượng", max_length=100, required=False)
    tu_ngay = day_field("Từ ngày", required=False)
    den_ngay = day_field("Đến hết ngày", required=False)

    def clean_tu_ngay(self) -> date | None:
        """The first day."""
        return self._of_our_time("tu_ngay")

    def clean_den_ngay(self) -> date | None:
        """The last day."""
        return self._of_our_time("den_ngay")

    def _of_our_time(self, name: str) -> date | None:
        """A day whose first and last instant can be reckoned with: the calendar of computers has two ends."""
        day: date | None = self.cleaned_data[name]
        if day is not None and not 1900 <= day.year <= 2200:
            raise forms.ValidationError(f"Năm {day.year} nằm ngoài nhật ký. Nhập năm từ 1900 đến 2200.")
        return day

    def __init__(
        self, *args: Any, units: QuerySet[Unit], on: date, verbs: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        unit, verb = self.fields["don_vi"], self.fields["viec"]
        if isinstance(unit, UnitChoice) and isinstance(verb, forms.ChoiceField):
            unit.offer(units, on)
            verb.choices = [("", "Tất cả"), *verbs]
