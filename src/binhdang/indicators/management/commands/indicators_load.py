"""`binhdang indicators_load`: put the shipped dictionary of indicators in the database, or bring it up to date."""

from typing import Any

from django.core.management.base import BaseCommand

from binhdang.indicators.dictionary import load
from binhdang.jobs.clock import now


class Command(BaseCommand):
    """Repeatable: what has not changed is left alone, and nothing is taken away."""

    help = "Nạp bộ chỉ tiêu kèm theo phần mềm; chạy lại bao nhiêu lần cũng được."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what changed."""
        loaded = load(at=now())
        self.stdout.write(f"Bộ chỉ tiêu: thêm {len(loaded.added)}, thay đổi {len(loaded.changed)}.")
