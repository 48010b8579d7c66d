from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "teranga.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        from teranga.monitoring import contributions  # noqa: F401, PLC0415 - models must be loaded
