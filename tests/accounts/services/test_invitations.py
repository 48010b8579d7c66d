"""Inviting within one's own reach; a link that works once, for a time."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from teranga.accounts.enums import ConsentPurpose, Role
from teranga.accounts.models import Invitation, User
from teranga.accounts.queries.consents import has_consent
from teranga.accounts.services.accounts import disable_account
from teranga.accounts.services.invitations import (
    accept_invitation,
    accept_with_account,
    invite_member,
    resend_invitation,
    revoke_invitation,
)
from teranga.accounts.services.memberships import Scope
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import AuditEntry
from tests.factories.accounts import make_user
from tests.factories.programmes import make_component, make_programme

pytestmark = pytest.mark.django_db
PASSWORD = "un baobab au bord du fleuve"


def invite(by, role=Role.READER, scope=None, email="nouvelle@example.org", at=None, **fields):
    return invite_member(
        email=email,
        name="Personne invitée",
        role=role,
        scope=scope or Scope(),
        language="fr",
        invited_by=by,
        at=at or timezone.now(),
        **fields,
    )


def secret_in(letter):
    return re.search(r"/account/invitation/([\w-]+)/", letter.body).group(1)


def accept(secret, at=None, password=PASSWORD):
    return accept_invitation(
        secret, name="Nouvelle", password=password, language="fr", at=at or timezone.now()
    )


def test_invite_member_sends_a_letter_and_keeps_only_a_hash(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite(make_user("administrator"))

    assert mail.outbox[0].to == ["nouvelle@example.org"]
    secret = secret_in(mail.outbox[0])
    assert secret not in str(Invitation.objects.values().get())
    assert "nouvelle@example.org" not in str(list(AuditEntry.objects.values()))


def test_invite_member_cannot_add_a_header_through_the_name_v1_3_11(
    django_capture_on_commit_callbacks,
):
    """ASVS V1.3.11."""
    with (
        pytest.raises(ValidationError, match=r"U\+000D"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        invite_member(
            email="nouvelle@example.org",
            name="X\r\nBcc: victim@example.org",
            role=Role.READER,
            scope=Scope(),
            language="fr",
            invited_by=make_user("administrator"),
            at=timezone.now(),
        )

    assert mail.outbox == []


@pytest.fixture
def invited(django_capture_on_commit_callbacks):
    """Return an invitation and the secret of its letter."""
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(make_user("administrator"), Role.FOCAL_POINT)
    return invitation, secret_in(mail.outbox[0])


def test_accept_invitation_opens_account_role_and_consent_once(invited):
    invitation, secret = invited

    user = accept(secret)

    assert user.check_password(PASSWORD)
    assert [m.role for m in user.memberships.all()] == ["focal_point"]
    assert has_consent(user, ConsentPurpose.STORAGE)
    assert not has_consent(user, ConsentPurpose.PUBLIC)
    with pytest.raises(InvalidTransitionError):
        accept(secret)
    assert User.objects.filter(email=invitation.email).count() == 1


def test_accept_invitation_refuses_an_expired_link(invited):
    _, secret = invited

    with pytest.raises(InvalidTransitionError):
        accept(secret, at=timezone.now() + timedelta(days=14, seconds=1))


def test_accept_invitation_refuses_a_revoked_link(invited):
    invitation, secret = invited
    revoke_invitation(invitation, revoked_by=invitation.owner)

    with pytest.raises(InvalidTransitionError):
        accept(secret)
    with pytest.raises(InvalidTransitionError):
        revoke_invitation(invitation, revoked_by=invitation.owner)


def test_resend_invitation_replaces_the_link(invited, django_capture_on_commit_callbacks):
    invitation, former = invited
    with django_capture_on_commit_callbacks(execute=True):
        resend_invitation(invitation, sent_by=invitation.owner, at=timezone.now())

    with pytest.raises(InvalidTransitionError):
        accept(former)
    assert accept(secret_in(mail.outbox[-1])).email == invitation.email


def test_accept_invitation_asks_staff_for_fifteen_characters_v6_2_1(
    django_capture_on_commit_callbacks,
):
    """ASVS V6.2.1: the role that is about to be given counts, and nothing is half opened."""
    with django_capture_on_commit_callbacks(execute=True):
        invite(make_user("administrator"), Role.OFFICER)
    secret = secret_in(mail.outbox[0])

    with pytest.raises(ValidationError):
        accept(secret, password="baobab-fleuve!")

    assert not User.objects.filter(email="nouvelle@example.org").exists()
    assert accept(secret).needs_second_factor


def test_accept_invitation_never_takes_over_an_existing_account(
    invited, django_capture_on_commit_callbacks
):
    invitation, secret = invited
    holder = make_user(email=invitation.email)

    with pytest.raises(InvalidTransitionError):
        accept(secret)
    with pytest.raises(PermissionDenied):
        accept_with_account(secret, user=make_user(), at=timezone.now())
    accept_with_account(secret, user=holder, at=timezone.now())

    assert [m.role for m in holder.memberships.all()] == ["focal_point"]


def test_accept_invitation_needs_an_inviter_who_still_may(invited):
    invitation, secret = invited
    disable_account(invitation.owner, at=timezone.now())

    with pytest.raises(InvalidTransitionError):
        accept(secret)


def test_invite_member_grants_no_more_than_one_holds(countries):
    """Privilege escalation: wider role, wider scope, other programme, other country."""
    crpm, mieux = make_programme(), make_programme()
    component = make_component(crpm)
    coordinator = make_user("coordinator", programme=crpm)
    senegal = make_user("coordinator", programme=crpm, country=countries["SEN"])
    in_component = make_user("coordinator", programme=crpm, component=component)

    refused = [
        (coordinator, Role.ADMINISTRATOR, Scope(crpm.pk)),
        (coordinator, Role.ADMINISTRATOR, Scope()),
        (coordinator, Role.READER, Scope()),
        (coordinator, Role.READER, Scope(mieux.pk)),
        (coordinator, Role.READER, Scope(None, None, "SEN")),
        (senegal, Role.READER, Scope(crpm.pk)),
        (senegal, Role.READER, Scope(crpm.pk, None, "MLI")),
        (in_component, Role.READER, Scope(crpm.pk)),
        (make_user("officer", programme=crpm), Role.READER, Scope(crpm.pk)),
        (make_user("focal_point", programme=crpm), Role.READER, Scope(crpm.pk)),
        (make_user(), Role.READER, Scope(crpm.pk)),
        (make_user("administrator", programme=crpm), Role.ADMINISTRATOR, Scope()),
    ]
    for by, role, scope in refused:
        with pytest.raises(PermissionDenied):
            invite(by, role, scope)
    assert not Invitation.objects.exists()

    allowed = [
        (coordinator, Role.COORDINATOR, Scope(crpm.pk)),
        (coordinator, Role.STEERING, Scope(crpm.pk)),
        (coordinator, Role.FOCAL_POINT, Scope(crpm.pk, None, "MLI")),
        (senegal, Role.FOCAL_POINT, Scope(crpm.pk, None, "SEN")),
        (in_component, Role.CODER, Scope(crpm.pk, component.pk)),
        (make_user("administrator"), Role.ADMINISTRATOR, Scope()),
    ]
    for by, role, scope in allowed:
        assert invite(by, role, scope).role == role


def test_two_narrow_memberships_do_not_add_up_to_a_wide_one(countries):
    from teranga.accounts.models import Membership

    crpm = make_programme()
    user = make_user("coordinator", programme=crpm, country=countries["SEN"])
    Membership.objects.create(user=user, role="steering")

    with pytest.raises(PermissionDenied):
        invite(user, Role.STEERING, Scope())
    with pytest.raises(PermissionDenied):
        invite(user, Role.READER, Scope(crpm.pk, None, "MLI"))


def test_resend_invitation_is_refused_to_who_could_not_write_it(invited):
    invitation, _ = invited

    with pytest.raises(PermissionDenied):
        resend_invitation(invitation, sent_by=make_user("reader"), at=timezone.now())
    with pytest.raises(PermissionDenied):
        revoke_invitation(invitation, revoked_by=make_user("reader"))
