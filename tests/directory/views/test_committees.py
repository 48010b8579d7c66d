import pytest
from django.urls import reverse

from teranga.core.translated import Translated
from teranga.directory.models import Committee, CommitteeMembership
from teranga.directory.services.committees import (
    CommitteeDetails,
    MembershipDetails,
    add_committee_member,
    create_committee,
)
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db

LIST = reverse("directory:committee-list")


def url_of(thing, what="committee-detail"):
    return reverse(f"directory:{what}", args=[thing.pk])


def make_committee(crpm, by, name="Comité"):
    return create_committee(
        details=CommitteeDetails(
            kind="steering", name=Translated(fr=name), note=Translated(), programme=crpm
        ),
        by=by,
    )


@pytest.mark.parametrize("n_rows", [1, 3])
def test_committee_list_asks_the_same_number_of_questions(
    client, crpm, coordinator, django_assert_num_queries, n_rows
):
    for number in range(n_rows):
        committee = make_committee(crpm, coordinator, f"Comité {number}")
        details = MembershipDetails(organisation=make_organisation())
        add_committee_member(committee, details=details, by=coordinator)

    with django_assert_num_queries(2):
        response = client.get(LIST)

    assert len(response.context["views"]) == n_rows


def test_committee_detail_leaves_out_members_one_may_not_read(client, crpm, coordinator):
    committee = make_committee(crpm, coordinator)
    for name, visibility in (("Ouverte", "public"), ("Discrète", "private")):
        organisation = make_organisation(name=name, visibility=visibility)
        add_committee_member(
            committee, details=MembershipDetails(organisation=organisation), by=coordinator
        )

    page = client.get(url_of(committee)).content.decode()

    assert "Ouverte" in page
    assert "Discrète" not in page


def test_committee_is_set_up_joined_and_left(sign_in, coordinator, crpm):
    client = sign_in(coordinator)
    posted = {
        "kind": "national",
        "name_fr": "Comité",
        "programme": crpm.pk,
        "country": "SEN",
        "visibility": "public",
    }
    create = reverse("directory:committee-create")
    assert client.post(create, posted | {"name_fr": ""}).status_code == 422
    assert client.post(create, posted).status_code == 302
    committee, organisation = Committee.objects.get(), make_organisation()

    join = url_of(committee, "committee-member-create")
    assert client.post(join, {"organisation": "forged"}).status_code == 422
    assert client.post(join, {"organisation": organisation.pk}).status_code == 302
    assert client.post(join, {"organisation": organisation.pk}).status_code == 422
    leave = url_of(CommitteeMembership.objects.get(), "committee-member-end")
    assert client.post(leave, {"ends_on": ""}).status_code == 422
    assert client.post(leave, {"ends_on": "2023-01-01"}).status_code == 302
    assert client.post(leave, {"ends_on": "2023-01-01"}).status_code == 409


def test_committee_orders_need_the_right(client, sign_in, crpm, coordinator, officer):
    committee = make_committee(crpm, coordinator)
    orders = [reverse("directory:committee-create"), url_of(committee, "committee-member-create")]

    assert {client.get(address).status_code for address in orders} == {302}
    sign_in(officer)
    assert {client.get(address).status_code for address in orders} == {403}


def test_committee_detail_out_of_sight_does_not_exist(client, crpm, coordinator):
    committee = make_committee(crpm, coordinator)
    committee.visibility = "committee"
    committee.save()

    assert client.get(url_of(committee)).status_code == 404
