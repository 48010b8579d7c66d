from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import QuerySet


def sessions_of(user: Any) -> QuerySet[UserSession]:
    return UserSession.objects.filter(user_id=user.pk)  # type: ignore[no-any-return]
