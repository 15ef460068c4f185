"""Pages of meetings, reports, evaluation and anchoring; each has its own list."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("wijkweb.report.urls_meetings")),
    path("", include("wijkweb.report.urls_anchoring")),
    path("", include("wijkweb.report.urls_risk_links")),
    path("", include("wijkweb.report.urls_reports")),
    path("", include("wijkweb.report.urls_evaluation")),
]
