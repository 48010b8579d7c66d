import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.utils import translation

from teranga.facility.demo import load_demo as load_actions
from teranga.facility.enums import Outcome, Vote
from teranga.facility.services.committee import cast_vote, declare_interest, record_decision
from teranga.programmes.demo import load_demo as load_programmes
from tests.factories.accounts import make_user
from tests.factories.facility import (
    make_desk,
    make_managed_action,
    make_request,
    put_to_committee,
    screen,
)
from tests.factories.programmes import make_programme


@pytest.fixture
def actions(db):
    """Every Action of the demo, by code."""
    from teranga.facility.models import Action

    load_programmes()
    load_actions()
    return {action.code: action for action in Action.objects.all()}


@pytest.fixture
def in_english():
    """Refusals are compared in the language of the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def facility(countries):
    """A programme with its desk, and one account for each part in it."""
    return Facility(countries["SEN"])


class Facility:
    def __init__(self, country):
        self.country = country
        self.programme = make_programme(code="facility")
        self.desk = make_desk(self.programme)
        self.officer = make_user("officer", programme=self.programme)
        self.coordinator = make_user("coordinator", programme=self.programme)
        self.member = make_user("steering", programme=self.programme)
        self.other_member = make_user("steering", programme=self.programme)
        self.focal_point = make_user("focal_point", programme=self.programme, country=country)
        self.reader = make_user("reader", programme=self.programme)
        self.stranger = make_user()
        for user in (self.officer, self.coordinator, self.member, self.other_member):
            # These roles cannot be used without a second factor.
            data = {"secret": "x"}
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)

    def request(self, **fields):
        return make_request(self.programme, by=self.officer, countries=[self.country], **fields)

    def approved(self, **fields):
        return approve_all(self, self.request(**fields))

    def action(self, **fields):
        return make_managed_action(self.approved(), by=self.officer, **fields)


def approve_all(facility, expertise_request):
    """Approve with both members heard."""
    screen(expertise_request, by=facility.officer)
    review = put_to_committee(expertise_request, by=facility.officer)
    at = dt.datetime(2026, 3, 12, 9, tzinfo=dt.UTC)
    for member in (facility.member, facility.other_member):
        declare_interest(review, member=member, has_conflict=False, note="", at=at)
        cast_vote(review, member=member, vote=Vote.APPROVE, comment="", at=at)
    record_decision(
        review,
        outcome=Outcome.APPROVED,
        reasons="",
        conditions="",
        by=facility.member,
        on=at.date(),
    )
    expertise_request.refresh_from_db()
    return expertise_request
