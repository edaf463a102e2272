"""Numbers as Vietnamese officers type and read them: 1.234 or 1 234 for thousands, 1,5 for a decimal."""

from __future__ import annotations

import re
from decimal import Decimal

from binhdang.ui.templatetags.ui import number as number_text
from binhdang.values.figures import CellState, Figure
from binhdang.values.refusals import Refusal

__all__ = ["figure_text", "number_text", "parse_number"]

_SPACES = re.compile("[\u0020\u00a0\u2007\u2009\u202f]")
_PLAIN = re.compile(r"-?[0-9]+(,[0-9]+)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?|-?[0-9]{1,3}( [0-9]{3})+(,[0-9]+)?")
_COULD_BE_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+")
_COULD_BE_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
_LONGEST = 40


def parse_number(text: str, *, label: str) -> Decimal:
    """The number a person typed. Raises Refusal for what is no number, and for what could be read in two ways."""
    typed = _SPACES.sub(" ", text.strip()).replace("\u2212", "-")
    if len(typed) > _LONGEST:
        raise _refusal("Số quá dài.", typed[:_LONGEST] + "…", label, "nhập số có tối đa 18 chữ số.")
    if _COULD_BE_THOUSANDS.fullmatch(typed):
        meant = typed.replace(",", ".")
        remedy = f"nếu là số nguyên thì viết {meant}; nếu là số lẻ thì thêm một số 0 ở cuối: {typed}0."
        raise _refusal("Số này đọc được theo hai cách.", typed, label, remedy)
    if _COULD_BE_DECIMAL.fullmatch(typed) and not _GROUPED.fullmatch(typed):
        remedy = f"nếu là số lẻ thì viết {typed.replace('.', ',')}; nếu là số nguyên thì viết {typed.replace('.', '')}."
        raise _refusal("Số này đọc được theo hai cách.", typed, label, remedy)
    if not _PLAIN.fullmatch(typed) and not _GROUPED.fullmatch(typed):
        remedy = "chỉ nhập chữ số; phần nghìn cách bằng dấu chấm (1.234), phần lẻ sau dấu phẩy (1,5)."
        raise _refusal("Nội dung nhập không phải là số.", typed, label, remedy)
    return Decimal(typed.replace(".", "").replace(" ", "").replace(",", "."))


def _refusal(what: str, value: str, label: str, remedy: str) -> Refusal:
    rule = "số viết theo cách Việt Nam: dấu chấm cách phần nghìn, dấu phẩy trước phần lẻ."
    return Refusal(what, where=label, value=f"«{value}»", rule=rule, remedy=remedy)


def figure_text(figure: Figure) -> str:
    """A figure in plain words: "12", "12 (ước)", "không phát sinh"."""
    if figure.state is not CellState.GIVEN:
        return figure.state.label + (f" ({figure.reason})" if figure.reason else "")
    notes = [word for word, said in (("ước", figure.estimate), ("lũy kế", figure.cumulative)) if said]
    return number_text(figure.number) + (f" ({', '.join(notes)})" if notes else "")
