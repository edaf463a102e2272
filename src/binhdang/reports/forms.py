"""Forms of reports, apart from the entry page: sending, and asking for an ad hoc report."""

from __future__ import annotations

from typing import Any

from django import forms

from binhdang.orgs.models import Unit
from binhdang.reports.models import Regime

_EXAMPLE = "ngày/tháng/năm, ví dụ 25/5/2022"
_DAY = {"invalid": f"Không phải một ngày có trong lịch. Nhập lại: {_EXAMPLE}.", "required": f"Chưa nhập: {_EXAMPLE}."}


class SendForm(forms.Form):
    """The unit's own paper that carries the report."""

    number = forms.CharField(label="Số văn bản của đơn vị", max_length=11, required=False, help_text="Ví dụ: 17")
    symbol = forms.CharField(label="Ký hiệu", max_length=60, required=False, help_text="Ví dụ: BC-UBND")
    issued_on = forms.DateField(label="Ngày ký", required=False, help_text=_EXAMPLE.capitalize(), error_messages=_DAY)
    signed_copy = forms.FileField(
        label="Bản ký, đóng dấu (tệp quét hoặc ký số)",
        required=False,
        allow_empty_file=True,  # the action says what is wrong with it
        help_text="Tối đa 25 MB; thường là PDF.",
    )


class TakeBackForm(forms.Form):
    """Why the report goes back to the desk."""

    note = forms.CharField(
        label="Lý do (hiện trên trang báo cáo)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AdHocForm(forms.Form):
    """What is asked outside the calendar, of whom, and by when."""

    reason = forms.CharField(
        label="Lý do, văn bản yêu cầu",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: Công văn số 45/SLĐTBXH của Sở về vụ việc …",
    )
    due_before_on = forms.DateField(label="Gửi trước ngày", help_text="Không tính chính ngày này.", error_messages=_DAY)
    window_from = forms.DateField(label="Số liệu từ ngày", error_messages=_DAY)
    window_to = forms.DateField(label="Số liệu đến hết ngày", error_messages=_DAY)
    units = forms.MultipleChoiceField(
        label="Đơn vị phải báo cáo",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Có đơn vị không thuộc danh sách của kế hoạch."},
    )

    def __init__(self, regime: Regime, units: list[tuple[Unit, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regime = regime
        choices = self.fields["units"]
        if isinstance(choices, forms.MultipleChoiceField):
            choices.choices = [(unit.public_id, name) for unit, name in units]
            choices.initial = [unit.public_id for unit, _ in units]
