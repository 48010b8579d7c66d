"""The imports an account has sent; nobody else reads them."""

from uuid import UUID

from django.db.models import QuerySet

from teranga.core.viewer import viewer_of
from teranga.directory.models import SheetImport


def imports_of(user: object) -> QuerySet[SheetImport]:
    owner_id = viewer_of(user).user_id
    return (
        SheetImport.objects.visible_to(user).filter(owner_id=owner_id).select_related("programme")
    )


def find_import(user: object, pk: UUID) -> SheetImport | None:
    sheet_import: SheetImport | None = imports_of(user).filter(pk=pk).first()
    return sheet_import
