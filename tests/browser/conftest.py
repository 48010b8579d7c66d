import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.installation import served_demo
from tests.browser.people import Cast

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """Where the demo is served for the whole session."""
    with served_demo(tmp_path_factory.mktemp("demo")) as url:
        yield url


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright):
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("Chromium is missing: run `make test-browser`, which installs it.")
    running = playwright.chromium.launch(executable_path=chromium, args=QUIET)
    yield running
    running.close()


@pytest.fixture(scope="session")
def cast(playwright, address):
    return Cast(playwright, address)


@pytest.fixture
def visit(browser, cast, address):
    """Open a browser window: `visit("administrator", language="ar", width=360)`."""
    opened = []

    def open_window(role="visitor", *, language="fr", width=1440, **options):
        options = {"reduced_motion": "reduce"} | options
        context = browser.new_context(
            base_url=address,
            locale=language,
            viewport={"width": width, "height": 900},
            storage_state=cast.state(role),
            **options,
        )
        opened.append(context)
        return context.new_page()

    yield open_window
    for context in opened:
        context.close()
