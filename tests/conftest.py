import pytest

from teranga.core.models import Country


@pytest.fixture
def countries(db):
    """Senegal, Mali and Tunisia, from the reference tables that every database holds."""
    return {
        country.alpha3: country for country in Country.objects.filter(pk__in=["SEN", "MLI", "TUN"])
    }
