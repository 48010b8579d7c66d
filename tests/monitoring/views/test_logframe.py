import uuid

import pytest
from django.urls import reverse

from teranga.monitoring.models import GeneralObjective


def test_logframe_page_shows_every_code_of_the_tree(client, logframe):
    response = client.get(reverse("monitoring:logframe-detail", args=[logframe.pk]))

    page = response.content.decode()
    for code in ["OS1", "R1.1", "A1.1.1", "R2.2", "A3.3.1"]:
        assert f'<span class="tree-code">{code}</span>' in page


def test_logframe_page_shows_the_anomalies_of_its_source(client, logframe):
    page = client.get(reverse("monitoring:logframe-detail", args=[logframe.pk])).content.decode()

    assert "A2.1.4 absent de la numérotation" in page


@pytest.mark.django_db
def test_logframe_of_nothing_is_not_found(client):
    url = reverse("monitoring:logframe-detail", args=[uuid.uuid4()])

    assert client.get(url).status_code == 404


def test_hidden_logframe_is_not_found_nor_announced(client, logframe):
    objective = GeneralObjective.objects.get()
    objective.visibility = "private"
    objective.save()

    url = reverse("monitoring:logframe-detail", args=[logframe.pk])
    programme = client.get(reverse("programmes:programme-detail", args=["crpm"]))

    assert client.get(url).status_code == 404
    assert url not in programme.content.decode()
