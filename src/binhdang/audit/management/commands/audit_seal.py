"""`binhdang audit_seal`: seal what is committed and not sealed yet. The tick does the same."""

from typing import Any

from django.core.management.base import BaseCommand

from binhdang.audit.sealing import seal


class Command(BaseCommand):
    """Seal."""

    help = "Niêm phong các dòng nhật ký đã ghi mà chưa niêm phong."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many rows were sealed."""
        self.stdout.write(f"Đã niêm phong {seal()} dòng.")
