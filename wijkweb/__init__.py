"""Wijkweb carries a neighbourhood improvement contract from call to lasting result."""

__version__ = "0.1.0"
