"""The order of elements of the schema 2.03, from its own sequence, checked without the network."""

import datetime as dt

import pytest
from defusedxml import ElementTree

from teranga.facility.exporters.iati import ORDER, Publisher, write_iati
from teranga.facility.models import Action, ActionAuthority
from tests.factories.facility import make_action
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
US = Publisher("XX-TERANGA", "Teranga")

# The sequence of `iati-activity` in iati-activities-schema.xsd 2.03.
SCHEMA = [
    *["iati-identifier", "reporting-org", "title", "description", "participating-org"],
    *["other-identifier", "activity-status", "activity-date", "contact-info", "activity-scope"],
    *["recipient-country", "recipient-region", "location", "sector", "tag"],
    *["country-budget-items", "humanitarian-scope", "policy-marker", "collaboration-type"],
    *["default-flow-type", "default-finance-type", "default-aid-type", "default-tied-status"],
    *["budget", "planned-disbursement", "capital-spend", "transaction", "document-link"],
    *["related-activity", "legacy-data", "conditions", "result", "crs-add", "fss"],
]
REQUIRED = ["iati-identifier", "reporting-org", "title", "description", "participating-org"]


def activities(*, publisher=US):
    rows = Action.objects.order_by("code").prefetch_related("countries", "authorities")
    root = ElementTree.fromstring(write_iati(rows, publisher=publisher, now=NOW))
    return root, root.findall("iati-activity")


@pytest.fixture
def action(countries):
    action = make_action(
        code="SEN-1",
        programme=make_programme(code="mieux"),
        title={"fr": "Stratégie <frontières> & droits", "en": "Border strategy"},
        countries=["SEN", "MLI", "TUN"],
        starts_on="2016-03",
        ends_on="2018",
    )
    ActionAuthority.objects.create(action=action, name="Ministère", part="requesting")
    return action


def test_elements_stand_in_the_order_of_the_schema(action):
    _root, (activity,) = activities()
    places = [SCHEMA.index(element.tag) for element in activity]

    assert places == sorted(places)
    assert [name for name in SCHEMA if name in ORDER] == list(ORDER)


def test_activity_has_what_the_schema_requires(action):
    root, (activity,) = activities()

    assert root.attrib["version"] == "2.03"
    for name in [*REQUIRED, "activity-status", "activity-date"]:
        assert activity.find(name) is not None, name
    assert activity.findtext("iati-identifier") == "XX-TERANGA-mieux-SEN-1"
    languages = [
        narrative.attrib["{http://www.w3.org/XML/1998/namespace}lang"]
        for narrative in activity.findall("title/narrative")
    ]
    assert languages == ["fr", "en"]
    assert activity.findtext("title/narrative") == "Stratégie <frontières> & droits"


def test_dates_are_whole_days_with_their_type(action):
    _root, (activity,) = activities()
    dates = [(d.attrib["type"], d.attrib["iso-date"]) for d in activity.findall("activity-date")]

    assert dates == [("2", "2016-03-01"), ("4", "2018-01-01")]


def test_shares_of_countries_add_up_to_a_hundred(action):
    _root, (activity,) = activities()
    shares = [float(c.attrib["percentage"]) for c in activity.findall("recipient-country")]

    assert len(shares) == 3
    assert sum(shares) == pytest.approx(100)


@pytest.mark.parametrize(
    ("state", "code"), [("design", "1"), ("under_way", "2"), ("closed", "4"), ("cancelled", "5")]
)
def test_status_follows_the_state(countries, state, code):
    make_action(state=state)

    _root, (activity,) = activities()

    assert activity.find("activity-status").attrib["code"] == code


def test_iati_export_reports_public_and_real_actions_only(client, countries):
    make_action(code="A", title={"fr": "Ouverte"})
    make_action(code="B", title={"fr": "Cachée"}, visibility="private")
    make_action(code="C", title={"fr": "Inventée"}, is_fictitious=True)

    content = client.get("/facility/iati.xml").content.decode()

    assert "Ouverte" in content
    assert "Cachée" not in content
    assert "Inventée" not in content
