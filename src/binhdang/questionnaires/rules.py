"""What must be right about a questionnaire, a question and a sheet of answers. Each rule says its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from binhdang.orgs.models import Unit
from binhdang.questionnaires import kinds, typed
from binhdang.questionnaires.models import AnswerSheet, Question, Questionnaire
from binhdang.questionnaires.queries import units_to_ask
from binhdang.questionnaires.states import CHOOSING, MOVES, QuestionKind, QuestionnaireState
from binhdang.questionnaires.typed import EMPTY
from binhdang.ui.templatetags.ui import day
from binhdang.ui.templatetags.ui import number as shown_number
from binhdang.values.refusals import Refusal
from binhdang.values.texts import same_spelling

MOST_QUESTIONS = 60
FEWEST_OPTIONS, MOST_OPTIONS = 2, 30
LONGEST_OPTION = 200
FURTHEST = timedelta(days=366)
"""How far ahead answers may be due: further is a wrong year."""


def filled(text: str, where: str) -> str:
    """The text. Raises Refusal where there is none."""
    if not text:
        raise Refusal("Chưa nhập.", where=where, value=EMPTY, rule="ô này bắt buộc.", remedy=f"nhập ô «{where}».")
    return text


def reason(raw: Any, to: str, example: str) -> str:
    """The reason for something that must have one. `to`: what is done, a verb."""
    said = typed.line(raw, "Lý do", 300)
    if not said:
        raise Refusal(
            "Chưa nêu lý do.",
            where="Lý do",
            value=EMPTY,
            rule=f"{to} phải có lý do, dài nhất 300 ký tự.",
            remedy=f"viết một câu, ví dụ «{example}»",
        )
    return said


def day_of_our_time(on: date | None) -> date | None:
    """The day. Raises Refusal for one of another century, which is a slip of the hand."""
    if on is not None and not 2000 <= on.year < 2100:
        raise Refusal(
            "Năm bất thường.",
            where="Trả lời trước ngày",
            value=f"{on:%d/%m}/{on.year}",
            rule="năm từ 2000 đến 2099.",
            remedy="kiểm tra lại năm, viết đủ bốn chữ số.",
        )
    return on


def known_kind(raw: Any) -> QuestionKind:
    """The kind of a question."""
    if not isinstance(raw, str) or raw not in QuestionKind.values:
        raise Refusal(
            "Chưa chọn cách trả lời.",
            where="Cách trả lời",
            value=str(raw)[:100] or EMPTY,
            rule=f"một trong: {', '.join(QuestionKind.labels).lower()}.",
            remedy="chọn trong danh sách.",
        )
    return QuestionKind(raw)


def options_for(kind: QuestionKind, raw: Any) -> list[str]:
    """The options of a question, none where its kind offers none. Raises Refusal for too few, too many, twice one."""
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        raise _options_refused("Danh sách lựa chọn không đọc được.", str(raw)[:100], "mỗi dòng một lựa chọn.")
    if kind not in CHOOSING:
        return _none_of(kind, raw)
    if len(raw) > 4 * MOST_OPTIONS:
        raise _too_many(len(raw))
    options = [option for each in raw if (option := typed.line(each, "Các lựa chọn", LONGEST_OPTION))]
    if len(options) > MOST_OPTIONS:
        raise _too_many(len(options))
    if len(options) < FEWEST_OPTIONS:
        rule = f"câu hỏi chọn có ít nhất {FEWEST_OPTIONS} lựa chọn, mỗi dòng một lựa chọn."
        raise _options_refused("Chưa đủ lựa chọn.", f"{len(options)} lựa chọn" if options else EMPTY, rule)
    return _distinct(options)


def _none_of(kind: QuestionKind, raw: Sequence[Any]) -> list[str]:
    if any(each for each in raw if each):
        rule = f"câu hỏi «{kind.label.lower()}» không có danh sách lựa chọn."
        seen = f"{shown_number(len(raw))} dòng"
        raise _options_refused("Câu hỏi này không có lựa chọn.", seen, rule, "xóa danh sách, hoặc đổi cách trả lời.")
    return []


def _too_many(count: int) -> Refusal:
    rule = f"mỗi câu tối đa {MOST_OPTIONS} lựa chọn, để in và đọc được trên một trang."
    return _options_refused("Quá nhiều lựa chọn.", f"{shown_number(count)} lựa chọn", rule, "gộp bớt, hoặc tách câu.")


def _distinct(options: list[str]) -> list[str]:
    seen: set[str] = set()
    for option in options:
        if (spelling := same_spelling(option)) in seen:
            raise _options_refused("Hai lựa chọn giống nhau.", option, "mỗi lựa chọn chỉ ghi một lần.", "xóa bớt một.")
        seen.add(spelling)
    return options


def _options_refused(what: str, value: str, rule: str, remedy: str = "sửa ô «Các lựa chọn».") -> Refusal:
    return Refusal(what, where="Các lựa chọn", value=value, rule=rule, remedy=remedy)


def require_draft(questionnaire: Questionnaire) -> None:
    """Raise Refusal once the questionnaire has gone out: what was asked does not change under those who answer."""
    if not questionnaire.is_draft():
        raise Refusal(
            "Phiếu không còn ở bước soạn.",
            where=questionnaire.title,
            value=questionnaire.get_state_display(),
            rule="câu hỏi chỉ sửa được trước khi gửi đến các đơn vị, để mọi đơn vị trả lời cùng một câu.",
            remedy="rút phiếu này (nêu lý do) rồi lập phiếu khác.",
        )


def require_move(questionnaire: Questionnaire, to: QuestionnaireState) -> None:
    """Raise Refusal where the state does not lead there."""
    if to not in MOVES[QuestionnaireState(questionnaire.state)]:
        raise Refusal(
            "Phiếu không ở bước này.",
            where=questionnaire.title,
            value=questionnaire.get_state_display(),
            rule=f"từ «{questionnaire.get_state_display()}» không chuyển sang «{to.label}».",
            remedy="tải lại trang để xem phiếu đang ở bước nào.",
        )


def require_asked_now(sheet: AnswerSheet) -> None:
    """Raise Refusal where the questionnaire takes no answers."""
    if not sheet.questionnaire.is_open():
        raise Refusal(
            "Phiếu này không còn nhận trả lời.",
            where=sheet.questionnaire.title,
            value=sheet.questionnaire.get_state_display(),
            rule="chỉ trả lời được khi phiếu đang hỏi.",
            remedy="liên hệ nơi hỏi nếu câu trả lời vẫn cần thiết.",
        )


def require_unsent(sheet: AnswerSheet, on: date) -> None:
    """Raise Refusal where the answers have been sent: they change only once they were opened again."""
    if sheet.is_sent():
        raise Refusal(
            "Câu trả lời đã gửi.",
            where=sheet.questionnaire.title,
            value=f"gửi ngày {day(sheet.sent_at)}",
            rule="câu trả lời đã gửi thì không sửa được.",
            remedy=f"cần sửa thì đề nghị {sheet.questionnaire.unit.short_name_on(on)} mở lại phiếu của đơn vị.",
        )


def require_sent(sheet: AnswerSheet) -> None:
    """Raise Refusal where there are no sent answers to open again."""
    if not sheet.is_sent():
        raise Refusal(
            "Đơn vị chưa gửi câu trả lời.",
            where=sheet.questionnaire.title,
            value=sheet.get_state_display(),
            rule="chỉ mở lại câu trả lời đã gửi.",
            remedy="tải lại trang; đơn vị đang sửa được rồi.",
        )


def missing_to_open(questionnaire: Questionnaire, on: date) -> list[Refusal]:
    """What still stands in the way of asking, one refusal a reason."""
    found = [_has_questions(questionnaire), _has_basis(questionnaire), _has_due_day(questionnaire, on)]
    return [refusal for refusal in found if refusal is not None]


def _has_questions(questionnaire: Questionnaire) -> Refusal | None:
    if questionnaire.questions.exists():
        return None
    rule, remedy = "phiếu có ít nhất một câu hỏi.", "bấm «Thêm câu hỏi»."
    return Refusal("Phiếu chưa có câu hỏi.", where="Các câu hỏi", value="0 câu", rule=rule, remedy=remedy)


def _has_basis(questionnaire: Questionnaire) -> Refusal | None:
    if questionnaire.basis or questionnaire.paper_id:
        return None
    return Refusal(
        "Chưa nêu căn cứ của việc hỏi.",
        where="Văn bản yêu cầu, Căn cứ",
        value=EMPTY,
        rule="đơn vị được hỏi phải biết văn bản nào, yêu cầu nào dẫn đến phiếu này.",
        remedy="chọn văn bản, hoặc viết một câu ở ô «Căn cứ».",
    )


def _has_due_day(questionnaire: Questionnaire, on: date) -> Refusal | None:
    due = questionnaire.due_before_on
    if due is not None and on < due <= on + FURTHEST:
        return None
    return Refusal(
        "Chưa có hạn trả lời." if due is None else "Hạn trả lời không dùng được.",
        where="Trả lời trước ngày",
        value=EMPTY if due is None else day(due),
        rule=f"sau hôm nay ({day(on)}), không quá một năm; không tính chính ngày này.",
        remedy="bấm «Sửa phần đầu» và nhập lại ngày.",
    )


def require_units(units: Sequence[Unit], questionnaire: Questionnaire, on: date) -> None:
    """Raise Refusal where nobody is asked, or somebody who stands neither at nor below the asking unit."""
    name = questionnaire.unit.short_name_on(on)
    if not units:
        rule, remedy = "phiếu gửi đến ít nhất một đơn vị.", "đánh dấu các đơn vị cần hỏi."
        raise Refusal("Chưa chọn đơn vị.", where="Đơn vị được hỏi", value=EMPTY, rule=rule, remedy=remedy)
    within = set(units_to_ask(questionnaire.unit, on).values_list("pk", flat=True))
    strange = [unit for unit in units if unit.pk not in within]
    if strange:
        raise Refusal(
            "Có đơn vị không hỏi được.",
            where="Đơn vị được hỏi",
            value=", ".join(unit.short_name_on(on) for unit in strange[:5]),
            rule=f"chỉ hỏi {name} và các đơn vị đang trực thuộc.",
            remedy="bỏ đơn vị đó, hoặc nhờ cấp trên chung hỏi.",
        )


def require_complete(questions: Iterable[Question], answers: Mapping[str, Any]) -> None:
    """Raise Refusal where a required question has no answer, or one was answered by half."""
    asked = list(questions)
    silent = [q for q in asked if q.required and q.public_id not in answers]
    halves = [q for q in asked if q.public_id in answers and not kinds.is_whole(q, answers[q.public_id])]
    if silent:
        rule = "câu bắt buộc phải có trả lời trước khi gửi; số 0 cũng là một câu trả lời."
        raise _incomplete("Còn câu bắt buộc chưa trả lời.", silent, "chưa trả lời", rule)
    if halves:
        rule = "câu hỏi nam, nữ cần cả hai số; không có ai thì ghi 0."
        raise _incomplete("Còn câu mới trả lời một nửa.", halves, "thiếu số nam hoặc số nữ", rule)


def _incomplete(what: str, questions: Sequence[Question], value: str, rule: str) -> Refusal:
    named = ", ".join(kinds.where(question) for question in questions)
    return Refusal(what, where=named, value=value, rule=rule, remedy="trả lời nốt rồi bấm gửi; phần đã nhập vẫn còn.")
