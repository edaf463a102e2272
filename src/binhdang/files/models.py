"""Kept files."""

from django.db import models

from binhdang.ui.fields import PublicIdField


class StoredFile(models.Model):
    """Bytes as they came, with the name the person gave them. Who may open one is for the app that points to it."""

    public_id = PublicIdField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.FileField(max_length=200)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
