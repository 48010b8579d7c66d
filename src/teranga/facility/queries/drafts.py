"""Reading a draft: what is answered, what is missing, what the request will be."""

from collections.abc import Sequence

from django.db.models import QuerySet

from teranga.core.models import Attachment, Country, Theme
from teranga.facility.enums import RequestReach
from teranga.facility.models import RequestDraft
from teranga.facility.queries.details import RequestDetails

# The pages of the form, each with what it must have before the request can be sent.
STEPS: dict[str, Sequence[str]] = {
    "who": ("requester_kind", "authority_name", "reach"),
    "need": ("title", "context", "need"),
    "support": (),
    "contact": ("contact_name", "contact_email", "is_authorised"),
}


def draft_by_digest(digest: str) -> RequestDraft | None:
    draft: RequestDraft | None = (
        RequestDraft.objects.current().filter(digest=digest).select_related("programme").first()
    )
    return draft


def missing_answers(draft: RequestDraft) -> list[str]:
    """Return the pages of the form that still lack something."""
    return [
        step
        for step, names in STEPS.items()
        if any(not draft.answers.get(name) for name in names)
        or (step == "who" and not _says_where(draft))
    ]


def _says_where(draft: RequestDraft) -> bool:
    if draft.answers.get("reach") == RequestReach.REGIONAL:
        return bool(draft.answers.get("regional_body"))
    return bool(draft.answers.get("countries"))


def is_answered(draft: RequestDraft, step: str) -> bool:
    """Say whether a page was passed: every page sent leaves its mark, even an empty one."""
    return step in draft.answers.get("passed", []) and step not in missing_answers(draft)


def files_of_draft(draft: RequestDraft) -> QuerySet[Attachment]:
    rows: QuerySet[Attachment] = Attachment.objects.current().filter(
        about_model=draft._meta.label_lower, about_id=str(draft.pk)
    )
    return rows


def countries_of_draft(draft: RequestDraft) -> list[Country]:
    return list(Country.objects.filter(pk__in=draft.answers.get("countries", [])))


def details_of_draft(draft: RequestDraft) -> RequestDetails:
    answers = draft.answers
    names = set(RequestDetails.__dataclass_fields__) & set(answers)
    told = {name: answers[name] for name in names if name not in {"countries", "themes"}}
    return RequestDetails(
        **told
        | {
            "programme": draft.programme,
            "language": draft.language,
            "countries": countries_of_draft(draft),
            "themes": list(Theme.objects.filter(pk__in=answers.get("themes", []))),
            "wished_start_on": answers.get("wished_start_on") or None,
        }
    )
