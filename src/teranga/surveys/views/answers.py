"""Where the pages of this site send answers: with a public or personal link, or a session."""

from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from teranga.core.shortcuts import get_visible_or_404
from teranga.surveys.enums import Channel
from teranga.surveys.models import Questionnaire
from teranga.surveys.queries.filling import Sender
from teranga.surveys.services.fill_targets import sender_of_token
from teranga.surveys.views.openrosa import take_in
from teranga.surveys.views.openrosa_answers import message_response


@csrf_exempt
@require_POST
def answer_send(request: HttpRequest, token: str) -> HttpResponse:
    """Take in an answer sent with a link: the link is the right, not `request.user`."""
    sender = sender_of_token(token)
    if sender is None:
        return message_response(_("This link is no longer in force."), status=HTTPStatus.FORBIDDEN)
    return take_in(request, sender)


@require_POST
@login_required
def answer_send_signed_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take in an answer of someone signed in; the form carries the token of this site."""
    get_visible_or_404(Questionnaire, request, pk)
    return take_in(request, Sender(channel=Channel.BROWSER, user=request.user))
