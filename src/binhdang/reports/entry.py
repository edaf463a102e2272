"""The fields of the entry page: what they show, and what a person typed into them.

A page is posted as a whole or field by field. A field counts as touched only where it differs from what the page
showed, at the revision the page carried along; so two people who work on different cells never disturb each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from binhdang.reports import figures, narrative
from binhdang.reports.actions import Words
from binhdang.reports.figures import Change
from binhdang.reports.models import Report, TextEdit
from binhdang.reports.numbers import number_text, parse_number
from binhdang.values.figures import NOT_REPORTED, CellState, Figure
from binhdang.values.refusals import Refusal
from binhdang.values.texts import whole_number

STATES = {"given": CellState.GIVEN, "nil": CellState.NIL, "na": CellState.NOT_APPLICABLE, "none": CellState.NO_DATA}
"""What the select of a cell may post."""
CHOICES = (("given", "(nhập số)"), ("nil", "không phát sinh"), ("na", "không áp dụng"), ("none", "không có số liệu"))
_NAMES = {state: name for name, state in STATES.items()}
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class CellInputs:
    """One cell's fields as text, as they stand on the page."""

    number: str = ""
    state: str = "given"
    estimate: bool = False
    reason: str = ""
    base: int = 0

    @classmethod
    def showing(cls, figure: Figure, revision: int) -> CellInputs:
        """The fields that show a figure."""
        state = _NAMES.get(figure.state, "given")
        return cls(number_text(figure.number), state, figure.estimate, figure.reason, revision)

    @property
    def as_typed(self) -> str:
        """All of it in one line, to show what was not saved."""
        words = [self.number, dict(CHOICES).get(self.state, "") if self.state != "given" else ""]
        return ", ".join(part for part in (*words, "ước" if self.estimate else "", self.reason) if part)

    def figure(self, shown: Figure, *, label: str) -> Figure:
        """What the fields say. `shown` is what the page showed. Raises Refusal for what cannot be meant."""
        typed, state = self.number.strip(), STATES.get(self.state, CellState.GIVEN)
        if state is not CellState.GIVEN:
            return _empty(state, typed, self.reason, label)
        if not typed:
            return NOT_REPORTED
        same = typed == number_text(shown.number)
        number = shown.number if same and shown.number is not None else parse_number(typed, label=label)
        return Figure(CellState.GIVEN, number, self.estimate, shown.cumulative, self.reason)


def _empty(state: CellState, typed: str, reason: str, label: str) -> Figure:
    if typed:
        raise Refusal(
            f"Ô vừa có số vừa ghi «{state.label}».",
            where=label,
            value=f"«{typed}»",
            rule="một ô hoặc có số, hoặc trống theo một trong bốn cách.",
            remedy="chọn «(nhập số)», hoặc xóa số đã nhập.",
        )
    if state is CellState.NO_DATA and not reason:
        raise Refusal(
            "Chưa ghi vì sao không có số liệu.",
            where=label,
            value="lý do để trống",
            rule="ô «không có số liệu» phải có lý do và không được tính vào số đơn vị đã trả lời.",
            remedy="ghi lý do vào ô bên cạnh; nếu việc không xảy ra thì chọn «không phát sinh».",
        )
    return Figure(state, reason=reason)


@dataclass(slots=True)
class Posted:
    """What came with a post: changes ready to be saved, what was typed, and what could not be read."""

    changes: list[Change] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    cells: dict[str, CellInputs] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    refused: dict[str, Refusal] = field(default_factory=dict)


def read_post(report: Report, post: Mapping[str, str], labels: Mapping[str, str], sections: Iterable[str]) -> Posted:
    """Everything the post touched. `labels`: cell key → its name; `sections`: codes of the outline."""
    posted = Posted()
    held = figures.read(report) if any(f"base.{key}" in post for key in labels) else {}
    revisions = figures.revisions(report) if held else {}
    for key, label in labels.items():
        if f"base.{key}" in post and post.get(f"pick.{key}") != THEIRS:
            inputs = _cell_inputs(post, key)
            shown = held[key] if revisions[key] == inputs.base else figures.figure_at(report, key, inputs.base)
            _take_cell(posted, key, inputs, shown, label, picked=post.get(f"pick.{key}") == MINE)
    sent = [section for section in sections if f"text-base.{section}" in post]
    texts = narrative.newest_edits(report) if sent else {}
    for section in sent:
        if post.get(f"text-pick.{section}") != THEIRS:
            _take_words(posted, report, section, post, texts.get(section))
    return posted


def _take_cell(posted: Posted, key: str, inputs: CellInputs, shown: Figure, label: str, *, picked: bool) -> None:
    try:
        figure = inputs.figure(shown, label=label)
    except Refusal as refusal:
        posted.cells[key], posted.refused[f"cell:{key}"] = inputs, refusal
        return
    if figure != shown or picked:
        posted.cells[key] = inputs
        posted.changes.append(Change(key, figure, inputs.base))


def _take_words(posted: Posted, report: Report, section: str, post: Mapping[str, str], newest: TextEdit | None) -> None:
    picked = post.get(f"text-pick.{section}") == MINE
    base = _whole_number(post, f"text-seen.{section}" if picked else f"text-base.{section}")
    text = narrative.clean(post.get(f"text.{section}", ""))
    is_newest = newest is not None and newest.revision == base
    if picked or text != (newest.text if newest and is_newest else narrative.text_at(report, section, base)):
        posted.texts[section] = text
        posted.words.append(Words(section, text, base))


def _cell_inputs(post: Mapping[str, str], key: str) -> CellInputs:
    picked = post.get(f"pick.{key}") == MINE
    return CellInputs(
        number=post.get(f"number.{key}", "").strip(),
        state=post.get(f"state.{key}", "given"),
        estimate=f"estimate.{key}" in post,
        reason=narrative.clean(post.get(f"reason.{key}", "")),
        base=_whole_number(post, f"seen.{key}" if picked else f"base.{key}"),
    )


def _whole_number(post: Mapping[str, str], name: str) -> int:
    return whole_number(post.get(name, ""))
