from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "teranga.surveys"
    label = "surveys"

    def ready(self) -> None:
        from teranga.surveys import contributions  # noqa: F401, PLC0415 - models must be loaded
        from teranga.surveys.services import form_rules  # noqa: F401, PLC0415 - it adds a check
