import pytest

from tests.factories.programmes import make_programme


@pytest.fixture
def network(countries):
    """A public cooperation programme in Senegal, Mali and Tunisia."""
    programme = make_programme(acronym="RÉSEAU", summary={"fr": "Ensemble."})
    programme.countries.set(countries.values())
    return programme
