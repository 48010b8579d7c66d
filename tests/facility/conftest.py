import pytest

from teranga.facility.demo import load_demo as load_actions
from teranga.programmes.demo import load_demo as load_programmes


@pytest.fixture
def actions(db):
    """Every Action of the demo, by code."""
    from teranga.facility.models import Action

    load_programmes()
    load_actions()
    return {action.code: action for action in Action.objects.all()}
