"""The cache in the database, which also keeps the counts of guesses."""

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError


class HonestCache(DatabaseCache):
    """Says when the database takes no writing, where Django's answers "it is there already".

    A visitor who signs in while the database is locked would else read that they tried too often.
    """

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        # Between the refusal and the look, another process may take its own key away: look again.
        for _attempt in range(3):
            if super().add(key, value, timeout, version):
                return True
            if self.has_key(key, version):
                return False
        message = "The cache cannot be written."
        raise OperationalError(message)
