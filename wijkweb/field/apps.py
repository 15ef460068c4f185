from django.apps import AppConfig


class FieldConfig(AppConfig):
    name = "wijkweb.field"
    label = "field"
