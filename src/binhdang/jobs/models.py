"""The pinned clock."""

from django.db import models


class ClockPin(models.Model):
    """At most one row: while it stands, "now" is this instant. The demo world lives in 2022."""

    at = models.DateTimeField()
