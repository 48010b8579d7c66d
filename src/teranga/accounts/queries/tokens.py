from typing import Any

from teranga.accounts.models import ApiToken
from teranga.core.models import RecordQuerySet


def tokens_of(user: Any) -> RecordQuerySet:
    return ApiToken.objects.current().filter(user_id=user.pk)
