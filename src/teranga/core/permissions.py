"""Who may add and put away files; who may go on with an import."""

from uuid import UUID

from teranga.core.models import Attachment, ImportedSheet
from teranga.core.viewer import viewer_of


def can_create_attachment(
    user: object,
    *,
    programme_id: UUID | None = None,
    component_id: UUID | None = None,
    country_id: str | None = None,
) -> bool:
    return viewer_of(user).may(
        "create",
        "attachment",
        programme_id=programme_id,
        component_id=component_id,
        country_id=country_id,
    )


def can_archive_attachment(user: object, attachment: Attachment) -> bool:
    viewer = viewer_of(user)
    is_own = viewer.user_id is not None and attachment.owner_id == viewer.user_id
    return is_own or viewer.may(
        "archive",
        "attachment",
        programme_id=attachment.programme_id,
        component_id=attachment.component_id,
        country_id=attachment.country_id,
    )


def can_change_import(user: object, sheet: ImportedSheet) -> bool:
    viewer = viewer_of(user)
    return viewer.user_id is not None and sheet.owner_id == viewer.user_id
