from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "teranga.accounts"
    label = "accounts"

    def ready(self) -> None:
        # Imported for what they register: receivers of sign-in events, personal data.
        from teranga.accounts import contributions  # noqa: F401, PLC0415
        from teranga.accounts.services import sign_in_events  # noqa: F401, PLC0415
