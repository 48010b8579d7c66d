"""The imports an account has sent; nobody else reads them."""

from uuid import UUID

from django.db.models import QuerySet

from teranga.core.viewer import viewer_of
from teranga.facility.models import ActionImport


def imports_of(user: object) -> QuerySet[ActionImport]:
    owner_id = viewer_of(user).user_id
    rows = ActionImport.objects.visible_to(user).filter(owner_id=owner_id)
    return rows.select_related("programme")


def find_import(user: object, pk: UUID) -> ActionImport | None:
    action_import: ActionImport | None = imports_of(user).filter(pk=pk).first()
    return action_import
