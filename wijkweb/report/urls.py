"""Pages of meetings, reports, evaluation and anchoring; each has its own list."""

from wijkweb.report import urls_evaluation, urls_reports

urlpatterns = [*urls_reports.urlpatterns, *urls_evaluation.urlpatterns]
