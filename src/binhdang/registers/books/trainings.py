"""The register of trainings (tập huấn): who was taught what, how many men and women, how many of them officials."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from binhdang.registers.choices import Choice
from binhdang.registers.columns import Line, Whole
from binhdang.registers.entries import ENDED_ON, NOTE, PLACE, STARTED_ON, SUBJECT, Count, Draft, Register
from binhdang.registers.models import Training
from binhdang.values.refusals import Refusal

_OFFICIALS = "Cán bộ phụ trách công tác bình đẳng giới và thành viên Ban Vì sự tiến bộ của phụ nữ; không có thì nhập 0."
_PARTS = {"nam": ("men", "men_officials"), "nữ": ("women", "women_officials")}

_HELD = {"part": ("tochuc",)}


def officials_within_participants(draft: Draft, on: date) -> Refusal | None:
    """Officials are some of the participants, men of the men and women of the women."""
    for sex, (all_of_them, officials) in _PARTS.items():
        if draft.values[officials] > draft.values[all_of_them]:
            return Refusal(
                f"Số cán bộ {sex} lớn hơn số người dự {sex}.",
                where=f"Cán bộ {sex}",
                value=f"{draft.values[officials]} cán bộ trong {draft.values[all_of_them]} người dự {sex}",
                rule="cán bộ là một phần của người dự lớp.",
                remedy=f"sửa số cán bộ {sex}, hoặc tính cả họ vào số người dự {sex}.",
            )
    return None


def somebody_attended(draft: Draft, on: date) -> Refusal | None:
    """A training without participants is a mistake, unless a note says how that came."""
    values: Mapping[str, object] = draft.values
    if values["men"] or values["women"] or values["note"]:
        return None
    return Refusal(
        "Lớp tập huấn không có người dự.",
        where="Số nam, Số nữ",
        value="0 nam, 0 nữ",
        rule="lớp không có ai dự thì phải ghi chú vì sao.",
        remedy="nhập số người dự, hoặc viết lý do vào ô Ghi chú.",
    )


TRAININGS = Register(
    code="trainings",
    path="tap-huan",
    noun="training",
    title="Sổ theo dõi tập huấn",
    one="lớp tập huấn",
    model=Training,
    columns=(
        SUBJECT,
        STARTED_ON,
        ENDED_ON,
        PLACE,
        Choice(
            "part",
            "Vai trò của đơn vị",
            help="Lớp đơn vị khác tổ chức, mình chỉ cử người dự, không tính vào số lớp của mình.",
            required=False,
            options=(("tochuc", "Tổ chức lớp"), ("cudu", "Cử người dự")),
            default="tochuc",
        ),
        Line("trainers", "Giảng viên", longest=300, required=False, listed=False, personal=True),
        Whole("men", "Số nam", total=True),
        Whole("women", "Số nữ", total=True),
        Whole("men_officials", "Cán bộ nam", help=_OFFICIALS, total=True),
        Whole("women_officials", "Cán bộ nữ", help=_OFFICIALS, total=True),
        Line("bodies", "Cơ quan, chức danh của người dự", longest=300, required=False, listed=False),
        Whole("certificates", "Số giấy chứng nhận", required=False, listed=False),
        Whole(
            "budget",
            "Kinh phí (đồng)",
            help="Chưa biết thì để trống.",
            largest=10**13,
            required=False,
            listed=False,
        ),
        NOTE,
    ),
    rules=(officials_within_participants, somebody_attended),
    counts={
        "TH-01": Count(where=_HELD),
        "TH-02.nam": Count("men", where=_HELD),
        "TH-02.nu": Count("women", where=_HELD),
        "TH-04.nam": Count("men_officials", where=_HELD),
        "TH-04.nu": Count("women_officials", where=_HELD),
    },
)
