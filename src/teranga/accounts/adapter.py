"""How the sign-in library behaves here: by invitation only, throttled fairly, secrets encrypted."""

import ipaddress
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from teranga.accounts.models import User
from teranga.accounts.services.known_browsers import known_browser
from teranga.accounts.services.letters import send_letter
from teranga.accounts.services.sign_in_events import note_refusal
from teranga.core.encryption import decrypt, encrypt
from teranga.core.middleware import client_address


class InvitationOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Use the address the audit uses; a Unix socket has none."""
        address = client_address(request)
        try:
            return str(ipaddress.ip_address(address))
        except ValueError:
            return "::"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the guess before the password is looked at; known browsers apart."""
        action, key = self._guess_counter(request, str(credentials.get("email", "")))
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action=action, key=key
        )
        if not self._login_failed_rl_usage:
            note_refusal(credentials, "throttled")
            raise self.validation_error("too_many_login_attempts")

    def _guess_counter(self, request: HttpRequest, email: str) -> tuple[str, str]:
        browser = known_browser(request)
        account = User.objects.filter(email__iexact=email).first() if browser else None
        if browser and account and browser.knows(account.pk):
            return "login_failed_known_browser", f"{browser.name}:{account.pk}"
        return "login_failed", email.lower()

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return str(credentials.get("email", "")).lower()

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Build the link from the configured address: a forged Host header cannot redirect it."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.PUBLIC_URL + path.replace("UID-KEY", key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the reader's language; nothing goes to addresses without an account."""
        reader = User.objects.filter(email__iexact=email).first()
        if reader is not None:
            letter = {key: value for key, value in context.items() if key != "request"}
            send_letter(template_prefix, to=email, language=reader.language, context=letter)


class EncryptedMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and recovery codes are useless without the field key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your role needs a second factor: add another one before you remove this one."
        ),
    }

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever reads personal data keeps at least one second factor."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user).exclude(pk=authenticator.pk)
        return (
            not user.needs_second_factor
            or others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        )

    def _get_site_name(self) -> str:
        return str(settings.NETWORK_NAME)
