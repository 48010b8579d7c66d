"""The whole life of an Action in real Chromium: each person in their window, no admin site.

From a request written on a phone to the lesson and the public figures; every page passed is
held against axe and against a screen of 360 px.
"""

import datetime as dt
import re

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.core import mail
from django.test import Client, RequestFactory
from playwright.sync_api import expect

from teranga.core.models import Theme
from teranga.programmes.models import Phase
from tests.browser.checks import faults_of_axe, faults_of_width
from tests.factories.accounts import make_user
from tests.factories.knowledge import make_criteria_set
from tests.factories.roster import make_expert

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SUBJECT = "Guichet des travailleurs saisonniers"
INSTITUTION = "Ministère du travail"


def day(days):
    return (dt.date.today() + dt.timedelta(days=days)).isoformat()  # noqa: DTZ011


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page, name):
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


class Stage:
    """Opens a window for each person, reads their letters, looks at what they see."""

    def __init__(self, browser, url):
        self.browser, self.url = browser, url
        self.faults = []
        self.contexts = []

    def window(self, user=None, *, language="en", width=1280):
        context = self.browser.new_context(
            base_url=self.url, locale=language, reduced_motion="reduce",
            viewport={"width": width, "height": 900},
        )  # fmt: skip
        values = {"language": language}
        if user is not None:
            values["session"] = session_of(user)
        context.add_cookies(
            [{"name": name, "value": value, "url": self.url} for name, value in values.items()]
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        return context.new_page()

    def look(self, page):
        size = page.viewport_size
        found = [*faults_of_axe(page), *faults_of_width(page, (360, 1280))]
        self.faults += [f"{page.url}: {fault}" for fault in found]
        page.set_viewport_size(size)

    def letter(self, to):
        """Return the path of the last link written to someone."""
        letters = [letter for letter in mail.outbox if to in letter.to]
        assert letters, f"no letter to {to}"
        return re.findall(r"https?://[^/\s]+(/[^\s>]+)", letters[-1].body)[0]


def session_of(user):
    """Sign someone in who has just said their password."""
    client = Client()
    client.force_login(user)
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, method="password", reauthenticated=True)
    request.session.save()
    return request.session.session_key


@pytest.fixture
def stage(browser, live_server):
    stage = Stage(browser, live_server.url)
    yield stage
    for context in stage.contexts:
        context.close()


@pytest.fixture
def experts(facility, countries):
    """A civil servant from the Union and one from Tunisia, each with an account."""
    theme = Theme.objects.get(pk="mieux:legal")
    told = (("FR-001", 20, "eu_government", "FRA"), ("TN-001", 6, "non_eu_government", "TUN"))
    return [
        make_expert(
            code=code,
            programme=facility.programme,
            themes=[theme],
            years_of_practice=years,
            kind=kind,
            owner=make_user("expert", programme=facility.programme),
            home_country_id=home,
        )
        for code, years, kind, home in told
    ]


@pytest.fixture
def phase(facility):
    period = {"starts_on": "2020", "ends_on": "2039"}
    return Phase.objects.create(
        programme=facility.programme, number=1, visibility="public", **period
    )


def file_a_request(stage):
    """Write it on a phone, stop, come back by the link, send it, confirm the address."""
    phone = stage.window(language="fr", width=360)
    phone.goto("/facility/requests/new/")
    stage.look(phone)
    press(phone, "Commencer une demande")
    phone.get_by_label("Ministère ou autorité nationale").check()
    phone.get_by_label("Nom de l’institution").fill(INSTITUTION)
    phone.get_by_label("un seul pays").check()
    phone.locator("[name=country]").select_option("SEN")
    stage.look(phone)
    press(phone, "Garder et continuer plus tard")
    private_link = phone.url
    phone.goto("/")
    phone.goto(private_link)
    stage.look(phone)
    follow(phone, "Continuer")
    phone.get_by_label("Objet de la demande").fill(SUBJECT)
    phone.get_by_label("Contexte").fill("Chaque service oriente à sa façon.")
    phone.get_by_label("Ce dont vous avez besoin").fill("Deux praticiens pour écrire un guide.")
    stage.look(phone)
    press(phone, "Continuer")
    expect(phone.get_by_role("heading", name="Qui l’a déjà fait ?")).to_be_visible()
    stage.look(phone)
    press(phone, "Continuer")
    phone.get_by_label("Votre nom").fill("Direction de l’emploi")
    phone.get_by_label("Votre adresse électronique").fill("emploi@example.org")
    phone.get_by_label("J’écris au nom de cette institution", exact=False).check()
    press(phone, "Relire avant d’envoyer")
    press(phone, "Envoyer la demande")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("confirmez votre adresse")
    phone.goto(stage.letter("emploi@example.org"))
    press(phone, "Enregistrer ma demande")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("enregistrée")
    follow(phone, "Voir où elle en est")
    stage.look(phone)
    return phone


def screen_it(stage, officer):
    """Find the request in the queue, screen it, put it to the committee."""
    officer.goto(f"/facility/requests/?words={SUBJECT[:7]}")
    stage.look(officer)
    officer.get_by_role("link", name=SUBJECT).first.click()
    request_url = officer.url
    follow(officer, "Start screening")
    press(officer, "Start screening")
    stage.look(officer)
    follow(officer, "Eligibility and screening note")
    for met in officer.locator("[name^=verdict_][value=met]").all():
        met.check()
    officer.get_by_label("Screening note").fill("A precise need.")
    stage.look(officer)
    press(officer, "Save")
    follow(officer, "Put to the committee")
    stage.look(officer)
    press(officer, "Put to the committee")
    return request_url


def decide(stage, facility, request_url):
    """Two members declare, read and vote on one page; the second one records the decision."""
    for member in (facility.member, facility.other_member):
        page = stage.window(member)
        page.goto(f"{request_url}decision/")
        assert "A precise need." not in page.content()
        page.get_by_label("No, I have none").check()
        stage.look(page)
        press(page, "Declare and go on")
        expect(page.locator("main")).to_contain_text("A precise need.")
        page.get_by_label("approve", exact=True).check()
        press(page, "Vote")
    page.get_by_label("approved", exact=True).check()
    stage.look(page)
    press(page, "Record the decision")
    expect(page.locator(".verdict")).to_contain_text("approved")


def open_action(stage, officer, request_url):
    """Open the Action and plan its activity, today."""
    officer.goto(request_url)
    follow(officer, "Open an Action")
    officer.get_by_label("Planned start").fill(day(0))
    officer.get_by_label("Planned end").fill("2040-01-01")
    press(officer, "Open the Action")
    expect(officer.locator("main")).to_contain_text("after the end of the phase")
    officer.get_by_label("Planned end").fill(day(200))
    stage.look(officer)
    press(officer, "Open the Action")
    action_url = officer.url
    stage.look(officer)
    follow(officer, "Plan an activity")
    officer.get_by_label("Title").fill("Atelier de rédaction")
    officer.get_by_label("First day").fill(day(0))
    officer.get_by_label("Working languages").fill("fr")
    officer.get_by_label("Experts needed").fill("2")
    stage.look(officer)
    press(officer, "Add to the plan")
    stage.look(officer)
    return action_url, officer.url


def write_the_sheet(stage, officer, action_url):
    """The team writes and hands over; the partner comments, writes, agrees; the team agrees."""
    officer.goto(action_url)
    follow(officer, "Action sheet")
    sheet_url = officer.url
    stage.look(officer)
    officer.get_by_role("link", name="Name a focal point").click()
    officer.get_by_label("Institution").fill(INSTITUTION)
    officer.get_by_label("operational").check()
    officer.get_by_label("E-mail address").fill("partenaire@example.org")
    press(officer, "Save")
    officer.get_by_role("link", name="Write Logic of intervention").click()
    officer.get_by_label("Text").fill("Comparer, écrire, former.")
    press(officer, "Save")
    hand_over(officer, "First version.")
    press(officer, "Send the private link")

    partner = stage.window(width=360)
    partner.goto(stage.letter("partenaire@example.org"))
    stage.look(partner)
    partner.get_by_role("link", name="Write Logic of intervention").click()
    partner.get_by_label("Text").fill("Comparer, écrire, former, suivre.")
    press(partner, "Save")
    partner.get_by_label("Your comment").first.fill("Nous ajoutons le suivi.")
    press(partner, "Comment")
    expect(partner.locator("main")).to_contain_text("Nous ajoutons le suivi.")
    hand_over(partner, "Follow-up added.")
    expect(partner.locator(".turn")).to_contain_text("partner: agreed")
    stage.look(partner)

    officer.goto(sheet_url)
    follow(officer, "Compare versions")
    expect(officer.locator("main ins").first).to_contain_text("suivre")
    stage.look(officer)
    officer.goto(sheet_url)
    press(officer, "Agree to version 2")
    expect(officer.locator(".turn")).to_contain_text("partner: agreed")
    for kind in ("PDF", "Word"):
        with officer.expect_download() as fetched:
            follow(officer, kind)
        assert fetched.value.path().stat().st_size > 2_000


def hand_over(page, note):
    page.get_by_text("Hand the sheet over", exact=True).click()
    page.get_by_label("What changed in this version").fill(note)
    press(page, "Hand over a new version")


def order(page, action_url, name):
    page.goto(action_url)
    follow(page, name)
    press(page, name)


def compose_the_team(stage, officer, activity_url, experts):
    """A proposal is chosen with its reason; a civil servant is released by the employer."""
    officer.goto(activity_url)
    follow(officer, "Compose the team")
    team_url = officer.url
    stage.look(officer)
    for expert in experts:
        officer.get_by_label(expert.code, exact=False).check()
    officer.locator("#reason-own").fill("They know the ministry.")
    press(officer, "Choose the experts ticked")
    expect(officer.get_by_role("heading", name="Team chosen")).to_be_visible()
    for expert in experts:
        own = stage.window(expert.owner, language="fr", width=360)
        own.goto("/facility/missions/")
        stage.look(own)
        press(own, "Je n’ai aucun conflit d’intérêts et je suis disponible")
        expect(own.locator("main")).to_contain_text("sans conflit d’intérêts")
    officer.goto(team_url)
    stage.look(officer)
    for name in ("Release asked", "Release granted"):
        for expert in experts:
            card = officer.locator("li.card").filter(has_text=expert.code)
            card.get_by_text("Next step").click()
            press(card, name)
    expect(officer.get_by_text("ready to leave")).to_have_count(2)
    return team_url


def hold_the_activity(stage, officer, activity_url):
    officer.goto(activity_url)
    follow(officer, "Record that it was held")
    press(officer, "Record that it was held")
    follow(officer, "Note who took part")
    officer.get_by_label("Institution").fill(INSTITUTION)
    officer.get_by_label("Women").fill("6")
    officer.get_by_label("Men", exact=True).fill("4")
    stage.look(officer)
    press(officer, "Save")
    expect(officer.locator("#participants")).to_contain_text("60")
    follow(officer, "Mission report")
    officer.get_by_label("Mission report").fill("Le guide est écrit.")
    officer.get_by_label("Summary for the public").fill("Un guide en douze pages.")
    stage.look(officer)
    press(officer, "Save")
    expect(officer.locator("main")).to_contain_text("Le guide est écrit.")


def ask_for_opinions(stage, officer, activity_url):
    """Participants answer on their phones by the link; the team reads at once."""
    officer.goto(activity_url)
    follow(officer, "Ask for an opinion")
    stage.look(officer)
    expect(officer.get_by_label("participants in an activity")).to_be_checked()
    expect(officer.locator("[name=activity] option:checked")).to_contain_text("Atelier")
    press(officer, "Plan the evaluation")
    evaluation_url = officer.url
    press(officer, "Open it to answers")
    link = officer.locator(".link-to-send").inner_text()
    for mark in (5, 4):
        phone = stage.window(language="fr", width=360)
        phone.goto(link)
        for choice in phone.locator(f"[name^=mark_][value='{mark}']").all():
            choice.check()
        phone.get_by_label("Le meilleur").fill("Les exemples.")
        stage.look(phone)
        press(phone, "Envoyer mon avis")
        expect(phone.get_by_role("heading", level=1)).to_contain_text("Merci")
    officer.goto(evaluation_url)
    expect(officer.get_by_role("heading", name="2 answers")).to_be_visible()
    stage.look(officer)
    officer.goto(activity_url)
    expect(officer.locator("main")).to_contain_text("2 answers")
    officer.goto(evaluation_url)
    press(officer, "Close it")


def write_the_lesson(stage, officer, action_url):
    """Write what was learnt; it stands on the Action's page and among the lessons."""
    officer.goto(action_url)
    code = re.search(r"Action (\S+)", officer.locator(".card-kicker").first.inner_text())[1]
    officer.goto("/knowledge/lessons/new/")
    officer.locator("[name=title_fr]").fill("Écrire le guide avec les guichets")
    officer.locator("[name=lesson_fr]").fill("Ceux qui orientent écrivent.")
    officer.locator("[name=origin_code]").fill(code)
    stage.look(officer)
    press(officer, "Save")
    expect(officer).to_have_url(re.compile("/knowledge/lessons/(#.*)?$"))
    expect(officer.locator("main")).to_contain_text("Écrire le guide avec les guichets")
    stage.look(officer)


def publish_and_count(stage, coordinator, action_url):
    """The Action becomes public: a visitor reads it and finds it counted."""
    coordinator.goto(action_url)
    press(coordinator, "Publish")
    visitor = stage.window(language="fr", width=360)
    visitor.goto(action_url.removesuffix("file/"))
    expect(visitor.locator("main")).to_contain_text(SUBJECT)
    stage.look(visitor)
    visitor.goto("/facility/figures/")
    expect(visitor.locator("#f-actions-by-region")).to_contain_text("de 1 Actions")
    stage.look(visitor)


def test_the_whole_life_of_an_action_without_the_admin_site(stage, facility, experts, phase):
    make_criteria_set(purpose="evaluation", n_criteria=2)
    phone = file_a_request(stage)
    officer = stage.window(facility.officer)
    request_url = screen_it(stage, officer)
    decide(stage, facility, request_url)
    action_url, activity_url = open_action(stage, officer, request_url)
    write_the_sheet(stage, officer, action_url)
    order(officer, action_url, "Declare ready to start")
    order(officer, action_url, "Start the Action")
    compose_the_team(stage, officer, activity_url, experts)
    hold_the_activity(stage, officer, activity_url)
    ask_for_opinions(stage, officer, activity_url)
    order(officer, action_url, "Close the Action")
    stage.look(officer)

    write_the_lesson(stage, officer, action_url)
    publish_and_count(stage, stage.window(facility.coordinator), action_url)

    phone.reload()
    expect(phone.locator("main")).to_contain_text("Votre demande est approuvée")
    assert stage.faults == []
