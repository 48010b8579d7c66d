from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "teranga.monitoring"
    label = "monitoring"
