from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "teranga.directory"
    label = "directory"
