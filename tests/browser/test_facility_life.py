"""The whole life of an Action in a browser, each person on their own screen, no admin site.

A requester on a phone, an officer, a committee member, a partner by private link: from the
first word of the request to the closing.
"""

import datetime as dt
import email
import re
from email import policy

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SUBJECT = "Guichet d’accueil des travailleurs saisonniers"


@pytest.fixture
def letters(tmp_path_factory, address):
    """Read the letters the served demo wrote, latest first."""
    folder = next(tmp_path_factory.getbasetemp().glob("demo*/**/mail"), None)

    def read(words):
        found = sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in found:
            text = letter_text(path.read_bytes())
            if words in text:
                return text
        return ""

    return read


def letter_text(content):
    """Return the text of the last letter of a file, whatever its encoding."""
    last = content.rstrip().rsplit(b"\n" + b"-" * 79, 1)[0]
    message = email.message_from_bytes(last.lstrip(), policy=policy.default)
    return message.get_body(("plain",)).get_content()


def link_in(text):
    return re.search(r"https?://[^/\s]+(/\S+)", text)[1]


def day(days):
    return (dt.date.today() + dt.timedelta(days=days)).isoformat()  # noqa: DTZ011


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page, name):
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def file_a_request(phone, read_letter):
    """Fill the four pages on a phone, stop, come back by the link, send, confirm."""
    phone.goto("/facility/requests/new/")
    press(phone, "Commencer une demande")
    phone.get_by_label("Ministère ou autorité nationale").check()
    phone.get_by_label("Nom de l’institution").fill("Ministère du travail (essai)")
    phone.get_by_label("un seul pays").check()
    phone.get_by_label("Pays", exact=False).first.select_option("SEN")
    press(phone, "Garder et continuer plus tard")
    private_link = phone.url
    phone.goto("/")
    phone.goto(private_link)
    follow(phone, "Continuer")
    phone.get_by_label("Objet de la demande").fill(SUBJECT)
    phone.get_by_label("Contexte").fill("Chaque service oriente à sa façon.")
    phone.get_by_label("Ce dont vous avez besoin").fill("Deux praticiens pour écrire un guide.")
    press(phone, "Continuer")
    expect(phone.get_by_role("heading", name="Qui l’a déjà fait ?")).to_be_visible()
    press(phone, "Continuer")
    phone.get_by_label("Votre nom").fill("Direction de l’emploi")
    phone.get_by_label("Votre adresse électronique").fill("emploi@example.org")
    phone.get_by_label("J’écris au nom de cette institution", exact=False).check()
    press(phone, "Relire avant d’envoyer")
    press(phone, "Envoyer la demande")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("confirmez votre adresse")
    phone.goto(link_in(read_letter("dans les 14 jours")))
    press(phone, "Enregistrer ma demande")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("enregistrée")
    follow(phone, "Voir où elle en est")
    return phone.url


def screen_it(officer):
    """Find the request in the queue, screen it, put it to the committee."""
    officer.goto(f"/facility/requests/?words={SUBJECT[:12]}")
    officer.get_by_role("link", name=SUBJECT).first.click()
    request_url = officer.url
    follow(officer, "Commencer l’instruction")
    press(officer, "Commencer l’instruction")
    follow(officer, "Éligibilité et note d’instruction")
    for group in officer.get_by_role("group").all():
        group.get_by_label("rempli", exact=True).check()
    officer.get_by_label("Note d’instruction").fill("Besoin précis.")
    press(officer, "Enregistrer")
    follow(officer, "Présenter au comité")
    press(officer, "Présenter au comité")
    return request_url


def decide(member, request_url):
    """Declare, read, vote and record the decision, on one page."""
    member.goto(f"{request_url}decision/")
    assert "Besoin précis." not in member.content()
    member.get_by_label("Non, aucun").check()
    press(member, "Déclarer et continuer")
    expect(member.locator("main")).to_contain_text("Besoin précis.")
    member.get_by_label("approuver", exact=True).check()
    press(member, "Voter")
    member.get_by_label("approuvée", exact=True).check()
    press(member, "Enregistrer la décision")
    expect(member.locator(".verdict")).to_contain_text("approuvée")


def open_action(officer, request_url):
    officer.goto(request_url)
    follow(officer, "Ouvrir une Action")
    officer.get_by_label("Début prévu").fill(day(10))
    officer.get_by_label("Fin prévue").fill("2040-01-01")
    press(officer, "Ouvrir l’Action")
    expect(officer.locator("main")).to_contain_text("après la fin de la phase")
    officer.get_by_label("Fin prévue").fill(day(200))
    press(officer, "Ouvrir l’Action")
    action_url = officer.url
    follow(officer, "Prévoir une activité")
    officer.get_by_label("Titre").fill("Atelier de rédaction")
    officer.get_by_label("Premier jour").fill(day(0))
    press(officer, "Ajouter au plan")
    activity_url = officer.url
    return action_url, activity_url


def write_the_sheet(officer, action_url, read_letter):
    """The team writes, names a focal point, hands over; return the partner's private link."""
    officer.goto(f"{action_url.removesuffix('file/')}sheet/")
    officer.get_by_role("link", name="Désigner un point focal").click()
    officer.get_by_label("Institution").fill("Ministère du travail (essai)")
    officer.get_by_label("opérationnel").check()
    officer.get_by_label("Adresse électronique").fill("partenaire@example.org")
    press(officer, "Enregistrer")
    officer.get_by_role("link", name="Écrire Logique d’intervention").click()
    officer.get_by_label("Texte").fill("Comparer, écrire, former.")
    press(officer, "Enregistrer")
    officer.get_by_text("Passer la fiche à l’autre partie", exact=True).click()
    officer.get_by_label("Ce qui change dans cette version").fill("Première version.")
    press(officer, "Remettre une nouvelle version")
    press(officer, "Envoyer le lien privé")
    return link_in(read_letter("point focal"))


def agree(partner, link):
    """The partner comments and agrees, without an account."""
    partner.goto(link)
    partner.get_by_label("Votre commentaire").fill("Nous sommes prêts.")
    press(partner, "Commenter")
    expect(partner.locator("main")).to_contain_text("Nous sommes prêts.")
    press(partner, "Donner son accord à la version 1")
    expect(partner.locator("main")).to_contain_text("Votre partie donne son accord")


def carry_out(officer, action_url, activity_url):
    for order in ("Déclarer prête à démarrer", "Démarrer l’Action"):
        officer.goto(action_url)
        follow(officer, order)
        press(officer, order)
    officer.goto(activity_url)
    follow(officer, "Noter qu’elle s’est tenue")
    press(officer, "Noter qu’elle s’est tenue")
    follow(officer, "Noter qui a participé")
    officer.get_by_label("Institution").fill("Ministère du travail (essai)")
    officer.get_by_label("Femmes").fill("6")
    officer.get_by_label("Hommes").fill("4")
    press(officer, "Enregistrer")
    expect(officer.locator("#participants")).to_contain_text("60")
    officer.goto(action_url)
    follow(officer, "Clore l’Action")
    press(officer, "Clore l’Action")
    expect(officer.locator("main .badge").first).to_contain_text("close")


def test_the_whole_life_of_an_action_without_the_admin_site(visit, letters):
    phone, officer = visit(width=360), visit("officer")
    follow_url = file_a_request(phone, letters)
    request_url = screen_it(officer)
    decide(visit("steering"), request_url)
    action_url, activity_url = open_action(officer, request_url)
    link = write_the_sheet(officer, action_url, letters)
    agree(visit(width=360), link)
    carry_out(officer, action_url, activity_url)

    phone.goto(follow_url)
    expect(phone.locator("main")).to_contain_text("Votre demande est approuvée")
