"""The world of the cast, for every test of this folder."""

from cast import world  # noqa: F401
