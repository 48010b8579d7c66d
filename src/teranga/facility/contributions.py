"""What the facility adds: search, country pages, figures, map, and pages of programmes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from teranga.core.contributions import (
    CountrySection,
    Documented,
    HomeTask,
    HomeTasks,
    LiveFigure,
    MapLayer,
    PersonalData,
    SearchSource,
    Workplace,
    shelves,
)
from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.core.viewer import Viewer
from teranga.facility.enums import EvaluationState
from teranga.facility.models import (
    Action,
    ActionFocalPoint,
    Activity,
    CommitteeVoice,
    Deployment,
    ExpertiseRequest,
    Participant,
    RequestDraft,
    SupportedPolicy,
)
from teranga.facility.permissions import (
    can_import_actions,
    can_list_activities,
    can_list_requests,
)
from teranga.facility.permissions.evaluations import can_create_evaluations
from teranga.facility.queries import held_on, home_tasks, team_parts
from teranga.facility.queries.actions import (
    ActionChoice,
    actions_by_country,
    actions_visible_to,
    count_actions,
    policies_by_country,
    policies_visible_to,
)
from teranga.facility.queries.evaluations import evaluations_due, title_of
from teranga.facility.queries.origins import find_actions
from teranga.facility.queries.page_parts import (
    evaluations_of_action_part,
    evaluations_of_activity_part,
    feedback_part,
    knowledge_part,
)
from teranga.facility.queries.parts import PagePart, action_parts, activity_parts
from teranga.facility.services import erasure
from teranga.facility.services.deployments import erase_deployment
from teranga.knowledge.queries.origins import OriginSource, origin_sources
from teranga.knowledge.queries.precedents import PrecedentKind, precedent_kinds
from teranga.knowledge.queries.scopes import countries_of_rows, themes_of_rows
from teranga.programmes.contributions import (
    ProgrammeSection,
    computed_figures,
    programme_sections,
)
from teranga.programmes.models import Programme


def _action_words(action: Action) -> Translated:
    """Return what is told of an Action, with its countries in both languages of the search."""
    facts = list(action.facts.all())
    countries = list(action.countries.all())
    words = {}
    for language in ("fr", "en"):
        told = [action.summary.get(language, ""), *(fact.text.get(language, "") for fact in facts)]
        named = [country.name_in(language) for country in countries]
        words[language] = " · ".join(part for part in (*named, *told) if part)
    return Translated(words)


def _policy_words(policy: SupportedPolicy) -> Translated:
    country = policy.country
    if country is None:
        return Translated()
    return Translated({language: country.name_in(language) for language in ("fr", "en")})


def _country_context(country: Country, viewer: Viewer) -> Mapping[str, Any] | None:
    actions = list(actions_visible_to(viewer, ActionChoice(country=country.pk)))
    policies = list(policies_visible_to(viewer).filter(country=country))
    if not actions and not policies:
        return None
    return {"country": country, "actions": actions, "policies": policies}


def _counts(programme: Programme, viewer: Viewer) -> Mapping[str, Any] | None:
    counts = count_actions(viewer, programme)
    return {"counts": counts} if counts else None


shelves.search.add(
    SearchSource(
        model=Action,
        kind=_("Action"),
        title=lambda action: action.title,
        body=_action_words,
        url=lambda action: reverse("facility:action-detail", args=[action.pk]),
    ),
    order=30,
)
shelves.search.add(
    SearchSource(
        model=SupportedPolicy,
        kind=_("Supported policy"),
        title=lambda policy: policy.title,
        body=_policy_words,
        url=lambda policy: reverse("facility:policy-list") + f"?text={policy.code}#{policy.code}",
    ),
    order=40,
)
shelves.country_sections.add(
    CountrySection(
        code="actions",
        title=_("Expertise received"),
        template="facility/_country.html",
        context=_country_context,
    ),
    order=40,
)
shelves.figures.add(
    LiveFigure(
        code="actions",
        label=_("expertise Actions on file"),
        value=lambda viewer: actions_visible_to(viewer).count(),
        url="facility:action-list",
        on_home=True,
    ),
    order=30,
)
shelves.figures.add(
    LiveFigure(
        code="policies",
        label=_("supported policies and strategies"),
        value=lambda viewer: policies_visible_to(viewer).count(),
        url="facility:policy-list",
        on_home=True,
    ),
    order=40,
)
shelves.map_layers.add(
    MapLayer(
        code="actions",
        title=_("Expertise Actions by country"),
        unit=_("Actions on file"),
        source=_(
            "MIEUX report 2009–2019 (ICMPD, 2020): the Actions it names, not all those it counts"
        ),
        values=actions_by_country,
    ),
    order=40,
)
shelves.map_layers.add(
    MapLayer(
        code="policies",
        title=_("Supported policies by country"),
        unit=_("policies and strategies"),
        source=_("MIEUX report 2009–2019 (ICMPD, 2020)"),
        values=policies_by_country,
    ),
    order=50,
)
programme_sections.add(
    ProgrammeSection(
        code="actions",
        title=_("Actions on file"),
        template="facility/_programme.html",
        context=_counts,
    ),
    order=20,
)
computed_figures.add(
    ProgrammeSection(
        code="actions-counted",
        title=_("Counted today from the Actions on file"),
        template="facility/_counts.html",
        context=_counts,
    ),
    order=20,
)


def _evaluation_tasks(user: Any) -> Sequence[HomeTask]:
    """Name what is to be sent, or to be closed once answers came in."""
    return [
        HomeTask(
            label=(
                gettext("Send the evaluation “%(title)s”")
                if row.state == EvaluationState.PLANNED
                else gettext("Read and close the evaluation “%(title)s”")
            )
            % {"title": title_of(row)},
            url=reverse("facility:evaluation-detail", args=[row.pk]),
            due_on=row.due_on if row.state == EvaluationState.PLANNED else None,
        )
        for row in evaluations_due(user)
    ]


shelves.home_tasks.add(
    HomeTasks(code="evaluations", title=_("Evaluations"), tasks=_evaluation_tasks), order=30
)
action_parts.add(
    PagePart(
        code="left",
        title=_("What it left"),
        template="facility/_part_knowledge.html",
        context=knowledge_part,
        for_team=False,
    ),
    order=60,
)
action_parts.add(
    PagePart(
        code="evaluations",
        title=_("Evaluations"),
        template="facility/_part_evaluations.html",
        context=evaluations_of_action_part,
    ),
    order=70,
)
activity_parts.add(
    PagePart(
        code="evaluations",
        title=_("Opinions of the participants"),
        template="facility/_part_evaluations.html",
        context=evaluations_of_activity_part,
    ),
    order=70,
)
activity_parts.add(
    PagePart(
        code="feedback",
        title=_("Feedback forms"),
        template="facility/_part_feedback.html",
        context=feedback_part,
    ),
    order=65,
)
# Practices, documents and lessons name the Action they come from by its code.
origin_sources.add(OriginSource(find=find_actions))
precedent_kinds.add(
    PrecedentKind(
        model=Action,
        label=_("Action"),
        themes=lambda keys: themes_of_rows(Action, keys),
        countries=lambda keys: countries_of_rows(Action, keys),
    ),
    order=10,
)


# --- Requests, sheets, activities ---


def _request_words(row: ExpertiseRequest) -> Translated:
    countries = list(row.countries.all())
    return Translated(
        {
            language: " · ".join(
                [row.authority_name, *(country.name_in(language) for country in countries)]
            )
            for language in ("fr", "en")
        }
    )


shelves.search.add(
    SearchSource(
        model=ExpertiseRequest,
        kind=_("Request for expertise"),
        title=lambda row: Translated({row.language: str(row)}),
        # The text of a request is read once no conflict of interest is declared: not here.
        body=_request_words,
        url=lambda row: reverse("facility:request-detail", args=[row.pk]),
    ),
    order=34,
)
shelves.search.add(
    SearchSource(
        model=Activity,
        kind=_("Activity"),
        title=lambda row: Translated({"fr": row.title, "en": row.title}),
        body=lambda row: Translated({"fr": f"{row.place} {row.summary}"}),
        url=lambda row: reverse("facility:activity-detail", args=[row.pk]),
    ),
    order=36,
)
shelves.documented.add(
    Documented(Action, lambda row: reverse("facility:action-file", args=[row.pk]))
)
shelves.documented.add(
    Documented(Activity, lambda row: reverse("facility:activity-detail", args=[row.pk]))
)
for code, title, tasks, order in (
    ("requests", _("Requests to move on"), home_tasks.requests_due, 5),
    ("votes", _("Votes expected from you"), home_tasks.votes_due, 6),
    ("sheets", _("Action sheets to write"), home_tasks.sheets_due, 7),
    ("teams", _("Teams and missions"), team_parts.teams_due, 8),
):
    shelves.home_tasks.add(HomeTasks(code=code, title=title, tasks=tasks), order=order)


for code, title, address, is_open in (
    ("requests", _("Requests for expertise"), "facility:request-list", can_list_requests),
    ("activities", _("Activities to prepare"), "facility:activity-list", can_list_activities),
    ("action-imports", _("Import a list of Actions"), "facility:import-list", can_import_actions),
):
    shelves.workplaces.add(
        Workplace(code=code, label=title, url=address, is_open=is_open), order=20
    )


def _shown(names: tuple[str, ...]) -> Any:
    return lambda row: {
        str(row._meta.get_field(name).verbose_name): getattr(row, name) for name in names
    }


for model, names, rows, erase in (
    (RequestDraft, ("email", "answers"), held_on.drafts_held_on, erasure.erase_draft),
    (
        ExpertiseRequest,
        ("contact_name", "contact_function", "contact_email", "contact_phone"),
        held_on.requests_held_on,
        erasure.erase_contact_of_request,
    ),
    (
        ActionFocalPoint,
        ("name", "function", "email", "phone"),
        held_on.focal_points_held_on,
        erasure.erase_focal_point,
    ),
    (
        Participant,
        ("name", "function", "email"),
        held_on.participants_held_on,
        erasure.erase_participant,
    ),
    (CommitteeVoice, ("conflict_note",), held_on.voices_held_on, erasure.erase_voice),
    (
        Deployment,
        ("activity", "role", "state", "declared_on", "conflict_note", "mark"),
        team_parts.deployments_held_on,
        erase_deployment,
    ),
):
    shelves.personal_data.add(
        PersonalData(
            model=model,
            purpose=_("answering requests for expertise and carrying Actions out"),
            fields=names,
            rows=rows,
            export=_shown(names),
            erase=erase,
        ),
        order=25,
    )

activity_parts.add(
    PagePart(
        code="team",
        title=_("Team"),
        template="facility/_activity_team.html",
        context=team_parts.team_part,
    ),
    order=10,
)
shelves.workplaces.add(
    Workplace("evaluations", _("Evaluations"), "facility:evaluation-list", can_create_evaluations),
    order=32,
)
