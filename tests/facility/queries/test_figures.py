import datetime as dt

import pytest
from django.utils import translation

from teranga.facility.enums import EvaluationKind
from teranga.facility.models import Evaluation, EvaluationTally, ExpertiseRequest, SupportedPolicy
from teranga.facility.queries.figures import action_group, product_group, request_group
from teranga.facility.queries.figures_page import figures_page, find_figure
from teranga.facility.queries.figures_people import (
    satisfaction_group,
    start_delays,
)
from tests.factories.facility import make_action
from tests.factories.knowledge import make_criteria_set, make_deliverable
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _words_in_english():
    with translation.override("en"):
        yield


def lines(group, code):
    figure = next(figure for figure in group.figures if figure.code == code)
    return {row.label: row.value for row in figure.rows}


def make_request(**fields):
    fields = {
        "number": f"R{ExpertiseRequest.objects.count()}",
        "title": "Demande",
        "requester_kind": "public_authority",
        "authority_name": "Ministère",
        "received_on": dt.date(2026, 1, 1),
        "visibility": "private",
    } | fields
    themes = fields.pop("themes", [])
    row = ExpertiseRequest.objects.create(**fields)
    row.themes.set(themes)
    return row


def test_actions_are_counted_by_region_theme_and_year(countries):
    make_action(region="asia", themes=["mieux:legal", "mieux:horizontal"], starts_on="2016")
    make_action(region="asia", themes=["mieux:legal"], starts_on="2018-03")
    make_action(region="neighbourhood")

    group = action_group(None)

    assert lines(group, "actions-by-region") == {"Asia": 2, "European Neighbourhood": 1}
    assert lines(group, "actions-by-theme")["theme not known"] == 1
    # A year in which nothing started is a year, not a gap.
    assert lines(group, "actions-by-year") == {"2016": 1, "2017": 0, "2018": 1}


def test_actions_hidden_or_fictitious_are_not_counted(countries):
    make_action(visibility="private")
    make_action(is_fictitious=True)
    make_action(region="asia")

    group = action_group(None)

    assert lines(group, "actions-by-region") == {"Asia": 1}
    assert "1 fictitious" in group.figures[0].notes[0]


def test_actions_by_phase_puts_a_year_once(countries):
    from teranga.programmes.models import Phase

    programme = make_programme()
    for number, (first, last) in enumerate([("2009", "2012"), ("2012", "2015")], start=1):
        Phase.objects.create(
            programme=programme, number=number, starts_on=first, ends_on=last, visibility="public"
        )
    for year in ("2010", "2012", "2014", None):
        make_action(programme=programme, starts_on=year)

    counted = lines(action_group(None), "actions-by-phase")

    assert list(counted.values()) == [2, 1, 1]


def test_requests_are_counted_though_each_is_private(countries):
    make_request(approved_on=dt.date(2026, 2, 1), state="approved", themes=["mieux:legal"])
    make_request(state="declined")

    group = request_group()

    assert list(lines(group, "requests-approved-by-pillar").values()) == [1]
    assert lines(group, "requests-by-state") == {"approved": 1, "declined": 1}


def test_start_delays_tell_both_clocks_and_who_waits(countries):
    in_time = make_request(approved_on=dt.date(2026, 1, 31), state="approved")
    make_action(expertise_request=in_time, ready_on=dt.date(2026, 4, 10))
    make_request(approved_on=dt.date(2026, 2, 1), state="approved")
    make_request(approved_on=dt.date(2026, 5, 20), state="approved")

    delays = start_delays(TODAY)

    assert (delays.from_receipt, delays.from_approval) == ([99], [69])
    assert (delays.n_late_from_receipt, delays.n_late_from_approval) == (1, 0)
    assert (delays.n_waiting, delays.n_waiting_late) == (2, 1)


def test_products_count_policies_and_operational_documents(countries):
    SupportedPolicy.objects.create(code="a", title={"fr": "P"}, kind="policy", visibility="public")
    make_deliverable(kind="manual", is_operational=True)
    make_deliverable(kind="report")

    group = product_group(None)

    assert lines(group, "policies-by-kind") == {"policy": 1}
    assert lines(group, "documents-by-kind") == {"manual or training guide": 1}


@pytest.mark.parametrize(("n_marks", "value"), [(4, None), (5, 4.0)])
def test_satisfaction_gives_no_mean_on_fewer_than_five(countries, n_marks, value):
    criteria_set = make_criteria_set(1, purpose="evaluation")
    evaluation = Evaluation.objects.create(
        action=make_action(), kind=EvaluationKind.PARTNER, due_on=TODAY, visibility="private"
    )
    EvaluationTally.objects.create(
        evaluation=evaluation,
        criterion=criteria_set.criteria.get(),
        n_marks=n_marks,
        sum_marks=4 * n_marks,
    )

    (figure,) = satisfaction_group().figures

    assert figure.rows[0].value == value


def test_figures_page_keeps_published_numbers_apart(countries):
    from teranga.programmes.models import PublishedFigure, SourceRemark

    programme = make_programme(code="mieux")
    make_action(programme=programme)
    shared = {"programme": programme, "visibility": "public"}
    PublishedFigure.objects.create(
        code="theme-x", family="themes", label={"fr": "traite"}, value=27, **shared
    )
    SourceRemark.objects.create(
        code="themes", subject={"fr": "Thèmes"}, text={"fr": "102, non 109"}, **shared
    )

    page = figures_page(None, TODAY)

    (actions, *_others) = page.sections
    assert [figure.value for figure in actions.published[0].figures] == [27]
    assert 27 not in [row.value for figure in actions.group.figures for row in figure.rows]
    assert [str(remark.text) for remark in page.contradictions] == ["102, non 109"]


def test_find_figure_knows_its_codes(countries):
    assert find_figure(None, "actions-by-year", TODAY).is_timeline
    assert find_figure(None, "nothing", TODAY) is None


@pytest.mark.parametrize("n_actions", [1, 6])
def test_figures_page_asks_the_same_number_of_questions(
    countries, django_assert_max_num_queries, n_actions
):
    for number in range(n_actions):
        action = make_action(themes=["mieux:legal"], starts_on=f"{2010 + number}")
        make_action(region="asia", ready_on=TODAY, programme=action.programme)

    with django_assert_max_num_queries(45):
        figures_page(None, TODAY)
