from django.apps import AppConfig


class CommonsConfig(AppConfig):
    name = "wijkweb.commons"
    label = "commons"

    def ready(self) -> None:
        from wijkweb.commons import checks  # noqa: F401  registers the system checks
