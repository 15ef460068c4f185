from django.apps import AppConfig


class CallConfig(AppConfig):
    name = "wijkweb.call"
    label = "call"
