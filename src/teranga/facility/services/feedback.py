"""Feedback forms of an activity: handed out, written to participants, closed."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.accounts.models import User
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock_current
from teranga.facility.enums import ActivityState
from teranga.facility.models import Activity
from teranga.facility.permissions.feedback import can_ask_feedback
from teranga.facility.queries.activities import participants_of
from teranga.facility.queries.feedback import ABOUT, links_about, shared_links
from teranga.surveys.models import PersonalLink, Questionnaire
from teranga.surveys.services.campaigns import send_letter
from teranga.surveys.services.links import Respondent, create_link, revoke_link

LINK_DAYS = 90


@dataclass(frozen=True, slots=True)
class Asked:
    """The link that the room shares, and how many participants were written to."""

    link: PersonalLink
    n_written: int


@transaction.atomic
def ask_feedback(
    activity: Activity, *, questionnaire: Questionnaire, writes: bool, by: User
) -> Asked:
    """Hand a questionnaire out in an activity; with `writes`, to each address that is known.

    Asked again, it writes only to those who came since: nobody is written to twice.
    """
    locked = lock_current(activity)
    if not can_ask_feedback(by, locked, questionnaire):
        raise PermissionDenied
    if locked.state == ActivityState.CANCELLED:
        raise InvalidTransitionError(_("This activity was cancelled: nobody took part."))
    if not questionnaire.is_open or not questionnaire.is_open_to_invited:
        raise InvalidTransitionError(_("This questionnaire is not open to people with a link."))
    about: dict[str, Any] = {
        "language": locked.action.language,
        "country_id": locked.country_id,
        "about_model": ABOUT,
        "about_id": str(locked.pk),
    }
    link = shared_links(locked).filter(questionnaire=questionnaire).first()
    if link is None:
        respondent = Respondent(name=locked.title, **about)
        link = create_link(questionnaire, respondent, days=LINK_DAYS)
    known = set(
        links_about(locked).filter(questionnaire=questionnaire).values_list("email", flat=True)
    )
    people = {person.email: person for person in participants_of(locked) if person.email}
    written = [
        create_link(
            questionnaire, Respondent(name=person.name or email, email=email, **about),
            days=LINK_DAYS,
        )
        for email, person in people.items()
        if writes and email not in known
    ]  # fmt: skip
    transaction.on_commit(lambda: _send(written))
    return Asked(link, len(written))


def _send(links: list[PersonalLink]) -> None:
    for link in links:
        send_letter(link)


@transaction.atomic
def close_feedback(activity: Activity, *, questionnaire: Questionnaire, by: User) -> int:
    """Close every link of a questionnaire in this activity; the answers stay. Return how many."""
    locked = lock_current(activity)
    if not can_ask_feedback(by, locked, questionnaire):
        raise PermissionDenied
    links = list(links_about(locked).filter(questionnaire=questionnaire, revoked_at__isnull=True))
    if not links:
        raise InvalidTransitionError(_("This questionnaire is already closed here."))
    for link in links:
        revoke_link(link)
    return len(links)
