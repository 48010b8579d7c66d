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
    everywhere, here = {Visibility.PUBLIC}, Q()
    if viewer.is_known:
        here |= Q(owner_id=viewer.user_id)
    for grant in viewer.grants:
        everywhere |= grant.reads & {Visibility.NETWORK}
        # Levels that one grant opens under one condition are asked for together: this is
        # part of every question to the database.
        for levels, where in _opened_by(grant):
            if where:
                here |= Q(visibility__in=sorted(levels)) & where
            else:
                everywhere |= levels
    return Q(visibility__in=sorted(everywhere)) | here


def _opened_by(grant: Grant) -> "list[tuple[frozenset[Visibility], Q]]":
    """Return which levels a grant opens under which condition; an empty one is none at all."""
    shared = grant.reads & {Visibility.PROGRAMME, Visibility.COMMITTEE}
    private = grant.reads & {Visibility.PRIVATE}
    within, covered = _within(grant), _covered_by(grant)
    opened = (
        [(shared | private, within)]
        if within == covered
        else [(shared, within), (private, covered)]
    )
    return [(levels, where) for levels, where in opened if levels]


def _covered_by(grant: Grant) -> Q:
    """Rows that a grant covers on each of its axes: only there does it open what is private."""
    axes = ("programme_id", "component_id", "country_id")
    limits = {axis: getattr(grant, axis) for axis in axes}
    return Q(**{axis: limit for axis, limit in limits.items() if limit is not None})


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
