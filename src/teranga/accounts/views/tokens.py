"""My API tokens: make, see, revoke."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teranga.accounts.enums import TokenScope
from teranga.accounts.forms.tokens import TokenForm
from teranga.accounts.queries.tokens import tokens_of
from teranga.accounts.services.tokens import create_token, revoke_token
from teranga.accounts.views.guards import confirmed, posted, signed_in
from teranga.core.exceptions import TerangaError
from teranga.core.shortcuts import render_fragment


@login_required
def token_list(request: HttpRequest) -> HttpResponse:
    context = {"tokens": tokens_of(request.user), "now": timezone.now()}
    return render(request, "accounts/token_list.html", context)


@login_required
@confirmed
def token_create(request: HttpRequest) -> HttpResponse:
    form = TokenForm(posted(request))
    if request.method == "POST" and form.is_valid():
        token, secret = create_token(
            signed_in(request),
            label=form.cleaned_data["label"],
            scope=TokenScope(form.cleaned_data["scope"]),
            expires_at=form.expires_at(timezone.now()),
        )
        # Shown in this answer only; the page is never kept by a cache.
        return render(request, "accounts/token_created.html", {"token": token, "secret": secret})
    return render_fragment(request, "accounts/token_create.html", "token-form", {"form": form})


@require_POST
@login_required
def token_revoke(request: HttpRequest, pk: str) -> HttpResponse:
    token = get_object_or_404(tokens_of(request.user), pk=pk)
    try:
        revoke_token(token, at=timezone.now())
    except TerangaError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The token no longer opens anything."))
    return redirect("accounts:token-list")
