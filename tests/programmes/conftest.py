import pytest

from teranga.programmes.demo import load_demo


@pytest.fixture
def programmes(db):
    """The four programmes of the demo, by code."""
    from teranga.programmes.models import Programme

    load_demo()
    return {programme.code: programme for programme in Programme.objects.all()}
