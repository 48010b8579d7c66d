"""What the requester is told by letter, with the link that shows the request."""

from django.db import transaction
from django.urls import reverse

from teranga.accounts.services.letters import send_letter
from teranga.facility.enums import RequestState
from teranga.facility.models import ExpertiseRequest
from teranga.facility.services.links import REQUEST, link_digest, secret_of


def tell_requester(expertise_request: ExpertiseRequest, name: str, *, reason: str = "") -> None:
    """Send one of the letters of `facility/letters/` once everything is saved."""
    if not expertise_request.contact_email or expertise_request.is_fictitious:
        return
    context = {
        "expertise_request": expertise_request,
        "path": _path_of(expertise_request),
        "reason": reason,
    }
    transaction.on_commit(
        lambda: send_letter(
            f"facility/letters/{name}",
            to=expertise_request.contact_email,
            language=expertise_request.language,
            context=context,
        )
    )


def tell_decision(expertise_request: ExpertiseRequest) -> None:
    names = {
        RequestState.APPROVED: "approved",
        RequestState.DECLINED: "declined",
        RequestState.ON_HOLD: "on_hold",
    }
    state = RequestState(expertise_request.state)
    tell_requester(expertise_request, names[state], reason=expertise_request.answer)


def _path_of(expertise_request: ExpertiseRequest) -> str:
    """Return the link of the requester; none for a request typed in without one."""
    secret = secret_of(REQUEST, expertise_request.pk)
    if link_digest(secret) != expertise_request.link_digest:
        return ""
    return reverse("facility:request-follow", args=[secret])
