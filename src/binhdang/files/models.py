"""Kept files."""

from django.db import models

from binhdang.ui.fields import PublicIdField


class StoredFile(models.Model):
    """Bytes that are kept, with the name the person gave them. Who may open one is for the app that points to it.

    Bytes are kept as they came, but for pictures of evidence: what tells of the person who took one was removed before.
    """

    class Removed(models.TextChoices):
        """What was removed from a picture, the worst of it."""

        NOTHING = "", "không có gì"
        OTHER = "other", "thông tin riêng kèm ảnh"
        LOCATION = "location", "vị trí chụp"

    public_id = PublicIdField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.FileField(max_length=200)
    stored_at = models.DateTimeField()
    removed = models.CharField(max_length=20, blank=True, choices=Removed.choices, default=Removed.NOTHING)
    thumbnail = models.FileField(max_length=200, blank=True)
    """A small picture of the picture; empty for other files."""
    thumbnail_width = models.PositiveSmallIntegerField(default=0)
    thumbnail_height = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
