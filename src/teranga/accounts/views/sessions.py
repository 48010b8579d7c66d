from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teranga.accounts.queries.sessions import sessions_of
from teranga.accounts.services.accounts import end_sessions


@require_POST
@login_required
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions; that of another person does not exist."""
    session: UserSession = get_object_or_404(sessions_of(request.user), pk=pk)
    end_sessions([session])
    messages.success(request, _("The session is ended."))
    return redirect("usersessions_list")
