"""Sending a kept file to a browser. The view that calls this has already checked who may open it."""

from urllib.parse import quote

from django.http import HttpResponse

from binhdang.files.actions import read
from binhdang.files.models import StoredFile


def download(stored: StoredFile) -> HttpResponse:
    """The file as a download: never shown inside the page, whatever it claims to be."""
    return attachment(read(stored), name=stored.name, media_type=stored.media_type)


def attachment(data: bytes, *, name: str, media_type: str) -> HttpResponse:
    """Bytes as a download with a Vietnamese file name."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
