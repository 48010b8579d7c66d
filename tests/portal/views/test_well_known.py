import datetime as dt
import json
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


def text_of(client, name):
    response = client.get(reverse(f"portal:{name}"))
    assert response.status_code == 200
    return response.content.decode()


def test_robots_keeps_search_engines_out_of_private_places(client):
    lines = text_of(client, "robots").splitlines()

    assert "Disallow: /account/" in lines
    assert lines[-1] == f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml"


def test_security_txt_expires_within_a_year(client):
    fields = dict(line.split(": ", 1) for line in text_of(client, "security").splitlines())

    expires = dt.datetime.fromisoformat(fields["Expires"])
    ahead = expires - dt.datetime.now(dt.UTC)
    assert dt.timedelta(days=150) < ahead < dt.timedelta(days=365)
    assert fields["Contact"].startswith("mailto:")


def test_sitemap_lists_what_is_public_and_nothing_else(client, network):
    hidden = make_programme(visibility="private")

    root = ElementTree.fromstring(text_of(client, "sitemap"))

    found = {element.text for element in root.iter() if element.tag.endswith("loc")}
    base = settings.PUBLIC_URL
    assert base + reverse("programmes:programme-detail", args=[network.code]) in found
    assert base + reverse("portal:country-detail", args=["SEN"]) in found
    assert base + reverse("programmes:programme-detail", args=[hidden.code]) not in found


def test_manifest_names_the_network_and_its_icon(client):
    manifest = json.loads(text_of(client, "manifest"))

    assert manifest["start_url"] == "/"
    assert manifest["icons"][0]["src"].endswith("favicon.svg")


def test_favicon_leads_to_the_emblem(client):
    response = client.get(reverse("portal:favicon"))

    assert response.status_code == 301
    assert response.url.endswith("teranga/favicon.svg")
