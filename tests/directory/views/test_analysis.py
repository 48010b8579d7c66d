import pyreadstat
import pytest
from django.urls import reverse

from teranga.core.models import AuditEntry
from tests.factories.directory import make_mapped

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def answers(crpm):
    for number in range(6):
        make_mapped(programme=crpm, nom=f"Organisation {number}", publication=["rien"])


def test_sheet_prints_its_caveat_and_its_figures(client, answers):
    response = client.get(reverse("directory:mapping-analysis"), headers=ENGLISH)

    page = response.content.decode()
    assert "not representative" in page
    assert response.context["n_answers"] == 6
    assert "Organisation 1" not in page


def test_sheet_of_one_country(client, answers):
    response = client.get(reverse("directory:mapping-analysis"), {"country": "SEN"})

    assert response.context["n_chosen"] == 6


def test_empty_platform_says_so(client, db):
    response = client.get(reverse("directory:mapping-analysis"), headers=ENGLISH)

    assert "No answer yet" in response.content.decode()


def test_crossed_questions(client, answers):
    response = client.get(
        reverse("directory:mapping-crosstab"), {"down": "type_org", "across": "budget"}
    )

    assert response.context["crosstab"].n_answers == 6


def test_needs_stand_beside_what_others_would_teach(client, crpm):
    for number in range(6):
        make_mapped(programme=crpm, nom=f"Apprend {number}", niv_droit="1", pri_droit="3")
        taught = {"niv_droit": "4", "pri_droit": "0", "formation_offerte": "Droit"}
        make_mapped(programme=crpm, nom=f"Enseigne {number}", **taught)

    response = client.get(reverse("directory:mapping-analysis"), headers=ENGLISH)

    [row] = [row for row in response.context["offers"] if row.n_need]
    assert (row.n_need, row.n_master, row.n_share) == (6, 6, 6)
    assert "Needs and what other organisations can share" in response.content.decode()


def test_network_graph_has_a_table_that_says_the_same(client, crpm):
    make_mapped(programme=crpm, nom="Première")
    make_mapped(programme=crpm, nom="Deuxième")

    page = client.get(reverse("directory:mapping-networks"), {"country": "SEN"}, headers=ENGLISH)

    graph, text = page.context["graph"], page.content.decode()
    table = text.partition('class="network"')[2].partition("<table>")[2]
    assert text.count('class="network-hub"') == len(graph.networks) > 0
    assert text.count('class="network-member"') == len(graph.members) == 2
    for network in graph.networks:
        assert network.name in table
    for member in graph.members:
        assert reverse("directory:organisation-detail", args=[member.pk]) in table


def test_networks_show_those_who_agreed_alone(client, crpm):
    make_mapped(programme=crpm, nom="Ouverte")
    make_mapped(programme=crpm, nom="Fermée", publication=["fiche"], accord_institutions="non")

    page = client.get(reverse("directory:mapping-networks")).content.decode()

    assert "Ouverte" in page
    assert "Fermée" not in page


@pytest.mark.parametrize("name", ["csv", "xlsx", "sav", "codebook"])
def test_export_is_noted(sign_in, officer, answers, name):
    response = sign_in(officer).post(reverse("directory:mapping-export", args=[name]))

    assert response.status_code == 200
    assert AuditEntry.objects.filter(action="exported", detail__format=name).exists()
    assert b"secr" not in response.content


def test_export_for_spss_has_labels(sign_in, officer, answers, tmp_path):
    address = reverse("directory:mapping-export", args=["sav"])
    response = sign_in(officer).post(address, headers=ENGLISH)
    path = tmp_path / "mapping.sav"
    path.write_bytes(response.content)

    frame, held = pyreadstat.read_sav(str(path), output_format="polars")

    assert len(frame) == 6
    assert held.column_names_to_labels["budget"] == "Annual budget (euros)"
    assert held.variable_value_labels["budget"]["b2"] == "5,000 to 24,999"
    assert set(frame["domaines_droits"]) == {1.0}


def test_export_is_for_those_who_may(sign_in, reader, answers):
    assert (
        sign_in(reader).post(reverse("directory:mapping-export", args=["csv"])).status_code == 403
    )


def test_export_of_an_unknown_kind_is_not_found(sign_in, officer, answers):
    assert (
        sign_in(officer).post(reverse("directory:mapping-export", args=["exe"])).status_code == 404
    )
