"""Model fields that every app shares."""

from typing import TYPE_CHECKING, Any

from django.db import models

from binhdang.values.ids import new_public_id

if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
else:
    TextColumn = models.CharField


class PublicIdField(TextColumn):
    """The random id that stands in URLs; the integer key stays inside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_length=16, unique=True, editable=False, default=new_public_id)
        super().__init__(*args, **kwargs)
