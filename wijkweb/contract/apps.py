from django.apps import AppConfig


class ContractConfig(AppConfig):
    name = "wijkweb.contract"
    label = "contract"
