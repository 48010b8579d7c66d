"""From the first word of someone without an account to a request on file."""

import datetime as dt
from collections.abc import Mapping
from typing import IO, Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from teranga.accounts.services.letters import send_letter
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Attachment
from teranga.core.services.attachments import keep_attachment
from teranga.facility.enums import DraftState, RequestChannel
from teranga.facility.models import ExpertiseRequest, RequestDesk, RequestDraft
from teranga.facility.queries.drafts import details_of_draft, files_of_draft, missing_answers
from teranga.facility.services.limits import DRAFTS_A_DAY, LETTERS_A_DAY, spend
from teranga.facility.services.links import REQUEST, link_digest, secret_of
from teranga.facility.services.requests import file_request

_SALT = "teranga.facility.confirm-request"
CONFIRM_WITHIN = dt.timedelta(days=14)
MAX_FILES = 5


@transaction.atomic
def start_draft(desk: RequestDesk, *, language: str, network: str) -> tuple[RequestDraft, str]:
    """Open a draft; return it with the secret of its link, which is kept nowhere."""
    spend("draft", network, limit=DRAFTS_A_DAY)
    draft = RequestDraft(programme=desk.programme, language=language)
    secret = secret_of(REQUEST, draft.pk)
    draft.digest = link_digest(secret)
    draft.full_clean(exclude=["answers"])
    draft.save()
    return draft, secret


@transaction.atomic
def keep_answers(draft: RequestDraft, *, answers: Mapping[str, Any]) -> RequestDraft:
    """Keep what was typed on one page; correcting after sending asks for a new confirmation."""
    locked = _lock_open(draft)
    locked.answers = {**locked.answers, **answers}
    locked.email = str(locked.answers.get("contact_email", ""))
    locked.state = DraftState.WRITING
    locked.save(update_fields=["answers", "email", "state"])
    return locked


@transaction.atomic
def attach_to_draft(draft: RequestDraft, *, stream: IO[bytes], name: str) -> Attachment:
    locked = _lock_open(draft)
    if files_of_draft(locked).count() >= MAX_FILES:
        raise ValidationError(_("At most %(limit)s files.") % {"limit": MAX_FILES})
    return keep_attachment(stream, name=name, about=locked)


@transaction.atomic
def send_draft(draft: RequestDraft, *, at: dt.datetime) -> RequestDraft:
    """Ask the address given to confirm: the request is on file once it has."""
    locked = _lock_open(draft)
    if missing_answers(locked):
        raise ValidationError(_("The request is not complete yet."))
    spend("letter", locked.email.lower(), limit=LETTERS_A_DAY)
    locked.state, locked.sent_at = DraftState.SENT, at
    locked.save(update_fields=["state", "sent_at"])
    signed = signing.dumps({"draft": str(locked.pk), "email": locked.email}, salt=_SALT)
    _letter_to(locked, "confirm", reverse("facility:request-confirm", args=[signed]))
    return locked


def send_link(draft: RequestDraft) -> None:
    """Send the link of the draft to the address written in it, to go on elsewhere."""
    if not draft.email:
        raise ValidationError(_("Write your e-mail address first."))
    spend("letter", draft.email.lower(), limit=LETTERS_A_DAY)
    _letter_to(draft, "resume", link_of(draft))


@transaction.atomic
def confirm_draft(signed: str, *, on: dt.date) -> ExpertiseRequest:
    """File the request of a confirmed draft; the link of the draft follows the request."""
    draft = _signed_draft(signed)
    locked = RequestDraft.objects.select_for_update().get(pk=draft.pk)
    if locked.state == DraftState.FILED:
        return ExpertiseRequest.objects.get(pk=locked.pk)
    if locked.state != DraftState.SENT:
        raise InvalidTransitionError(
            _("This request was changed after the letter: send it again to receive a new one.")
        )
    expertise_request = file_request(
        details=details_of_draft(locked),
        channel=RequestChannel.ONLINE,
        received_on=on,
        by=None,
        key=locked.pk,
        link_digest=locked.digest,
    )
    for file in files_of_draft(locked):
        file.about_model = expertise_request._meta.label_lower
        file.programme, file.country = expertise_request.programme, expertise_request.country
        file.save()
    # What was typed lives on in the request: no second copy of personal data.
    locked.state, locked.answers, locked.email = DraftState.FILED, {}, ""
    locked.save()
    return expertise_request


def link_of(draft: RequestDraft) -> str:
    return reverse("facility:request-resume", args=[secret_of(REQUEST, draft.pk)])


def _signed_draft(signed: str) -> RequestDraft:
    refused = _("This link is no longer valid: open your draft and send it again.")
    try:
        told = signing.loads(signed, salt=_SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature as error:
        raise InvalidTransitionError(refused) from error
    draft = RequestDraft.objects.current().filter(pk=told["draft"]).first()
    if draft is None or draft.email not in {told["email"], ""}:
        raise InvalidTransitionError(refused)
    return draft  # type: ignore[no-any-return]


def _lock_open(draft: RequestDraft) -> RequestDraft:
    locked = RequestDraft.objects.select_for_update().get(pk=draft.pk)
    if locked.state == DraftState.FILED:
        raise InvalidTransitionError(_("This request is already on file."))
    return locked  # type: ignore[no-any-return]


def _letter_to(draft: RequestDraft, name: str, path: str) -> None:
    context = {"path": path, "title": draft.answers.get("title", "")}
    transaction.on_commit(
        lambda: send_letter(
            f"facility/letters/{name}", to=draft.email, language=draft.language, context=context
        )
    )
