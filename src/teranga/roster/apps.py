from django.apps import AppConfig


class RosterConfig(AppConfig):
    name = "teranga.roster"
    label = "roster"

    def ready(self) -> None:
        from teranga.roster import contributions  # noqa: F401, PLC0415 - models must be loaded
