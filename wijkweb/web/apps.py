from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "wijkweb.web"
    label = "web"
