"""The imports an account has sent; nobody else reads them."""

from uuid import UUID

from django.db.models import QuerySet

from teranga.core.viewer import viewer_of
from teranga.roster.models import RosterImport


def imports_of(user: object) -> QuerySet[RosterImport]:
    owner_id = viewer_of(user).user_id
    rows: QuerySet[RosterImport] = RosterImport.objects.visible_to(user)
    return rows.filter(owner_id=owner_id).select_related("programme")


def find_import(user: object, pk: UUID) -> RosterImport | None:
    roster_import: RosterImport | None = imports_of(user).filter(pk=pk).first()
    return roster_import
