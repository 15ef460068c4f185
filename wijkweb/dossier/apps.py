from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "wijkweb.dossier"
    label = "dossier"
