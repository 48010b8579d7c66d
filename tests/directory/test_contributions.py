import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from teranga.accounts.services.personal_data import (
    erase_personal_data,
    export_personal_data,
    find_subjects,
)
from teranga.core.contributions import shelves
from teranga.core.models import SearchDocument
from teranga.core.translated import Translated
from teranga.core.viewer import viewer_of
from teranga.directory.models import FocalPoint, Mandate
from teranga.directory.services.contacts import add_contact
from teranga.directory.services.focal_points import (
    SeatDetails,
    appoint_focal_point,
    end_focal_point,
    open_seat,
)
from teranga.directory.services.people import start_mandate
from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation, make_person

pytestmark = pytest.mark.django_db

CANARY = "Canari-Zinzolin"
NOBODY = viewer_of(AnonymousUser())


def part(shelf, code):
    return next(item for item in shelf if item.code == code)


def tasks(code, user):
    return [task.label for task in part(shelves.home_tasks, code).tasks(user)]


@pytest.fixture
def seat(crpm, countries, officer):
    return open_seat(
        details=SeatDetails(
            kind="national", programme=crpm, country=countries["SEN"], note=Translated()
        ),
        by=officer,
    )


@pytest.fixture
def person(crpm, countries):
    return make_person(family_name=CANARY, note=CANARY, programme=crpm, country=countries["SEN"])


def test_search_holds_organisations_and_never_people(person, countries):
    make_organisation(name="Trouvable", other_names="Trouvaille", country=countries["SEN"])

    assert not SearchDocument.objects.filter(model="directory.person").exists()
    document = SearchDocument.objects.get(model="directory.organisation")
    assert str(document.title) == "Trouvable"
    assert CANARY not in str(SearchDocument.objects.values())


def test_country_sections_say_nothing_when_there_is_nothing(countries):
    for code in ("organisations", "focal-points"):
        section = part(shelves.country_sections, code)
        assert section.context(countries["MLI"], NOBODY) is None


def test_country_sections_go_through_the_door(countries, crpm, seat):
    make_organisation(name="Ouverte", country=countries["SEN"])
    make_organisation(
        name="Discrète", country=countries["SEN"], programme=crpm, visibility="private"
    )
    section = part(shelves.country_sections, "organisations")

    context = section.context(countries["SEN"], NOBODY)

    assert [row.name for row in context["organisations"]] == ["Ouverte"]
    assert context["n_found"] == 1
    focal_points = part(shelves.country_sections, "focal-points")
    (view,) = focal_points.context(countries["SEN"], NOBODY)["seats"]
    assert view.is_vacant


def test_figures_and_map_count_what_the_visitor_may_see(countries, crpm, officer):
    make_organisation(country=countries["SEN"])
    make_organisation(country=countries["MLI"], programme=crpm, visibility="private")

    organisations = part(shelves.figures, "organisations")
    layer = part(shelves.map_layers, "organisations")

    assert (organisations.value(NOBODY), organisations.value(officer.viewer)) == (1, 2)
    assert layer.values(NOBODY) == {"SEN": 1}
    assert layer.values(officer.viewer) == {"SEN": 1, "MLI": 1}


def test_home_tasks_name_empty_seats_to_those_who_fill_them(seat, person, officer, reader):
    assert len(tasks("seats", officer)) == 1
    assert tasks("seats", reader) == []

    held = appoint_focal_point(seat, person=person, starts_on=dt.date(2023, 1, 1), by=officer)
    assert tasks("seats", officer) == []
    end_focal_point(held, ends_on=dt.date(2023, 2, 1), by=officer)
    assert len(tasks("seats", officer)) == 1


def test_home_tasks_leave_out_seats_whose_holder_the_source_does_not_name(seat, officer):
    seat.when_empty = "unnamed"
    seat.save()

    assert tasks("seats", officer) == []


def test_home_tasks_name_entries_to_review(crpm, countries, officer, focal_point_of_senegal):
    make_organisation(name="Neuve", programme=crpm, awaits_review=True)

    assert len(tasks("directory-review", officer)) == 1
    assert tasks("directory-review", focal_point_of_senegal) == []


@pytest.fixture
def everywhere(person, seat, officer):
    """Someone who stands in every table that may hold a trace of them."""
    add_contact(
        person, kind="email", value=f"{CANARY}@x.org", label="", consent="network", by=officer
    )
    start_mandate(
        person, organisation=make_organisation(), title="Présidence", starts_on=None, by=officer
    )
    appoint_focal_point(seat, person=person, starts_on=dt.date(2023, 1, 1), by=officer)
    return person


def test_subject_access_holds_every_row(everywhere):
    document = export_personal_data(everywhere, at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

    assert str(document).count(CANARY) == 3  # name, note, address
    assert "Présidence" in str(document)


def test_erasure_leaves_no_trace_and_keeps_the_history_of_seats(everywhere):
    n_rows = erase_personal_data(everywhere)

    assert n_rows == 4
    from django.apps import apps

    traces = [
        model._meta.label
        for model in apps.get_models()
        for row in model._default_manager.values()
        if CANARY in str(row)
    ]
    assert traces == []
    assert FocalPoint.objects.count() == 1
    assert Mandate.objects.get().visibility == "private"


def test_subjects_are_found_by_those_who_answer_for_them(person, crpm, officer, coordinator):
    other = make_user("coordinator", programme=None, country=None)

    def found_by(user, words):
        return [subject for _kind, subject in find_subjects(user, words) if subject == person]

    assert found_by(coordinator, "Canari") == [person]
    assert found_by(coordinator, str(person.pk)) == [person]
    assert found_by(other, "Canari") == [person]
    assert found_by(officer, "Canari") == []
    assert found_by(coordinator, "Canari inconnu") == []
