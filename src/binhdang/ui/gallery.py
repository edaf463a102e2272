"""What the gallery of components shows: one of each, in the states a page meets."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator

from binhdang.values.figures import NIL, NOT_REPORTED, CellState, Figure, Total
from binhdang.values.refusals import Refusal

SOURCE = (
    "2. Phòng Lao động - Thương binh và Xã hội chủ trì, phối hợp với các cơ quan liên quan tổ chức tập huấn cho "
    "cán bộ làm công tác bình đẳng giới, hoàn thành trước ngày 30/9."
)
SAMPLE_SPANS = {
    "chu-tri": "Phòng Lao động - Thương binh và Xã hội chủ trì",
    "phoi-hop": "phối hợp với các cơ quan liên quan",
    "han": "trước ngày 30/9",
}


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Tên lớp tập huấn", help_text="Như ghi trong kế hoạch.")
    people = forms.IntegerField(label="Số người dự", error_messages={"invalid": "Nhập một số nguyên, ví dụ 42."})
    kind = forms.ChoiceField(
        label="Hình thức", choices=[("", "Chọn hình thức"), ("a", "Trực tiếp"), ("b", "Trực tuyến")]
    )
    nature = forms.ChoiceField(
        label="Loại số liệu", choices=[("a", "Thực hiện"), ("b", "Ước")], widget=forms.RadioSelect, initial="a"
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    nil = forms.BooleanField(label="Không phát sinh trong kỳ", required=False)
    evidence = forms.FileField(
        label="Minh chứng", required=False, help_text="Ảnh, bản quét hoặc văn bản, tối đa 25 MB."
    )


@dataclass(frozen=True)
class Stated:
    """Something with a state, as models have it."""

    state: str
    words: str

    def get_state_display(self) -> str:
        """The state in words."""
        return self.words


def _span(words: str, key: str) -> tuple[int, int, str]:
    start = SOURCE.index(words)
    return start, start + len(words), key


def context() -> dict[str, Any]:
    """Everything that the gallery's template shows."""
    return {
        "form": SampleForm(prefix="moi"),
        "wrong_form": SampleForm({"sai-people": "bốn mươi"}, prefix="sai"),
        "sample_refusal": Refusal(
            "Số nữ lớn hơn tổng số người.",
            where="chỉ tiêu 3, cột «trong đó nữ»",
            value="50",
            rule="số nữ không vượt quá tổng số (42).",
            remedy="sửa một trong hai ô rồi lưu lại.",
        ),
        "stated": [
            Stated("draft", "đang soạn"),
            Stated("submitted", "đã gửi"),
            Stated("accepted", "đã được chấp nhận"),
            Stated("returned", "bị trả lại"),
            Stated("withdrawn", "đã rút về"),
        ],
        "figures": [
            ("Số đã cho", Figure.of(1234)),
            ("Số không", Figure.of(0)),
            ("Số ước", Figure.of(Decimal("12.5"), estimate=True)),
            ("Lũy kế", Figure.of(87, cumulative=True)),
            ("Không phát sinh", NIL),
            ("Chưa báo cáo", NOT_REPORTED),
            ("Không áp dụng", Figure(CellState.NOT_APPLICABLE)),
            ("Không có số liệu", Figure(CellState.NO_DATA, reason="sổ bị cháy")),
        ],
        "totals": [("Tổng có số", Total(Decimal(1234), 11, 13, 2)), ("Chưa đơn vị nào báo cáo", Total(None, 0, 13))],
        "page": Paginator(range(90), 30).page(2),
        "source": SOURCE,
        "spans": [_span(words, key) for key, words in SAMPLE_SPANS.items()],
    }
