"""Sending a kept file to a browser. The view that calls this has already checked who may open it."""

from pathlib import PurePath
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from binhdang.files.actions import read
from binhdang.files.models import StoredFile
from binhdang.files.pictures import THUMBNAIL_TYPE


def download(stored: StoredFile) -> HttpResponse:
    """The file as a download: never shown inside the page, whatever it claims to be."""
    return attachment(read(stored), name=stored.name, media_type=stored.media_type)


def thumbnail(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """The small picture, to be shown inside a page; a browser fetches it once. 404 where there is none."""
    if not stored.thumbnail:
        raise Http404
    etag = f'"{PurePath(str(stored.thumbnail)).name}"'  # the hash of the bytes
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            with stored.thumbnail.open("rb") as handle:
                response = HttpResponse(handle.read(), content_type=THUMBNAIL_TYPE)
        except OSError as lost:
            raise Http404 from lost
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def attachment(data: bytes, *, name: str, media_type: str) -> HttpResponse:
    """Bytes as a download with a Vietnamese file name."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
