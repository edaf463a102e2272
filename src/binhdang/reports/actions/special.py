"""Opening a regime for what is asked once: a review of a law, with an outline and indicators of its own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.jobs.clock import day_of
from binhdang.plans.models import Plan
from binhdang.reports.access import require_requesting
from binhdang.reports.models import Regime
from binhdang.reports.outline import special
from binhdang.reports.regimes import fitting_indicators, special_regime, with_sides
from binhdang.values.refusals import Refusal
from binhdang.values.texts import nfc


@transaction.atomic
def open_regime(
    plan: Plan,
    outline: str,
    *,
    legal_basis: str,
    by: User,
    at: datetime,
    indicator_codes: Collection[str] | None = None,
) -> Regime:
    """Open a regime with one of the shipped outlines; its rounds are asked for with `open_ad_hoc`.

    `legal_basis` is the paper that asks for it. `indicator_codes`: what it asks, where that is not what the outline
    proposes. A plan carries each outline once.
    """
    like = _regime_of(plan)
    require_requesting(like, by, day_of(at))
    Plan.objects.select_for_update().get(pk=plan.pk)
    shipped = _outline(outline)
    basis = " ".join(nfc(legal_basis).split())[:300]
    _refuse_unfounded(basis)
    _refuse_second(plan, shipped["subject"])
    codes = set(shipped["indicators"] if indicator_codes is None else indicator_codes)
    chosen = with_sides(each for each in fitting_indicators(day_of(at)) if each.code in codes)
    regime = special_regime(plan, shipped, indicator_codes=chosen, legal_basis=basis, like=like, at=at)
    details = {"legal_basis": basis, "indicators": chosen}
    record("regime.founded", by=by, at=at, thing=regime, unit=regime.receiver, label=regime.name, details=details)
    return regime


def _regime_of(plan: Plan) -> Regime:
    """A regime that the plan founded: it says who receives and through whom."""
    founded = Regime.objects.filter(plan=plan, duty__isnull=False).select_related("receiver", "focal").order_by("pk")
    if (regime := founded.first()) is None:
        raise Refusal(
            "Kế hoạch này chưa có chế độ báo cáo nào.",
            where="kế hoạch",
            value=plan.title,
            rule="nơi nhận và cơ quan đầu mối lấy theo chế độ báo cáo của kế hoạch đang thực hiện.",
            remedy="chọn kế hoạch đang thực hiện có quy định báo cáo.",
        )
    return regime


def _outline(name: str) -> dict[str, Any]:
    if (found := special().get(name)) is None:
        raise Refusal(
            "Không có đề cương này.",
            where="đề cương",
            value=name,
            remedy="chọn một đề cương trong danh sách.",
        )
    return found


def _refuse_unfounded(basis: str) -> None:
    if not basis:
        raise Refusal(
            "Chưa ghi văn bản yêu cầu báo cáo.",
            where="văn bản yêu cầu",
            value="để trống",
            rule="báo cáo ngoài kế hoạch phải có căn cứ; căn cứ được in ở đầu văn bản.",
            remedy="ghi tên, ngày và cơ quan ban hành văn bản, ví dụ «Công văn của Sở ngày 20/4/2022».",
        )


def _refuse_second(plan: Plan, subject: str) -> None:
    if (open_already := Regime.objects.filter(plan=plan, duty=None, subject=subject).first()) is not None:
        raise Refusal(
            "Chế độ báo cáo này đã mở cho kế hoạch.",
            where="đề cương",
            value=open_already.name,
            rule="mỗi kế hoạch mở một đề cương một lần; hỏi thêm là thêm kỳ báo cáo.",
            remedy="mở trang Báo cáo, mục «Yêu cầu báo cáo đột xuất», chọn chế độ báo cáo đó.",
        )
