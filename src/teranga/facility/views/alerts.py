"""Reminders and calendars of one's own; the addresses that calendar programs read; IATI."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from teranga.core.exceptions import TerangaError
from teranga.core.service_form import ServiceFormView, Trail, conflict
from teranga.facility.enums import DigestFrequency
from teranga.facility.exporters.iati import Publisher, write_iati
from teranga.facility.exporters.icalendar import CONTENT_TYPE, write_calendar
from teranga.facility.forms.alerts import AlertsForm, FeedForm
from teranga.facility.queries.actions import action_page
from teranga.facility.queries.calendar import feed_entries, feeds_of
from teranga.facility.services import alerts as orders


class AlertsView(ServiceFormView):
    """Policy: signed in; one's own choices and addresses only."""

    template_name = "facility/alerts.html"
    form_class = AlertsForm
    heading = gettext_lazy("Reminders and calendars")

    def is_allowed(self) -> bool:
        return self.request.user.is_authenticated

    def trail(self) -> Trail:
        return [{"label": _("My space"), "url": reverse("portal:home-private")}]

    def get_initial(self) -> dict[str, Any]:
        choice = getattr(self.request.user, "digest_choice", None)
        return {"frequency": choice.frequency if choice else DigestFrequency.NEVER}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            feeds=feeds_of(self.request.user), feed_form=FeedForm(user=self.request.user), **kwargs
        )

    def act(self, form: AlertsForm) -> str:
        frequency = DigestFrequency(form.cleaned_data["frequency"])
        orders.choose_digest(self.request.user, frequency=frequency)  # type: ignore[arg-type]
        return reverse("facility:alerts")


@login_required
@require_POST
@never_cache
def feed_create(request: HttpRequest) -> HttpResponse:
    """Make an address and show it once: it cannot be read again."""
    form = FeedForm(request.POST, user=request.user)
    if not form.is_valid():
        raise Http404
    try:
        feed, secret = orders.create_feed(
            request.user,  # type: ignore[arg-type]
            programme=form.cleaned_data["programme"],
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("facility:alerts")
    path = reverse("facility:calendar-feed", args=[secret])
    context = {
        "feed": feed,
        "address": request.build_absolute_uri(path),
        "trail": [{"label": _("Reminders and calendars"), "url": reverse("facility:alerts")}],
    }
    return render(request, "facility/feed_create.html", context)


@login_required
@require_POST
def feed_revoke(request: HttpRequest, pk: Any) -> HttpResponse:
    feed = next((row for row in feeds_of(request.user) if str(row.pk) == str(pk)), None)
    if feed is None:
        raise Http404
    try:
        orders.revoke_feed(feed, at=timezone.now(), by=request.user)
    except TerangaError as error:
        return conflict(request, error, reverse("facility:alerts"))
    messages.success(request, _("This address no longer opens anything."))
    return redirect("facility:alerts")


@never_cache
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Policy: whoever holds the secret address sees what is `visible_to` its owner today."""
    feed = orders.feed_of_secret(secret)
    if feed is None:
        raise Http404
    with override(feed.user.language or "fr"):
        today = timezone.localdate()
        content = write_calendar(
            feed_entries(feed, today),
            name=str(feed.programme) if feed.programme else settings.NETWORK_NAME,
            host=settings.PUBLIC_URL.split("://")[-1],
            public_url=settings.PUBLIC_URL,
            time_zone=settings.TIME_ZONE,
            now=dt.datetime.now(dt.UTC),
        )
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = 'inline; filename="teranga.ics"'
    return response


@require_http_methods(["GET", "POST"])
def digest_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Policy: whoever holds the signed link of a letter; it only stops letters.

    The link asks, a button stops: programs that open links in letters stop nothing.
    PermissionDenied is never said: a forged link does not exist.
    """
    user = orders.user_of_unsubscribe(token)
    if user is None:
        raise Http404
    is_stopped = request.method == "POST"
    if is_stopped:
        orders.choose_digest(user, frequency=DigestFrequency.NEVER)
    return render(request, "facility/digest_unsubscribe.html", {"is_stopped": is_stopped})


def iati_export(request: HttpRequest) -> HttpResponse:
    """Policy: public, through the door; fictitious Actions are left out of what is reported."""
    actions = action_page(request.user).filter(is_fictitious=False, visibility="public")
    publisher = Publisher(settings.IATI_REFERENCE, settings.NETWORK_NAME)
    content = write_iati(actions.order_by("code"), publisher=publisher, now=timezone.now())
    response = HttpResponse(content, content_type="application/xml; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="iati-activities.xml"'
    return response
