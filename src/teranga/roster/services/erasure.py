"""What erasing leaves of an expert: counts of the past, and nobody one can name."""

from django.db import transaction
from django.utils import timezone

from teranga.core.enums import Visibility
from teranga.core.models import Attachment
from teranga.core.services.attachments import forget_uploader
from teranga.roster.enums import Gender, ProfileState
from teranga.roster.models import ExpertProfile, Nomination, PastDeployment, RosterImport

ERASED = "—"


@transaction.atomic
def erase_profile(profile: ExpertProfile) -> None:
    """Keep the row, its kind and its country for the counts of the past; forget the rest."""
    profile.job_title, profile.summary, profile.team_note = "", "", ""
    profile.gender = Gender.NOT_STATED
    profile.person, profile.owner, profile.employer = None, None, None
    profile.code = f"{ERASED}{profile.pk.hex[:12]}"
    profile.cost_per_day = None
    profile.state = ProfileState.WITHDRAWN
    profile.visibility = Visibility.PRIVATE
    profile.link_number += 1
    profile.erased_at = profile.erased_at or timezone.now()
    profile.save()
    profile.languages.all().delete()
    profile.periods.all().delete()
    profile.countries_known.clear()
    profile.steps.update(reason="", by=None)
    for attachment in files_of(profile):
        forget_uploader(attachment)
    if not profile.is_archived:
        profile.archive()


def files_of(profile: ExpertProfile) -> list[Attachment]:
    about = {"about_model": profile._meta.label_lower, "about_id": str(profile.pk)}
    return list(Attachment.objects.filter(**about))


def erase_deployment(deployment: PastDeployment) -> None:
    """Keep that a mission took place, in which country and when; not how it was judged."""
    deployment.label, deployment.mark = ERASED, None
    deployment.save()


def erase_nomination(nomination: Nomination) -> None:
    nomination.statement, nomination.owner = ERASED, None
    nomination.visibility = Visibility.PRIVATE
    nomination.save()
    if not nomination.is_archived:
        nomination.archive()


def erase_import(roster_import: RosterImport) -> None:
    roster_import.rows, roster_import.effects = [], []
    roster_import.file_name = ERASED
    roster_import.save(update_fields=["rows", "effects", "file_name"])
