"""The single door: every read for a person goes through `Model.objects.visible_to(user)`."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import Visibility
from teranga.core.models.record import Record, RecordQuerySet
from teranga.core.viewer import Grant, Viewer, viewer_of

if TYPE_CHECKING:
    from uuid import UUID


def readable_by(viewer: Viewer) -> Q:
    """Return the condition under which `viewer` may read a publishable row.

    Public is for all; the network for anyone with a membership; programme and
    committee for those whose membership names that programme; private for the
    owner, and for those whose grant covers the whole scope of the row.
    """
    condition = Q(visibility=Visibility.PUBLIC)
    if viewer.is_known:
        condition |= Q(owner_id=viewer.user_id)
    for grant in viewer.grants:
        condition |= _opened_by(grant)
    return condition


def _opened_by(grant: Grant) -> Q:
    condition = (
        Q(visibility=Visibility.NETWORK) if Visibility.NETWORK in grant.reads else Q(pk=None)
    )
    shared = [v for v in (Visibility.PROGRAMME, Visibility.COMMITTEE) if v in grant.reads]
    if shared:
        condition |= Q(visibility__in=shared) & _within(grant)
    if Visibility.PRIVATE in grant.reads:
        covered = Q(visibility=Visibility.PRIVATE)
        for axis in ("programme_id", "component_id", "country_id"):
            limit = getattr(grant, axis)
            if limit is not None:
                covered &= Q(**{axis: limit})
        condition |= covered
    return condition


def _within(grant: Grant) -> Q:
    """Members of one country read what their programme shares, wherever it comes from."""
    if grant.programme_id is None:
        return Q()
    within = Q(programme_id=grant.programme_id)
    if grant.component_id is not None:
        within &= Q(component_id=grant.component_id) | Q(component_id=None)
    return within


class DoorQuerySet(models.QuerySet[Any]):
    """Rows that carry a visibility and a scope, read through the door."""

    def visible_to(self, user: object) -> Self:
        """Return the rows `user` (a user, a `Viewer`, anonymous) may read, archived ones aside."""
        return self.filter(readable_by(viewer_of(user)), archived_at__isnull=True)

    def visible_to_with_archived(self, user: object) -> Self:
        """Return the same with what was archived, for histories."""
        return self.filter(readable_by(viewer_of(user)))


class PublishableQuerySet(DoorQuerySet, RecordQuerySet):  # type: ignore[override]  # both know their manager
    pass


class Publishable(Record):
    """An object that says who may read it, and which programme, component, country it is of."""

    visibility = models.CharField(
        _("visibility"),
        max_length=10,
        choices=Visibility,
        default=Visibility.PRIVATE,
        db_index=True,
    )
    programme = models.ForeignKey(
        "programmes.Programme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("programme"),
    )
    component = models.ForeignKey(
        "programmes.Component",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("component"),
    )
    country = models.ForeignKey(
        "core.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("owner"),
    )

    objects = PublishableQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_shared_has_programme",
                condition=~Q(visibility__in=[Visibility.PROGRAMME, Visibility.COMMITTEE])
                | Q(programme__isnull=False),
                violation_error_message=_("Say which programme or committee it is shared with."),
            ),
        ]

    def is_visible_to(self, user: object) -> bool:
        return type(self)._default_manager.filter(readable_by(viewer_of(user)), pk=self.pk).exists()

    def scope(self) -> "dict[str, UUID | str | None]":
        """Return the three axes as `Viewer.may` and `Grant.covers` take them."""
        return {
            "programme_id": self.programme_id,
            "component_id": self.component_id,
            "country_id": self.country_id,
        }
