"""Accepting an invitation: the one page that opens an account."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from teranga.accounts.forms.members import AcceptInvitationForm
from teranga.accounts.models import Invitation
from teranga.accounts.queries.accounts import has_account
from teranga.accounts.queries.members import invitation_by_digest
from teranga.accounts.services.invitations import accept_invitation, accept_with_account
from teranga.accounts.services.tokens import digest_of
from teranga.accounts.views.guards import posted, signed_in
from teranga.core.exceptions import TerangaError
from teranga.core.shortcuts import render_fragment


def invitation_accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Public through its secret: whoever holds the link is the invited person."""
    invitation = invitation_by_digest(digest_of(secret), now=timezone.now())
    if invitation is None:
        return render(request, "accounts/invitation_expired.html", status=410)
    if has_account(invitation.email):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return _accept_with_account(request, secret, invitation)
    return _accept_newcomer(request, secret, invitation)


def _accept_newcomer(request: HttpRequest, secret: str, invitation: Invitation) -> HttpResponse:
    language = translation.get_language() or invitation.language
    initial = {"name": invitation.name, "language": language}
    form = AcceptInvitationForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            accept_invitation(
                secret,
                name=data["name"],
                password=data["password"],
                language=data["language"],
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error("password", error.messages)
        except TerangaError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Welcome! Your account is open: sign in."))
            return redirect("account_login")
    context = {"form": form, "invitation": invitation}
    return render_fragment(request, "accounts/invitation_accept.html", "accept-form", context)


def _accept_with_account(request: HttpRequest, secret: str, invitation: Invitation) -> HttpResponse:
    user = signed_in(request)
    if user.email.lower() != invitation.email.lower():
        raise PermissionDenied
    if request.method == "POST":
        try:
            accept_with_account(secret, user=user, at=timezone.now())
        except TerangaError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The role is yours."))
        return redirect("accounts:profile")
    return render(request, "accounts/invitation_accept.html", {"invitation": invitation})
