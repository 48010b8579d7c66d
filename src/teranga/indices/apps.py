from django.apps import AppConfig


class IndicesConfig(AppConfig):
    name = "teranga.indices"
    label = "indices"

    def ready(self) -> None:
        from teranga.indices import contributions  # noqa: F401, PLC0415 - models must be loaded
