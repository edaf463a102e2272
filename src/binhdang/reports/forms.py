"""Forms of reports, apart from the entry page: sending, and asking for an ad hoc report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from binhdang.indicators.models import Indicator
from binhdang.orgs.models import Unit
from binhdang.plans.models import Plan
from binhdang.reports.models import Regime
from binhdang.reports.outline import special

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
    years = forms.CharField(
        label="Số liệu từng năm, nếu hỏi nhiều năm",
        max_length=200,
        required=False,
        help_text="Ví dụ: 2020, 2021. Mỗi năm thành một biểu số liệu riêng cùng hạn gửi; báo cáo này chỉ còn lời văn.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
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

    def clean_years(self) -> list[int]:
        """The years, each once."""
        typed = re.split(r"[\s,;]+", self.cleaned_data["years"].strip())
        wrong = [year for year in typed if year and not re.fullmatch(r"[0-9]{4}", year)]
        if wrong:
            raise forms.ValidationError(f"«{wrong[0]}» không phải một năm. Ghi các năm cách nhau dấu phẩy: 2020, 2021.")
        return sorted({int(year) for year in typed if year})


class SpecialRegimeForm(forms.Form):
    """What is asked once: which outline, under which plan, because of which paper, with which indicators."""

    outline = forms.ChoiceField(label="Đề cương")
    plan = forms.ChoiceField(label="Trong kế hoạch", error_messages={"invalid_choice": "Chọn kế hoạch đang thực hiện."})
    legal_basis = forms.CharField(
        label="Văn bản yêu cầu",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In ở đầu văn bản, sau chữ «Thực hiện». Ví dụ: Công văn ngày 20/4/2022 của Sở …",
        error_messages={"required": "Chưa ghi văn bản yêu cầu báo cáo."},
    )
    indicator_codes = forms.MultipleChoiceField(
        label="Chỉ tiêu tách theo giới tính",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Bỏ hết thì báo cáo chỉ có lời văn.",
    )

    def __init__(self, plans: Sequence[Plan], indicators: Sequence[Indicator], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = special()
        self._offer("outline", [(code, outline["name"]) for code, outline in known.items()])
        self._offer("plan", [(plan.public_id, f"{plan.title} (năm {plan.year})") for plan in plans])
        self._offer("indicator_codes", [(each.code, f"{each.code} {each.name}") for each in indicators])
        self.fields["indicator_codes"].initial = sorted({c for each in known.values() for c in each["indicators"]})

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
