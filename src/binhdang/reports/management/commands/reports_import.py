"""`binhdang reports_import FOLDER --round ID --by USERNAME`: the filled-in workbooks of a folder, into their drafts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from binhdang.accounts.models import User
from binhdang.jobs.clock import now
from binhdang.reports.models import Report, Round
from binhdang.reports.workbooks import Taken, WorkbookRefused, store_many
from binhdang.values.refusals import Refusal


class Command(BaseCommand):
    """Stores each workbook whole or not at all, as the named account; approving and sending stay with people."""

    help = (
        "Nhập các biểu Excel đã điền của một kỳ vào bản đang soạn của các đơn vị. Tệp mang tên <mã đơn vị>.xlsx. "
        "Tài khoản ghi phải là người nhập liệu của chính các đơn vị đó; không trình duyệt và không gửi thay ai."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="thư mục có các tệp <mã đơn vị>.xlsx")
        parser.add_argument("--round", required=True, help="mã của kỳ báo cáo, có trong địa chỉ trang")
        parser.add_argument("--by", required=True, help="tên đăng nhập của người nhập liệu")

    def handle(self, *args: Any, **options: Any) -> None:
        round = _the(Round.objects.filter(public_id=options["round"]), "kỳ báo cáo", options["round"])
        by = _the(User.objects.filter(username=options["by"], is_active=True), "tài khoản", options["by"])
        paths = sorted(options["folder"].glob("*.xlsx"))
        reports = Report.objects.filter(round=round).select_related("unit", "round__regime")
        of_unit = {report.unit.code: report for report in reports.prefetch_related("unit__names")}
        strange = [path.name for path in paths if path.stem not in of_unit]
        if strange or not paths:
            seen = ", ".join(strange) or f"không có tệp .xlsx nào trong {options['folder']}"
            raise CommandError(f"Tệp phải mang tên <mã đơn vị>.xlsx của đơn vị có trong kỳ. Nhận được: {seen}.")
        refused = self._tell(paths, store_many(_files(paths, of_unit), by=by, at=now()))
        if refused:
            raise CommandError(f"{refused}/{len(paths)} tệp không nhận được; các tệp khác đã ghi.")

    def _tell(self, paths: list[Path], stored: list[Taken | Refusal]) -> int:
        """Say what became of each file; how many were refused."""
        for path, told in zip(paths, stored, strict=True):
            if isinstance(told, Taken):
                self.stdout.write(f"{path.name}: đã ghi {told.written} ô, {told.untouched} ô giữ nguyên.")
                continue
            for refusal in told.all if isinstance(told, WorkbookRefused) else [told]:
                self.stdout.write(f"{path.name}: không nhận. {refusal.message}")
        return sum(isinstance(told, Refusal) for told in stored)


def _files(paths: list[Path], of_unit: dict[str, Report]) -> Iterator[tuple[Report, bytes]]:
    for path in paths:
        yield of_unit[path.stem], path.read_bytes()


def _the(found: Any, what: str, named: str) -> Any:
    thing = found.first()
    if thing is None:
        raise CommandError(f"Không có {what} «{named}». Kiểm tra lại rồi chạy lại lệnh.")
    return thing
