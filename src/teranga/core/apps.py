from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "teranga.core"
    label = "core"
