"""The only writers of questionnaires: asking (the unit that wants to know) and answering (the units asked)."""

from binhdang.questionnaires.actions.answering import Saved, reopen, save_answers, send_answers
from binhdang.questionnaires.actions.asking import change, close, draft, open_to, withdraw
from binhdang.questionnaires.actions.wording import add_question, change_question, move_question, remove_question

__all__ = [
    "Saved",
    "add_question",
    "change",
    "change_question",
    "close",
    "draft",
    "move_question",
    "open_to",
    "remove_question",
    "reopen",
    "save_answers",
    "send_answers",
    "withdraw",
]
