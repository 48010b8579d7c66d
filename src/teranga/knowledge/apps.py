from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "teranga.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from teranga.knowledge import contributions  # noqa: F401, PLC0415 - models must be loaded
