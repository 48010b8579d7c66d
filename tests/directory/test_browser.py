"""The directory in real Chromium without JavaScript; its pages are walked in `tests/browser`."""

import pytest
from django.urls import reverse

from teranga.directory.demo import load_demo
from teranga.directory.models import Organisation
from teranga.programmes.demo import load_demo as load_programmes
from teranga.programmes.models import Programme
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_directory_forms_and_filters_work_without_javascript(browser, live_server, sign_in):
    load_programmes()
    load_demo()
    client = sign_in(make_user("coordinator", programme=Programme.objects.get(code="crpm")))
    context = browser.new_context(java_script_enabled=False, locale="en")
    context.add_cookies(
        [{"name": "session", "value": client.session.session_key, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(live_server.url + reverse("directory:organisation-list"))
    moroccan = Organisation.objects.filter(country="MAR").count()
    assert 0 < moroccan < Organisation.objects.count()

    page.locator("select[name=country]").select_option("MAR")
    page.locator("form.filter button").click()
    assert page.locator("tbody tr").count() == min(25, moroccan)

    page.goto(live_server.url + reverse("directory:organisation-create"))
    page.fill("input[name=name]", "Association sans script")
    page.select_option("select[name=kind]", "cso")
    page.locator("main form.form button[type=submit]").click()

    assert page.locator("h1").inner_text() == "Association sans script"
    context.close()
