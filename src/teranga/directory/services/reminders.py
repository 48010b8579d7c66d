"""The yearly letter that asks an organisation whether its entry is still true."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from teranga.accounts.services.letters import send_letter
from teranga.directory.models import Organisation
from teranga.directory.queries.moderation import address_for_letters
from teranga.directory.services.entry_links import create_entry_link, token_of


def send_reminders(organisations: Iterable[Organisation], *, today: dt.date, by: object) -> int:
    """Send each a new link; return how many letters left. Without an address, none is made."""
    n_sent = 0
    for organisation in organisations:
        to = address_for_letters(organisation)
        if not to or organisation.is_fictitious:
            continue
        link = create_entry_link(organisation, today=today, by=by)
        address = settings.PUBLIC_URL + reverse("directory:own-entry", args=[token_of(link)])
        context = {"organisation": organisation, "address": address, "link": link}
        letter = "directory/letters/reminder"
        n_sent += send_letter(letter, to=to, language="fr", context=context)
    return n_sent
