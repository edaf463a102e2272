"""Forms of registers: an entry's, from its register's columns; the filters of a list; a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpRequest, QueryDict

from binhdang.orgs.models import Unit
from binhdang.plans.models import PlanTask
from binhdang.registers.choices import Choice, Reference, Several
from binhdang.registers.columns import EMPTY, Column
from binhdang.registers.entries import Register
from binhdang.registers.models import Entry
from binhdang.registers.queries import referable
from binhdang.values.refusals import Refusal

MOST_OFFERED = 300
"""So many entries a list offers to be named; the newest."""


def said(refusal: Refusal) -> str:
    """A refusal below the field it speaks of: the field itself need not be named again."""
    seen = "" if refusal.value in ("", EMPTY) else f"Giá trị nhận được: {refusal.value}."
    parts = (refusal.what, seen, refusal.rule, refusal.remedy)
    return " ".join(part[0].upper() + part[1:] for part in parts if part)


class ColumnField(forms.Field):
    """A column as a field: what Excel and actions accept or refuse, the form does too, in the same words."""

    def __init__(self, column: Column) -> None:
        super().__init__(required=column.required, label=column.label, help_text=column.help, widget=column.widget())
        self.column = column

    def clean(self, value: Any) -> Any:
        """The column's value."""
        try:
            return self.column.parse(value)
        except Refusal as refusal:
            raise ValidationError(said(refusal)) from refusal

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the value differs, not only how it was written."""
        try:
            return bool(self.column.parse(initial) != self.column.parse(data))
        except Refusal:
            return True


class EntryForm(forms.Form):
    """An entry of any register. `owners`: the units the person may write for; `entry`: the one being changed.

    A change carries along, hidden, what the person saw: so only what was really changed is saved, and what someone
    else changed meanwhile is not overwritten by a field nobody touched.
    """

    use_required_attribute = False

    def __init__(
        self,
        register: Register,
        *,
        owners: Sequence[Unit],
        tasks: Sequence[PlanTask],
        units: Sequence[Unit],
        on: date,
        data: Any = None,
        entry: Entry | None = None,
        task: str = "",
    ) -> None:
        super().__init__(data, initial=_initial(register, entry, task))
        self.owners = {unit.public_id: unit for unit in owners}
        self.tasks = {each.public_id: each for each in tasks}
        self.units = {unit.public_id: unit for unit in units}
        if entry is None:
            names = [(public_id, unit.name_on(on)) for public_id, unit in self.owners.items()]
            self.fields["owner"] = forms.ChoiceField(label="Đơn vị chủ trì", choices=names)
        else:
            self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput)
        for column in register.columns:
            self.fields[column.name] = ColumnField(column)
        for reference in register.references:
            self._offer(reference, owners, on)
        self.fields["task"] = forms.ChoiceField(
            label="Nhiệm vụ trong kế hoạch",
            required=False,
            choices=[("", "Không nối với nhiệm vụ nào"), *((each.public_id, _named(each)) for each in tasks)],
            help_text="Việc ghi ở đây là bằng chứng thực hiện nhiệm vụ đó.",
        )
        self.fields["co_organisers"] = forms.MultipleChoiceField(
            label="Đơn vị phối hợp",
            required=False,
            choices=[(unit.public_id, unit.short_name_on(on)) for unit in units],
            widget=forms.CheckboxSelectMultiple,
            help_text="Đơn vị phối hợp thấy mục này trong sổ của mình; số liệu chỉ tính ở đơn vị chủ trì.",
        )

        for name in self._linked() if entry is not None else ():
            self.fields[name].show_hidden_initial = True

    def _offer(self, column: Reference, owners: Sequence[Unit], on: date) -> None:
        widget = self.fields[column.name].widget
        assert isinstance(widget, forms.Select)  # noqa: S101  # as the column makes it
        found = referable(column, owners, on).select_related("owner").prefetch_related("owner__names")[:MOST_OFFERED]
        words = [(entry.public_id, f"{entry.subject} ({entry.owner.short_name_on(on)})") for entry in found]
        widget.choices = [("", "Chọn …" if column.required else "Không có"), *words]

    def _linked(self) -> list[str]:
        """The fields that an entry is made of."""
        return [name for name in self.fields if name not in ("owner", "revision")]

    @property
    def seen(self) -> list[str]:
        """What the person saw when the form was opened, as hidden inputs."""
        return [field.as_hidden(only_initial=True) for field in self if field.field.show_hidden_initial]

    def merged_with(self, entry: Entry, register: Register) -> QueryDict:
        """What was typed, over the entry as someone else has saved it since."""
        assert isinstance(self.data, QueryDict)  # noqa: S101  # a posted form
        data, mine = self.data.copy(), set(self.changed_data) - {"revision"}
        for name, value in _initial(register, entry, "").items():
            values = [str(each) for each in (value if isinstance(value, list) else [value])]
            data.setlist(self.add_initial_prefix(name), values)
            if name not in mine:
                data.setlist(name, values)
        return data

    def ask_about_doubles(self) -> None:
        """Ask whether this is really another event than those that are shown."""
        self.fields["not_double"] = forms.BooleanField(
            label="Đây là việc khác, không trùng với các mục ở trên", required=False
        )
        self.fields["not_double_because"] = forms.CharField(
            label="Vì sao là việc khác", required=False, max_length=300, help_text="Ví dụ: buổi chiều, cho nhóm khác."
        )

    @property
    def in_the_open(self) -> list[forms.BoundField]:
        """The fields that stand in the open: all but the long list of units and the question about doubles."""
        aside = ("co_organisers", "not_double", "not_double_because")
        return [field for field in self if field.name not in aside]

    @property
    def values(self) -> dict[str, Any]:
        """What an action takes, once the form is valid: for a change, the fields that were changed."""
        given = self.cleaned_data
        values: dict[str, Any] = {
            **{name: given[name] for name, field in self.fields.items() if isinstance(field, ColumnField)},
            "task": self.tasks.get(given["task"]),
            "co_organisers": [self.units[public_id] for public_id in given["co_organisers"]],
        }
        if "revision" in given:
            values = {name: value for name, value in values.items() if name in self.changed_data}
        else:
            values["owner"] = self.owners[given["owner"]]
        values["not_double_because"] = given.get("not_double_because", "") if given.get("not_double") else ""
        return values


def _initial(register: Register, entry: Entry | None, task: str) -> dict[str, Any]:
    if entry is None:
        return {"task": task}
    typed = {column.name: column.typed(getattr(entry, column.name)) for column in register.columns}
    helpers = [unit.public_id for unit in entry.co_organisers.all()]
    linked = {"task": entry.task.public_id if entry.task else "", "co_organisers": helpers}
    return {**typed, **linked, "revision": entry.revision}


def _named(task: PlanTask) -> str:
    text = task.text if len(task.text) <= 90 else f"{task.text[:88]}…"
    return f"{task.label} – {text} (kế hoạch năm {task.plan.year})"


STANDING, WITHDRAWN = "", "da-rut"
CHOSEN = "loc_"
"""Before the name of a choice column in an address."""


class FilterForm(forms.Form):
    """What a list can be narrowed to. A value that is not offered narrows nothing."""

    is_filter = True
    use_required_attribute = False

    q = forms.CharField(label="Tìm nội dung, địa điểm", required=False, max_length=100)
    nam = forms.ChoiceField(label="Năm", required=False)
    don_vi = forms.ChoiceField(label="Đơn vị chủ trì", required=False)
    nhiem_vu = forms.ChoiceField(label="Nhiệm vụ", required=False)
    xem = forms.ChoiceField(label="Xem", required=False, choices=[(STANDING, "Đang trong sổ"), (WITHDRAWN, "Đã rút")])

    def __init__(
        self,
        data: Any,
        *,
        years: Sequence[int],
        owners: Sequence[Unit],
        tasks: Sequence[PlanTask],
        choices: Sequence[Choice],
        lasting: bool,
        on: date,
    ) -> None:
        given = data.copy()
        if not lasting:
            given.setdefault("nam", str(on.year))
        super().__init__(given)
        for column in choices:
            options = [("", "Tất cả"), *column.options]
            self.fields[CHOSEN + column.name] = forms.ChoiceField(label=column.label, required=False, choices=options)
        self._offer(
            "nam", "Tất cả các năm", [(str(year), str(year)) for year in sorted({*years, on.year}, reverse=True)]
        )
        self._offer("don_vi", "Tất cả đơn vị", [(unit.code, unit.short_name_on(on)) for unit in owners])
        self._offer("nhiem_vu", "Tất cả nhiệm vụ", [(t.public_id, f"{t.label} ({t.plan.year})") for t in tasks])
        for name, offered in (("don_vi", len(owners) > 1), ("nhiem_vu", bool(tasks))):
            if not offered:
                del self.fields[name]
        self.is_valid()

    def _choices(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        return field

    def _offer(self, name: str, everything: str, choices: list[tuple[str, str]]) -> None:
        self._choices(name).choices = [("", everything), *choices]

    def value(self, name: str) -> str:
        """What was chosen; "" where nothing, or nothing that is offered."""
        return str(self.cleaned_data.get(name) or "")

    def narrowed(self, register: Register) -> Q:
        """Which entries the choices among a register's columns leave."""
        found, table = Q(), register.model._meta.model_name
        for column in register.choices:
            if code := self.value(CHOSEN + column.name):
                how = "__contains" if isinstance(column, Several) else ""
                found &= Q(**{f"{table}__{column.name}{how}": code})
        return found


class FileForm(forms.Form):
    """One file."""

    use_required_attribute = False

    tep = forms.FileField(  # an empty one passes here, so that the action can say what is wrong with it
        label="Chọn tệp",
        allow_empty_file=True,
        error_messages={"required": "Chưa chọn tệp. Bấm vào ô và chọn một tệp."},
    )

    def __init__(self, *args: Any, largest: int, endings: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.largest = largest
        self.fields["tep"].widget.attrs["accept"] = endings
        self.fields["tep"].help_text = f"Nhận {endings.replace(',', ', ')}; tối đa {largest // 1024**2} MB."

    def clean_tep(self) -> UploadedFile[Any]:
        """The file, not yet read into memory."""
        file: UploadedFile[Any] = self.cleaned_data["tep"]
        if (file.size or 0) > self.largest:
            size = f"{(file.size or 0) / 1024**2:.0f}"
            raise ValidationError(
                f"Tệp «{file.name}» quá lớn: {size} MB. Mỗi tệp tối đa {self.largest // 1024**2} MB. "
                "Giảm dung lượng ảnh hoặc chia nhỏ tệp rồi chọn lại."
            )
        return file

    @property
    def content(self) -> tuple[bytes, str]:
        """The bytes and the name."""
        file: UploadedFile[Any] = self.cleaned_data["tep"]
        return file.read(), file.name or "khong-ten"


def posted(request: HttpRequest) -> tuple[QueryDict | None, Any]:
    """What was posted, even where that is nothing at all: then the form says what is missing."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
