"""An amount and its currency, written as the reader writes it."""

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_currency, is_currency
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` units of an ISO 4217 currency; amounts of two currencies never add up."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not is_currency(self.currency, "en"):
            raise ValueError(
                f"currency={self.currency!r} is not an ISO 4217 code such as EUR or XOF."
            )

    def __add__(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up: convert first.")
        return Money(self.amount + other.amount, self.currency)

    def __str__(self) -> str:
        locale = (get_language() or "fr").replace("-", "_")
        is_whole = self.amount == self.amount.to_integral_value()
        pattern = _("#,##0 ¤") if is_whole else None
        return format_currency(
            self.amount, self.currency, pattern, locale=locale, currency_digits=not is_whole
        )
