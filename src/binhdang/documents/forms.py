"""What is typed about papers, and what their list is filtered by."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet

from binhdang.documents.extraction import refuse_size, shown_name
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.orgs.forms import UnitChoice, day_field
from binhdang.orgs.models import Unit
from binhdang.values.texts import fold

KINDS = (
    "Kế hoạch",
    "Báo cáo",
    "Công văn",
    "Quyết định",
    "Chương trình",
    "Hướng dẫn",
    "Thông báo",
    "Chỉ thị",
    "Tờ trình",
)


def file_field(label: str, help_text: str, *, required: bool = True) -> forms.FileField:
    """A file to choose. An empty one passes here, so that the action can say what is wrong with it."""
    missing = {"required": "Chưa chọn tệp.", "missing": "Chưa chọn tệp."}
    return forms.FileField(
        label=label, help_text=help_text, required=required, allow_empty_file=True, error_messages=missing
    )


def bytes_of(upload: UploadedFile[Any]) -> bytes:
    """The bytes of an upload. Raises Refusal for an over-large one before reading it."""
    refuse_size(upload.size or 0, name=shown_name(upload.name or ""))
    return bytes(upload.read())


class OwnerForm(forms.Form):
    """A form that asks for which unit: offered are the units whose papers the person keeps."""

    owner = UnitChoice("Sổ của đơn vị")

    def __init__(self, *args: Any, units: QuerySet[Unit], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        if isinstance(owner, UnitChoice):
            owner.offer(units, on)
            only = list(units[:2])
            if len(only) == 1:
                owner.initial = only[0].public_id


class UploadForm(OwnerForm):
    """A file to read; number and date only where the paper carries none."""

    direction = forms.ChoiceField(
        label="Chiều văn bản",
        choices=Direction.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chưa chọn văn bản đến hay văn bản đi."},
    )
    file = file_field("Tệp văn bản", "Tệp .docx, .pdf có lớp chữ, .txt hoặc .md; tối đa 25 MB.")
    number = forms.CharField(
        label="Số", max_length=11, required=False, help_text="Chỉ nhập khi văn bản đã có số mà tệp không ghi."
    )
    symbol = forms.CharField(label="Ký hiệu", max_length=60, required=False, help_text="Ví dụ KH-UBND.")
    issued_on = day_field("Ngày ban hành", required=False)


class RegisterForm(OwnerForm):
    """The header of an incoming paper, typed as printed."""

    kind = forms.CharField(
        label="Tên loại", max_length=60, help_text="Ví dụ Kế hoạch.", error_messages={"required": "Chưa nhập tên loại."}
    )
    number = forms.CharField(label="Số", max_length=11, required=False, help_text="Phần trước dấu gạch chéo, ví dụ 25.")
    symbol = forms.CharField(label="Ký hiệu", max_length=60, required=False, help_text="Ví dụ KH-SLĐTBXH.")
    issued_on = day_field("Ngày ban hành", required=False)
    issuing_body = forms.CharField(
        label="Cơ quan ban hành", max_length=200, error_messages={"required": "Chưa nhập cơ quan ban hành."}
    )
    title = forms.CharField(
        label="Trích yếu",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Chưa nhập trích yếu."},
    )
    file = file_field("Bản chụp hoặc tệp kèm theo", "Được giữ nguyên, không đọc nội dung.", required=False)


class NumberForm(forms.Form):
    """The clerk's part of numbering: the number itself comes from the register."""

    symbol = forms.CharField(label="Ký hiệu", max_length=60, error_messages={"required": "Chưa nhập ký hiệu."})
    issued_on = day_field("Ngày ban hành")


class SendForm(forms.Form):
    """Where a paper goes, one recipient a line."""

    recipients = forms.CharField(
        label="Nơi nhận",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Mỗi dòng một nơi nhận.",
        error_messages={"required": "Chưa nhập nơi nhận."},
    )

    def clean_recipients(self) -> list[str]:
        """One entry a line."""
        return [line.strip(" -;.") for line in self.cleaned_data["recipients"].splitlines() if line.strip(" -;.")]


class LinkForm(forms.Form):
    """Which paper of the same books this one carries out."""

    superior = forms.ChoiceField(
        label="Văn bản cấp trên", error_messages={"required": "Chưa chọn văn bản.", "invalid_choice": "Chọn lại."}
    )

    def __init__(self, *args: Any, paper: OfficialPaper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = paper.owner.papers.filter(direction=Direction.INCOMING).exclude(pk=paper.pk)
        linked = paper.carries_out.values("pk")
        self.others = {other.public_id: other for other in others.exclude(pk__in=linked)[:200]}
        names = [(key, f"{p.number_symbol or 'chưa có số'} – {p.title}"[:120]) for key, p in self.others.items()]
        superior = self.fields["superior"]
        if isinstance(superior, forms.ChoiceField):
            superior.choices = [("", "Chọn văn bản đến"), *names]

    def clean_superior(self) -> OfficialPaper:
        """As the paper."""
        return self.others[self.cleaned_data["superior"]]


class AttachForm(forms.Form):
    """The file of a paper that has none yet."""

    file = file_field("Tệp văn bản", "Đính kèm một lần; sau đó được giữ nguyên từng byte.")


class FilterForm(forms.Form):
    """What the list is narrowed by."""

    is_filter = True
    q = forms.CharField(label="Tìm số, trích yếu, cơ quan", required=False, max_length=100)
    direction = forms.ChoiceField(
        label="Chiều văn bản", required=False, choices=[("", "Đến và đi"), *Direction.choices]
    )
    year = forms.IntegerField(
        label="Năm", required=False, min_value=1990, max_value=2200, localize=False, widget=forms.TextInput
    )

    def narrow(self, papers: QuerySet[OfficialPaper]) -> QuerySet[OfficialPaper]:
        """The papers that fit; a filter that cannot be read narrows nothing."""
        wanted = self.cleaned_data if self.is_valid() else {}
        for word in fold(wanted.get("q") or "").split():
            papers = papers.filter(search_text__contains=word)
        if wanted.get("direction"):
            papers = papers.filter(direction=wanted["direction"])
        if year := wanted.get("year"):
            of_year = Q(issued_on__year=year) | Q(issued_on=None, registered_at__year=year)
            papers = papers.filter(of_year)
        return papers
