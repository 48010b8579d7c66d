import pytest

from teranga.core.models import Source
from tests.factories.accounts import make_user
from tests.factories.programmes import make_component, make_programme


@pytest.fixture
def crpm(countries):
    return make_programme(code="crpm", acronym="CRPM")


@pytest.fixture
def c2(crpm):
    return make_component(crpm, code="C2")


@pytest.fixture
def source(db):
    return Source.objects.create(code="test-source", title={"fr": "Rapport d’atelier"})


@pytest.fixture
def coordinator(crpm):
    return make_user("coordinator", programme=crpm)


@pytest.fixture
def officer(crpm):
    return make_user("officer", programme=crpm)


@pytest.fixture
def focal_point_of_senegal(crpm, countries):
    return make_user("focal_point", programme=crpm, country=countries["SEN"])


@pytest.fixture
def reader(crpm):
    return make_user("reader", programme=crpm)
