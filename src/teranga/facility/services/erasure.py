"""What erasing leaves of someone in the facility: the request, the vote, the count, no name."""

from teranga.facility.models import (
    ActionFocalPoint,
    CommitteeVoice,
    ExpertiseRequest,
    Participant,
    RequestDraft,
)


def erase_draft(draft: RequestDraft) -> None:
    draft.email, draft.answers = "", {}
    draft.save(update_fields=["email", "answers"])
    if not draft.is_archived:
        draft.archive()


def erase_contact_of_request(expertise_request: ExpertiseRequest) -> None:
    names = ["contact_name", "contact_function", "contact_email", "contact_phone"]
    for name in names:
        setattr(expertise_request, name, "")
    expertise_request.link_digest = ""
    expertise_request.save(update_fields=[*names, "link_digest"])


def erase_focal_point(point: ActionFocalPoint) -> None:
    names = ["name", "function", "email", "phone"]
    for name in names:
        setattr(point, name, "")
    point.account, point.link_digest = None, ""
    point.save(update_fields=[*names, "account", "link_digest"])


def erase_participant(participant: Participant) -> None:
    """Forget who it was; institution, level and gender stay, for the counts."""
    participant.name, participant.function, participant.email = "", "", ""
    participant.save(update_fields=["name", "function", "email"])


def erase_voice(voice: CommitteeVoice) -> None:
    """Keep the vote, which is the committee's; forget the private reason of a conflict."""
    voice.conflict_note = ""
    voice.save(update_fields=["conflict_note"])
