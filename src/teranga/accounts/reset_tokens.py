"""The secret of a letter that resets a password: an hour, whatever the clock does."""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.http import base36_to_int

_DRIFT_SECONDS = 300


class BoundedResetTokenGenerator(PasswordResetTokenGenerator):
    """Refuses also what a clock set back since would keep valid for longer."""

    def check_token(self, user: Any, token: str | None) -> bool:
        return super().check_token(user, token) and not self._is_from_the_future(str(token))

    def _is_from_the_future(self, token: str) -> bool:
        written_at = base36_to_int(token.split("-", maxsplit=1)[0])
        return written_at > self._num_seconds(self._now()) + _DRIFT_SECONDS
