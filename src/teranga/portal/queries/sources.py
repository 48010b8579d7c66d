"""Documents, taxonomies and groups that the platform stands on."""

from django.db.models import Count, Prefetch, Q, QuerySet

from teranga.core.models import Source, Taxonomy, Theme


def sources() -> QuerySet[Source]:
    return Source.objects.order_by("code")


def taxonomies() -> QuerySet[Taxonomy]:
    themes = Theme.objects.annotate(
        n_mappings=Count("mappings", distinct=True) + Count("mapped_from", distinct=True)
    )
    return Taxonomy.objects.annotate(
        n_unverified=Count("themes", filter=Q(themes__is_verified=False))
    ).prefetch_related(Prefetch("themes", themes))
