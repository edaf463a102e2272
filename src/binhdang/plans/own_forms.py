"""What a person types to write a unit's own plan: a line, why one is left out, and the words around the tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from binhdang.orgs.models import Unit
from binhdang.plans.forms import DeadlineForm, deadline_rows, reason_field, typed_deadlines
from binhdang.plans.lines import Reach, current
from binhdang.plans.models import Plan, Proposal, TaskBody
from binhdang.plans.numbering import numbered
from binhdang.plans.states import Nature
from binhdang.plans.suggesting import Decision
from binhdang.ui.templatetags.ui import number

_MONEY = re.compile(r"\d{1,3}(?:[. ]?\d{3})*|\d+")


class LineForm(forms.Form):
    """One task of a unit's own plan, apart from its bodies and days."""

    is_filter = True  # what may be left empty says so itself
    revision = forms.IntegerField(widget=forms.HiddenInput, localize=False)
    text = forms.CharField(label="Nội dung", required=False, widget=forms.Textarea(attrs={"rows": 5}))
    group_title = forms.ChoiceField(label="Thuộc nhóm", required=False)
    new_group = forms.CharField(label="Hoặc tên nhóm mới", required=False, max_length=500)
    nature = forms.ChoiceField(label="Tính chất", choices=Nature.choices, required=False)
    person = forms.ChoiceField(label="Người phụ trách", required=False)
    partners = forms.CharField(
        label="Phối hợp", required=False, max_length=500, help_text="Ghi như in trong kế hoạch, ví dụ Hội LHPN xã."
    )
    budget = forms.CharField(
        label="Kinh phí (đồng)",
        required=False,
        max_length=25,
        help_text="Ví dụ 12.500.000. Để trống là kế hoạch không nêu kinh phí; số 0 là không bố trí.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    budget_source = forms.CharField(label="Nguồn kinh phí", required=False, max_length=300)

    def __init__(self, *args: Any, groups: Sequence[str], reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(person.public_id, person.full_name) for person in reach.people]
        for name, choices in (
            ("group_title", [("", "– nhóm mới –"), *((title, title[:120]) for title in groups)]),
            ("person", [("", "– chưa phân công –"), *people]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def clean_budget(self) -> int | None:
        """Whole đồng; None for nothing said."""
        typed = str(self.cleaned_data["budget"]).strip()
        if not typed:
            return None
        if not _MONEY.fullmatch(typed):
            raise forms.ValidationError(f"«{typed}» không đọc được. Nhập số đồng, ví dụ 12.500.000.")
        return int(re.sub(r"[. ]", "", typed))

    def said(self) -> dict[str, Any]:
        """What was typed, as keys of a decision."""
        typed = {name: self.cleaned_data[name] for name in ("text", "nature", "person", "partners", "budget")}
        group = self.cleaned_data["new_group"].strip() or self.cleaned_data["group_title"]
        return {**typed, "group_title": group, "budget_source": self.cleaned_data["budget_source"]}


class OwnBodyForm(forms.Form):
    """A body within the unit's reach. A line without a body is dropped."""

    is_filter = True
    unit = forms.ChoiceField(label="Cơ quan, đơn vị", required=False)
    part = forms.ChoiceField(label="Vai trò", choices=TaskBody.Part.choices, required=False)

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        if isinstance(unit, forms.ChoiceField):
            unit.choices = [("", "– bỏ –"), *units]


class OwnDeadlineForm(DeadlineForm):
    """A deadline as the plan prints it."""

    text = forms.CharField(label="Ghi trong kế hoạch", required=False, max_length=500)


OwnBodyFormSet = forms.formset_factory(OwnBodyForm, extra=1)
OwnDeadlineFormSet = forms.formset_factory(OwnDeadlineForm, extra=1)


class LineEditor:
    """All forms of one line, filled with what stands there or is suggested; of a new line, empty."""

    def __init__(self, plan: Plan, line: Proposal | None, reach: Reach, data: Mapping[str, Any] | None) -> None:
        self.start: Decision = current(line) if line else {"deadlines": [], "bodies": []}
        groups = [group.title for group in numbered(plan.proposals.all())]
        money = self.start.get("budget")
        initial = {**self.start, "revision": line.revision if line else 0}
        initial["budget"] = "" if money is None else number(money)
        self.head = LineForm(data, initial=initial, groups=groups, reach=reach)
        units = [(unit.code, unit.short_name_on(reach.on)) for unit in reach.units]
        bodies = [{"unit": row["unit"], "part": row["part"]} for row in self.start["bodies"]]
        if line is None:
            bodies = [{"unit": reach.unit.code, "part": TaskBody.Part.LEAD.value}]
        self.bodies = OwnBodyFormSet(data, prefix="co-quan", initial=bodies, form_kwargs={"units": units})
        self.deadlines = OwnDeadlineFormSet(data, prefix="han", initial=deadline_rows(self.start))
        self.sets: list[Any] = [self.bodies, self.deadlines]

    def is_valid(self) -> bool:
        """Whether every field could be read."""
        return all([self.head.is_valid(), *(one.is_valid() for one in self.sets)])

    @property
    def revision(self) -> int:
        """The revision that the person saw."""
        return int(self.head.cleaned_data["revision"])

    def go_on_from(self, revision: int) -> None:
        """Let the same form be sent again on top of what another person wrote."""
        self.head.data = {**self.head.data, "revision": str(revision)}

    def changes(self) -> dict[str, Any]:
        """What was typed, as a decision."""
        bodies = [
            {"unit": form.cleaned_data["unit"], "part": form.cleaned_data["part"]}
            for form in self.bodies
            if form.cleaned_data.get("unit")
        ]
        deadlines = typed_deadlines([form.cleaned_data for form in self.deadlines], self.start)
        return {**self.head.said(), "bodies": bodies, "deadlines": deadlines}


class DropForm(forms.Form):
    """Why a line is left out of the plan."""

    revision = forms.IntegerField(widget=forms.HiddenInput, localize=False)
    reason = reason_field("Lý do không đưa vào kế hoạch", "Cấp trên đọc được lý do này.", required=False)


class WordsForm(forms.Form):
    """Title, aims, and how the plan is carried out. Each line is a paragraph; a dash begins an item."""

    is_filter = True
    revision = forms.IntegerField(widget=forms.HiddenInput, localize=False)
    title = forms.CharField(label="Trích yếu", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    purpose = forms.CharField(label="Mục đích", required=False, widget=forms.Textarea(attrs={"rows": 5}))
    requirements = forms.CharField(label="Yêu cầu", required=False, widget=forms.Textarea(attrs={"rows": 5}))
    carrying_out = forms.CharField(label="Tổ chức thực hiện", required=False, widget=forms.Textarea(attrs={"rows": 7}))

    @property
    def words(self) -> dict[str, str]:
        """Everything but the title."""
        return {name: str(self.cleaned_data[name]) for name in ("purpose", "requirements", "carrying_out")}


class UnitOfMineForm(forms.Form):
    """For which of the person's units a plan is begun."""

    unit = forms.ChoiceField(label="Đơn vị", error_messages={"required": "Chưa chọn đơn vị."})

    def __init__(self, *args: Any, units: Iterable[Unit], on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.public_id: unit for unit in units}
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, unit.name_on(on)) for key, unit in self.units.items()]

    def clean_unit(self) -> Unit:
        """As the unit."""
        return self.units[self.cleaned_data["unit"]]
