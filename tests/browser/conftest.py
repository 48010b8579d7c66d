import pytest

from tests.browser.installation import served_demo
from tests.browser.people import Cast


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """Where the demo is served for the whole session."""
    with served_demo(tmp_path_factory.mktemp("demo")) as url:
        yield url


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
