from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "teranga.core"
    label = "core"

    def ready(self) -> None:
        from teranga.core.watching import watch_models  # noqa: PLC0415 - models must be loaded

        watch_models()

        from teranga.core.services.reference import (  # noqa: PLC0415 - imports models
            load_reference_after_migrate,
        )

        post_migrate.connect(load_reference_after_migrate, sender=self)
