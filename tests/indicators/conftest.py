"""The world these tests play in."""

from cast import world  # noqa: F401
