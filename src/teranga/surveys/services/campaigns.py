"""Running a collection: targets by country, invitations, reminders."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from teranga.core.models import Country
from teranga.core.services.locking import lock_version, owner_of
from teranga.surveys.models import Campaign, CampaignTarget, PersonalLink, Questionnaire
from teranga.surveys.permissions import can_change_campaign, can_change_questionnaire
from teranga.surveys.queries.campaigns import Wanted
from teranga.surveys.services.links import Respondent, address_of, create_link

MAX_LINES = 500


@transaction.atomic
def create_campaign(campaign: Campaign, *, wanted: dict[str, Wanted], by: Any) -> Campaign:
    """Save a campaign filled by a form, with how many answers are wanted in each country."""
    campaign.programme = campaign.questionnaire.programme
    campaign.owner_id = owner_of(by)
    if not can_change_campaign(by, campaign):
        raise PermissionDenied
    campaign.full_clean()
    campaign.save()
    _write_targets(campaign, wanted)
    return campaign


@transaction.atomic
def change_targets(
    campaign: Campaign, *, wanted: dict[str, Wanted], version: int, by: Any
) -> Campaign:
    """Say anew what is wanted of the countries named; the others keep what they have."""
    locked = lock_version(campaign, version)
    if not can_change_campaign(by, locked):
        raise PermissionDenied
    _write_targets(locked, wanted)
    locked.save(update_fields=[])
    return locked


def _write_targets(campaign: Campaign, wanted: dict[str, Wanted]) -> None:
    held = {row.country_id: row for row in campaign.targets.all()}
    for country, said in wanted.items():
        row = held.get(country) or CampaignTarget(campaign=campaign, country_id=country)
        target, quota = said.target or 0, said.quota
        is_said = bool(target) or quota is not None
        if (is_said or country in held) and (row.target, row.quota) != (target, quota):
            row.target, row.quota = target, quota
            row.save()


@dataclass(frozen=True, slots=True)
class Invited:
    links: list[PersonalLink]
    n_sent: int


@transaction.atomic
def invite(
    questionnaire: Questionnaire, respondents: list[Respondent], *, days: int, by: Any
) -> Invited:
    """Make a personal link for each respondent, and write to those whose address is known."""
    if not can_change_questionnaire(by, questionnaire):
        raise PermissionDenied
    today = timezone.localdate()
    campaign = questionnaire.campaigns.filter(starts_on__lte=today, ends_on__gte=today).first()
    links = [
        create_link(questionnaire, respondent, campaign=campaign, days=days)
        for respondent in respondents
    ]
    written = [link for link in links if link.email]
    transaction.on_commit(lambda: _send_letters(written))
    return Invited(links, len(written))


def read_respondents(text: str, *, language: str) -> list[Respondent]:
    """Read one respondent a line: name; address; country. Raise `ValidationError` by line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MAX_LINES:
        raise ValidationError(_("At most %(n)s at once.") % {"n": MAX_LINES})
    codes = set(Country.objects.values_list("pk", flat=True))
    return [_respondent(number, line, language, codes) for number, line in enumerate(lines, 1)]


def _respondent(number: int, line: str, language: str, codes: set[str]) -> Respondent:
    parts = [part.strip() for part in re.split(r"[;\t]", line)]
    name, email, country = (*parts, "", "", "")[:3]
    try:
        if email:
            validate_email(email)
    except ValidationError as error:
        message = _("Line %(number)s: this address is not complete: %(email)s")
        raise ValidationError(message % {"number": number, "email": email}) from error
    if country and country.upper() not in codes:
        message = _("Line %(number)s: this country is not known: %(country)s")
        raise ValidationError(message % {"number": number, "country": country})
    return Respondent(
        name=name[:250], email=email, language=language, country_id=country.upper() or None
    )


def remind_all(campaign: Campaign, *, by: Any) -> int:
    """Write again to those who are silent and were not written to lately; return how many."""
    if not can_change_campaign(by, campaign):
        raise PermissionDenied
    n_sent = 0
    for link in due_for_reminder(campaign):
        with transaction.atomic():
            link.n_reminders += 1
            link.reminded_at = timezone.now()
            link.save(update_fields=["n_reminders", "reminded_at"])
        send_letter(link, is_reminder=True)
        n_sent += 1
    return n_sent


def due_for_reminder(campaign: Campaign) -> list[PersonalLink]:
    now = timezone.now()
    pause = dt.timedelta(days=campaign.reminder_days)
    waiting = (
        PersonalLink.objects.current()
        .select_related("questionnaire")
        .filter(
            campaign=campaign,
            answered_at__isnull=True,
            revoked_at__isnull=True,
            expires_at__gt=now,
            n_reminders__lt=campaign.max_reminders,
        )
        .exclude(email="")
    )
    return [
        link
        for link in waiting
        if (link.reminded_at or link.sent_at or link.created_at) + pause <= now
    ]


def _send_letters(links: list[PersonalLink]) -> None:
    for link in links:
        send_letter(link)


def send_letter(link: PersonalLink, *, is_reminder: bool = False) -> None:
    """Write to a respondent in their language; the address in the letter is theirs alone."""
    with override(link.language):
        title = str(link.questionnaire.title)
        subject = _("Reminder: %(title)s") if is_reminder else "%(title)s"
        body = _(
            "Hello,\n\nyou are asked to answer the questionnaire “%(title)s”.\n\n%(address)s\n\n"
            "This address is yours: please do not pass it on. You may stop at any time and come"
            " back to it, also without a connection.\n"
        )
        words = {"title": title, "address": address_of(link)}
        EmailMessage(
            subject=(subject % words).replace("\n", " "), body=body % words, to=[link.email]
        ).send()
    if link.sent_at is None:
        link.sent_at = timezone.now()
        link.save(update_fields=["sent_at"])
