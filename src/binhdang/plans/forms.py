"""What a person types to decide on proposals and to run the tasks of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from binhdang.documents.models import OfficialPaper
from binhdang.orgs.forms import day_field
from binhdang.plans.decisions import DEADLINE_KINDS, FREQUENCIES
from binhdang.plans.matching import Match, Matcher
from binhdang.plans.models import Plan, TaskBody
from binhdang.plans.states import Nature
from binhdang.plans.suggesting import Decision
from binhdang.values.texts import whole_number

Choices = list[tuple[str, str]]
_DAY = re.compile(r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})(?:\s*[/.-]\s*(?P<year>\d{4}))?")
_NATURES = [("", "Chọn tính chất"), *Nature.choices]


def unit_choices(matcher: Matcher, blank: str) -> Choices:
    """Units a duty may be given to, nearest first."""
    return [("", blank), *((unit.code, unit.short_name_on(matcher.on)) for unit in matcher.candidates)]


def reason_field(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    """Why: a line of text."""
    missing = {"required": f"Chưa ghi {label.lower()}."}
    return forms.CharField(label=label, required=required, max_length=500, help_text=help_text, error_messages=missing)


def _set(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class FromPaperForm(forms.Form):
    """For which year a paper becomes a plan, and which plan of a superior it carries out."""

    year = forms.IntegerField(
        label="Năm kế hoạch", localize=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    derived_from = forms.ChoiceField(
        label="Thực hiện kế hoạch cấp trên", required=False, help_text="Để trống nếu cấp trên không dùng hệ thống này."
    )

    def __init__(self, *args: Any, superiors: Iterable[Plan], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.superiors = {plan.public_id: plan for plan in superiors}
        names = [(key, f"{plan.unit.short_name_on(on)}: {plan.title}"[:160]) for key, plan in self.superiors.items()]
        _set(self, "derived_from", [("", "Không có trong hệ thống"), *names])

    def clean_derived_from(self) -> Plan | None:
        """As the plan."""
        return self.superiors.get(self.cleaned_data["derived_from"])


class RevisionForm(forms.Form):
    """A decision made on one revision of a proposal, with its reason where it needs one."""

    revision = forms.IntegerField(widget=forms.HiddenInput, localize=False)
    reason = reason_field("Lý do", required=False)


class TaskDecisionForm(forms.Form):
    """What a task says."""

    is_filter = True  # what may be left empty says so itself
    revision = forms.IntegerField(widget=forms.HiddenInput, localize=False)
    label = forms.CharField(label="Số hiệu", max_length=60, required=False)
    text = forms.CharField(label="Nội dung", required=False, widget=forms.Textarea(attrs={"rows": 6}))
    nature = forms.ChoiceField(label="Tính chất", choices=_NATURES, required=False)
    reason = reason_field("Lý do sửa", "Bắt buộc khi sửa khác với văn bản.", required=False)

    def __init__(self, *args: Any, label_is_printed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label_is_printed:
            del self.fields["label"]


class BodyForm(forms.Form):
    """One body of a task. A line without a unit is dropped."""

    is_filter = True  # what may be left empty says so itself
    unit = forms.ChoiceField(label="Cơ quan", required=False)
    part = forms.ChoiceField(label="Vai trò", choices=TaskBody.Part.choices, required=False)
    manner = forms.ChoiceField(label="Cách giao", choices=TaskBody.Manner.choices, required=False)
    source = forms.ChoiceField(label="Theo", required=False)
    basis = forms.CharField(label="Căn cứ", required=False, max_length=500)

    def __init__(self, *args: Any, units: Choices, sources: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set(self, "unit", units)
        _set(self, "source", sources)


class DeadlineForm(forms.Form):
    """One deadline or condition. A line without a kind is dropped."""

    is_filter = True  # what may be left empty says so itself
    kind = forms.ChoiceField(label="Loại", choices=[("", "– bỏ –"), *DEADLINE_KINDS.items()], required=False)
    day = forms.CharField(label="Ngày", required=False, max_length=20)
    condition = forms.CharField(label="Điều kiện", required=False, max_length=500)
    text = forms.CharField(label="Ghi trong văn bản", required=False, max_length=500)
    place = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_day(self) -> str:
        """Day and month, perhaps a year."""
        typed = str(self.cleaned_data["day"]).strip()
        if typed and not _DAY.fullmatch(typed):
            raise forms.ValidationError(f"«{typed}» không đọc được. Nhập ngày/tháng, ví dụ 05/6.")
        return typed


BodyFormSet = forms.formset_factory(BodyForm, extra=2)
DeadlineFormSet = forms.formset_factory(DeadlineForm, extra=1)


class ReportingDecisionForm(forms.Form):
    """A reporting duty: how often, before which day, to whom, through whom."""

    is_filter = True  # what may be left empty says so itself
    revision = forms.IntegerField(widget=forms.HiddenInput, localize=False)
    frequency = forms.ChoiceField(label="Kỳ báo cáo", choices=list(FREQUENCIES.items()), required=False)
    before = forms.CharField(
        label="Trước ngày", required=False, max_length=10, help_text="Ngày/tháng, ví dụ 05/6: từ 00:00 ngày đó là muộn."
    )
    to = forms.ChoiceField(label="Gửi về", required=False)
    through = forms.ChoiceField(label="Qua", required=False)
    reason = reason_field("Lý do sửa", "Bắt buộc khi sửa khác với văn bản.", required=False)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("to", "through"):
            _set(self, name, units)

    def clean_before(self) -> str:
        """As month and day; a lone day stays one."""
        typed = str(self.cleaned_data["before"]).strip()
        parts = _DAY.fullmatch(typed)
        return f"{int(parts['month']):02}-{int(parts['day']):02}" if parts else typed


def source_choices(matches: Sequence[Match]) -> Choices:
    """Where in the paper a body is named, or that a person adds it."""
    return [("", "bổ sung"), *((str(place), f"văn bản: {match.name}"[:80]) for place, match in enumerate(matches))]


def body_rows(decision: Decision, matches: Sequence[Match]) -> list[dict[str, str]]:
    """Initial lines: every body of the decision, then every name that no unit was found for."""
    rows = [
        {
            "unit": body["unit"],
            "part": body["part"],
            "manner": body["manner"],
            "basis": body["basis"],
            "source": next((str(n) for n, match in enumerate(matches) if match.spans == body["spans"]), ""),
        }
        for body in decision["bodies"]
    ]
    named = {row["source"] for row in rows}
    open_names = [str(n) for n, match in enumerate(matches) if not match.units and str(n) not in named]
    return rows + [{"unit": "", "part": "carry_out", "manner": "giao", "source": n, "basis": ""} for n in open_names]


def typed_bodies(rows: Sequence[dict[str, Any]], matches: Sequence[Match]) -> list[dict[str, Any]]:
    """The bodies of the lines with a unit, as a decision holds them."""
    return [
        {
            "unit": row["unit"],
            "part": row["part"],
            "manner": row["manner"],
            "basis": row["basis"],
            "spans": matches[int(row["source"])].spans if row.get("source") else [],
        }
        for row in rows
        if row.get("unit")
    ]


def deadline_rows(decision: Decision) -> list[dict[str, str]]:
    """Initial lines of the deadlines of a decision."""
    return [
        {
            "kind": row["kind"],
            "day": shown_day(row),
            "condition": row["condition"],
            "text": row["text"],
            "place": str(place),
        }
        for place, row in enumerate(decision["deadlines"])
    ]


def shown_day(row: dict[str, Any]) -> str:
    """The day of a deadline as people write it."""
    if row.get("on"):
        return f"{date.fromisoformat(row['on']):%d/%m/%Y}"
    month, _, day = str(row.get("month_day") or "").partition("-")
    return f"{day}/{month}" if day else month


def typed_deadlines(rows: Sequence[dict[str, Any]], decision: Decision) -> list[dict[str, Any]]:
    """The deadlines of the lines with a kind; a line that was there before keeps its place in the text."""
    return [_deadline(row, decision["deadlines"]) for row in rows if row.get("kind")]


def _deadline(row: dict[str, Any], before: Sequence[dict[str, Any]]) -> dict[str, Any]:
    place = str(row.get("place") or "")
    known = place.isdecimal() and whole_number(place) < len(before)
    old = before[whole_number(place)] if known else {"spans": [], "day": ""}
    typed = {name: row[name] for name in ("kind", "text", "condition")}
    if "kind" in old and row["day"] == shown_day(old):
        return {**old, **typed}
    parts = _DAY.fullmatch(row["day"])
    month_day = f"{int(parts['month']):02}-{int(parts['day']):02}" if parts else ""
    on = f"{parts['year']}-{month_day}" if parts and parts["year"] else ""
    return {**typed, "month_day": month_day, "on": on, "spans": old["spans"]}


class AddTaskForm(forms.Form):
    """A task that the paper does not have."""

    label = forms.CharField(label="Số hiệu", max_length=60, help_text="Ví dụ BS.1; số in trong văn bản không dùng lại.")
    group_label = forms.ChoiceField(label="Thuộc nhóm", required=False)
    text = forms.CharField(label="Nội dung", widget=forms.Textarea(attrs={"rows": 4}))
    nature = forms.ChoiceField(label="Tính chất", choices=_NATURES)
    basis = reason_field("Căn cứ bổ sung", "Ví dụ số, ngày văn bản hoặc thông báo kết luận.")

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set(self, "group_label", [("", "Không thuộc nhóm nào"), *groups])


class AssignForm(forms.Form):
    """Which body leads or supports a task, and on what basis."""

    unit = forms.ChoiceField(label="Cơ quan", error_messages={"required": "Chưa chọn cơ quan."})
    part = forms.ChoiceField(label="Vai trò", choices=TaskBody.Part.choices)
    manner = forms.ChoiceField(label="Cách giao", choices=TaskBody.Manner.choices)
    basis = reason_field("Căn cứ", "Ví dụ số, ngày quyết định phân công.")

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set(self, "unit", units)


class ConditionForm(forms.Form):
    """When a condition occurred, which document says so, and what is due from then on."""

    on = day_field("Ngày xảy ra")
    due_before_on = day_field("Hạn thực hiện: trước ngày", required=False)
    basis = reason_field("Căn cứ: số, ngày văn bản", "Ví dụ Công văn số 30/SLĐTBXH ngày 18/4/2022.")
    paper = forms.ChoiceField(label="Văn bản trong sổ", required=False)

    def __init__(self, *args: Any, papers: Sequence[OfficialPaper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = {paper.public_id: paper for paper in papers}
        names = [(key, f"{p.number_symbol or 'chưa có số'} {p.title}"[:120]) for key, p in self.papers.items()]
        _set(self, "paper", [("", "Không có trong sổ"), *names])

    def clean_paper(self) -> OfficialPaper | None:
        """As the paper."""
        return self.papers.get(self.cleaned_data["paper"])
