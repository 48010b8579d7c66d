"""What a short text may hold: a name must not rewrite the line it stands on."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Embeddings, overrides and isolates turn the rest of a line round; the two direction
# marks (U+200E, U+200F), which Arabic names need beside Latin acronyms, do not.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def validate_plain_line(text: str) -> None:
    """Refuse control characters, line breaks and characters that turn the reading round."""
    for character in text:
        if character in _TURNING or unicodedata.category(character) in {"Cc", "Zl", "Zp"}:
            raise ValidationError(
                _("This text holds an invisible character (%(code)s): type it again by hand."),
                code="invisible",
                params={"code": f"U+{ord(character):04X}"},
            )
