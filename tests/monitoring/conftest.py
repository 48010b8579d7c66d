import pytest

from teranga.monitoring.demo import load_demo as load_logframe
from teranga.programmes.demo import load_demo as load_programmes


@pytest.fixture
def logframe(db):
    """The demo's logical framework; returns its component."""
    from teranga.programmes.models import Component

    load_programmes()
    load_logframe()
    return Component.objects.get(programme__code="crpm", code="C2")
