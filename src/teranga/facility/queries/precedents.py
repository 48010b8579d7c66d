"""“Who has already done this?”: what lies nearest to a request, asked of the knowledge base."""

from teranga.facility.models import ExpertiseRequest, RequestDraft
from teranga.knowledge.queries.precedents import Precedent, nearest_precedents

N_SHOWN = 5


def precedents_of_answers(user: object, draft: RequestDraft) -> list[Precedent]:
    """Compare what is being written with what the visitor may see."""
    told = draft.answers
    texts = [str(told.get(name) or "") for name in ("title", "context", "need", "expected_result")]
    return nearest_precedents(
        user,
        text=" ".join(texts),
        themes=told.get("themes", []),
        countries=told.get("countries", []),
        limit=N_SHOWN,
    )


def precedents_of_request(user: object, expertise_request: ExpertiseRequest) -> list[Precedent]:
    row = expertise_request
    return nearest_precedents(
        user,
        text=f"{row.title} {row.context} {row.need} {row.expected_result}",
        themes=[theme.pk for theme in row.themes.all()],
        countries=[country.pk for country in row.countries.all()],
        limit=N_SHOWN,
        without=[str(row.pk)],
    )
