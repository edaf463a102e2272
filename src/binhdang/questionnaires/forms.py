"""Forms: the head of a questionnaire, a question, the units asked, the answers. Texts are checked by the actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from binhdang.documents.models import OfficialPaper
from binhdang.orgs.models import Unit
from binhdang.plans.models import PlanTask
from binhdang.questionnaires import kinds, typed
from binhdang.questionnaires.kinds import SEXES
from binhdang.questionnaires.models import Question, Questionnaire
from binhdang.questionnaires.states import QuestionKind
from binhdang.ui.templatetags.ui import date_typed
from binhdang.ui.templatetags.ui import number as shown_number
from binhdang.values.refusals import Refusal

_EXAMPLE = "ngày/tháng/năm, ví dụ 25/5/2022"
_DAY = {"invalid": f"Không phải một ngày có trong lịch. Nhập lại: {_EXAMPLE}."}
_LISTED = {"invalid_choice": "Mục này không có trong danh sách. Chọn lại."}


def _area(rows: int, longest: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": longest})


class HeadForm(forms.Form):
    """What a questionnaire says before its questions. `units`: those the person asks for, where it is a new one."""

    use_required_attribute = False

    unit = forms.ChoiceField(label="Đơn vị hỏi", error_messages=_LISTED)
    title = forms.CharField(
        label="Tên phiếu",
        widget=forms.TextInput(attrs={"maxlength": 200}),
        error_messages={"required": "Chưa nhập. Viết ngắn việc cần hỏi, ví dụ «Tổng kết 15 năm Luật Bình đẳng giới»."},
    )
    due_before_on = forms.DateField(
        label="Trả lời trước ngày",
        required=False,
        help_text="Không tính chính ngày này. Cần có trước khi gửi.",
        error_messages=_DAY,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "ngày/tháng/năm", "maxlength": 10}
        ),
    )
    basis = forms.CharField(
        label="Căn cứ",
        required=False,
        widget=_area(2, 500),
        help_text="Một câu nêu vì sao được hỏi. Trước khi gửi cần có căn cứ này hoặc văn bản yêu cầu.",
    )
    paper = forms.ChoiceField(label="Văn bản yêu cầu", required=False, error_messages=_LISTED)
    task = forms.ChoiceField(label="Nhiệm vụ trong kế hoạch", required=False, error_messages=_LISTED)
    introduction = forms.CharField(
        label="Lời giới thiệu",
        required=False,
        widget=_area(4, 2000),
        help_text="Vì sao hỏi, số liệu tính từ ngày nào đến ngày nào, gặp khó thì gọi ai.",
    )

    def __init__(
        self,
        data: Any,
        *,
        units: Sequence[Unit],
        papers: Sequence[OfficialPaper],
        tasks: Sequence[PlanTask],
        on: date,
        found: Questionnaire | None = None,
    ) -> None:
        super().__init__(data, initial=_head(found) if found else {})
        self.units = {unit.public_id: unit for unit in units}
        self.papers = {paper.public_id: paper for paper in papers}
        self.tasks = {task.public_id: task for task in tasks}
        self._offer("unit", [(key, unit.name_on(on)) for key, unit in self.units.items()])
        self._offer("paper", [("", "Không dẫn văn bản nào"), *((k, _paper(each)) for k, each in self.papers.items())])
        self._offer("task", [("", "Không nối với nhiệm vụ nào"), *((k, _task(each)) for k, each in self.tasks.items())])
        if found is not None:
            del self.fields["unit"]
            self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = choices

    @property
    def values(self) -> dict[str, Any]:
        """What the actions take."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("title", "introduction", "basis", "due_before_on")}
        linked = {"paper": self.papers.get(given["paper"]), "task": self.tasks.get(given["task"])}
        return {**plain, **linked, **({"unit": self.units[given["unit"]]} if "unit" in given else {})}


def _head(found: Questionnaire) -> dict[str, Any]:
    plain = {name: getattr(found, name) for name in ("title", "introduction", "basis", "revision")}
    linked = {"paper": found.paper, "task": found.task}
    keys = {name: thing.public_id if thing else "" for name, thing in linked.items()}
    return {**plain, **keys, "due_before_on": date_typed(found.due_before_on)}


def _paper(paper: OfficialPaper) -> str:
    named = " ".join(filter(None, (paper.kind, paper.number_symbol, paper.title))) or "Văn bản chưa có tên"
    return Truncator(named).chars(110)


def _task(task: PlanTask) -> str:
    return f"{task.label} – {Truncator(task.text).chars(90)} (kế hoạch năm {task.plan.year})"


class QuestionForm(forms.Form):
    """One question of a draft."""

    use_required_attribute = False

    text = forms.CharField(label="Câu hỏi", required=False, widget=_area(2, 500))
    kind = forms.CharField(label="Cách trả lời", widget=forms.RadioSelect(choices=QuestionKind.choices), required=False)
    options = forms.CharField(
        label="Các lựa chọn",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        strip=False,
        help_text="Cho hai cách «Chọn …»: mỗi dòng một lựa chọn. Nếu có thể không chọn gì, thêm dòng «Không có».",
    )
    help = forms.CharField(
        label="Giải thích thêm",
        required=False,
        widget=forms.TextInput(attrs={"maxlength": 500}),
        help_text="Hiện nhỏ dưới câu hỏi, ví dụ cách tính.",
    )
    required = forms.BooleanField(label="Bắt buộc trả lời", required=False, initial=True)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, data: Any, *, question: Question | None = None) -> None:
        super().__init__(data, initial=_question(question) if question else {})

    @property
    def values(self) -> dict[str, Any]:
        """What the actions take."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("text", "kind", "help", "required")}
        return {**plain, "options": [line for line in given["options"].splitlines() if line.strip()]}


def _question(question: Question) -> dict[str, Any]:
    plain = {name: getattr(question, name) for name in ("text", "kind", "help", "required", "revision")}
    return {**plain, "options": "\n".join(question.options)}


class UnitsForm(forms.Form):
    """Whom to ask; whoever has somebody to answer is ticked at first."""

    use_required_attribute = False

    units = forms.MultipleChoiceField(
        label="Đơn vị được hỏi", required=False, widget=forms.CheckboxSelectMultiple, error_messages=_LISTED
    )

    def __init__(self, data: Any, *, units: Sequence[Any], on: date) -> None:
        super().__init__(data, initial={"units": [unit.public_id for unit in units if unit.has_writer]})
        self.offered = {unit.public_id: unit for unit in units}
        field = self.fields["units"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  # declared above
        field.choices = [(key, _asked(unit, on)) for key, unit in self.offered.items()]

    @property
    def chosen(self) -> list[Unit]:
        """The units ticked."""
        return [self.offered[key] for key in self.cleaned_data["units"]]


def _asked(unit: Any, on: date) -> str:
    return f"{unit.name_on(on)}{'' if unit.has_writer else ' (chưa có người trả lời)'}"


class AnswerField(forms.Field):
    """An input that reads by `reads`. Required is a matter of sending: a draft keeps what there is."""

    def __init__(self, reads: Callable[[Any], Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reads = reads

    def validate(self, value: Any) -> None:
        """Nothing: see `rules.require_complete`."""

    def clean(self, value: Any) -> Any:
        """The answer, or the part of one."""
        try:
            return self.reads(value)
        except Refusal as refusal:
            parts = (refusal.what, f"Giá trị nhận được: {refusal.value}.", refusal.rule, refusal.remedy)
            raise ValidationError(" ".join(part[:1].upper() + part[1:] for part in parts)) from refusal


@dataclass(frozen=True)
class Asked:
    """One question on the page, with its inputs: two for men and women, one for all others."""

    question: Question
    fields: list[forms.BoundField]

    @property
    def anchor(self) -> str:
        """Where a link finds the question."""
        return f"cau-{self.question.order}"


class AnswerForm(forms.Form):
    """The questions with what was answered. Whatever was typed stays in its field, right or wrong."""

    use_required_attribute = False

    def __init__(
        self, questions: Sequence[Question], data: Any = None, *, answers: Mapping[str, Any] | None = None
    ) -> None:
        self.questions = list(questions)
        super().__init__(data, initial=_typed(self.questions, answers or {}))
        for question in self.questions:
            self.fields.update(_inputs(question))

    @property
    def asked(self) -> list[Asked]:
        """The questions in order."""
        return [Asked(question, [self[name] for name in _names(question)]) for question in self.questions]

    @property
    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        return {question.public_id: self._answer(question) for question in self.questions}

    def _answer(self, question: Question) -> Any:
        given = [self.cleaned_data[name] for name in _names(question)]
        return dict(zip(SEXES, given, strict=True)) if question.kind == QuestionKind.MEN_WOMEN else given[0]


def _names(question: Question) -> list[str]:
    name = f"cau_{question.public_id}"
    return [f"{name}_{sex}" for sex in SEXES] if question.kind == QuestionKind.MEN_WOMEN else [name]


def _inputs(question: Question) -> dict[str, forms.Field]:
    if question.kind == QuestionKind.MEN_WOMEN:
        return {
            name: AnswerField(
                partial(typed.whole, where=f"{kinds.where(question)}, {sex.lower()}"),
                label=sex,
                required=question.required,
                widget=_number_input(),
            )
            for name, sex in zip(_names(question), SEXES.values(), strict=True)
        }
    label = f"{question.order}. {question.text}"
    reads, widget = partial(kinds.parse, question), _widget(question)
    field = AnswerField(reads, label=label, help_text=question.help, required=question.required, widget=widget)
    return {_names(question)[0]: field}


def _widget(question: Question) -> forms.Widget:
    options = list(enumerate(question.options, start=1))
    if question.kind == QuestionKind.ONE:
        unanswered = [] if question.required else [("", "Không trả lời")]
        return forms.RadioSelect(choices=[*unanswered, *options])
    if question.kind == QuestionKind.SEVERAL:
        return forms.CheckboxSelectMultiple(choices=options)
    return _area(4, kinds.LONGEST_TEXT) if question.kind == QuestionKind.TEXT else _number_input()


def _number_input() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "answer-number"})


def _typed(questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Kept answers as they stand in the inputs."""
    found: dict[str, Any] = {}
    for question in questions:
        answer = answers.get(question.public_id)
        if question.kind == QuestionKind.MEN_WOMEN:
            found.update(zip(_names(question), (shown_number((answer or {}).get(sex)) for sex in SEXES), strict=True))
        elif question.kind == QuestionKind.WHOLE:
            found[_names(question)[0]] = shown_number(answer)
        else:
            found[_names(question)[0]] = "" if answer is None else answer
    return found
