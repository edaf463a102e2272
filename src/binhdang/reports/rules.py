"""What a report must satisfy before it leaves the unit: one small class per rule, its sentence as docstring.

A rule blocks, warns (the unit may go on with a reason that is kept), or informs. Each finding names the place, the
value seen, the rule and the remedy.
"""

from __future__ import annotations

import enum
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from binhdang.indicators.counting import Counted
from binhdang.indicators.models import Indicator
from binhdang.reports.models import Round
from binhdang.reports.numbers import figure_text, number_text
from binhdang.reports.outline import leaves
from binhdang.reports.table import cells_of, rate_of, whole
from binhdang.ui.templatetags.ui import day
from binhdang.values.figures import NOT_REPORTED, CellState, Figure


class Severity(enum.IntEnum):
    """How much weighs against sending; the heaviest first."""

    BLOCK = 0
    WARN = 1
    INFORM = 2

    @property
    def label(self) -> str:
        """In Vietnamese."""
        return ("phải sửa", "cần giải trình", "lưu ý")[self]


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit says, as rules look at it: a draft or a submitted version."""

    round: Round
    indicators: Sequence[Indicator]
    """Those asked of the unit."""
    labels: Mapping[str, str]
    figures: Mapping[str, Figure]
    texts: Mapping[str, str]
    counted: Mapping[str, Counted]
    """What the unit's registers count in the round's window."""

    @property
    def keys(self) -> list[str]:
        """The cells asked of the unit."""
        return [key for indicator in self.indicators for key in cells_of(indicator, self.round)]

    def figure(self, key: str) -> Figure:
        """One cell."""
        return self.figures.get(key, NOT_REPORTED)


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule does not hold. `target` is "cell:…", "section:…" or "" for the whole report."""

    severity: Severity
    target: str
    what: str
    where: str
    value: str
    rule: str
    remedy: str

    @property
    def anchor(self) -> str:
        """The place on the entry page."""
        return self.target.replace(":", "-")


class Rule(ABC):
    """A rule with its weight. The first line of its docstring is the rule as people read it."""

    severity: ClassVar[Severity]
    remedy: ClassVar[str]

    @abstractmethod
    def breaches(self, said: Said) -> Iterator[tuple[str, str, str, str]]:
        """(target, what, where, value) of every place where the rule does not hold."""

    def findings(self, said: Said) -> Iterator[Finding]:
        """The same as findings."""
        sentence = (type(self).__doc__ or "").partition("\n")[0]
        for target, what, where, value in self.breaches(said):
            yield Finding(self.severity, target, what, where, value, sentence, self.remedy)


class EveryCellSaysWhichEmptiness(Rule):
    """Ô trống không phải là số 0: ô không có số phải ghi rõ không phát sinh, không áp dụng hay không có số liệu."""

    severity = Severity.BLOCK
    remedy = "nhập số, hoặc chọn một loại trống; có thể bấm «Không phát sinh cho mọi ô còn trống»."

    def breaches(self, said: Said) -> Iterator[tuple[str, str, str, str]]:
        for key in said.keys:
            if said.figure(key).state is CellState.NOT_REPORTED:
                yield f"cell:{key}", "Ô chưa có câu trả lời.", said.labels[key], CellState.NOT_REPORTED.label


class NumbersAreNotNegative(Rule):
    """Số đếm, số người và số tiền không âm."""

    severity = Severity.BLOCK
    remedy = "nhập số từ 0 trở lên."

    def breaches(self, said: Said) -> Iterator[tuple[str, str, str, str]]:
        for key in said.keys:
            number = said.figure(key).number
            if number is not None and number < 0:
                yield f"cell:{key}", "Số âm.", said.labels[key], figure_text(said.figure(key))


class PartsStayWithinTheWhole(Rule):
    """Tỷ lệ phần trăm là phần trên tổng thể: tử số không lớn hơn mẫu số."""

    severity = Severity.BLOCK
    remedy = "kiểm tra lại hai số đó và sửa số sai."

    def breaches(self, said: Said) -> Iterator[tuple[str, str, str, str]]:
        for indicator in said.indicators:
            if not indicator.computed or indicator.unit_label != "%":
                continue
            rate = rate_of(indicator, said.figures)
            if rate.numerator is not None and rate.denominator is not None and rate.numerator > rate.denominator:
                value = f"tử số {number_text(rate.numerator)}, mẫu số {number_text(rate.denominator)}"
                target = f"cell:{indicator.numerator_keys[0]}"
                yield target, "Tử số lớn hơn mẫu số.", f"{indicator.code} {indicator.name}", value


class FiguresAgreeWithTheRegister(Rule):
    """Số báo cáo khớp với sổ theo dõi của đơn vị; khác thì phải có lý do."""

    severity = Severity.WARN
    remedy = "lấy lại số từ sổ theo dõi, hoặc nêu lý do khác nhau."

    def breaches(self, said: Said) -> Iterator[tuple[str, str, str, str]]:
        for key in said.keys:
            figure, counted = said.figure(key), said.counted.get(key)
            if counted is None or figure.state is CellState.NOT_REPORTED or figure.reason:
                continue
            if figure.amount != counted.number:
                value = f"báo cáo {figure_text(figure)}, sổ theo dõi {number_text(counted.number)}"
                yield f"cell:{key}", "Số báo cáo khác sổ theo dõi.", said.labels[key], value


class SplitsAreAnsweredTogether(Rule):
    """Hai phần nam và nữ của một chỉ tiêu được trả lời cùng nhau, nếu không thì không có tổng."""

    severity = Severity.INFORM
    remedy = "bổ sung phần còn thiếu nếu có số liệu."

    def breaches(self, said: Said) -> Iterator[tuple[str, str, str, str]]:
        for indicator in said.indicators:
            keys = cells_of(indicator, said.round)
            parts = [said.figure(key) for key in keys]
            given = [part for part in parts if part.state is CellState.GIVEN]
            if given and whole(parts).number is None and not any(p.state is CellState.NOT_REPORTED for p in parts):
                value = ", ".join(figure_text(part) for part in parts)
                yield f"cell:{keys[0]}", "Chỉ tiêu chưa có tổng.", f"{indicator.code} {indicator.name}", value


class EstimatesBeforeTheCutOff(Rule):
    """Hạn gửi đến trước ngày chốt số liệu (Nghị định 09/2019/NĐ-CP): phần chưa diễn ra ghi là số ước."""

    severity = Severity.INFORM
    remedy = "đánh dấu «ước» ở những ô đã tính cả phần chưa diễn ra; nếu không có ô nào như vậy thì bỏ qua."

    def breaches(self, said: Said) -> Iterator[tuple[str, str, str, str]]:
        round = said.round
        given = [figure for figure in said.figures.values() if figure.state is CellState.GIVEN]
        if round.due_before_on <= round.window_to and given and not any(figure.estimate for figure in given):
            value = f"chốt số liệu {day(round.window_to)}, gửi trước {day(round.due_before_on)}"
            yield "", "Không ô nào ghi là số ước.", "bảng chỉ tiêu", value


class SectionsAreWritten(Rule):
    """Báo cáo theo đề cương của chế độ báo cáo: mục nào không có nội dung thì để trống có chủ ý."""

    severity = Severity.INFORM
    remedy = "viết nội dung, hoặc để trống nếu kỳ này không có gì."

    def breaches(self, said: Said) -> Iterator[tuple[str, str, str, str]]:
        empty = [s for s in leaves(said.round.outline) if not said.texts.get(str(s["code"]), "").strip()]
        if empty:
            codes = ", ".join(str(section["code"]) for section in empty)
            yield f"section:{empty[0]['code']}", f"{len(empty)} mục chưa có nội dung.", "phần lời văn", f"mục {codes}"


RULES: tuple[Rule, ...] = (
    EveryCellSaysWhichEmptiness(),
    NumbersAreNotNegative(),
    PartsStayWithinTheWhole(),
    FiguresAgreeWithTheRegister(),
    SplitsAreAnsweredTogether(),
    EstimatesBeforeTheCutOff(),
    SectionsAreWritten(),
)


def findings(said: Said) -> list[Finding]:
    """Everything the rules find, the heaviest first."""
    return sorted((f for rule in RULES for f in rule.findings(said)), key=lambda finding: finding.severity)
