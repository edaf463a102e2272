"""The states of a questionnaire and of a unit's answers, and the kinds of questions."""

from django.db import models


class QuestionnaireState(models.TextChoices):
    """What is asked can be changed only while nobody has been asked."""

    DRAFT = "draft", "đang soạn"
    OPEN = "open", "đang hỏi"
    CLOSED = "closed", "đã đóng"
    WITHDRAWN = "withdrawn", "đã rút"


MOVES = {
    QuestionnaireState.DRAFT: {QuestionnaireState.OPEN, QuestionnaireState.WITHDRAWN},
    QuestionnaireState.OPEN: {QuestionnaireState.CLOSED, QuestionnaireState.WITHDRAWN},
    QuestionnaireState.CLOSED: set[QuestionnaireState](),
    QuestionnaireState.WITHDRAWN: set[QuestionnaireState](),
}
"""What may follow each state."""


class SheetState(models.TextChoices):
    """Where a unit's answers stand. Only sent ones are seen by others and counted."""

    NOT_BEGUN = "not_begun", "chưa bắt đầu"
    DRAFTING = "drafting", "đang soạn"
    SENT = "sent", "đã gửi"


class QuestionKind(models.TextChoices):
    """What a question is answered with."""

    ONE = "one", "Chọn một"
    SEVERAL = "several", "Chọn một hoặc nhiều"
    WHOLE = "whole", "Số nguyên"
    MEN_WOMEN = "men_women", "Số nam và số nữ"
    TEXT = "text", "Lời văn"


CHOOSING = (QuestionKind.ONE, QuestionKind.SEVERAL)
"""Kinds that offer options."""
