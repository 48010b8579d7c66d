"""Comparing who may read two things that hang together."""

from teranga.accounts.enums import ConsentPurpose
from teranga.core.enums import Visibility

# The enumeration is written from wide to narrow.
_ORDER = [Visibility(value) for value in Visibility.values]
_OPENED_BY = {
    ConsentPurpose.PUBLIC: Visibility.PUBLIC,
    ConsentPurpose.NETWORK: Visibility.NETWORK,
    ConsentPurpose.STORAGE: Visibility.PRIVATE,
}


def narrowest(*levels: str) -> Visibility:
    return max((Visibility(level) for level in levels), key=_ORDER.index)


def is_wider(level: str, than: str) -> bool:
    return _ORDER.index(Visibility(level)) < _ORDER.index(Visibility(than))


def opened_by(consent: str) -> Visibility:
    """Return how widely a thing may be shown under that consent."""
    return _OPENED_BY[ConsentPurpose(consent)]
