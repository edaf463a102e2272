"""Keeping bytes."""

from __future__ import annotations

import hashlib
import mimetypes
from datetime import datetime
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from binhdang.files.models import StoredFile
from binhdang.files.pictures import Picture
from binhdang.values.refusals import Refusal
from binhdang.values.texts import nfc


def keep(data: bytes, *, name: str, at: datetime) -> StoredFile:
    """Store bytes under their hash and return the record. Raises Refusal for an empty or an over-large file."""
    require_size(data, name=name)
    path, digest = _stored(data)
    shown = _shown(name)
    media_type = mimetypes.guess_type(shown)[0] or "application/octet-stream"
    return StoredFile.objects.create(
        name=shown, media_type=media_type, size=len(data), sha256=digest, content=path, stored_at=at
    )


def keep_picture(picture: Picture, *, name: str, at: datetime) -> StoredFile:
    """`keep` for a prepared picture, with its thumbnail."""
    path, digest = _stored(picture.data)
    return StoredFile.objects.create(
        name=_shown(name),
        media_type=picture.shape.media_type,
        size=len(picture.data),
        sha256=digest,
        content=path,
        stored_at=at,
        removed=picture.removed,
        thumbnail=_stored(picture.thumbnail)[0],
        thumbnail_width=picture.width,
        thumbnail_height=picture.height,
    )


def require_size(data: bytes, *, name: str) -> None:
    """Raise Refusal for an empty or an over-large file."""
    where, limit = f"tệp «{_shown(name)}»", settings.MAX_UPLOAD_BYTES
    if not data:
        raise Refusal(
            "Tệp rỗng nên không lưu được.",
            where=where,
            value="0 byte",
            remedy="mở tệp trên máy để kiểm tra, rồi chọn lại đúng tệp.",
        )
    if len(data) > limit:
        raise Refusal(
            "Tệp quá lớn nên không lưu được.",
            where=where,
            value=f"{len(data) / 1_048_576:.0f} MB",
            rule=f"mỗi tệp tối đa {limit // 1_048_576} MB.",
            remedy="giảm dung lượng ảnh hoặc chia tệp thành nhiều phần rồi tải lại.",
        )


def _shown(name: str) -> str:
    return nfc(PurePath(name.replace("\\", "/")).name)[:255] or "khong-ten"


def _stored(data: bytes) -> tuple[str, str]:
    """Where the storage holds the bytes, and their hash; the same bytes are held once."""
    digest = hashlib.sha256(data).hexdigest()
    path = f"{digest[:2]}/{digest}"
    return (path if _holds(path, digest) else default_storage.save(path, ContentFile(data))), digest


def _holds(path: str, digest: str) -> bool:
    """Whether the bytes are there already, and whole: a full disk may once have cut them off."""
    if not default_storage.exists(path):
        return False
    with default_storage.open(path) as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest() == digest


def read(stored: StoredFile) -> bytes:
    """The bytes, checked against their hash. Raises Refusal where the storage changed or lost them."""
    try:
        with stored.content.open("rb") as handle:
            data: bytes = handle.read()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        raise Refusal(
            "Tệp đã lưu không còn nguyên vẹn.",
            where=f"tệp «{stored.name}»",
            remedy="báo quản trị viên khôi phục kho tệp từ bản sao lưu gần nhất.",
        )
    return data
