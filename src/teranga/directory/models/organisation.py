"""An organisation: the same one on the map, in the poll, the request and the training."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import Basis
from teranga.core.models import Publishable, Sourced, Theme
from teranga.core.partial_dates import PartialDateField
from teranga.core.plain_text import validate_plain_line
from teranga.core.search.words import fold
from teranga.core.translated import TranslatedField
from teranga.directory.enums import OrganisationKind, OrganisationLevel, PositionPrecision


class Organisation(Publishable, Sourced):
    unaudited_fields: ClassVar[frozenset[str]] = Publishable.unaudited_fields | {
        "folded_name",
        "search_text",
    }

    name = models.CharField(_("name"), max_length=250, validators=[validate_plain_line])
    acronym = models.CharField(
        _("acronym"), max_length=60, blank=True, validators=[validate_plain_line]
    )
    # The spelling of the source where ours differs: both must be found.
    other_names = models.CharField(
        _("other spellings"), max_length=400, blank=True, validators=[validate_plain_line]
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    kind_basis = models.CharField(
        max_length=10, choices=Basis, default=Basis.EXPLICIT, editable=False
    )
    level = models.CharField(
        _("level of action"),
        max_length=15,
        choices=OrganisationLevel,
        default=OrganisationLevel.UNKNOWN,
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    city = models.CharField(_("town"), max_length=120, blank=True, validators=[validate_plain_line])
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="organisations", verbose_name=_("themes")
    )
    description = TranslatedField(_("what it does"), blank=True)
    founded_on = PartialDateField(_("founded"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    # Where it may be shown, no closer than it agreed to; the exact place is on a sheet of facts.
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    precision = models.CharField(
        _("precision"),
        max_length=10,
        choices=PositionPrecision,
        default=PositionPrecision.COUNTRY,
    )
    # When the organisation last said that its entry is true.
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    # The submission it was made from, so that a later version of the same answer finds it.
    submission = models.CharField(_("submission"), max_length=120, blank=True, db_index=True)
    # Written by someone who keeps an entry but does not vouch for it: staff look at it.
    awaits_review = models.BooleanField(_("to be reviewed"), default=False, editable=False)
    # Names without accents or capitals: sorted, searched and compared as a reader would.
    folded_name = models.TextField(editable=False, db_index=True)
    search_text = models.TextField(editable=False)

    class Meta(Publishable.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["folded_name", "pk"]
        # Whether the public map has changed is read from this index alone.
        indexes = [
            models.Index(
                fields=["visibility", "archived_at", "version", "updated_at"],
                name="directory_organisation_stamp",
            )
        ]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="directory_organisation_named",
                condition=~Q(name=""),
                violation_error_message=_("Write the name of the organisation."),
            ),
            models.CheckConstraint(
                name="directory_organisation_placed_on_earth",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.acronym} – {self.name}" if self.acronym else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_name = fold(self.name)
        self.search_text = fold(" ".join((self.name, self.acronym, self.other_names, self.city)))
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded_name", "search_text"}
        super().save(*args, **kwargs)

    @property
    def short_name(self) -> str:
        return self.acronym or self.name
