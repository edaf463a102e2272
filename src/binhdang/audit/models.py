"""Audit rows. They name people and things by value, not by foreign key: a record must outlive what it speaks of."""

from django.db import models

from binhdang.audit.wording import in_words, kind_in_words


class Event(models.Model):
    """One action. Written in the action's own transaction; `sequence` and `chain_hash` come later, from the sealer."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)  # noun.past_verb
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=100)
    unit_code = models.CharField(max_length=60, blank=True)
    unit_name = models.CharField(max_length=200, blank=True)
    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    object_label = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict)
    sequence = models.BigIntegerField(null=True, unique=True)
    chain_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["object_kind", "object_id"]),
            models.Index(fields=["unit_code", "at"]),
        ]

    @property
    def done(self) -> str:
        """What was done, in Vietnamese."""
        return in_words(self.verb)

    @property
    def kind(self) -> str:
        """What it was done to, in Vietnamese."""
        return kind_in_words(self.object_kind)


class PersonalSalt(models.Model):
    """The salt of one personal value that stands in an event as a digest: delete the salt and the value is erased."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="salts")
    name = models.CharField(max_length=60)
    salt = models.CharField(max_length=32)
