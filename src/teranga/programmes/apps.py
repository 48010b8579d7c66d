from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "teranga.programmes"
    label = "programmes"

    def ready(self) -> None:
        from teranga.programmes import contributions  # noqa: F401, PLC0415 - models must be loaded
