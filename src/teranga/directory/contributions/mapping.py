"""An approved answer of the mapping becomes an organisation; what then waits for a person."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.core.contributions import (
    CountrySection,
    HomeTask,
    HomeTasks,
    LiveFigure,
    Workplace,
    shelves,
)
from teranga.core.models import Country
from teranga.core.viewer import Viewer
from teranga.directory.models import Organisation
from teranga.directory.permissions import can_import_something, can_list_people
from teranga.directory.queries.likeness import organisations_like
from teranga.directory.queries.map_index import MapChoice, map_index
from teranga.directory.queries.moderation import changes_to_decide, twins_to_decide
from teranga.directory.services.mapped_answers import OUTCOME, answer_of
from teranga.directory.services.mapping import upsert_organisation, withdraw_answer
from teranga.directory.services.twins import propose_twins
from teranga.surveys.models import Submission
from teranga.surveys.queries.answers import by_name
from teranga.surveys.services.handlers import (
    Candidate,
    Outcome,
    SubmissionHandler,
    register_handler,
)

CODE = "directory.organisation"


def _url(pk: object) -> str:
    return reverse("directory:organisation-detail", args=[pk])


def _candidates(submission: Submission) -> Sequence[Candidate]:
    values = by_name(submission.answers)
    country = Country.objects.filter(alpha2=values.get("pays", "")).first()
    found = organisations_like(
        name=str(values.get("nom", "")),
        acronym=str(values.get("sigle", "")),
        country_id=country.pk if country else None,
    )
    return [
        Candidate(
            str(like.pk),
            like.name,
            like.score,
            tuple(
                words
                for words, holds in (
                    (_("same name"), like.is_same_name),
                    (_("same acronym"), like.is_same_acronym),
                    (_("same country"), True),
                )
                if holds
            ),
            _url(like.pk),
        )
        for like in found
    ]


def _approve(submission: Submission, *, chosen: str | None, by: Any) -> Outcome:
    organisation = None
    if chosen:
        organisation = Organisation.objects.filter(pk=chosen).first()
        if organisation is None:
            raise ValidationError(_("The chosen organisation does not exist."))
    written = upsert_organisation(answer_of(submission), chosen=organisation, by=by)
    if organisation is None:
        propose_twins(written)
    return _naming(written)


def _naming(row: Organisation) -> Outcome:
    return Outcome(OUTCOME, str(row.pk), str(row), _url(row.pk))


def _outcome_of(rows: Any, submission: Submission) -> Organisation | None:
    if not submission.outcome_id:
        return None
    row: Organisation | None = rows.filter(pk=submission.outcome_id).first()
    return row


def _withdraw(submission: Submission, *, by: Any) -> None:
    organisation = _outcome_of(Organisation.objects.all(), submission)
    if organisation is not None:
        withdraw_answer(organisation, reference=submission.root_id, by=by)


def _describe(submission: Submission, viewer: Any) -> Outcome | None:
    rows = Organisation.objects.visible_to_with_archived(viewer)
    row = _outcome_of(rows, submission)
    return _naming(row) if row else None


register_handler(
    SubmissionHandler(
        code=CODE,
        label=gettext_lazy("organisation of the directory"),
        candidates=_candidates,
        approve=_approve,
        withdraw=_withdraw,
        describe=_describe,
    )
)


def _map_of_country(country: Country, _viewer: Viewer) -> dict[str, Any] | None:
    index = map_index()
    found = index.matches(MapChoice(country=country.pk))
    if not len(found):
        return None
    entries = [index.entries[k] for k in found]
    return {
        "n_on_the_map": len(entries),
        "n_fictitious": sum(entry.is_fictitious for entry in entries),
        "map_url": f"{reverse('directory:organisation-map')}?country={country.pk}",
    }


shelves.country_sections.add(
    CountrySection(
        code="organisation-map",
        title=gettext_lazy("Map of organisations"),
        template="directory/_country_map.html",
        context=_map_of_country,
    ),
    order=22,
)
shelves.figures.add(
    LiveFigure(
        code="organisations-on-the-map",
        label=gettext_lazy("organisations on the map"),
        value=lambda _viewer: len(map_index().entries),
        url="directory:organisation-map",
    ),
    order=22,
)


def _to_decide(user: Any) -> Sequence[HomeTask]:
    changes = [
        HomeTask(
            label=_("%(name)s asks to change its entry") % {"name": change.organisation},
            url=reverse("directory:entry-change-list"),
        )
        for change in changes_to_decide(user)
    ]
    twins = [
        HomeTask(
            label=_("Perhaps the same: %(one)s and %(other)s")
            % {"one": twin.kept.short_name, "other": twin.other.short_name},
            url=reverse("directory:twin-list"),
        )
        for twin in twins_to_decide(user)
    ]
    return [*changes, *twins]


shelves.home_tasks.add(
    HomeTasks(
        code="directory-moderation",
        title=gettext_lazy("Entries to decide on"),
        tasks=_to_decide,
    ),
    order=22,
)
shelves.workplaces.add(
    Workplace(
        "people", gettext_lazy("People of the network"), "directory:person-list", can_list_people
    ),
    order=10,
)
shelves.workplaces.add(
    Workplace(
        "imports",
        gettext_lazy("Imports of sheets"),
        "directory:import-list",
        can_import_something,
    ),
    order=11,
)
