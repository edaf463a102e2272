"""May the dictionary be as it is given: every indicator in itself, beside those it is computed from, and in use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from binhdang.indicators.dimensions import DIMENSIONS, parts_within
from binhdang.indicators.laws import Better, Comparator, IndicatorKind, Level, PeriodLaw, PlaceLaw
from binhdang.indicators.models import Indicator, Target
from binhdang.indicators.rows import LABELS, LINKS, MEANING, NATIONAL, OVERRIDES, Row
from binhdang.indicators.wording import value_in_words
from binhdang.orgs.models import UnitKind
from binhdang.ui.templatetags.ui import day
from binhdang.values.refusals import Refusal

CODE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*")
HOLDER = re.compile(r"\*\.[a-z0-9-]+")
COMPUTED = (IndicatorKind.RATE, IndicatorKind.MEAN)
PER: Mapping[str, tuple[int, ...]] = {IndicatorKind.RATE: (100, 1_000, 10_000, 100_000), IndicatorKind.MEAN: (1,)}
_WHOLE = (IndicatorKind.ATTENDANCES, IndicatorKind.PEOPLE, IndicatorKind.MONEY, IndicatorKind.YES_NO)
_MOST_DECIMALS = 6
_LARGEST = 10**9
_YEARS = range(1990, 2101)

Dictionary = Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that holds of every indicator: which field it is about, what it says, what to do where it does not."""

    field: str
    says: str
    remedy: str
    holds: Callable[[Row, Dictionary], object]


def refuse_faults(rows: Iterable[Row]) -> None:
    """Raise Refusal for the first rule that a row breaks. `rows`: the whole dictionary, as it would be."""
    whole = list(rows)
    twice = sorted(code for code, times in Counter(row["code"] for row in whole).items() if times > 1)
    if twice:
        raise Refusal(
            "Một mã đứng hai lần trong bộ chỉ tiêu.",
            value=", ".join(twice),
            rule="mỗi chỉ tiêu có một mã riêng.",
            remedy="đặt mã khác cho một trong hai chỉ tiêu.",
        )
    by_code = {row["code"]: row for row in whole}
    for row in whole:
        broken = next((rule for rule in RULES if not rule.holds(row, by_code)), None)
        if broken:
            raise Refusal(
                "Định nghĩa của chỉ tiêu không dùng được.",
                where=f"chỉ tiêu {row['code']}, mục «{LABELS[broken.field]}»",
                value=value_in_words(broken.field, row.get(broken.field))[:200],
                rule=broken.says,
                remedy=broken.remedy,
            )


def refuse_other_meaning(indicator: Indicator, before: Row, after: Row) -> None:
    """Raise Refusal where figures already stand under what is to be changed."""
    changed = [field for field in MEANING if before[field] != after[field]]
    if indicator.locked_since and changed:
        raise Refusal(
            "Chỉ tiêu đã dùng trong kỳ báo cáo nên ý nghĩa của số liệu không đổi được nữa.",
            where=f"chỉ tiêu {indicator.code}, mục {', '.join(f'«{LABELS[field]}»' for field in changed)}",
            value=f"đã dùng từ {day(indicator.locked_since)}",
            rule="số đã báo cáo giữ nguyên ý nghĩa lúc báo cáo: loại số, phân tổ, cách cộng, tử số và mẫu số.",
            remedy="lập hiệu lực mới: chỉ tiêu này kết thúc vào một ngày, chỉ tiêu mới mang mã khác thay từ ngày đó.",
        )


def _known(choices: Iterable[str]) -> Callable[[str], bool]:
    known = {str(choice) for choice in choices}
    return lambda value: value in known


def _needs(field: str) -> Rule:
    return Rule(field, "mục này phải có.", "ghi nội dung vào mục này.", lambda row, _: row[field])


def _one_of(field: str, choices: Iterable[str], *, blank: bool = False) -> Rule:
    values = [str(choice) for choice in choices]
    allowed = {*values, ""} if blank else set(values)
    return Rule(
        field, f"một trong: {', '.join(values)}.", "chọn một giá trị trong đó.", lambda row, _: row[field] in allowed
    )


def _at_most(field: str, length: int) -> Rule:
    says = f"tối đa {length} ký tự."
    return Rule(field, says, "viết ngắn lại.", lambda row, _: len(row[field]) <= length)


def _lengths() -> list[Rule]:
    lengths = {f.name: f.max_length for f in Indicator._meta.concrete_fields if f.max_length and f.name in LABELS}
    return [_at_most(name, length) for name, length in lengths.items()]


def _computed(row: Row) -> bool:
    return row["kind"] in COMPUTED


def _side(link: str) -> list[Rule]:
    """What holds of numerator and of denominator."""

    def is_counted(row: Row, by_code: Dictionary) -> bool:
        side = by_code.get(row[link])
        return not _computed(row) or (side is not None and side["kind"] not in (*COMPUTED, IndicatorKind.PUBLISHED))

    def has_the_part(row: Row, by_code: Dictionary) -> bool:
        part = row[f"{link}_split"]
        return not part or (_computed(row) and part in parts_within(by_code[row[link]]["dimensions"]))

    return [
        Rule(link, "là một chỉ tiêu đếm được, có trong bộ chỉ tiêu.", "ghi mã của một chỉ tiêu đếm được.", is_counted),
        Rule(
            link,
            "chỉ tỷ lệ và bình quân mới có tử số, mẫu số.",
            "bỏ trống mục này.",
            lambda row, _: _computed(row) or not row[link],
        ),
        Rule(f"{link}_split", "là một phần trong phân tổ của chỉ tiêu đó.", "chọn phần khác.", has_the_part),
    ]


def _targets_hold(row: Row, holds: Callable[[Row], object]) -> bool:
    return all(holds(each) for field in (NATIONAL, OVERRIDES) for each in row.get(field, []))


def _target_rule(says: str, remedy: str, holds: Callable[[Row], object]) -> Rule:
    return Rule("targets", says, remedy, lambda row, _: _targets_hold(row, holds))


def _no_two_at_once(row: Row, _: Dictionary) -> bool:
    """No two targets for the same units and year hold on the same day."""
    each = [target for field in (NATIONAL, OVERRIDES) for target in row.get(field, [])]
    pairs = ((one, other) for place, one in enumerate(each) for other in each[place + 1 :])
    return not any(_same_goal(one, other) and _overlap(one, other) for one, other in pairs)


def _same_goal(one: Row, other: Row) -> bool:
    return all(one[field] == other[field] for field in ("unit", "level", "year"))


def _overlap(one: Row, other: Row) -> bool:
    end = date.max.isoformat()
    return bool(one["valid_from"] < (other["valid_to"] or end) and other["valid_from"] < (one["valid_to"] or end))


def _days_in_order(row: Row) -> bool:
    return not row["valid_to"] or row["valid_from"] < row["valid_to"]


_REACHES = tuple(field.max_length for field in Target._meta.concrete_fields if field.name in ("source", "unverified"))
_comparator, _level = _known(Comparator), _known(("", *Level))
RULES: tuple[Rule, ...] = (
    Rule(
        "code",
        "mã gồm chữ hoa không dấu, chữ số và gạch nối.",
        "đặt lại mã, ví dụ TT-09.",
        lambda row, _: CODE.fullmatch(row["code"]),
    ),
    *map(_needs, ("group", "name", "definition", "unit_label", "valid_from")),
    *_lengths(),
    _one_of("kind", IndicatorKind),
    _one_of("place_law", PlaceLaw),
    _one_of("period_law", PeriodLaw),
    _one_of("better", Better, blank=True),
    Rule(
        "dimensions",
        f"phân tổ có: {', '.join(DIMENSIONS)}; mỗi phân tổ một lần.",
        "sửa mã phân tổ.",
        lambda row, _: (
            set(row["dimensions"]) <= set(DIMENSIONS) and len(set(row["dimensions"])) == len(row["dimensions"])
        ),
    ),
    Rule(
        "scale",
        f"tối đa {_MOST_DECIMALS} chữ số thập phân; người, lượt, tiền và có/không là số nguyên.",
        "ghi 0.",
        lambda row, _: row["scale"] <= _MOST_DECIMALS and not (row["kind"] in _WHOLE and row["scale"]),
    ),
    Rule(
        "small_below",
        "không quá một tỷ.",
        "ghi số nhỏ hơn.",
        lambda row, _: row["small_below"] <= _LARGEST and row["order"] <= _LARGEST,
    ),
    Rule("valid_to", "sau ngày áp dụng.", "sửa một trong hai ngày.", lambda row, _: _days_in_order(row)),
    Rule(
        "place_law",
        "tỷ lệ, bình quân tính lại từ tử số và mẫu số, qua địa bàn và qua thời gian; loại số khác thì không.",
        "chọn lại hai cách cộng.",
        lambda row, _: _computed(row) == (row["place_law"] == PlaceLaw.RATE) == (row["period_law"] == PeriodLaw.RATE),
    ),
    Rule(
        "place_law",
        "số công bố không cộng, qua địa bàn cũng như qua thời gian; loại số khác thì có.",
        "chọn lại hai cách cộng.",
        lambda row, _: (
            (row["kind"] == IndicatorKind.PUBLISHED)
            == (row["place_law"] == PlaceLaw.NEVER)
            == (row["period_law"] == PeriodLaw.NEVER)
        ),
    ),
    Rule(
        "record_holders",
        "số lấy từ đơn vị giữ số liệu gốc thì nêu đơn vị đó; số công bố có thể nêu; số khác không nêu.",
        "nêu đơn vị giữ số liệu gốc, hoặc bỏ trống.",
        lambda row, _: (
            row["kind"] == IndicatorKind.PUBLISHED
            or bool(row["record_holders"]) == (row["place_law"] == PlaceLaw.SOURCE_OF_RECORD)
        ),
    ),
    Rule(
        "record_holders",
        f"một trong: {', '.join(UnitKind)}; hoặc «*.ma» cho mọi cơ quan có mã kết thúc như vậy.",
        "sửa lại, ví dụ *.ttyt.",
        lambda row, _: all(holder in UnitKind or HOLDER.fullmatch(holder) for holder in row["record_holders"]),
    ),
    Rule(
        "period_law",
        "số người không trùng không cộng các kỳ: lấy kỳ cuối hoặc đếm lại.",
        "chọn «lấy kỳ cuối» hoặc «đếm lại cho cả kỳ».",
        lambda row, _: row["kind"] != IndicatorKind.PEOPLE or row["period_law"] in (PeriodLaw.LAST, PeriodLaw.RECOUNT),
    ),
    Rule(
        "period_law",
        "có hay không là một ô không phân tổ, và lấy theo kỳ cuối.",
        "chọn «lấy kỳ cuối» và bỏ phân tổ.",
        lambda row, _: (
            row["kind"] != IndicatorKind.YES_NO or (not row["dimensions"] and row["period_law"] == PeriodLaw.LAST)
        ),
    ),
    Rule(
        "dimensions",
        "tỷ lệ, bình quân không có ô nên không phân tổ.",
        "bỏ phân tổ; phân tổ ở tử số và mẫu số.",
        lambda row, _: not (_computed(row) and row["dimensions"]),
    ),
    Rule(
        "per",
        "tỷ lệ tính trên 100, 1.000, 10.000 hoặc 100.000; bình quân tính trên 1.",
        "chọn lại.",
        lambda row, _: not _computed(row) or row["per"] in PER[row["kind"]],
    ),
    *(rule for link in LINKS for rule in _side(link)),
    _target_rule(
        f"mục tiêu có phép so sánh là một trong: {', '.join(Comparator)}; cấp là một trong: {', '.join(Level)}.",
        "sửa mục tiêu đó.",
        lambda target: _comparator(target["comparator"]) and _level(target["level"]),
    ),
    _target_rule(
        "mục tiêu ghi năm có bốn chữ số, và ngày hết hiệu lực sau ngày có hiệu lực.",
        "sửa năm hoặc ngày của mục tiêu đó.",
        lambda target: target["year"] in _YEARS and _days_in_order(target),
    ),
    _target_rule(
        "mục tiêu đặt cho một đơn vị, hoặc cho một cấp, hoặc cho mọi nơi; nguồn và ghi chú vừa ô.",
        "bỏ đơn vị hoặc bỏ cấp; viết ngắn nguồn và ghi chú.",
        lambda target: (
            not (target["unit"] and target["level"])
            and all(
                len(target[name]) <= (reach or 0)
                for name, reach in zip(("source", "unverified"), _REACHES, strict=True)
            )
        ),
    ),
    Rule(
        "targets",
        "mỗi năm chỉ một mục tiêu có hiệu lực cho cùng một đơn vị hoặc một cấp.",
        "kết thúc mục tiêu cũ trước khi đặt mục tiêu mới.",
        _no_two_at_once,
    ),
)
"""In the order in which they are asked: what comes after may rest on what came before."""
