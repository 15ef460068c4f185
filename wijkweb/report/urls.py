"""Pages of meetings, reports, evaluation and anchoring; each has its own list."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
