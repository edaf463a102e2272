"""Forms of outgoing reports."""

from __future__ import annotations

from django import forms


class LinesForm(forms.Form):
    """A form of which some fields hold one entry a line."""

    def lines(self, field: str) -> list[str]:
        """A field's lines, empty ones left out."""
        return [line.strip() for line in str(self.cleaned_data[field]).splitlines() if line.strip()]


class DraftForm(LinesForm):
    """The header of the paper that the snapshot does not hold."""

    title = forms.CharField(label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    addressees = forms.CharField(
        label="Kính gửi",
        help_text="Mỗi dòng một nơi.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Báo cáo gửi cấp trên phải có nơi kính gửi. Nhập ít nhất một dòng."},
    )
    recipients = forms.CharField(
        label="Nơi nhận",
        help_text="Mỗi dòng một nơi, dòng cuối là nơi lưu. Ví dụ: Lưu: VT, LĐTBXH",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Văn bản phải có nơi nhận. Nhập ít nhất một dòng."},
    )


class PlanDraftForm(LinesForm):
    """Who receives a unit's own plan."""

    recipients = forms.CharField(
        label="Nơi nhận",
        help_text="Mỗi dòng một nơi, dòng cuối là nơi lưu. Ví dụ: Lưu: VT",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Văn bản phải có nơi nhận. Nhập ít nhất một dòng."},
    )


class NumberForm(forms.Form):
    """The day the paper carries."""

    issued_on = forms.DateField(
        label="Ngày ban hành",
        help_text="Ngày/tháng/năm; từ ngày ký đến hôm nay. Số được lấy tiếp theo sổ văn bản đi.",
    )


class WithdrawForm(forms.Form):
    """Why the paper goes back to drafting."""

    note = forms.CharField(
        label="Lý do rút về",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi ngắn gọn nội dung cần sửa để người soạn biết phải làm gì."},
    )
