"""`binhdang import FILE --unit CODE --user USERNAME`: take a paper in from the command line, as its page does."""  # noqa: N999

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from binhdang.accounts.models import User
from binhdang.documents.actions import take_in
from binhdang.documents.extraction import refuse_size
from binhdang.documents.models import Direction
from binhdang.jobs.clock import now
from binhdang.orgs.models import Unit
from binhdang.values.refusals import Refusal


class Command(BaseCommand):
    """Reads a file and enters it in the books of a unit."""

    help = "Đưa một văn bản vào sổ của đơn vị và đọc nội dung."

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE, --unit, --user, --direction."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--unit", required=True, help="mã đơn vị, ví dụ 618")
        parser.add_argument("--user", required=True, help="tên đăng nhập của người đưa vào")
        parser.add_argument("--direction", choices=Direction.values, default=Direction.OUTGOING.value)

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the paper in; a refusal ends the command with its message."""
        file: Path = options["file"]
        owner = Unit.objects.filter(code=options["unit"]).first()
        user = User.objects.filter(username=options["user"]).first()
        if owner is None or user is None:
            missing = f"đơn vị mã «{options['unit']}»" if owner is None else f"tài khoản «{options['user']}»"
            raise CommandError(f"Không có {missing}. Kiểm tra lại mã đơn vị và tên đăng nhập.")
        try:
            refuse_size(file.stat().st_size, name=file.name)
            paper = take_in(
                owner=owner,
                direction=Direction(options["direction"]),
                data=file.read_bytes(),
                name=file.name,
                by=user,
                at=now(),
            )
        except OSError as error:
            raise CommandError(f"Không mở được tệp «{file}»: {error.strerror}. Kiểm tra lại đường dẫn.") from error
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        number = paper.number_symbol or "chưa có số"
        self.stdout.write(f"Đã vào sổ: {paper.kind} {number}, {paper.title}. Mã: {paper.public_id}")
