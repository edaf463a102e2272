"""The NUL character: no keyboard types it, PostgreSQL keeps none, SQLite does. Here it is refused for all pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

from binhdang.ui.refusals import came_from, refused
from binhdang.values.refusals import Refusal

NUL = "\0"


class NulMiddleware:
    """Answers a request that carries a NUL character in its address or its form, before any view sees it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (NUL in request.path_info or _holds_nul(request.GET) or _holds_nul(request.POST)):
            return self.get_response(request)
        refusal = Refusal(
            "Địa chỉ hoặc nội dung gửi lên có ký tự NUL nên không xử lý được.",
            value="ký tự có mã 0",
            rule="văn bản chỉ gồm ký tự đọc được.",
            remedy="quay lại trang trước, xóa đoạn vừa dán từ chương trình khác rồi gõ lại.",
        )
        return refused(request, refusal, "ui/refused.html", {"back_url": came_from(request)})


def _holds_nul(given: QueryDict) -> bool:
    return any(NUL in name or any(NUL in value for value in values) for name, values in given.lists())
