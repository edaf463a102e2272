"""`binhdang tick`: do once what the worker does again and again."""

from typing import Any

from django.core.management.base import BaseCommand

from binhdang.config.ticking import tick
from binhdang.jobs.clock import now


class Command(BaseCommand):
    """Open what falls due and seal the audit log."""

    help = "Mở các kỳ báo cáo đến hạn và niêm phong nhật ký, một lần."

    def handle(self, *args: Any, **options: Any) -> None:
        done = tick(at=now())
        print(f"chế độ báo cáo mới: {done['regimes']}; kỳ mở mới: {done['rounds']}; niêm phong: {done['sealed']} dòng")
