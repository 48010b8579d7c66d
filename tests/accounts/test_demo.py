import time

import pytest
from django.test import Client

from teranga.accounts.demo import demo_sign_ins, load_demo
from teranga.accounts.enums import Role
from teranga.accounts.models import Membership, User
from teranga.core.exceptions import InstallationError
from teranga.core.models import Country, Region
from tests.accounts.conftest import totp_now
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground():
    """The two programmes and seven countries that are loaded before accounts."""
    make_programme(code="crpm", acronym="CRPM")
    make_programme(code="mieux", acronym="MIEUX")
    region, _ = Region.objects.get_or_create(code="011")
    for number, alpha3 in enumerate(["SEN", "MLI", "CIV", "TUN", "GIN", "MAR"]):
        Country.objects.get_or_create(
            alpha3=alpha3,
            defaults={"alpha2": alpha3[:2], "numeric": f"9{number:02}", "region": region},
        )


def test_load_demo_makes_one_marked_account_per_role_and_twice_changes_nothing(ground):
    load_demo()
    first = list(Membership.objects.order_by("pk").values())
    load_demo()

    assert list(Membership.objects.order_by("pk").values()) == first
    users = User.objects.all()
    assert {m.role for m in Membership.objects.all()} == set(Role.values)
    assert len(users) == len(Role)
    assert all(user.is_fictitious for user in users)
    assert all(user.email.endswith("@demo.teranga.example") for user in users)
    assert all(user.name.endswith("(démo)") for user in users)


def test_demo_sign_ins_open_the_platform(ground):
    load_demo()

    for row in demo_sign_ins():
        client = Client(REMOTE_ADDR=f"192.0.2.{hash(row.email) % 250}")
        client.post("/account/login/", {"login": row.email, "password": row.password})
        if row.totp_secret:
            assert row.totp_secret in row.otpauth_uri
            code = totp_now(row.totp_secret)
            if int(time.time()) % 30 > 27:
                time.sleep(3)
                code = totp_now(row.totp_secret)
            client.post("/account/2fa/authenticate/", {"code": code})
        assert client.get("/account/").status_code == 200
        needs = User.objects.get(email=row.email).needs_second_factor
        assert needs == bool(row.totp_secret)


def test_demo_accounts_are_refused_outside_the_demo(settings, ground):
    settings.DEMO = False

    with pytest.raises(InstallationError):
        demo_sign_ins()
    with pytest.raises(InstallationError):
        load_demo()
    assert not User.objects.exists()
