"""The files attached to a thing that has a page: which one may read, add, put away."""

from dataclasses import dataclass
from uuid import UUID

from teranga.core.contributions import Documented, shelves
from teranga.core.models import Attachment, Publishable
from teranga.core.permissions import can_archive_attachment, can_create_attachment


@dataclass(frozen=True, slots=True)
class Document:
    attachment: Attachment
    may_archive: bool


@dataclass(frozen=True, slots=True)
class DocumentList:
    """The files about one thing, as one visitor sees them."""

    about: Publishable
    documents: tuple[Document, ...]
    may_add: bool

    @property
    def kind(self) -> str:
        return self.about._meta.label_lower


def documents_about(user: object, about: Publishable) -> DocumentList:
    rows = Attachment.objects.visible_to(user).filter(
        about_model=about._meta.label_lower, about_id=str(about.pk)
    )
    documents = tuple(Document(row, can_archive_attachment(user, row)) for row in rows)
    return DocumentList(about, documents, may_add_document(user, about))


def may_add_document(user: object, about: Publishable) -> bool:
    return not about.is_archived and can_create_attachment(user, **about.scope())  # type: ignore[arg-type]


def documented_thing(user: object, kind: str, pk: UUID | str) -> Publishable | None:
    """Return through the door the thing a file is about; `None` for any other kind of thing."""
    entry = _entry(kind)
    if entry is None or not pk:
        return None
    rows = entry.model._default_manager.visible_to(user)  # type: ignore[attr-defined]
    thing: Publishable | None = rows.filter(pk=pk).first()
    return thing


def page_of(about: Publishable) -> str:
    entry = _entry(about._meta.label_lower)
    return entry.url(about) if entry else "/"


def _entry(kind: str) -> Documented | None:
    return next((e for e in shelves.documented if e.model._meta.label_lower == kind), None)
