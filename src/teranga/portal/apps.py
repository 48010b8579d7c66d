from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "teranga.portal"
    label = "portal"
