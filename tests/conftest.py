import shutil

import pytest

from teranga.core.models import Country


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Add to the tables of the models what migrations add in the database's own words."""
    from django.db import connection

    from teranga.core.installation.tables import add_what_models_cannot_say

    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        add_what_models_cannot_say(editor)


@pytest.fixture
def countries(db):
    """Senegal, Mali and Tunisia, from the reference tables that every database holds."""
    return {
        country.alpha3: country for country in Country.objects.filter(pk__in=["SEN", "MLI", "TUN"])
    }


@pytest.fixture(scope="session")
def playwright():
    """One driver for the session: a second one in the same process would refuse to start."""
    from playwright.sync_api import Locator, Page, sync_playwright

    from tests.browser.patience import until_loaded

    with sync_playwright() as running, pytest.MonkeyPatch.context() as patch:
        # The driver keeps an event loop in this thread, which Django takes for an async view.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        patch.setattr(Page, "click", until_loaded(Page.click))
        patch.setattr(Locator, "click", until_loaded(Locator.click))
        yield running


@pytest.fixture(scope="session")
def browser(playwright):
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("Chromium is missing: run `make test-browser`, which installs it.")
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    running = playwright.chromium.launch(executable_path=chromium, args=quiet)
    yield running
    running.close()
