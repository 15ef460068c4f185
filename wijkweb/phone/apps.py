from django.apps import AppConfig


class PhoneConfig(AppConfig):
    name = "wijkweb.phone"
    label = "phone"
