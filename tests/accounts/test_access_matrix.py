"""ASVS V8.1.1, V8.2.2, V8.4.1: the door in SQL equals an oracle in plain Python.

The oracle reads `access_matrix.yaml` by itself and shares no code with the platform. The
fixture holds one row for every visibility × programme × component × one of seven countries.
"""

from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teranga.accounts.access import grants_of
from teranga.accounts.enums import Role
from teranga.accounts.models import Invitation, Membership
from teranga.core.models import Country, Region
from teranga.core.viewer import NOBODY, Viewer
from tests.factories.accounts import make_user
from tests.factories.programmes import make_component, make_programme

pytestmark = pytest.mark.django_db

MATRIX_FILE = Path(__file__).parents[2] / "src/teranga/accounts/access_matrix.yaml"
MATRIX = yaml.safe_load(MATRIX_FILE.read_text(encoding="utf-8"))
COUNTRIES = ["SEN", "MLI", "CIV", "GIN", "CMR", "MAR", "TUN"]
LEVELS = ["public", "network", "programme", "committee", "private"]
ROLES = sorted(MATRIX["roles"])
# Places are numbered so that tests are collected before any row exists.
PLACES = [(0, 0), (1, 0), (1, 1), (1, 2), (2, 0)]  # (programme, component), 0 is none


def oracle_reads(role, limits, row):
    """Say whether one membership opens a row, in words taken from the documentation."""
    opened = MATRIX["roles"][role]["reads"]
    if row.level == "public":
        return True
    if row.level not in opened:
        return False
    if row.level == "network":
        return True
    if row.level in ("programme", "committee"):
        if limits.programme is None:
            return True
        same_component = limits.component is None or row.component in (None, limits.component)
        return row.programme == limits.programme and same_component
    return (
        (limits.programme is None or limits.programme == row.programme)
        and (limits.component is None or limits.component == row.component)
        and (limits.country is None or limits.country == row.country)
    )


def oracle_may(role, limits, verb, noun, row):
    if verb not in MATRIX["roles"][role]["may"].get(noun, []):
        return False
    for axis in ("programme", "component", "country"):
        limit = getattr(limits, axis)
        if limit is not None and limit != getattr(row, axis):
            return False
    return True


@pytest.fixture
def ground():
    """Two programmes, two components, seven countries, and a row for every combination."""
    region, _ = Region.objects.get_or_create(code="011")
    for number, alpha3 in enumerate(COUNTRIES):
        Country.objects.get_or_create(
            alpha3=alpha3,
            defaults={"alpha2": alpha3[:2], "numeric": f"9{number:02}", "region": region},
        )
    programmes = [None, make_programme(), make_programme()]
    components = [None, make_component(programmes[1]), make_component(programmes[1])]
    owner = make_user()
    rows = [
        Invitation(
            email="x@example.org",
            name="x",
            role="reader",
            digest=f"{level}-{place}-{country}",
            expires_at="2030-01-01T00:00Z",
            visibility=level,
            programme=programmes[place[0]],
            component=components[place[1]],
            country_id=country,
            owner=owner,
        )
        for level in LEVELS
        for place in PLACES
        for country in [None, *COUNTRIES]
        if place[0] or level not in ("programme", "committee")
    ]
    Invitation.objects.bulk_create(rows)
    plain = [
        SimpleNamespace(
            pk=row.pk,
            level=row.visibility,
            programme=row.programme_id,
            component=row.component_id,
            country=row.country_id,
        )
        for row in rows
    ]
    keys = {
        "programme": [programme and programme.pk for programme in programmes],
        "component": [component and component.pk for component in components],
    }
    return SimpleNamespace(rows=plain, keys=keys, owner=owner)


def limits_of(ground, place, country):
    return SimpleNamespace(
        programme=ground.keys["programme"][place[0]],
        component=ground.keys["component"][place[1]],
        country=country,
    )


def viewer_with(*held):
    """Build a viewer through the platform's own reading of the matrix."""
    memberships = [
        Membership(
            role=role,
            programme_id=limits.programme,
            component_id=limits.component,
            country_id=limits.country,
        )
        for role, limits in held
    ]
    return Viewer(user_id=UUID(int=7), grants=grants_of(memberships))


def read_by(viewer):
    return set(Invitation.objects.visible_to(viewer).values_list("pk", flat=True))


def test_matrix_names_every_role_and_level():
    assert set(ROLES) == set(Role.values)
    assert len(ROLES) == 11


@pytest.mark.parametrize("role", ROLES)
def test_door_opens_to_each_role_exactly_what_the_matrix_says_v8_2_2(ground, role):
    """ASVS V8.2.2: 184 rows × every scope a membership may have."""
    assert len(ground.rows) == 184
    n_differences = 0
    for place in PLACES:
        for country in [None, *COUNTRIES]:
            limits = limits_of(ground, place, country)
            expected = {row.pk for row in ground.rows if oracle_reads(role, limits, row)}
            n_differences += len(expected ^ read_by(viewer_with((role, limits))))
    assert n_differences == 0


def test_door_opens_only_what_is_public_to_nobody(ground):
    public = {row.pk for row in ground.rows if row.level == "public"}

    assert read_by(NOBODY) == public
    assert read_by(Viewer(user_id=UUID(int=7))) == public
    assert read_by(Viewer(user_id=ground.owner.pk)) == {row.pk for row in ground.rows}


def test_members_of_one_country_never_read_what_is_private_to_another_v8_4_1(ground):
    """ASVS V8.4.1: country tenancy, whatever the role."""
    for role in ROLES:
        for place in PLACES:
            viewer = viewer_with((role, limits_of(ground, place, "SEN")))
            private_elsewhere = {
                row.pk for row in ground.rows if row.level == "private" and row.country != "SEN"
            }
            assert not read_by(viewer) & private_elsewhere


HELD = st.lists(
    st.tuples(st.sampled_from(ROLES), st.sampled_from(PLACES), st.sampled_from([None, *COUNTRIES])),
    max_size=4,
)
_SETTINGS = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@_SETTINGS
@given(held=HELD)
def test_several_memberships_open_the_union_and_no_more(ground, held):
    memberships = [(role, limits_of(ground, place, country)) for role, place, country in held]

    expected = {
        row.pk
        for row in ground.rows
        if row.level == "public"
        or any(oracle_reads(role, limits, row) for role, limits in memberships)
    }

    assert read_by(viewer_with(*memberships)) == expected


NOUNS = sorted({noun for row in MATRIX["roles"].values() for noun in row["may"]})


@_SETTINGS
@given(held=HELD, noun=st.sampled_from(NOUNS), verb=st.sampled_from(MATRIX["verbs"]))
def test_verbs_are_held_exactly_where_the_matrix_says(ground, held, noun, verb):
    memberships = [(role, limits_of(ground, place, country)) for role, place, country in held]
    viewer = viewer_with(*memberships)

    for row in ground.rows:
        scope = {
            "programme_id": row.programme,
            "component_id": row.component,
            "country_id": row.country,
        }
        expected = any(oracle_may(role, limits, verb, noun, row) for role, limits in memberships)
        assert viewer.may(verb, noun, **scope) == expected


def test_oracle_finds_a_planted_leak(ground, monkeypatch):
    """The test can fail: a door that forgets the country is caught."""
    from teranga.core.models import publishable

    original = publishable._opened_by

    def leaking(grant):
        from dataclasses import replace

        return original(replace(grant, country_id=None))

    monkeypatch.setattr(publishable, "_opened_by", leaking)
    limits = limits_of(ground, (1, 0), "SEN")

    expected = {row.pk for row in ground.rows if oracle_reads("officer", limits, row)}

    assert read_by(viewer_with(("officer", limits))) > expected
