import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from teranga.accounts.enums import Role
from teranga.accounts.models import Membership
from teranga.accounts.services.memberships import change_membership_role, end_membership
from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from tests.factories.accounts import make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


def end(membership, by, version=None):
    return end_membership(
        membership,
        ended_by=by,
        ended_on=timezone.localdate(),
        version=version or membership.version,
    )


def change(membership, by, role):
    return change_membership_role(
        membership,
        role=role,
        changed_by=by,
        changed_on=timezone.localdate(),
        version=membership.version,
    )


def test_end_membership_closes_the_right_at_once_and_keeps_the_history():
    crpm = make_programme()
    coordinator = make_user("coordinator", programme=crpm)
    member = make_user("coder", programme=crpm)
    membership = member.memberships.get()

    end(membership, coordinator)

    member = type(member).objects.get(pk=member.pk)
    assert member.viewer.grants == ()
    membership.refresh_from_db()
    assert (membership.is_archived, membership.ends_on) == (True, timezone.localdate())
    with pytest.raises(InvalidTransitionError):
        end(membership, coordinator)


def test_change_membership_role_keeps_both_roles_in_the_history():
    crpm = make_programme()
    coordinator = make_user("coordinator", programme=crpm)
    member = make_user("coder", programme=crpm)

    change(member.memberships.get(), coordinator, Role.OFFICER)

    rows = Membership.objects.filter(user=member).order_by("created_at")
    assert [(row.role, row.is_archived) for row in rows] == [("coder", True), ("officer", False)]
    assert {row.programme_id for row in rows} == {crpm.pk}


def test_membership_of_someone_above_or_elsewhere_cannot_be_touched():
    crpm, mieux = make_programme(), make_programme()
    coordinator = make_user("coordinator", programme=crpm)
    out_of_reach = [
        make_user("administrator"),
        make_user("administrator", programme=crpm),
        make_user("reader", programme=mieux),
        make_user("reader"),
    ]

    for user in out_of_reach:
        with pytest.raises(PermissionDenied):
            end(user.memberships.get(), coordinator)
        with pytest.raises(PermissionDenied):
            change(user.memberships.get(), coordinator, Role.READER)
    assert not Membership.objects.filter(archived_at__isnull=False).exists()


def test_change_membership_role_is_all_or_nothing():
    """A coordinator who tries to make an administrator leaves the member as it was."""
    crpm = make_programme()
    coordinator = make_user("coordinator", programme=crpm)
    member = make_user("coder", programme=crpm)

    with pytest.raises(PermissionDenied):
        change(member.memberships.get(), coordinator, Role.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        change(coordinator.memberships.get(), coordinator, Role.ADMINISTRATOR)

    assert not member.memberships.get().is_archived


def test_last_administrator_cannot_leave():
    first = make_user("administrator")
    with pytest.raises(InvalidTransitionError):
        end(first.memberships.get(), first)

    second = make_user("administrator")
    end(first.memberships.get(), second)

    with pytest.raises(InvalidTransitionError):
        end(second.memberships.get(), second)


def test_end_membership_refuses_a_stale_version():
    administrator = make_user("administrator")
    membership = make_user("reader").memberships.get()

    with pytest.raises(StaleEditError):
        end(membership, administrator, version=membership.version + 1)
