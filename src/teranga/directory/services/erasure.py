"""What erasing leaves of a person: functions held and seats filled, by nobody one can name."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.directory.enums import ImportSubject
from teranga.directory.models import Contact, Mandate, Person, SheetImport
from teranga.directory.services.contacts import ERASED


@transaction.atomic
def erase_person(person: Person) -> None:
    """Forget who it was; the row stays, so that the history of seats stays true."""
    person.given_name, person.family_name, person.note = "", _("Erased person"), ""
    person.visibility = Visibility.PRIVATE
    person.account, person.owner = None, None
    person.erased_at = person.erased_at or timezone.now()
    person.save()
    if not person.is_archived:
        person.archive()
    for sheet_import in SheetImport.objects.filter(subject=ImportSubject.PERSON):
        _forget_in(sheet_import, person)


def _forget_in(sheet_import: SheetImport, person: Person) -> None:
    """Drop what an import kept to be undone: the former name is in it."""
    kept = [effect for effect in sheet_import.effects if effect["id"] != str(person.pk)]
    if len(kept) < len(sheet_import.effects):
        sheet_import.effects = kept
        sheet_import.save(update_fields=["effects"])


def erase_contact(contact: Contact) -> None:
    contact.value, contact.label = ERASED, ""
    contact.visibility = Visibility.PRIVATE
    contact.save()
    if not contact.is_archived:
        contact.archive()


def erase_mandate(mandate: Mandate) -> None:
    """Hide what might tell who it was; the function itself is counted, not read."""
    mandate.visibility = Visibility.PRIVATE
    mandate.save(update_fields=["visibility"])


def erase_import(sheet_import: SheetImport) -> None:
    """Forget the sheet someone sent: its cells, its file name, and what they replaced.

    Only its sender could have undone it.
    """
    sheet_import.rows, sheet_import.effects, sheet_import.file_name = [], [], ERASED
    sheet_import.save(update_fields=["rows", "effects", "file_name"])
