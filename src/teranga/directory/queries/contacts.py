from uuid import UUID

from teranga.directory.models import Contact


def find_contact(user: object, pk: UUID) -> Contact | None:
    contact: Contact | None = (
        Contact.objects.visible_to(user)
        .select_related("organisation", "person")
        .filter(pk=pk)
        .first()
    )
    return contact
