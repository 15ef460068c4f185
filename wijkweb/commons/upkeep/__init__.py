"""Upkeep: backup, restore and its drill, sealed files, and what lies about without a row."""

from __future__ import annotations


class NotPossible(ValueError):
    """This cannot be done like this; the message says why and what to do. Nothing was changed."""
