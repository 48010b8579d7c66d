"""Access and erasure: a canary in every place that holds personal data (ASVS privacy)."""

import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core import serializers
from django.db import connection
from django.utils import timezone

from teranga.accounts.enums import ConsentPurpose, TokenScope
from teranga.accounts.models import Consent, Invitation, Membership
from teranga.accounts.queries.audit import reads_of
from teranga.accounts.services.consents import followers, give_consent, withdraw_consent
from teranga.accounts.services.personal_data import (
    erase_personal_data,
    export_personal_data,
    find_subjects,
    get_subject,
)
from teranga.accounts.services.tokens import authenticate, create_token
from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import AuditEntry
from tests.accounts.conftest import with_password, with_totp
from tests.factories.accounts import make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
CANARY = "zanzibar"


@pytest.fixture
def canary():
    """An account with its mark in every column of this app that may hold personal data."""
    crpm = make_programme()
    user = make_user("reader", programme=crpm, email=f"{CANARY}@example.org", name=CANARY.title())
    with_totp(with_password(user))
    now = timezone.now()
    UserSession.objects.create(
        user=user, ip="203.0.113.77", user_agent=f"{CANARY} browser", session_key="k" * 32
    )
    create_token(
        user, label=f"{CANARY} script", scope=TokenScope.READ, expires_at=now + timedelta(days=1)
    )
    Invitation.objects.create(
        email=user.email,
        name=user.name,
        role="reader",
        digest="d" * 64,
        expires_at=now,
        accepted_at=now,
        accepted_by=user,
    )
    give_consent(user, purpose=ConsentPurpose.PUBLIC, language="fr", at=now)
    return user


def tables_with(text):
    """Return the models with `text` anywhere in a row, whatever the column."""
    found = set()
    for model in apps.get_models():
        dump = serializers.serialize("json", model._base_manager.all()).lower()
        if text in dump:
            found.add(model._meta.label)
    return found


def test_export_holds_every_row_on_the_person(canary):
    holding = tables_with(CANARY)

    held = export_personal_data(canary, at=timezone.now())

    assert holding == {
        "accounts.User",
        "accounts.ApiToken",
        "accounts.Invitation",
        "usersessions.UserSession",
    }
    text = json.dumps(held).lower()
    assert text.count(CANARY) >= 6
    assert "203.0.113.77" in text
    assert {len(part["rows"]) for part in held["held"]} == {1}
    assert len(held["held"]) == 7


def test_export_leaves_out_secrets(canary):
    secret = Authenticator.objects.get(user=canary).data["secret"]

    text = json.dumps(export_personal_data(canary, at=timezone.now()))

    assert secret not in text
    assert canary.password not in text
    assert canary.api_tokens.get().digest not in text


def test_export_is_audited(canary):
    export_personal_data(canary, at=timezone.now())

    line = AuditEntry.objects.filter(action="exported").get()
    assert (line.model, line.object_id, line.label) == ("accounts.user", str(canary.pk), "")


def test_erasure_leaves_only_a_tombstone(canary):
    """Canary search over every table: nothing, then one line that says it was done."""
    n_rows = erase_personal_data(canary)

    assert n_rows == 7
    assert tables_with(CANARY) == set()
    assert tables_with("203.0.113.77") == set()
    assert AuditEntry.objects.filter(action="erased", object_id=str(canary.pk)).count() == 1
    canary.refresh_from_db()
    assert (canary.is_active, canary.has_usable_password()) == (False, False)


def test_erasure_keeps_what_statistics_count(canary):
    before = Membership.objects.count()

    erase_personal_data(canary)

    assert Membership.objects.count() == before
    assert Consent.objects.get().withdrawn_at is not None


def test_erasure_stops_tokens(canary):
    _, secret = create_token(
        canary,
        label="x",
        scope=TokenScope.READ,
        expires_at=timezone.now() + timedelta(days=1),
    )

    erase_personal_data(canary)

    assert authenticate(secret) is None


def test_erasure_spares_everybody_else(canary):
    other = make_user("reader")
    names = [(u.email, u.name) for u in [other]]

    erase_personal_data(canary)

    other.refresh_from_db()
    assert [(other.email, other.name)] == names
    assert other.memberships.get().archived_at is None


def test_erasure_refuses_the_last_administrator_and_changes_nothing():
    administrator = make_user("administrator")

    with pytest.raises(InvalidTransitionError):
        erase_personal_data(administrator)

    administrator.refresh_from_db()
    assert administrator.name != "Erased account"
    assert administrator.memberships.get().archived_at is None


def test_withdraw_consent_hides_in_the_same_transaction():
    user, seen = make_user("reader"), []

    def hide(subject, purpose):
        seen.append((subject, purpose, connection.in_atomic_block))

    followers.add(hide)
    now = timezone.now()
    try:
        give_consent(user, purpose=ConsentPurpose.NETWORK, language="fr", at=now)
        give_consent(user, purpose=ConsentPurpose.PUBLIC, language="fr", at=now)
        withdraw_consent(user, purpose=ConsentPurpose.NETWORK, at=timezone.now())
    finally:
        followers._items = [item for item in followers._items if item[1] is not hide]

    assert seen == [(user, ConsentPurpose.NETWORK, True)]
    # What the public may see, the network may see: both are gone.
    assert not Consent.objects.filter(withdrawn_at__isnull=True).exists()


def test_give_consent_twice_changes_nothing():
    user, now = make_user(), timezone.now()

    first = give_consent(user, purpose=ConsentPurpose.PUBLIC, language="fr", at=now)
    again = give_consent(user, purpose=ConsentPurpose.PUBLIC, language="en", at=now)

    assert first == again
    assert Consent.objects.get().text_language == "fr"


def test_subjects_are_found_inside_ones_scope_only():
    crpm, mieux = make_programme(), make_programme()
    ours = make_user("reader", programme=crpm, name="Canari un")
    theirs = make_user("reader", programme=mieux, name="Canari deux")
    both = make_user("reader", programme=crpm, name="Canari trois")
    Membership.objects.create(user=both, role="reader", programme=mieux)
    coordinator = make_user("coordinator", programme=crpm)

    def found_by(user):
        return {subject for _, subject in find_subjects(user, "canari")}

    assert found_by(coordinator) == {ours}
    assert found_by(make_user("administrator")) == {ours, theirs, both}
    assert found_by(make_user("officer", programme=crpm)) == set()
    assert get_subject(coordinator, "account", str(theirs.pk)) is None
    assert get_subject(coordinator, "account", "x") is None
    assert get_subject(coordinator, "account", str(ours.pk)) == ours


def test_each_person_sees_who_read_their_data():
    user, other = make_user("reader"), make_user("reader")
    write_audit(AuditAction.READ, type(user), user.pk)
    write_audit(AuditAction.READ, type(user), other.pk)
    write_audit(AuditAction.CHANGED, type(user), user.pk)

    assert [line.object_id for line in reads_of(user)] == [str(user.pk)]
