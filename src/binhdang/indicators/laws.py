"""The words of the dictionary: kinds of numbers, two laws of adding up, comparators of targets, origins of changes."""

from django.db import models


class IndicatorKind(models.TextChoices):
    """What sort of number it is. Attendances and distinct people are different kinds and never added together."""

    COUNT = "count", "số đếm"
    ATTENDANCES = "attendances", "lượt người"
    PEOPLE = "people", "số người (không trùng)"
    MONEY = "money", "số tiền (đồng)"
    RATE = "rate", "tỷ lệ (tử số/mẫu số)"
    """Per 100 a percentage; per 1,000 or 100,000 a rate (tỷ suất); of one part over another a ratio (tỷ số)."""
    MEAN = "mean", "bình quân (tổng/số lượng)"
    """A total over a weight, per 1: computed as a rate is, and as a rate never averaged."""
    YES_NO = "yes_no", "có/không"
    """A cell is 1 or 0; over places the total says how many answer yes, and n of how many."""
    PUBLISHED = "published", "số công bố"
    """A number that exists only as somebody published it: kept with its source, never rolled up."""


class PlaceLaw(models.TextChoices):
    """How it rolls up across places."""

    SUM = "sum", "cộng"
    RATE = "rate", "tính lại từ tử số và mẫu số"
    SOURCE_OF_RECORD = "source_of_record", "chỉ lấy từ đơn vị giữ số liệu gốc"
    NEVER = "never", "không cộng"


class PeriodLaw(models.TextChoices):
    """How it rolls up across periods."""

    SUM = "sum", "cộng các kỳ"
    LAST = "last", "lấy kỳ cuối (số thời điểm)"
    RECOUNT = "recount", "không cộng các kỳ: đếm lại cho cả kỳ"
    """Distinct people: who was met in both halves of a year is still one person."""
    RATE = "rate", "tính lại từ tử số và mẫu số"
    NEVER = "never", "không cộng"


class Split(models.TextChoices):
    """The two parts of the dimension "sex", which tables give columns of their own."""

    MEN = "nam", "nam"
    WOMEN = "nu", "nữ"


class Better(models.TextChoices):
    """Which way a figure should go; blank where neither way is better."""

    UP = "up", "cao hơn là tốt hơn"
    DOWN = "down", "thấp hơn là tốt hơn"


class Comparator(models.TextChoices):
    """What a target asks of a value. Vietnamese texts say "đạt", "ít nhất", "trên", "dưới", "khoảng", "duy trì"."""

    AT_LEAST = "ge", "≥"
    MORE_THAN = "gt", ">"
    AT_MOST = "le", "≤"
    LESS_THAN = "lt", "<"
    ABOUT = "about", "≈"
    """Khoảng: within the tolerance, or beyond it on the side that is better."""
    EQUAL = "eq", "="


class Level(models.TextChoices):
    """The level of government for whose units a target is set."""

    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"


class ChangeSource(models.TextChoices):
    """Where a change of the dictionary came from."""

    SHIPPED = "shipped", "bộ kèm theo phần mềm"
    FILE = "file", "tệp"
    PAGE = "page", "trang"
