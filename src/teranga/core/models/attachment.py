"""Files people add: checked, hashed, kept under a random name, served only through the door."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models.publishable import Publishable


class Attachment(Publishable):
    # A CV or a letter says who someone is by its very name.
    personal_fields: ClassVar[frozenset[str]] = frozenset({"name", "title"})

    title = models.CharField(_("title"), max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_as = models.CharField(max_length=80, unique=True, editable=False)
    about_model = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=64, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["about_model", "about_id"])]

    def __str__(self) -> str:
        return self.title

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2]
