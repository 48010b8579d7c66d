import pytest
from django.urls import reverse

from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
FROM_HERE = {"HTTP_ORIGIN": "http://testserver"}


def test_home_private_asks_to_sign_in(client):
    response = client.get(reverse("portal:home-private"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_home_private_shows_roles_and_where(client, network, countries):
    user = make_user("focal_point", programme=network, country=countries["SEN"], name="Awa")
    client.force_login(user)

    page = client.get(reverse("portal:home-private")).content.decode()

    assert "Awa" in page
    assert reverse("programmes:programme-detail", args=[network.code]) in page
    assert reverse("portal:country-detail", args=["SEN"]) in page


@pytest.mark.parametrize("wanted", ["light", "dark"])
def test_theme_is_remembered(client, wanted):
    response = client.post(reverse("portal:theme"), {"theme": wanted, "next": "/map/"}, **FROM_HERE)

    assert (response.status_code, response.url) == (302, "/map/")
    assert response.cookies["theme"].value == wanted
    assert response.cookies["theme"]["httponly"]
    assert f'data-theme="{wanted}"' in client.get(reverse("portal:about")).content.decode()


@pytest.mark.parametrize("wanted", ["auto", "<b>", ""])
def test_theme_is_forgotten_for_anything_else(client, wanted):
    client.post(reverse("portal:theme"), {"theme": "dark"}, **FROM_HERE)

    response = client.post(reverse("portal:theme"), {"theme": wanted}, **FROM_HERE)

    assert response.cookies["theme"].value == ""


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""]
)
def test_theme_never_leads_away(client, target):
    response = client.post(reverse("portal:theme"), {"theme": "dark", "next": target}, **FROM_HERE)

    assert response.url == reverse("portal:home")


def test_theme_changes_by_post_only(client):
    assert client.get(reverse("portal:theme")).status_code == 405


@pytest.mark.parametrize("name", ["portal:theme", "portal:language"])
@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://testserver.evil.example"},
        {"HTTP_REFERER": "https://evil.example/http://testserver/"},
    ],
)
def test_switches_are_refused_from_another_site(client, name, stated):
    response = client.post(reverse(name), {"theme": "dark", "language": "en"}, **stated)

    assert response.status_code == 403
    assert not response.cookies


def test_language_is_remembered_from_a_page_of_this_site(client):
    page = {"HTTP_REFERER": "http://testserver/map/"}

    response = client.post(reverse("portal:language"), {"language": "ar", "next": "/map/"}, **page)

    assert (response.status_code, response.url) == (302, "/map/")
    assert 'lang="ar" dir="rtl"' in client.get("/map/").content.decode()
