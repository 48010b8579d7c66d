import pytest
from django.urls import reverse

from teranga.core.models import AuditEntry, Source
from teranga.programmes.models import Component, Donor, Funding, Phase, Programme
from tests.factories.accounts import make_user
from tests.factories.programmes import make_component, make_programme

pytestmark = pytest.mark.django_db

CREATE = reverse("programmes:programme-create")


def programme_form(**changes):
    return {
        "version": 1,
        "code": "mieux",
        "acronym": "MIEUX",
        "name_fr": "Expertise à la demande",
        "name_en": "Expertise on demand",
        "kind": "facility",
        "starts_on": "2009",
        "ends_on": "2024-mid",
        "countries": ["SEN", "MLI"],
        "visibility": "public",
    } | changes


def url_of(programme, what, *keys):
    return reverse(f"programmes:{what}", args=[programme.code, *keys])


def test_programme_create_writes_names_dates_and_countries(administrator):
    response = administrator.post(CREATE, programme_form())

    programme = Programme.objects.get(code="mieux")
    assert response.url == url_of(programme, "programme-detail")
    assert programme.name == {"fr": "Expertise à la demande", "en": "Expertise on demand"}
    assert (str(programme.starts_on), str(programme.ends_on)) == ("2009", "2024-mid")
    assert set(programme.countries.values_list("pk", flat=True)) == {"SEN", "MLI"}
    assert AuditEntry.objects.filter(object_id=str(programme.pk), action="created").exists()


def test_programme_create_a_second_time_says_the_code_is_taken(administrator):
    administrator.post(CREATE, programme_form())

    response = administrator.post(CREATE, programme_form(acronym="Autre"))

    assert response.status_code == 422
    assert "code" in response.context["form"].errors
    assert Programme.objects.filter(code="mieux").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name_fr": "", "name_en": ""}, "name_fr"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"starts_on": "2020", "ends_on": "2019"}, "ends_on"),
        ({"code": "new"}, "code"),
        ({"visibility": "everyone"}, "visibility"),
        ({"countries": ["XXX"]}, "countries"),
    ],
)
def test_programme_create_puts_the_error_beside_the_field(administrator, changes, field):
    response = administrator.post(CREATE, programme_form(**changes))

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert 'value="MIEUX"' in response.content.decode()
    assert not Programme.objects.exists()


def test_programme_create_shared_with_its_own_members_is_tied_to_itself(administrator):
    administrator.post(CREATE, programme_form(visibility="programme"))

    programme = Programme.objects.get(code="mieux")
    assert programme.programme_id == programme.pk


def test_programme_create_is_for_network_administrators(coordinator, crpm, client):
    assert coordinator.get(CREATE).status_code == 403
    assert coordinator.post(CREATE, programme_form()).status_code == 403
    client.logout()
    assert client.get(CREATE).status_code == 302


def test_programme_update_keeps_code_and_other_languages(administrator, crpm):
    crpm.name = crpm.name | {"pt": "Programa"}
    crpm.save()
    form = programme_form(version=crpm.version, code="other", name_fr="Nouveau nom")

    response = administrator.post(url_of(crpm, "programme-update"), form)

    crpm.refresh_from_db()
    assert response.status_code == 302
    assert crpm.code == "crpm"
    assert crpm.name["fr"] == "Nouveau nom"
    assert crpm.name["pt"] == "Programa"


def test_programme_update_from_a_stale_page_keeps_what_was_typed(administrator, crpm):
    seen = crpm.version
    crpm.operator = "ICMPD"
    crpm.save()

    stale = administrator.post(
        url_of(crpm, "programme-update"), programme_form(version=seen, name_fr="Tapé")
    )

    assert stale.status_code == 409
    page = stale.content.decode()
    assert "Tapé" in page
    assert "ICMPD" in page
    crpm.refresh_from_db()
    assert crpm.operator == "ICMPD"
    again = stale.context["form"].data
    assert administrator.post(url_of(crpm, "programme-update"), again).status_code == 302


def test_programme_archive_hides_it_and_restore_brings_it_back(administrator, crpm, client):
    archive, restore = (url_of(crpm, f"programme-{what}") for what in ("archive", "restore"))

    assert administrator.post(archive).status_code == 302
    assert administrator.get(url_of(crpm, "programme-detail")).status_code == 200
    assert administrator.get(url_of(crpm, "programme-update")).status_code == 404
    assert administrator.post(archive).status_code == 409
    assert administrator.post(restore).status_code == 302
    assert administrator.post(restore).status_code == 409
    assert administrator.get(archive).status_code == 405


def test_programme_put_away_is_not_found_by_others(client, crpm):
    crpm.archive()

    assert client.get(url_of(crpm, "programme-detail")).status_code == 404


def test_programme_archive_is_refused_to_a_coordinator(coordinator, crpm):
    assert coordinator.post(url_of(crpm, "programme-archive")).status_code == 403
    crpm.refresh_from_db()
    assert not crpm.is_archived


PARTS = {
    "component": {"code": "C1", "name_fr": "Observatoire", "visibility": "public"},
    "phase": {"number": 1, "starts_on": "2014-03?", "visibility": "public"},
    "funding": {"donor_name": "Union européenne", "visibility": "public"},
}
MODELS = {"component": Component, "phase": Phase, "funding": Funding}


@pytest.mark.parametrize("kind", PARTS)
def test_part_create_and_update_by_the_coordinator(coordinator, crpm, kind):
    response = coordinator.post(
        url_of(crpm, f"{kind}-create"), PARTS[kind] | {"version": 1}, follow=True
    )

    part = MODELS[kind].objects.get()
    assert part.programme == crpm
    edit = url_of(crpm, f"{kind}-update", part.pk)
    assert edit in response.content.decode()
    changed = PARTS[kind] | {"version": part.version, "visibility": "network"}
    assert coordinator.post(edit, changed).status_code == 302
    part.refresh_from_db()
    assert part.visibility == "network"
    assert coordinator.post(edit, changed).status_code == 409
    assert coordinator.post(edit, changed | {"visibility": "x"}).status_code == 422


@pytest.mark.parametrize("kind", PARTS)
def test_part_of_another_programme_is_out_of_reach(coordinator, crpm, kind):
    foreign = make_programme(code="foreign")
    hidden = make_programme(code="hidden", visibility="private")

    assert coordinator.get(url_of(foreign, f"{kind}-create")).status_code == 403
    assert coordinator.post(url_of(foreign, f"{kind}-create"), PARTS[kind]).status_code == 403
    assert coordinator.get(url_of(hidden, f"{kind}-create")).status_code == 404
    assert not MODELS[kind].objects.exists()


def test_part_is_found_under_its_own_programme_only(coordinator, crpm):
    part = make_component(make_programme(code="foreign"))

    assert coordinator.get(url_of(crpm, "component-update", part.pk)).status_code == 404


@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.parametrize("role", ["officer", "focal_point", "reader"])
def test_part_create_is_refused_to_other_roles(enter, crpm, kind, role):
    member = enter(make_user(role, programme=crpm))

    assert member.post(url_of(crpm, f"{kind}-create"), PARTS[kind]).status_code == 403
    assert url_of(crpm, f"{kind}-create") not in member.get("/programmes/crpm/").content.decode()


@pytest.mark.parametrize("kind", ["component", "phase"])
def test_part_create_twice_says_it_exists(coordinator, crpm, kind):
    form = PARTS[kind] | {"version": 1}
    coordinator.post(url_of(crpm, f"{kind}-create"), form)

    assert coordinator.post(url_of(crpm, f"{kind}-create"), form).status_code == 422
    assert MODELS[kind].objects.count() == 1


def test_funding_names_one_donor_once(coordinator, crpm):
    create = url_of(crpm, "funding-create")
    form = PARTS["funding"] | {"version": 1}
    coordinator.post(create, form)
    coordinator.post(
        create, form | {"donor_name": "union Européenne", "amount": "5", "currency": "EUR"}
    )
    both = form | {"donor": str(Donor.objects.get().pk)}

    assert Funding.objects.count() == 2
    assert coordinator.post(create, both).status_code == 422
    assert coordinator.post(create, form | {"donor_name": ""}).status_code == 422


@pytest.mark.parametrize("wrong", [{"amount": "12.5"}, {"amount": "5", "currency": "euro"}])
def test_funding_wants_the_currency_of_an_amount(coordinator, crpm, wrong):
    response = coordinator.post(
        url_of(crpm, "funding-create"), PARTS["funding"] | {"version": 1} | wrong
    )

    assert response.status_code == 422
    assert "currency" in response.context["form"].errors


def test_part_keeps_its_source(coordinator, crpm):
    source = Source.objects.create(code="s", title={"fr": "Rapport"})
    form = PARTS["phase"] | {"version": 1, "source": source.pk, "source_page": "12"}

    coordinator.post(url_of(crpm, "phase-create"), form)

    phase = Phase.objects.get()
    assert (phase.source, phase.source_page) == (source, "12")
