"""Password rules: length, by what the account opens; no composition rule."""

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

MINIMUM = 12
STAFF_MINIMUM = 15


class LengthByRoleValidator:
    """Twelve characters; fifteen where the role needs a second factor."""

    def validate(self, password: str, user: object = None) -> None:
        wanted = STAFF_MINIMUM if getattr(user, "needs_second_factor", False) else MINIMUM
        if len(password) < wanted:
            raise ValidationError(
                ngettext(
                    "This password is too short: use at least %(n)d character.",
                    "This password is too short: use at least %(n)d characters.",
                    wanted,
                ),
                params={"n": wanted},
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return ngettext(
            "At least %(n)d character; a sentence is easy to remember.",
            "At least %(n)d characters; a sentence is easy to remember.",
            MINIMUM,
        ) % {"n": MINIMUM}
