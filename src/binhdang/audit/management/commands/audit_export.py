"""`binhdang audit_export`: the sealed log as JSON lines, to be kept and verified elsewhere."""

from typing import Any

from django.core.management.base import BaseCommand

from binhdang.audit.sealing import export_lines


class Command(BaseCommand):
    """Export."""

    help = (
        "In nhật ký đã niêm phong thành các dòng JSON. Cách kiểm chứng không cần hệ thống: docs/how-to/verify-audit.md"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one line a row to standard output."""
        for line in export_lines():
            self.stdout.write(line)
