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

    Stemmed text lives beside it in a full-text table (SQLite FTS5) or column
    (PostgreSQL tsvector): see `core.search`.
    """

    model = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    title = TranslatedField()
    summary = TranslatedField(blank=True)
    url = models.CharField(max_length=300)
    stems_title = models.TextField(blank=True)
    stems_body = models.TextField(blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility)
    programme = models.ForeignKey(
        "programmes.Programme", models.CASCADE, null=True, related_name="+"
    )
    component = models.ForeignKey(
        "programmes.Component", models.CASCADE, null=True, related_name="+"
    )
    country = models.ForeignKey("core.Country", models.CASCADE, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    archived_at = models.DateTimeField(null=True)

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
