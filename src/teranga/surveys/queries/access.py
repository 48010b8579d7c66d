"""Reading keys of devices and personal links."""

from django.db.models import Count, QuerySet

from teranga.surveys.models import FieldKey, PersonalLink, Questionnaire


def field_keys_visible_to(user: object) -> QuerySet[FieldKey]:
    rows: QuerySet[FieldKey] = (
        FieldKey.objects.visible_to(user)
        .select_related("country", "programme")
        .annotate(n_answers=Count("submissions"))
    )
    return rows


def links_of(questionnaire: Questionnaire) -> QuerySet[PersonalLink]:
    rows: QuerySet[PersonalLink] = (
        PersonalLink.objects.current()
        .filter(questionnaire=questionnaire)
        .select_related("country", "questionnaire")
        .order_by("-created_at")
    )
    return rows
