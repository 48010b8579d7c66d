from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.models import AuditEntry, Taxonomy, Theme
from teranga.core.translated import Translated
from teranga.directory.enums import OrganisationKind
from teranga.directory.models import Contact, Organisation
from teranga.directory.queries.details import OrganisationDetails, details_of
from teranga.directory.services.contacts import add_contact
from teranga.directory.services.organisations import (
    archive_organisation,
    create_organisation,
    restore_organisation,
    review_organisation,
    update_organisation,
)
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def senegalese(crpm, countries):
    return make_organisation(
        name="Réseau des Femmes", programme=crpm, country=countries["SEN"], visibility="public"
    )


@pytest.fixture
def details(crpm, countries):
    return OrganisationDetails(
        name="Association Élan",
        kind=OrganisationKind.CSO,
        description=Translated(fr="Accueille."),
        programme=crpm,
        country=countries["SEN"],
    )


def test_create_organisation_keeps_what_was_said(details, officer):
    organisation = create_organisation(details=details, by=officer)

    assert details_of(organisation) == details
    assert organisation.folded_name == "association elan"
    assert (organisation.owner_id, organisation.awaits_review) == (officer.pk, False)


def test_create_organisation_by_a_focal_point_awaits_review(details, focal_point_of_senegal):
    organisation = create_organisation(details=details, by=focal_point_of_senegal)

    assert organisation.awaits_review


def test_create_organisation_by_a_focal_point_is_not_public_at_once(
    details, focal_point_of_senegal
):
    with pytest.raises(ValidationError, match="after review"):
        create_organisation(
            details=replace(details, visibility=Visibility.PUBLIC), by=focal_point_of_senegal
        )

    assert Organisation.objects.count() == 0


def test_create_organisation_in_another_country_is_refused(
    details, focal_point_of_senegal, countries
):
    with pytest.raises(PermissionDenied):
        create_organisation(
            details=replace(details, country=countries["MLI"]), by=focal_point_of_senegal
        )


def test_update_organisation_changes_themes_and_says_so(senegalese, officer):
    taxonomy = Taxonomy.objects.create(code="t", name={"fr": "T"}, source="s")
    theme = Theme.objects.create(code="t:1", taxonomy=taxonomy, name={"fr": "Un"})

    update_organisation(
        senegalese,
        details=replace(details_of(senegalese), themes=(theme,)),
        version=senegalese.version,
        by=officer,
    )

    assert list(senegalese.themes.all()) == [theme]
    line = AuditEntry.objects.get(detail__has_key="themes")
    assert line.detail == {"themes": [[], ["t:1"]]}


def test_update_organisation_refuses_a_stale_version(senegalese, officer):
    details = replace(details_of(senegalese), city="Thiès")
    update_organisation(senegalese, details=details, version=senegalese.version, by=officer)

    with pytest.raises(StaleEditError):
        update_organisation(
            senegalese,
            details=replace(details, city="Dakar"),
            version=senegalese.version,
            by=officer,
        )

    senegalese.refresh_from_db()
    assert senegalese.city == "Thiès"


def test_update_organisation_by_the_focal_point_of_its_country_awaits_review(
    senegalese, focal_point_of_senegal
):
    update_organisation(
        senegalese,
        details=replace(details_of(senegalese), city="Kolda"),
        version=senegalese.version,
        by=focal_point_of_senegal,
    )

    senegalese.refresh_from_db()
    assert (senegalese.city, senegalese.awaits_review, senegalese.visibility) == (
        "Kolda",
        True,
        "public",
    )


@pytest.mark.parametrize("field", ["country", "programme"])
def test_update_organisation_cannot_be_moved_out_of_reach(
    senegalese, focal_point_of_senegal, countries, field
):
    moved = replace(
        details_of(senegalese), **{field: countries["MLI"] if field == "country" else None}
    )

    with pytest.raises(PermissionDenied):
        update_organisation(
            senegalese, details=moved, version=senegalese.version, by=focal_point_of_senegal
        )


def test_update_organisation_of_another_country_is_refused(crpm, countries, focal_point_of_senegal):
    malian = make_organisation(programme=crpm, country=countries["MLI"])

    with pytest.raises(PermissionDenied):
        update_organisation(
            malian, details=details_of(malian), version=malian.version, by=focal_point_of_senegal
        )


def test_update_organisation_made_narrower_narrows_its_contacts(senegalese, officer):
    add_contact(
        senegalese, kind="email", value="a@example.org", label="", consent="public", by=officer
    )

    update_organisation(
        senegalese,
        details=replace(details_of(senegalese), visibility=Visibility.PROGRAMME),
        version=senegalese.version,
        by=officer,
    )

    assert Contact.objects.get().visibility == "programme"


def test_review_organisation_happens_once(details, focal_point_of_senegal, officer):
    organisation = create_organisation(details=details, by=focal_point_of_senegal)

    assert not review_organisation(organisation, by=officer).awaits_review
    with pytest.raises(InvalidTransitionError):
        review_organisation(organisation, by=officer)
    with pytest.raises(PermissionDenied):
        review_organisation(organisation, by=focal_point_of_senegal)


def test_archive_and_restore_organisation_happen_once_each(senegalese, officer):
    archive_organisation(senegalese, by=officer)
    assert not Organisation.objects.visible_to(officer).exists()
    with pytest.raises(InvalidTransitionError):
        archive_organisation(senegalese, by=officer)

    restore_organisation(senegalese, by=officer)
    assert Organisation.objects.visible_to(officer).get() == senegalese
    with pytest.raises(InvalidTransitionError):
        restore_organisation(senegalese, by=officer)


def test_archive_organisation_needs_the_right(senegalese, focal_point_of_senegal):
    with pytest.raises(PermissionDenied):
        archive_organisation(senegalese, by=focal_point_of_senegal)


def test_update_organisation_put_away_is_refused(senegalese, officer):
    archive_organisation(senegalese, by=officer)
    senegalese.refresh_from_db()

    with pytest.raises(InvalidTransitionError):
        update_organisation(
            senegalese, details=details_of(senegalese), version=senegalese.version, by=officer
        )
