"""A questionnaire handed out in a held fictitious activity, and the room's invented answers."""

import datetime as dt
import random

from django.utils import timezone

from teranga.facility.enums import ActivityState
from teranga.facility.models import Activity
from teranga.facility.queries.feedback import ABOUT, links_about
from teranga.facility.services.feedback import LINK_DAYS
from teranga.surveys.enums import Channel, SubmissionState
from teranga.surveys.models import PersonalLink, Questionnaire, Submission
from teranga.surveys.queries.filling import Sender
from teranga.surveys.queries.instances import read_instance
from teranga.surveys.services.links import Respondent, create_link
from teranga.surveys.services.receiving import new_submission

_FORM = "activity_feedback"
_N_ANSWERS = 14


def load_feedback(*, seed: int = 12) -> None:
    """Put the questionnaire of the demo to the room of the last held activity; once only."""
    questionnaire = Questionnaire.objects.filter(form_id=_FORM).first()
    held = Activity.objects.filter(state=ActivityState.HELD, action__is_fictitious=True)
    activity = held.select_related("action").order_by("-starts_on", "pk").first()
    # The questionnaire comes with the demo of surveys.
    if questionnaire is None or activity is None or links_about(activity).exists():
        return
    respondent = Respondent(
        name=activity.title,
        language=activity.action.language,
        country_id=activity.country_id,
        about_model=ABOUT,
        about_id=str(activity.pk),
    )
    link = create_link(questionnaire, respondent, days=LINK_DAYS)
    chance = random.Random(seed)  # noqa: S311 - invented answers, no secret
    _answer(activity, questionnaire, link, chance)


def _answer(
    activity: Activity, questionnaire: Questionnaire, link: PersonalLink, chance: random.Random
) -> None:
    version = questionnaire.published_version
    if version is None:
        return
    sender = Sender(channel=Channel.DEMO, link=link, is_fictitious=True)
    rows = []
    for number in range(_N_ANSWERS):
        document = _document(activity, number, version.form_version, chance)
        row, _files = new_submission(
            document, read_instance(document), questionnaire, version, sender
        )
        row.state = SubmissionState.APPROVED
        row.checked_at = timezone.now()
        rows.append(row)
    Submission.objects.bulk_create(rows)


def _document(activity: Activity, number: int, version: str, chance: random.Random) -> bytes:
    start = timezone.now() - dt.timedelta(hours=chance.randint(24, 240))
    end = start + dt.timedelta(minutes=chance.randint(2, 6))
    marks = "".join(
        f"<{name}>{chance.choice('44433321')}</{name}>" for name in ("useful", "clear", "heard")
    )
    length = chance.choice(["short", "right", "right", "long"])
    return (
        f'<data id="{_FORM}" version="{version}"><start>{start.isoformat()}</start>'
        f"<end>{end.isoformat()}</end><activity>Atelier fictif</activity>"
        f"<role>participant</role><ratings>{marks}<length>{length}</length></ratings>"
        f"<will_use>{chance.choice(['yes', 'yes', 'no'])}</will_use>"
        f"<meta><instanceID>uuid:fictif-salle-{activity.pk.hex[:12]}-{number:02d}</instanceID>"
        "</meta></data>"
    ).encode()
