from django.db.models import QuerySet

from teranga.core.viewer import viewer_of
from teranga.roster.models import Nomination


def nominations_of(user: object) -> QuerySet[Nomination]:
    """Return what this account has nominated: the state, nothing of the profile."""
    owner_id = viewer_of(user).user_id
    rows: QuerySet[Nomination] = Nomination.objects.visible_to(user)
    return rows.filter(owner_id=owner_id).select_related("organisation", "profile")
