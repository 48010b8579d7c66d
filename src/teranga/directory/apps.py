from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "teranga.directory"
    label = "directory"

    def ready(self) -> None:
        from teranga.directory import contributions  # noqa: F401, PLC0415 - models must be loaded
