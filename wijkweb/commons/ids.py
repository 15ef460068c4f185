"""Random public ids for URLs: database keys stay inside."""

import secrets

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # without those that are mistaken for another
LENGTH = 12


def public_id() -> str:
    """Twelve random letters and digits, about 59 bits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))
