"""ASVS V14.2.4: a run deletes exactly the due rows; a rehearsal deletes none."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from teranga.accounts.models import ApiToken, Consent, Invitation
from teranga.accounts.services.retention import retention_rules, run_retention
from teranga.core.audit import write_audit
from teranga.core.context import Actor, acting_as
from teranga.core.enums import AuditAction
from teranga.core.models import AuditEntry
from teranga.core.services.audit_chain import broken_links, link_new_entries
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def days_of(code):
    return next(rule.after_days for rule in retention_rules() if rule.code == code) * DAY


@pytest.fixture
def now():
    return timezone.now() + timedelta(days=4000)


@pytest.fixture
def rows(now):
    """For each rule, one row a minute past its limit, one a minute before it."""
    user, due, kept = make_user(), [], []

    def pair(code, make):
        due.append(make(now - days_of(code) - MINUTE, f"{code}-due"))
        kept.append(make(now - days_of(code) + MINUTE, f"{code}-kept"))

    def invitation(**fields):
        return Invitation.objects.create(email="a@example.org", name="A", role="reader", **fields)

    def token(name, **fields):
        fields = {"expires_at": now + DAY} | fields
        return ApiToken.objects.create(user=user, label="x", prefix="p", digest=name, **fields)

    pair("invitation-expired", lambda at, name: invitation(digest=name, expires_at=at))
    pair(
        "invitation-accepted",
        lambda at, name: invitation(digest=name, expires_at=at, accepted_at=at),
    )
    pair(
        "session-unseen",
        lambda at, name: UserSession.objects.create(
            user=user, ip="::", session_key=name, last_seen_at=at
        ),
    )
    pair(
        "session-expired",
        lambda at, name: Session.objects.create(session_key=name, expire_date=at),
    )
    pair("token-revoked", lambda at, name: token(name, revoked_at=at))
    pair("token-expired", lambda at, name: token(name, expires_at=at))
    pair(
        "consent-withdrawn",
        lambda at, name: Consent.objects.create(
            subject_model="accounts.user",
            subject_id=name,
            purpose="public",
            text_version="1",
            text_language="fr",
            given_at=at - DAY,
            withdrawn_at=at,
        ),
    )
    kept.append(
        Consent.objects.create(
            subject_model="accounts.user",
            subject_id="in force",
            purpose="public",
            text_version="1",
            text_language="fr",
            given_at=now - 9000 * DAY,
        )
    )
    return due, kept


def deleting_rules():
    """The rules of the ground floor; what other apps keep is planted in their own tests."""
    ground = {"core", "accounts", "sessions", "usersessions"}
    return [
        rule
        for rule in retention_rules()
        if not rule.empties and rule.model._meta.app_label in ground
    ]


def exists(row):
    return type(row)._default_manager.filter(pk=row.pk).exists()


def test_retention_deletes_exactly_the_due_rows_v14_2_4(rows, now):
    due, kept = rows
    assert len(due) == len(deleting_rules())

    rehearsed = run_retention(now=now, dry_run=True)
    assert all(exists(row) for row in due + kept)
    done = run_retention(now=now, dry_run=False, clock_is_right=True)

    assert rehearsed == done
    assert [exists(row) for row in due] == [False] * len(due)
    assert [exists(row) for row in kept] == [True] * len(kept)
    assert run_retention(now=now, dry_run=False, clock_is_right=True) == run_retention(
        now=now, dry_run=True
    )


def test_retention_deletes_nothing_too_early(rows, now):
    due, kept = rows

    results = run_retention(now=now - 2 * MINUTE, dry_run=False, clock_is_right=True)

    assert [result.keys for result in results] == [()] * len(results)
    assert all(exists(row) for row in due + kept)


def test_retention_run_is_audited_without_personal_data(rows, now):
    run_retention(now=now, dry_run=False, clock_is_right=True)

    lines = AuditEntry.objects.filter(action="deleted", detail__has_key="retention")
    assert {line.detail["retention"] for line in lines} == {r.code for r in deleting_rules()}
    assert "a@example.org" not in str(list(AuditEntry.objects.values()))


def test_retention_forgets_old_addresses_and_the_chain_still_holds_v14_2_4(db, now):
    with acting_as(Actor(label="user", address="192.0.2.7")):
        write_audit(AuditAction.READ, "directory.person", "1")
    link_new_entries()
    line = AuditEntry.objects.get(address="192.0.2.7")

    run_retention(now=line.at + 364 * DAY, dry_run=False, clock_is_right=True)
    line.refresh_from_db()
    assert line.address == "192.0.2.7"
    run_retention(now=line.at + 366 * DAY, dry_run=False, clock_is_right=True)

    line.refresh_from_db()
    assert (line.address, line.address_salt) == ("", "")
    assert list(broken_links()) == []


def test_a_forged_address_breaks_the_chain(db):
    with acting_as(Actor(label="user", address="192.0.2.7")):
        write_audit(AuditAction.READ, "directory.person", "1")
    link_new_entries()

    AuditEntry.objects.filter(address="192.0.2.7").update(address="198.51.100.1")

    assert [link.reason for link in broken_links()] == ["altered"]
