"""`binhdang search_rebuild`: fold everything anew."""

from typing import Any

from django.core.management.base import BaseCommand

from binhdang.search.following import build


class Command(BaseCommand):
    """Build the index of the search anew."""

    help = "Lập lại chỉ mục tìm kiếm từ đầu, trong khi mọi người vẫn làm việc."

    def handle(self, *args: Any, **options: Any) -> None:
        print(f"chỉ mục tìm kiếm: {build()} mục")
