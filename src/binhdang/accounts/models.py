"""The account of one person. What the person may do stands in `orgs.Membership`, not here."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from binhdang.ui.fields import PublicIdField


class User(AbstractBaseUser):
    """One person, one account. It is never deleted, only deactivated: its name stands under what it did."""

    public_id = PublicIdField()
    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=100)
    search_text = models.CharField(max_length=200, blank=True)
    """Name and user name without diacritics: "Lê Quỳnh Chi" is found by "quynh chi". Computed when issued."""
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    objects = BaseUserManager["User"]()

    def __str__(self) -> str:
        return self.full_name
