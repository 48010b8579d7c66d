"""The entries of the directory that an account keeps for its organisation."""

from django.db.models import QuerySet

from teranga.core.viewer import viewer_of
from teranga.directory.models import EntryLink


def entries_kept_by(user: object) -> QuerySet[EntryLink]:
    """Return the links by which `user` keeps an entry; those that the team closed are gone."""
    viewer = viewer_of(user)
    rows: QuerySet[EntryLink] = EntryLink.objects.current().select_related("organisation")
    if not viewer.is_known:
        return rows.none()
    return rows.filter(
        kept_by_id=viewer.user_id, revoked_at__isnull=True, organisation__archived_at__isnull=True
    ).order_by("organisation__name")


def keeps_an_entry(user: object) -> bool:
    return entries_kept_by(user).exists()
