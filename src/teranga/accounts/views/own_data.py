"""My data: what is held, who read it, what I agreed to; take it away, erase it."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teranga.accounts.enums import ConsentPurpose
from teranga.accounts.exporters import held_as_json
from teranga.accounts.forms.subjects import EraseForm
from teranga.accounts.queries.audit import names_of_actors, reads_of
from teranga.accounts.queries.consents import consent_in_force
from teranga.accounts.queries.personal_data import held_on
from teranga.accounts.services.consents import give_consent, withdraw_consent
from teranga.accounts.services.personal_data import erase_personal_data, export_personal_data
from teranga.accounts.views.guards import confirmed, posted, signed_in
from teranga.core.exceptions import TerangaError
from teranga.core.shortcuts import render_fragment

_READS_SHOWN = 50


@login_required
def own_data(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    reads = list(reads_of(user)[:_READS_SHOWN])
    names = names_of_actors(reads)
    context = {
        "held": held_on(user),
        "consents": [
            (purpose, consent_in_force(user, purpose))
            for purpose in ConsentPurpose
            if purpose != ConsentPurpose.STORAGE
        ],
        "reads": [(line, names.get(str(line.actor), "")) for line in reads],
    }
    return render(request, "accounts/own_data.html", context)


@require_POST
@login_required
def own_data_export(request: HttpRequest) -> HttpResponse:
    return held_as_json(export_personal_data(signed_in(request), at=timezone.now()))


@login_required
@confirmed
def own_data_erase(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = EraseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            erase_personal_data(user)
        except TerangaError as error:
            form.add_error(None, str(error))
        else:
            logout(request)
            messages.success(request, _("Your account and your data are erased."))
            return redirect("account_login")
    return render_fragment(request, "accounts/own_data_erase.html", "erase", {"form": form})


@require_POST
@login_required
def consent_give(request: HttpRequest, purpose: ConsentPurpose) -> HttpResponse:
    language = (get_language() or "fr")[:2]
    give_consent(signed_in(request), purpose=purpose, language=language, at=timezone.now())
    messages.success(request, _("Thank you: your agreement is recorded."))
    return redirect("accounts:own-data")


@require_POST
@login_required
def consent_withdraw(request: HttpRequest, purpose: ConsentPurpose) -> HttpResponse:
    withdraw_consent(signed_in(request), purpose=purpose, at=timezone.now())
    messages.success(request, _("Your agreement is withdrawn: nothing of it is shown any more."))
    return redirect("accounts:own-data")
