"""A team is proposed, a person decides, each expert is followed up to the mission."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.models import Theme
from teranga.facility.enums import DeploymentEvent, DeploymentState
from teranga.facility.models import Activity, Deployment, DeploymentStep, TeamChoice
from teranga.facility.permissions.deployments import (
    DEPLOYMENT_TRANSITIONS,
    deployment_events_open_to,
)
from teranga.facility.queries.portfolio import (
    PortfolioChoice,
    activities_to_staff,
    portfolio_page,
)
from teranga.facility.queries.teams import activity_to_staff, team_page
from teranga.facility.services.deployments import release_due_on, take_deployment_step
from teranga.facility.services.teams import choose_portfolio, choose_team, set_team_needs
from teranga.roster.enums import ProfileEvent
from teranga.roster.models import PastDeployment
from teranga.roster.services.vetting import take_profile_step
from tests.factories.accounts import make_user
from tests.factories.facility import make_action
from tests.factories.programmes import make_programme
from tests.factories.roster import make_expert

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 1)
E, S = DeploymentEvent, DeploymentState


@pytest.fixture(autouse=True)
def _messages_in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def programme(countries):
    return make_programme(code="mieux")


@pytest.fixture
def officer(programme):
    return make_user("officer", programme=programme)


@pytest.fixture
def theme(db):
    return Theme.objects.get(pk="mieux:legal")


@pytest.fixture
def experts(programme, theme, countries):
    """Three experts, the first the most experienced; the last from the South."""
    return [
        make_expert(code=code, programme=programme, themes=[theme], years_of_practice=years,
                    kind=kind, is_southern=kind == "non_eu_government",
                    owner=make_user("expert", programme=programme))
        for code, years, kind in (
            ("FR-001", 20, "eu_government"), ("FR-002", 12, "non_governmental"),
            ("TN-001", 6, "non_eu_government"),
        )
    ]  # fmt: skip


@pytest.fixture
def activity(programme, theme, countries):
    action = make_action(countries=[countries["SEN"]], themes=[theme], programme=programme)
    return make_activity(action, starts_on=dt.date(2026, 4, 6), ends_on=dt.date(2026, 4, 8))


def make_activity(action, **fields):
    fields = {
        "kind": "workshop", "title": "Atelier", "languages": "fr", "n_experts": 2,
        "programme": action.programme, "visibility": "programme",
    } | fields  # fmt: skip
    return Activity.objects.create(action=action, **fields)


def page_of(activity, officer):
    return team_page(officer, activity_to_staff(officer, activity.pk), today=TODAY)


def choose(activity, officer, codes, reason="", digest=None):
    digest = digest or page_of(activity, officer).digest
    return choose_team(activity, codes=codes, digest=digest, reason=reason, by=officer, on=TODAY)


def test_first_proposal_is_chosen_without_a_reason(activity, officer, experts):
    page = page_of(activity, officer)

    choice = choose(activity, officer, page.proposals[0].codes)

    assert (choice.rank, choice.reason) == (1, "")
    assert sorted(choice.chosen) == ["FR-001", "FR-002"]
    assert choice.proposal["teams"][0]["members"][0]["parts"]
    rows = Deployment.objects.filter(activity=activity)
    assert {(d.expert.code, d.role, d.state) for d in rows} == {
        ("FR-001", "lead", "asked"),
        ("FR-002", "member", "asked"),
    }


def test_proposal_says_what_the_next_best_would_change(activity, officer, experts):
    team = page_of(activity, officer).proposals[0]

    assert "TN-001 would come" in team.members[0].instead


def test_departing_from_the_first_proposal_needs_a_reason(activity, officer, experts):
    with pytest.raises(ValidationError, match="Say why"):
        choose(activity, officer, ["FR-001", "TN-001"])

    choice = choose(activity, officer, ["FR-001", "TN-001"], reason="Knows the ministry.")

    assert (choice.rank, choice.reason) == (2, "Knows the ministry.")


def test_choice_is_refused_when_the_roster_changed_meanwhile(activity, officer, experts):
    digest = page_of(activity, officer).digest
    take_profile_step(
        experts[0], event=ProfileEvent.SUSPEND, by=officer, reason="x",
        at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
    )  # fmt: skip

    with pytest.raises(StaleEditError):
        choose(activity, officer, ["FR-001", "FR-002"], digest=digest)
    assert not TeamChoice.objects.exists()


def test_team_is_not_composed_without_the_right(activity, experts, programme):
    for role in ("reader", "steering", "expert", "focal_point"):
        with pytest.raises(PermissionDenied):
            choose(activity, make_user(role, programme=programme), ["FR-001"], digest="x")


def test_rules_of_the_team_lead_the_proposals(activity, officer, experts):
    set_team_needs(activity, values={"n_southern": 1}, n_experts=2, by=officer)

    assert sorted(page_of(activity, officer).proposals[0].codes) == ["FR-001", "TN-001"]


def test_rule_that_blocks_is_named_with_by_how_much(activity, officer, experts):
    set_team_needs(activity, values={"n_southern": 2}, n_experts=2, by=officer)

    page = page_of(activity, officer)

    assert page.blocks == ["2 experts from the South are wanted at least, 1 are missing"]
    assert page.proposals[0].broken == page.blocks
    with pytest.raises(ValidationError, match="Say why"):
        choose(activity, officer, page.proposals[0].codes)


def test_nobody_advises_the_authorities_that_employ_them(activity, officer, experts, countries):
    experts[2].home_country = countries["SEN"]
    experts[2].save()

    page = page_of(activity, officer)

    assert ("conflict of interest", 1, 1) in [(str(a), b, c) for a, b, c in page.kept_out]


def follow(activity, officer, expert):
    choose(activity, officer, page_of(activity, officer).proposals[0].codes)
    return Deployment.objects.get(activity=activity, expert=expert)


def step(deployment, event, by, on=TODAY, **fields):
    return take_deployment_step(deployment, event=event, by=by, on=on, **fields)


def test_civil_servant_leaves_once_released(activity, officer, experts):
    deployment = follow(activity, officer, experts[0])

    assert not deployment.may_read_documents
    cleared = step(deployment, E.DECLARE_NONE, experts[0].owner)
    assert cleared.may_read_documents
    with pytest.raises(InvalidTransitionError, match="release of the employer"):
        step(deployment, E.CONFIRM, officer)
    asked = step(deployment, E.ASK_RELEASE, officer)
    assert asked.release_due_on == dt.date(2026, 3, 30)
    ready = step(deployment, E.GRANT_RELEASE, officer, on=dt.date(2026, 3, 20))

    assert (ready.state, ready.released_on) == (S.READY, dt.date(2026, 3, 20))


def test_mission_carried_out_counts_in_the_roster(activity, officer, experts):
    deployment = follow(activity, officer, experts[1])
    step(deployment, E.DECLARE_NONE, experts[1].owner)
    step(deployment, E.CONFIRM, officer)
    with pytest.raises(ValidationError, match="once its activity is over"):
        step(deployment, E.COMPLETE, officer)

    step(deployment, E.COMPLETE, officer, on=dt.date(2026, 4, 9), mark=4)

    mission = PastDeployment.objects.get(profile=experts[1])
    assert (mission.mark, mission.starts_on) == (4, activity.starts_on)


def test_declared_conflict_keeps_the_expert_out_of_the_whole_action(activity, officer, experts):
    deployment = follow(activity, officer, experts[0])
    step(deployment, E.DECLARE_CONFLICT, experts[0].owner, reason="I advised the other side.")
    other = make_activity(activity.action, starts_on=dt.date(2026, 6, 1))

    assert "FR-001" not in page_of(other, officer).profiles
    assert "FR-001" not in page_of(activity, officer).profiles


def test_expert_withdrawn_after_matching_leaves_a_place_to_fill(activity, officer, experts):
    follow(activity, officer, experts[0])

    take_profile_step(
        experts[0], event=ProfileEvent.WITHDRAW, by=experts[0].owner, reason="new post",
        at=dt.datetime(2026, 3, 5, tzinfo=dt.UTC),
    )  # fmt: skip

    gone = Deployment.objects.get(expert=experts[0])
    assert gone.state == S.WITHDRAWN
    assert "new post" in gone.steps.get().reason
    quarter = PortfolioChoice(2026, 2)
    assert activities_to_staff(officer, quarter, today=TODAY) == [activity]
    # Who was already chosen stays; the place goes to the next.
    page = page_of(activity, officer)
    assert sorted(page.proposals[0].codes) == ["FR-002", "TN-001"]


def test_someone_chosen_elsewhere_on_these_days_is_not_proposed(activity, officer, experts):
    follow(activity, officer, experts[0])
    action = make_action(themes=activity.action.themes.all(), programme=activity.programme)
    other = make_activity(action, starts_on=activity.ends_on, n_experts=1)

    assert page_of(other, officer).proposals[0].codes == ["TN-001"]


def test_release_is_awaited_before_the_activity_begins(activity):
    assert release_due_on(activity, dt.date(2026, 1, 10)) == dt.date(2026, 2, 10)
    assert release_due_on(activity, dt.date(2026, 3, 20)) == dt.date(2026, 3, 30)
    assert release_due_on(activity, dt.date(2026, 4, 3)) == dt.date(2026, 4, 3)


def test_quarter_leaves_out_what_has_begun(activity, officer, experts):
    quarter = PortfolioChoice(2026, 2, women_share=0, home_share=1)
    begun = activity.starts_on + dt.timedelta(days=1)

    assert activities_to_staff(officer, quarter, today=begun) == []


def test_quarter_is_planned_together_and_kept_team_by_team(activity, officer, experts):
    other = make_activity(activity.action, starts_on=dt.date(2026, 4, 7), n_experts=1)
    quarter = PortfolioChoice(2026, 2, women_share=0, home_share=1)
    planned = activities_to_staff(officer, quarter, today=TODAY)
    page = portfolio_page(officer, planned, quarter, today=TODAY)

    assert page.n_places == 3
    assert page.is_optimal
    kept = choose_portfolio(
        quarter, wanted={str(other.pk)}, digest=page.digest, reason="", by=officer, on=TODAY
    )

    assert [choice.activity for choice in kept] == [other]
    assert Deployment.objects.filter(activity=other).count() == 1


@given(st.lists(st.tuples(st.sampled_from(E), st.integers(0, 2), st.booleans()), max_size=8))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_sequence_of_steps_reaches_a_forbidden_state(activity, officer, experts, moves):
    with transaction.atomic():
        expert = experts[0]
        deployment = Deployment.objects.create(activity=activity, expert=expert, asked_on=TODAY)
        people = [officer, expert.owner, make_user()]
        state, n_steps = S.ASKED, 0
        for event, who, gives_reason in moves:
            fresh = Deployment.objects.get(pk=deployment.pk)
            allowed = event in deployment_events_open_to(people[who], fresh)
            try:
                with transaction.atomic():
                    step(
                        fresh,
                        event,
                        people[who],
                        on=dt.date(2026, 5, 1),
                        reason="why" if gives_reason else "",
                    )
            except (PermissionDenied, InvalidTransitionError):
                assert not allowed
            except ValidationError:
                assert DEPLOYMENT_TRANSITIONS[event].needs_reason
                assert not gives_reason
            else:
                assert allowed
                assert state in DEPLOYMENT_TRANSITIONS[event].sources
                state, n_steps = DEPLOYMENT_TRANSITIONS[event].target, n_steps + 1
            assert Deployment.objects.get(pk=deployment.pk).state == state
        assert DeploymentStep.objects.filter(deployment=deployment).count() == n_steps
        transaction.set_rollback(True)
