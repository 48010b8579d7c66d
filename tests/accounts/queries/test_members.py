import pytest

from teranga.accounts.enums import Role
from teranga.accounts.models import Membership
from teranga.accounts.queries.members import (
    grantable_roles,
    manageable_memberships,
    manageable_programmes,
)
from tests.factories.accounts import make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


def managed_by(user):
    return {row.user_id for row in manageable_memberships(user, programme_id=None)}


def test_manageable_memberships_are_those_of_ones_scope(countries):
    crpm, mieux = make_programme(), make_programme()
    everyone = {
        name: make_user("reader", programme=programme, country=country)
        for name, programme, country in [
            ("network", None, None),
            ("crpm", crpm, None),
            ("senegal", crpm, countries["SEN"]),
            ("mieux", mieux, countries["SEN"]),
        ]
    }
    administrator = make_user("administrator")
    coordinator = make_user("coordinator", programme=crpm)
    in_senegal = make_user("coordinator", programme=crpm, country=countries["SEN"])

    keys = {name: user.pk for name, user in everyone.items()}
    assert managed_by(administrator) == {row.user_id for row in Membership.objects.all()}
    assert managed_by(coordinator) == {
        keys["crpm"],
        keys["senegal"],
        coordinator.pk,
        in_senegal.pk,
    }
    assert managed_by(in_senegal) == {keys["senegal"], in_senegal.pk}
    assert managed_by(make_user("officer", programme=crpm)) == set()


def test_manageable_programmes_are_those_where_one_may_give_a_role():
    crpm, mieux = make_programme(), make_programme()

    assert set(manageable_programmes(make_user("administrator"))) == {crpm, mieux}
    assert set(manageable_programmes(make_user("coordinator", programme=crpm))) == {crpm}
    assert set(manageable_programmes(make_user("reader", programme=crpm))) == set()


def test_grantable_roles_stop_below_what_one_does_not_hold():
    crpm = make_programme()

    assert grantable_roles(make_user("administrator")) == list(Role)
    assert set(grantable_roles(make_user("coordinator", programme=crpm))) == set(Role) - {
        Role.ADMINISTRATOR
    }
    assert grantable_roles(make_user("officer")) == []
