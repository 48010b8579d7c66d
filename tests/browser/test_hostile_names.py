"""Names written by an attacker, through the forms, seen on every page that shows them."""

import pytest

from tests.browser.addresses import Walk
from tests.browser.checks import Watcher, faults_of_width, report
from tests.browser.forms import complete
from tests.browser.people import send

pytestmark = pytest.mark.browser

# First in the alphabet: lists that show only their beginning show these names.
MARK = "Aaq"
_RUN = "window.pwned=1"
PAYLOADS = [
    f"<script>{_RUN}</script>",
    f"</title><script>{_RUN}</script>",
    f"<img src=x onerror={_RUN}>",
    f"<svg/onload={_RUN}>",
    f'"><svg onload={_RUN}>',
    f'" onfocus={_RUN} autofocus x="',
    f"' onmouseover='{_RUN}",
    f"</select><img src=x onerror={_RUN}>",
    f"</textarea><script>{_RUN}</script>",
    f"</template><script>{_RUN}</script>",
    f"--><script>{_RUN}</script><!--",
    f"javascript:{_RUN}//",
    f'<a href="javascript:{_RUN}">',
    f"<iframe srcdoc='<script>parent.{_RUN}</script>'>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={_RUN}>",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "${7*7}#{7*7}<%= 7*7 %>",
    f"<body hx-get='/me/' hx-trigger='load' hx-on::load='{_RUN}'>",
    "=cmd|'/c calc'!A1",
    "&lt;b&gt;&amp;amp;&#x3C;script&#x3E;",
]
LONG = MARK + "W" * 247
REFUSED = {
    "override": f"{MARK}\u202eoiratsac",
    "isolate": f"{MARK}\u2066x",
    "null": f"{MARK}\x07",
}


@pytest.fixture(scope="module")
def client(playwright, cast, address):
    client = playwright.request.new_context(
        base_url=address,
        storage_state=cast.state("administrator"),
        extra_http_headers={"Accept-Language": "fr"},
    )
    yield client
    client.dispose()


@pytest.fixture(scope="module")
def stored(client, browser, cast, address):
    """Store each payload as a name of an organisation, a person or an account."""
    for number, payload in enumerate(PAYLOADS):
        organisation(client, f"{MARK}{number} {payload}", acronym=f"{MARK}{payload}"[:40])
        person(client, given_name=f"{MARK}{number}", family_name=payload[:90])
    organisation(client, LONG, city="W" * 120)
    person(client, given_name=LONG[:100], family_name="W" * 100)
    rename_account(browser, cast, address, f"{MARK} {PAYLOADS[2]}")
    return client


def organisation(client, name, **more):
    values = {"name": name, "kind": "cso", "level": "unknown", "country": "SEN", "version": "1"}
    answer = send(
        client, "/directory/organisations/new/", {**values, "visibility": "public", **more}
    )
    assert answer.ok, f"{name!r} was refused: {answer.status}"


def person(client, **names):
    values = {"language": "fr", "country": "SEN", "version": "1"}
    answer = send(client, "/directory/people/new/", values | names)
    assert answer.ok, f"{names} was refused: {answer.status}"


def rename_account(browser, cast, address, name):
    context = browser.new_context(base_url=address, storage_state=cast.state("expert"))
    complete(context.new_page(), "/account/", {"name": name})
    context.close()


@pytest.fixture(scope="module")
def pages_with_names(stored):
    everything = Walk(stored).go(["/countries/SEN/"]).pages
    found = {page.path for page in everything if MARK in page.text}
    return sorted(found | {"/directory/organisations/?words=" + MARK, "/search/?q=" + MARK})


def test_names_are_shown_where_one_looks_for_them(pages_with_names):
    shown = " ".join(pages_with_names)

    for place in ("/organisations/?", "/countries/SEN/", "/people/", "/members/", "/search/"):
        assert place in shown


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_no_name_runs_or_breaks_the_page(visit, pages_with_names, language):
    page = visit("administrator", language=language)
    watcher = Watcher(page)
    page.on("dialog", lambda dialog: dialog.dismiss())
    faults = {}
    for path in pages_with_names:
        page.goto(path)
        found = watcher.faults() + faults_of_width(page, (360, 1440))
        if page.evaluate("'pwned' in window"):
            found.append("a script has run")
        if injected := page.locator("img[src=x], iframe, math, [onload], [onerror]").count():
            found.append(f"{injected} elements came from a name")
        if found:
            faults[path] = found

    assert not faults, report(faults)


def test_name_is_read_back_exactly(visit, stored):
    page = visit("administrator")
    page.goto(f"/directory/organisations/?words={MARK}")
    read = " ".join(page.locator("main tbody").inner_text().split())

    for number in (0, 15, 19):
        assert f"{MARK}{number} {PAYLOADS[number]}" in read


@pytest.mark.parametrize("name", REFUSED.values(), ids=REFUSED.keys())
def test_invisible_character_is_refused_with_its_code(client, name):
    answer = send(
        client,
        "/directory/organisations/new/",
        {"name": name, "kind": "cso", "version": "1", "visibility": "public"},
    )

    assert answer.status == 422
    assert "U+" in answer.text()
