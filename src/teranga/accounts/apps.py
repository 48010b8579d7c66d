from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "teranga.accounts"
    label = "accounts"
