from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy

from teranga.core.service_form import ServiceFormView, Trail
from teranga.directory import permissions
from teranga.directory.exporters.lists import (
    file_response,
    organisation_rows,
    people_rows,
    seat_rows,
)
from teranga.directory.filters import OrganisationFilter, PeopleFilter
from teranga.directory.forms.people import PeopleExportForm
from teranga.directory.queries.focal_points import programmes_with_seats, seats_by_country
from teranga.directory.queries.organisations import organisations_visible_to
from teranga.directory.queries.people import (
    contacts_of,
    n_personal_rows_left,
    people_readable_by,
)
from teranga.directory.services.exports import record_people_export
from teranga.directory.views.people import people_trail


def organisation_export(request: HttpRequest, file_format: str) -> HttpResponse:
    """Policy: public, through the door; no personal data in it."""
    choice = OrganisationFilter(request.GET, user=request.user).choice()
    rows = organisations_visible_to(request.user, choice).prefetch_related("themes")
    return file_response(organisation_rows(rows), name="organisations", file_format=file_format)


def focal_point_export(request: HttpRequest, code: str, file_format: str) -> HttpResponse:
    """Policy: public, through the door; seats, without the names of their holders."""
    for summary in programmes_with_seats(request.user):
        if summary.programme.code == code:
            rows = seat_rows(seats_by_country(request.user, summary.programme))
            return file_response(rows, name=f"focal-points-{code}", file_format=file_format)
    raise Http404


# Whoever finds an open session cannot take the contact base away with it.
@method_decorator(reauthentication_required, name="dispatch")
class PersonExportView(ServiceFormView):
    """Policy: the right to export people, a recent sign-in, a reason, a daily measure."""

    template_name = "directory/person_export.html"
    form_class = PeopleExportForm
    heading = gettext_lazy("Export people and their contact details")
    submit_label = gettext_lazy("Export")
    is_sensitive = True

    def is_allowed(self) -> bool:
        return permissions.can_export_people(self.request.user)

    def trail(self) -> Trail:
        return people_trail()

    def find(self) -> None:
        asked = PeopleFilter(self.request.GET, user=self.request.user).asked()
        self.people = list(people_readable_by(self.request.user, **asked, verb="export"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            n_found=len(self.people), n_left=n_personal_rows_left(self.request.user), **kwargs
        )

    def answer(self, form: PeopleExportForm) -> HttpResponse:
        record_people_export(
            self.people,
            reason=form.cleaned_data["reason"],
            by=self.request.user,  # type: ignore[arg-type]
        )
        rows = people_rows(self.people, contacts_of(self.request.user, self.people))
        return file_response(rows, name="people", file_format=form.cleaned_data["file_format"])
