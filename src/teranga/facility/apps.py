from django.apps import AppConfig


class FacilityConfig(AppConfig):
    name = "teranga.facility"
    label = "facility"

    def ready(self) -> None:
        from teranga.facility import contributions  # noqa: F401, PLC0415 - models must be loaded
