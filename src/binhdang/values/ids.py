"""Random ids for URLs: integer keys stay inside."""

import secrets


def new_public_id() -> str:
    """16 hexadecimal digits; 64 random bits, so that nobody reaches a page by counting."""
    return secrets.token_hex(8)
