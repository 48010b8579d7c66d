"""Every page, for everyone, in three languages and at three widths, without a fault."""

import pytest

from tests.browser.addresses import Walk, unreached
from tests.browser.checks import (
    Watcher,
    faults_of_axe,
    faults_of_frame,
    faults_of_width,
    report,
)
from tests.browser.furniture import furnish

pytestmark = pytest.mark.browser

ROLES = ["visitor", "administrator", "focal_point", "cso", "coder", "expert"]
LANGUAGES = ["fr", "en", "ar"]


@pytest.fixture(scope="module")
def walks(playwright, browser, cast, address):
    """Return what each person can open, after the tables were laid for all kinds of pages."""
    laid = furnish(browser, cast, address)
    walks = {}
    for role in ROLES:
        client = playwright.request.new_context(
            base_url=address,
            storage_state=cast.state(role),
            extra_http_headers={"Accept-Language": "fr"},
        )
        walks[role] = Walk(client).go(laid if role == "administrator" else ())
        client.dispose()
    return walks


@pytest.fixture(scope="module")
def different_pages(walks):
    """Return each page once: what two people see alike is looked at for the first of them."""
    seen, different = set(), []
    for role, walk in walks.items():
        for page in walk.pages:
            if page.fingerprint not in seen:
                seen.add(page.fingerprint)
                different.append((role, page))
    return different


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_clean(visit, different_pages, role, language):
    window = visit(role, language=language)
    watcher = Watcher(window)
    faults = {}
    for page in [page for whose, page in different_pages if whose == role]:
        # A second page of the same kind is looked at in one language.
        if page.sample > 1 and language != "fr":
            continue
        found = faults_on(window, watcher, page.path, language)
        if found:
            faults[f"{role} {language} {page.path}"] = found

    assert not faults, report(faults)


def faults_on(window, watcher, path, language):
    answer = window.goto(path)
    status = [] if answer.status == 200 else [f"answers {answer.status}"]
    return [
        *status,
        *faults_of_frame(window, language=language),
        *faults_of_axe(window),
        *faults_of_width(window),
        *watcher.faults(),
    ]


def test_walk_opens_every_page_there_is(playwright, cast, address, walks):
    client = playwright.request.new_context(
        base_url=address, storage_state=cast.state("administrator")
    )
    missing = unreached(list(walks.values()), client)
    client.dispose()

    assert sorted(missing - set(WITHOUT_A_PAGE)) == []


CLOSED = "a door of the sign-in library that is kept shut"
LETTER = "its address is in a letter"
ORDER = "an order, given from a page that is walked"
FETCHED = "fetched by a script or an app"
LATER = "opened in the tests of its app: the demo is not at that point"
# Routes that show nothing by themselves, and why.
WITHOUT_A_PAGE = {
    "account_confirm_email": CLOSED,
    "account_confirm_login_code": CLOSED,
    "account_email": CLOSED,
    "account_email_verification_sent": CLOSED,
    "account_signup": CLOSED,
    "account_reset_password_from_key": LETTER,
    "accounts:consent-withdraw": ORDER,
    "core:attachment-archive": ORDER,
    "core:attachment-download": "a file",
    "core:job-detail": "no page starts a long work yet",
    "directory:entry-change-accept": ORDER,
    "directory:entry-change-decline": ORDER,
    "directory:entry-link-revoke": ORDER,
    "directory:import-undo": ORDER,
    "directory:organisation-restore": ORDER,
    "directory:organisation-review": ORDER,
    "directory:seat-reopen": ORDER,
    "directory:twin-distinguish": ORDER,
    "directory:twin-merge": ORDER,
    "directory:twin-undo": ORDER,
    "facility:action-create": LATER,
    "facility:activity-report": LATER,
    "facility:deployment-step": ORDER,
    "facility:feed-revoke": ORDER,
    "facility:feedback-close": ORDER,
    "facility:focal-point-invite": ORDER,
    "facility:import-apply": ORDER,
    "facility:import-detail": LATER,
    "facility:import-map": LATER,
    "facility:import-undo": ORDER,
    "facility:mission-export": "a file",
    "facility:participant-export": "a file",
    "facility:participant-remove": ORDER,
    "facility:request-decision": LATER,
    "facility:request-screening": LATER,
    "facility:request-submit": LATER,
    "indices:codebook-changes": LATER,
    "indices:codebook-enforce": ORDER,
    "indices:edition-changes": LATER,
    "indices:edition-cited": "leads to a page that is walked",
    "indices:edition-latest": "leads to a page that is walked",
    "indices:evidence-archive": ORDER,
    "indices:reply-publish": ORDER,
    "indices:round-open": ORDER,
    "knowledge:practice-decline": ORDER,
    "knowledge:practice-return": ORDER,
    "knowledge:practice-review": LATER,
    "mfa_edit_webauthn": "needs a passkey, which the tests of accounts add",
    "mfa_remove_webauthn": "needs a passkey, which the tests of accounts add",
    "programmes:part-restore": ORDER,
    "programmes:programme-restore": ORDER,
    "roster:import-apply": ORDER,
    "roster:import-map": LATER,
    "roster:import-detail": LATER,
    "roster:import-undo": ORDER,
    "surveys:fill-form-signed-in": FETCHED,
    "surveys:fill-media-signed-in": FETCHED,
    "surveys:media-give": LATER,
    "surveys:openrosa-form": FETCHED,
    "surveys:openrosa-manifest": FETCHED,
    "surveys:openrosa-media": FETCHED,
    "surveys:submission-file": "a file",
}
