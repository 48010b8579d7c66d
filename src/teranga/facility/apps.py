from django.apps import AppConfig


class FacilityConfig(AppConfig):
    name = "teranga.facility"
    label = "facility"
