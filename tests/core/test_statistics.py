import pytest
from django.db import connection

from teranga.core.installation.statistics import refresh_statistics

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL measures by itself")
def test_statistics_are_those_of_the_rows_there_are():
    refresh_statistics()

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'core_country'")
        (n_measured,) = cursor.fetchone()
    assert n_measured > 0
