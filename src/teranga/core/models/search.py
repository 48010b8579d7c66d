"""What search reads: one row for each thing that can be found, behind the same door."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import Visibility
from teranga.core.models.publishable import DoorQuerySet
from teranga.core.translated import TranslatedField


class SearchDocument(models.Model):
    """The searchable face of an object; scope columns are copied so that one query answers.

    The database keeps a full-text index of the four last columns in step by itself: an
    FTS5 table fed by triggers on SQLite, generated `tsvector` columns on PostgreSQL (see
    migrations 0003 and 0004). The long texts come last: a row is refused by the door on its first
    columns, before its text is read from the disk.
    """

    model = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    url = models.CharField(max_length=300)
    visibility = models.CharField(max_length=10, choices=Visibility)
    archived_at = models.DateTimeField(null=True)
    country = models.ForeignKey("core.Country", models.CASCADE, null=True, related_name="+")
    programme = models.ForeignKey(
        "programmes.Programme", models.CASCADE, null=True, related_name="+"
    )
    component = models.ForeignKey(
        "programmes.Component", models.CASCADE, null=True, related_name="+"
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    title = TranslatedField()
    # The beginning of what it says: where results are quoted from.
    summary = TranslatedField(blank=True)
    stems_title = models.TextField(blank=True)
    stems_body = models.TextField(blank=True)
    # Whole words that stemming cuts, once each: a word half typed is looked up here.
    words = models.TextField(blank=True)
    # Who might read it, as tokens: the index leaves most hidden rows aside before the door.
    readers = models.CharField(max_length=60)

    objects = DoorQuerySet.as_manager()

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["model", "object_id"], name="core_document_once"),
            models.CheckConstraint(
                name="core_document_visibility_known", condition=Q(visibility__in=Visibility.values)
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)
