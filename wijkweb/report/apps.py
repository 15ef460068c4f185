from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "wijkweb.report"
    label = "report"
