"""A collection under way in the demo: who was asked, who is silent, where people give up."""

import datetime as dt
from random import Random
from uuid import UUID

from django.utils import timezone

from teranga.core.enums import Visibility
from teranga.core.translated import Translated
from teranga.surveys.models import Campaign, CampaignTarget, PersonalLink, Questionnaire
from teranga.surveys.services.links import DEFAULT_DAYS
from teranga.surveys.services.progress import end_filling, note_progress

_SEED = 20261121
_TARGETS = {"SEN": 30, "MLI": 30, "CIV": 28, "GIN": 28, "CMR": 30, "MAR": 30, "TUN": 30}
# One country has gone past what it was asked for.
_QUOTAS = {"SEN": 36, "CMR": 40}
_N_INVITED = 6
_N_SENT = 14
# Where those who did not finish stopped: the long pages, and the ones that ask for figures.
_STOPPED_AT = {
    "corps/e_moyens/budget": 5,
    "corps/f_activites/projet/p_montant": 4,
    "corps/g_reseaux/reseau/r_intensite": 2,
    "b_consentement/consentement": 1,
}


def start_campaign(questionnaire: Questionnaire) -> None:
    today = timezone.localdate()
    campaign = Campaign.objects.create(
        questionnaire=questionnaire,
        title=Translated(
            fr="Cartographie : collecte fictive de démonstration",
            en="Mapping: fictitious collection for the demo",
        ),
        frame=Translated(
            fr="Une trentaine d’organisations inventées par pays : rien n’y est représentatif.",
            en="About thirty invented organisations in each country: nothing is representative.",
        ),
        starts_on=today - dt.timedelta(days=31),
        ends_on=today + dt.timedelta(days=30),
        visibility=Visibility.NETWORK,
        programme=questionnaire.programme,
        is_fictitious=True,
    )
    for country, target in _TARGETS.items():
        CampaignTarget.objects.create(
            campaign=campaign, country_id=country, target=target, quota=_QUOTAS.get(country)
        )
        _invite(campaign, country)
    _fill_and_give_up(questionnaire)


def _invite(campaign: Campaign, country: str) -> None:
    """Invite a few invented organisations: most answer, some open the link only, some nothing."""
    now = timezone.now()
    sent = now - dt.timedelta(days=24)
    for number in range(1, _N_INVITED + 1):
        is_opened, is_answered = number < _N_INVITED, number < _N_INVITED - 1
        PersonalLink.objects.create(
            questionnaire=campaign.questionnaire,
            campaign=campaign,
            name=f"OSC fictive invitée {country}-{number}",
            country_id=country,
            programme_id=campaign.programme_id,
            expires_at=now + dt.timedelta(days=DEFAULT_DAYS),
            sent_at=sent,
            opened_at=sent + dt.timedelta(days=number) if is_opened else None,
            answered_at=sent + dt.timedelta(days=number + 1) if is_answered else None,
            n_reminders=0 if is_answered else 1,
            reminded_at=None if is_answered else now - dt.timedelta(days=9),
        )


def _fill_and_give_up(questionnaire: Questionnaire) -> None:
    version = questionnaire.published_version
    if version is None:
        raise RuntimeError("The questionnaire of the mapping was put in use.")
    draw = Random(_SEED)  # noqa: S311 - invented content, not a secret
    for path, n_stopped in _STOPPED_AT.items():
        for _ in range(n_stopped):
            note_progress(
                version=version,
                token=UUID(int=draw.getrandbits(128), version=4),
                last_question=path,
                n_answered=draw.randint(3, 40),
            )
    for _ in range(_N_SENT):
        token = UUID(int=draw.getrandbits(128), version=4)
        note_progress(version=version, token=token, last_question="", n_answered=60)
        end_filling(token)
