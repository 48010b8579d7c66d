import datetime as dt

import pytest

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.viewer import NOBODY
from teranga.directory.enums import ConsentScope
from teranga.directory.models import EntryChange, FactSheet, Organisation
from teranga.directory.queries.facts import facts_visible_to, granted_scopes
from teranga.directory.services.entry_changes import accept_entry_change, decline_entry_change
from teranga.directory.services.entry_links import (
    create_entry_link,
    open_entry_link,
    revoke_entry_link,
    token_of,
)
from teranga.directory.services.own_entry import save_own_entry, withdraw_own_entry
from tests.factories.directory import make_mapped

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def organisation(crpm):
    return make_mapped(programme=crpm)


def save(organisation, values=None, consents=None):
    return save_own_entry(organisation, values=values or {}, consents=consents or {}, today=TODAY)


def test_save_writes_plain_answers_at_once(organisation):
    waiting = save(organisation, {"publics": ["femmes"], "domaines": ["genre"]})

    organisation.refresh_from_db()
    fact = facts_visible_to(NOBODY, organisation)["publics"]
    assert waiting is None
    assert (fact.value, fact.by, str(fact.on)) == (["femmes"], "own_page", "2026-11-21")
    assert [theme.pk for theme in organisation.themes.all()] == ["osc:genre"]
    assert organisation.confirmed_on == TODAY


def test_save_leaves_a_name_to_a_moderator(organisation):
    change = save(organisation, {"nom": "Autre nom"})

    organisation.refresh_from_db()
    assert organisation.name == "Association de la Teranga"
    assert change.proposed == {"nom": "Autre nom"}
    assert change.before == {"nom": "Association de la Teranga"}


def test_save_twice_joins_what_waits(organisation):
    save(organisation, {"nom": "Autre nom"})
    save(organisation, {"sigle": "AN"})

    assert EntryChange.objects.get().proposed == {"nom": "Autre nom", "sigle": "AN"}


def test_accepted_change_is_written(organisation, officer):
    change = save(organisation, {"nom": "Autre nom"})

    accept_entry_change(change, by=officer)

    organisation.refresh_from_db()
    assert organisation.name == "Autre nom"


def test_change_is_decided_once(organisation, officer):
    change = save(organisation, {"nom": "Autre nom"})
    decline_entry_change(change, reason="Ce nom est celui d’une autre", by=officer)

    with pytest.raises(InvalidTransitionError):
        accept_entry_change(change, by=officer)


def test_consent_opens_and_closes_at_once(organisation):
    save(organisation, consents={ConsentScope.NEEDS: True})
    assert "niv_droit" in facts_visible_to(NOBODY, organisation)

    save(organisation, consents={ConsentScope.NEEDS: False})
    assert "niv_droit" not in facts_visible_to(NOBODY, organisation)


def test_withdrawal_leaves_nothing_to_see(organisation):
    withdraw_own_entry(organisation, today=TODAY)

    assert granted_scopes(organisation.pk) == frozenset()
    assert not Organisation.objects.visible_to(NOBODY).exists()
    assert [sheet.facts for sheet in FactSheet.objects.visible_to(NOBODY)] == [{}]


def test_link_opens_its_entry_for_a_year(organisation, officer):
    link = create_entry_link(organisation, today=TODAY, by=officer)
    token = token_of(link)

    assert open_entry_link(token, today=TODAY) == organisation
    assert open_entry_link(token, today=TODAY + dt.timedelta(days=365)) == organisation
    assert open_entry_link(token, today=TODAY + dt.timedelta(days=366)) is None


@pytest.mark.parametrize("forged", ["", "x", "a.b", "0" * 32 + ".signature"])
def test_forged_link_opens_nothing(organisation, forged):
    assert open_entry_link(forged, today=TODAY) is None


def test_new_link_closes_the_one_before(organisation, officer):
    first = token_of(create_entry_link(organisation, today=TODAY, by=officer))
    create_entry_link(organisation, today=TODAY, by=officer)

    assert open_entry_link(first, today=TODAY) is None


def test_revoked_link_opens_nothing_and_is_closed_once(organisation, officer):
    link = create_entry_link(organisation, today=TODAY, by=officer)
    revoke_entry_link(link, by=officer)

    assert open_entry_link(token_of(link), today=TODAY) is None
    with pytest.raises(InvalidTransitionError):
        revoke_entry_link(link, by=officer)
