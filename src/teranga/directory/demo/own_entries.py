"""An account of the demo keeps the page of an organisation, as an organisation would."""

from django.utils import timezone

from teranga.accounts.enums import Role
from teranga.accounts.models import User
from teranga.directory.models import EntryLink, Organisation
from teranga.directory.services.entry_links import create_entry_link, keep_entry, token_of


def load_kept_entries() -> None:
    """Give each demo account of an organisation an invented one of its country, once."""
    keepers = User.objects.filter(is_fictitious=True, memberships__role=Role.CSO)
    for user in keepers.exclude(pk__in=EntryLink.objects.values("kept_by")).distinct():
        country = user.memberships.current().get(role=Role.CSO).country_id
        invented = Organisation.objects.filter(is_fictitious=True, country_id=country)
        organisation = invented.order_by("name").first()
        if organisation is not None:
            today = timezone.localdate()
            link = create_entry_link(organisation, today=today, by=None)
            keep_entry(token_of(link), by=user, today=today)
