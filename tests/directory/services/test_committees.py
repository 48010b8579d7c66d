import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.translated import Translated
from teranga.directory.services.committees import (
    CommitteeDetails,
    MembershipDetails,
    add_committee_member,
    create_committee,
    end_committee_membership,
)
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee(crpm, coordinator, source):
    return create_committee(
        details=CommitteeDetails(
            kind="steering",
            name=Translated(fr="Comité de pilotage"),
            note=Translated(),
            programme=crpm,
            source=source,
        ),
        by=coordinator,
    )


def test_create_committee_needs_the_right(crpm, officer):
    with pytest.raises(PermissionDenied):
        create_committee(
            details=CommitteeDetails(
                kind="steering", name=Translated(fr="X"), note=Translated(), programme=crpm
            ),
            by=officer,
        )


def test_add_committee_member_sits_once_with_the_source_of_the_committee(
    committee, coordinator, source
):
    organisation = make_organisation()
    details = MembershipDetails(organisation=organisation)

    membership = add_committee_member(committee, details=details, by=coordinator)

    assert (membership.source, membership.visibility) == (source, committee.visibility)
    with pytest.raises(ValidationError, match="already sits"):
        add_committee_member(committee, details=details, by=coordinator)


def test_add_committee_member_needs_the_right(committee, officer):
    with pytest.raises(PermissionDenied):
        add_committee_member(
            committee, details=MembershipDetails(organisation=make_organisation()), by=officer
        )


def test_end_committee_membership_happens_once(committee, coordinator, officer):
    membership = add_committee_member(
        committee, details=MembershipDetails(organisation=make_organisation()), by=coordinator
    )

    with pytest.raises(PermissionDenied):
        end_committee_membership(membership, ends_on=dt.date(2023, 1, 1), by=officer)
    end_committee_membership(membership, ends_on=dt.date(2023, 1, 1), by=coordinator)
    with pytest.raises(InvalidTransitionError):
        end_committee_membership(membership, ends_on=dt.date(2023, 1, 1), by=coordinator)
