import pytest
from django.core.cache import cache

from tests.factories.programmes import make_component, make_programme
from tests.house.planting import Planter, Scope, publishable_models
from tests.house.visitors import make_visitor


@pytest.fixture(autouse=True)
def _no_request_counted_yet():
    cache.clear()


@pytest.fixture
def administrator(db):
    """Signed in, with a second factor."""
    return make_visitor("administrator", None, None, None)


@pytest.fixture
def rows(countries, settings, tmp_path):
    """One public row of every publishable model."""
    settings.MEDIA_ROOT = tmp_path
    programme = make_programme()
    scope = Scope(programme.pk, make_component(programme).pk, "SEN")
    planter = Planter()
    for model in publishable_models():
        planter.plant(model, "public", scope)
    return list({row.model: row for row in planter.planted.values()}.values())
