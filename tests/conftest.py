import pytest

from teranga.core.models import Country, Region


@pytest.fixture
def countries(db):
    """Senegal, Mali and Tunisia, whatever the reference tables hold."""
    region, _ = Region.objects.get_or_create(code="011")
    rows = {}
    for alpha3, alpha2, numeric in [
        ("SEN", "SN", "686"),
        ("MLI", "ML", "466"),
        ("TUN", "TN", "788"),
    ]:
        rows[alpha3], _ = Country.objects.get_or_create(
            alpha3=alpha3, defaults={"alpha2": alpha2, "numeric": numeric, "region": region}
        )
    return rows
