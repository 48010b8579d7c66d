"""My profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from teranga.accounts.forms.profile import ProfileForm
from teranga.accounts.services.accounts import change_profile
from teranga.accounts.views.guards import posted, signed_in
from teranga.core.exceptions import StaleEditError
from teranga.core.shortcuts import render_fragment


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = ProfileForm(posted(request), instance=user, initial={"version": user.version})
    if request.method == "POST" and form.is_valid():
        try:
            change_profile(
                user,
                name=form.cleaned_data["name"],
                language=form.cleaned_data["language"],
                version=form.cleaned_data["version"],
            )
        except StaleEditError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your profile is saved."))
            return redirect("accounts:profile")
    # The form writes what is typed on the instance: show the memberships of the real one.
    memberships = user.memberships.current().select_related("programme", "country")
    return render_fragment(
        request,
        "accounts/profile.html",
        "profile",
        {"form": form, "memberships": memberships},
    )
