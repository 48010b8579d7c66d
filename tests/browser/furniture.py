"""Give the demo what it cannot hold: a person, a mandate, an appointment, a sheet to import.

Everything is written through the forms, by the administrator of the demo.
"""

import re

from playwright.sync_api import Browser, Page

from tests.browser.forms import complete, fill_in, send
from tests.browser.people import Cast

SHEET = (
    "Nom;Sigle;Catégorie;Pays;Ville\n"
    "Association d’essai;ADE;Organisation de la société civile;SEN;Dakar\n"
    ";Sans nom;Organisation de la société civile;SEN;Dakar\n"
)


def furnish(browser: Browser, cast: Cast, address: str) -> list[str]:
    """Return the pages of what was written."""
    context = browser.new_context(
        base_url=address, locale="fr", storage_state=cast.state("administrator")
    )
    page = context.new_page()
    lays = (lay_person, lay_appointment, lay_committee_member, lay_import, lay_request)
    laid = [lay(page).removeprefix(address) for lay in lays]
    lay_account_things(page)
    context.close()
    return laid


def lay_person(page: Page) -> str:
    complete(
        page,
        "/directory/people/new/",
        {"given_name": "Personne", "family_name": "Essai", "programme": ..., "country": "SEN"},
    )
    person = page.url
    complete(page, f"{person}mandates/new/", {"organisation": ..., "title": "Fonction d’essai"})
    complete(
        page,
        f"{person}contacts/new/",
        {"kind": "email", "value": "essai@example.org", "consent": "network"},
    )
    complete(page, f"{person}consent/", {"purpose": "network"})
    return page.url


def lay_appointment(page: Page) -> str:
    page.goto("/directory/focal-points/crpm/")
    seat = page.locator("main a[href^='/directory/seats/']").first.get_attribute("href")
    page.goto(f"{seat}appoint/")
    person = page.locator("[name=person] option", has_text="Essai").first.get_attribute("value")
    fill_in(page, {"person": person, "starts_on": "2024-01-15"})
    send(page)
    assert page.locator(".error-summary").count() == 0
    return page.url


def lay_committee_member(page: Page) -> str:
    page.goto("/directory/committees/")
    committee = page.locator("main a[href^='/directory/committees/']")
    pattern = re.compile(r"^/directory/committees/[0-9a-f-]{36}/$")
    addresses = [link.get_attribute("href") for link in committee.all()]
    first = next(address for address in addresses if pattern.match(address))
    complete(page, f"{first}members/new/", {"organisation": ..., "starts_on": "2024-01-15"})
    return page.url


def lay_import(page: Page) -> str:
    sheet = {"name": "essai.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    complete(page, "/directory/imports/new/", {"sheet": sheet, "programme": ...})
    return page.url


def lay_request(page: Page) -> str:
    complete(page, "/account/requests/", {"words": "Essai"})
    return page.locator("main a[href*='/account/requests/']").last.get_attribute("href")


def lay_account_things(page: Page) -> None:
    complete(page, "/account/tokens/new/", {"label": "Essai"})
    complete(
        page,
        "/account/members/invite/",
        {"name": "Invitation d’essai", "email": "invitation@example.org", "role": "reader"},
    )
