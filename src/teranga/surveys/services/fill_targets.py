"""What the token of an address opens: a public link or a personal one."""

from dataclasses import dataclass

from teranga.surveys.enums import Channel
from teranga.surveys.models import PersonalLink, Questionnaire
from teranga.surveys.queries.filling import Sender, public_questionnaire
from teranga.surveys.queries.known_versions import questionnaire_of_public_token
from teranga.surveys.services.links import link_of_token


@dataclass(frozen=True, slots=True)
class FillTarget:
    """What can be filled, and by which link (none: the public one)."""

    questionnaire: Questionnaire
    link: PersonalLink | None = None


def target_of_token(token: str) -> FillTarget | None:
    """Return what an address opens; closed, revoked, expired and forged look the same."""
    questionnaire = public_questionnaire(token)
    if questionnaire is not None:
        return FillTarget(questionnaire)
    link = link_of_token(token)
    if link is None or not link.questionnaire.is_open or not link.questionnaire.is_open_to_invited:
        return None
    return FillTarget(link.questionnaire, link)


def sender_of_token(token: str) -> Sender | None:
    """Return who sends with a link, even when the questionnaire has closed meanwhile.

    An answer filled offline may come late: it is set aside for a person, not refused.
    """
    link = link_of_token(token)
    if link is not None:
        return Sender(channel=Channel.BROWSER, link=link, device="")
    known = questionnaire_of_public_token(token)
    if known is None:
        return None
    return Sender(channel=Channel.BROWSER, public_questionnaire=known)
