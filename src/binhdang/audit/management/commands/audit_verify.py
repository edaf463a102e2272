"""`binhdang audit_verify`: does the chain of the audit log hold?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from binhdang.audit.models import Event
from binhdang.audit.sealing import first_break, sealed_rows


class Command(BaseCommand):
    """Verify."""

    help = (
        "Kiểm chứng chuỗi băm của nhật ký. In «ok», số dòng và mã băm của dòng cuối, hoặc dòng đầu tiên không khớp. "
        "Ghi mã băm cuối vào sổ ngoài hệ thống: lần sau nó cho biết nhật ký có bị cắt bớt phần cuối không."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print ok with the last hash, or fail naming the first row that does not fit."""
        broken = first_break(sealed_rows())
        if broken is not None:
            raise CommandError(
                f"Chuỗi nhật ký đứt ở dòng số {broken}: dòng này bị sửa, bị xóa hoặc chèn sau khi niêm phong. "
                "Khôi phục từ bản sao lưu gần nhất còn kiểm chứng được và báo người phụ trách an toàn thông tin."
            )
        last = Event.objects.filter(sequence__isnull=False).order_by("-sequence").first()
        self.stdout.write(f"ok: {last.sequence} dòng, mã băm cuối {last.chain_hash}" if last else "ok: 0 dòng")
        waiting = Event.objects.filter(sequence__isnull=True).count()
        if waiting:
            self.stdout.write(f"Còn {waiting} dòng chưa niêm phong: chạy binhdang audit_seal.")
