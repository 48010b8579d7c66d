from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "teranga.programmes"
    label = "programmes"
