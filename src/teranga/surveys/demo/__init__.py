"""Questionnaires at work in the demo: real forms, invented answers, each marked as such."""

import datetime as dt
from random import Random
from xml.sax.saxutils import escape

from django.utils import timezone

from teranga.core.enums import Visibility
from teranga.core.viewer import Grant, Viewer
from teranga.programmes.models import Programme
from teranga.surveys.demo.campaign import start_campaign
from teranga.surveys.enums import Channel, SubmissionState
from teranga.surveys.models import Questionnaire, Submission
from teranga.surveys.queries.filling import Sender
from teranga.surveys.queries.instances import read_instance
from teranga.surveys.services.questionnaires import publish_version
from teranga.surveys.services.receiving import new_submission
from teranga.surveys.services.shipped import start_from_shipped

_SEED = 20261121
_MAPPING = "carto_osc_migration"
_STATES = (SubmissionState.APPROVED, SubmissionState.RECEIVED, SubmissionState.HAS_ISSUES)
_LOADER = Viewer(
    grants=(
        Grant(
            role="demo",
            reads=frozenset(Visibility),
            may={"questionnaire": frozenset({"create", "change"})},
        ),
    )
)


def load_demo() -> None:
    """Load two questionnaires in use, a campaign, and opinions in every state, once."""
    mapping = published_mapping()
    if Questionnaire.objects.filter(form_id="activity_feedback").exists():
        return
    feedback = _published(
        "activity_feedback", mapping.programme, is_open_to_public=True, is_open_to_invited=True
    )
    draw = Random(_SEED)  # noqa: S311 - invented content, not a secret
    _load(feedback, _feedback_answers(draw), draw)
    start_campaign(mapping)


def published_mapping() -> Questionnaire:
    """Return the questionnaire of the mapping, in use; the directory loads its answers."""
    known: Questionnaire | None = Questionnaire.objects.filter(form_id=_MAPPING).first()
    programme = Programme.objects.get(code="crpm")
    return known or _published("cso_mapping", programme, is_open_to_invited=True)


def _published(code: str, programme: Programme | None, **opened: bool) -> Questionnaire:
    questionnaire = start_from_shipped(code, by=_LOADER, programme=programme)
    questionnaire.visibility = Visibility.PUBLIC
    for name, value in opened.items():
        setattr(questionnaire, name, value)
    questionnaire.save()
    draft = questionnaire.latest_version
    if draft is None:
        raise RuntimeError("A questionnaire is born with a draft.")
    publish_version(draft, by=_LOADER)
    questionnaire.refresh_from_db()
    return questionnaire


def _load(questionnaire: Questionnaire, documents: list[bytes], draw: Random) -> None:
    version = questionnaire.published_version
    if version is None:
        raise RuntimeError("The version was put in use.")
    sender = Sender(channel=Channel.DEMO, is_fictitious=True)
    rows = []
    for document in documents:
        row, _files = new_submission(
            document, read_instance(document), questionnaire, version, sender
        )
        row.state = draw.choices(_STATES, (84, 12, 4))[0]
        row.checked_at = timezone.now()
        rows.append(row)
    Submission.objects.bulk_create(rows)


def _feedback_answers(draw: Random) -> list[bytes]:
    documents = []
    for number in range(48):
        marks = {name: draw.choice("4433321") for name in ("useful", "clear", "heard")}
        ratings = "".join(f"<{name}>{mark}</{name}>" for name, mark in marks.items())
        documents.append(
            _document(
                "activity_feedback",
                draw,
                identity=f"fictif-avis-{number:03d}",
                label="",
                minutes=draw.gauss(2.5, 0.7),
                body="<activity>Atelier fictif</activity><role>participant</role>"
                f"<ratings>{ratings}<length>{draw.choice(['short', 'right', 'long'])}</length>"
                f"</ratings><will_use>{draw.choice(['yes', 'yes', 'no'])}</will_use>",
                clock=("start", "end"),
            )
        )
    return documents


def _document(
    form_id: str,
    draw: Random,
    *,
    identity: str,
    label: str,
    minutes: float,
    body: str,
    clock: tuple[str, str],
) -> bytes:
    start = timezone.now() - dt.timedelta(minutes=draw.randint(60, 60 * 24 * 30))
    end = start + dt.timedelta(minutes=max(1.0, minutes))
    first, last = clock
    return (
        f'<data id="{form_id}" version="2026112101"><{first}>{start.isoformat()}</{first}>'
        f"<{last}>{end.isoformat()}</{last}>{body}<meta><instanceID>uuid:{identity}</instanceID>"
        f"<instanceName>{escape(label)}</instanceName></meta></data>"
    ).encode()
