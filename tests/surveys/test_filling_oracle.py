"""The check on the server and the engine of the browser agree on answers gone wrong."""

import re

import pytest
from django.urls import reverse
from lxml import etree

from teranga.surveys.xforms.checking import check_submission
from teranga.surveys.xforms.reading import read_xform
from tests.factories.surveys import make_questionnaire
from tests.surveys.filling_device import Device
from tests.surveys.xforms.samples import DAY, shared

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

_TURN = re.compile(r"\[\d+\]")
# Each line changes a valid answer to the mapping questionnaire in one or several places. What the
# page computes by itself is changed along: the server flags a wrong sum, the page redoes it.
MUTATIONS = [
    {},
    {"c_identite/nom": ""},
    {"c_identite/annee_creation": "1850"},
    {"c_identite/annee_creation": "2031", "e_moyens/nb_femmes_instances": "9"},
    {"c_identite/sigle": "X" * 31},
    {"c_identite/type_org": ""},
    {"d_localisation/niveaux": ""},
    {"e_moyens/nb_instances": "0"},
    {"e_moyens/part_cotisations": "130", "e_moyens/total_parts": "200"},
    {"e_moyens/nb_salaries": "99999999"},
    {"f_activites/f_domaines/domaines": ""},
    {"f_activites/f_domaines/domaine_principal": ""},
    {"f_activites/projet/p_titre": ""},
    {"f_activites/projet/p_titre": "", "c_identite/nom": "", "e_moyens/budget": ""},
    {"e_moyens/part_cotisations": "20", "e_moyens/total_parts": "90"},
    {"h_dialogue/institution/i_bloc/i_nom": ""},
    {"h_dialogue/institution/i_bloc/i_formes/i_consultation": ""},
    {"j_besoins/j_niveau/niv_droit": ""},
    {"l_contact/courriel_public": "not an address"},
    {"l_contact/site_web": "no site"},
    {"l_contact/tel_public": "12"},
    {"l_contact/personne_nom": ""},
]

# Puts a draft where the page looks for it, as if it had been filled on this device.
PUT_DRAFT = """([id, xml, key]) => new Promise((resolve, reject) => {
  const request = indexedDB.open('teranga-fill');
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const base = request.result;
    const page = JSON.parse(document.getElementById('fill-settings').textContent);
    const transaction = base.transaction('answers', 'readwrite');
    transaction.objectStore('answers').put({
      id, xml, key, way: 'token', owner: '', title: '', md5: page.md5, address: page.send,
      state: 'draft', startedAt: 0, changedAt: 0, files: [], message: '', number: '',
    });
    transaction.oncomplete = () => { base.close(); resolve(); };
  };
})"""
INVALID = """() => [
  ...document.querySelectorAll('.invalid-required, .invalid-constraint'),
].map((question) => {
  const field = question.querySelector('[data-name], [name^="/"]');
  const kind = question.classList.contains('invalid-required') ? 'required' : 'constraint';
  return `${field.dataset.name || field.name} ${kind}`;
})"""


def mutated(sample, number, changes):
    root = etree.fromstring(sample)
    for path, value in changes.items():
        root.find(f"corps/{path}").text = value
    root.find("meta/instanceID").text = f"uuid:mutation-{number}"
    return etree.tostring(root)


def said_by_the_server(form, answers):
    """Name what is wrong, without the places in repeats: the page does not write them."""
    flags = check_submission(form, answers, at=DAY)
    kinds = {"type": "constraint"}
    return {
        f"{_TURN.sub('', flag.path)} {kinds.get(flag.kind, flag.kind.value)}"
        for flag in flags
        if flag.kind in {"required", "constraint", "type"}
    }


def said_by_the_browser(page, address, number, answers):
    identity = f"uuid:mutation-{number}"
    page.evaluate(PUT_DRAFT, [identity, answers.decode(), address])
    page.goto(f"{page.url.partition('?')[0]}?answer={identity}")
    page.wait_for_selector("#fill-page:not([hidden])")
    page.evaluate("document.getElementById('fill-finish').click()")
    page.wait_for_function(
        "() => document.getElementById('fill-problem').textContent"
        " || !document.getElementById('fill-start').hidden"
    )
    return set(page.evaluate(INVALID))


def test_server_and_browser_agree_on_mutated_answers(browser, live_server):
    content = shared("cso_mapping.xml").read_bytes()
    sample = shared("samples", "cso_mapping_submission_valid.xml").read_bytes()
    form = read_xform(content)
    address = reverse("surveys:fill", args=[make_questionnaire(xform=content).public_token])
    device = Device(browser, live_server.url)
    page = device.open(address)
    device.cut_the_line()

    disagreements = {}
    for number, changes in enumerate(MUTATIONS):
        answers = mutated(sample, number, changes)
        server = said_by_the_server(form, answers)
        browser_said = said_by_the_browser(page, address, number, answers)
        if server != browser_said:
            disagreements[str(changes)] = (server, browser_said)
    device.close()

    assert disagreements == {}
