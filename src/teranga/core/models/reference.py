"""Reference tables everyone reads: countries, groups, languages, taxonomies, sources."""

import unicodedata
from typing import ClassVar

from babel import Locale
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import Basis, MappingRelation
from teranga.core.translated import TranslatedField


def _locale() -> Locale:
    return Locale.parse((get_language() or "fr").replace("-", "_"))


class Reference(models.Model):
    """A row of a shared table: public, loaded from files of the project, no owner."""

    is_public: ClassVar[bool] = True

    class Meta:
        abstract = True


class Region(Reference):
    """A UN M49 region; names come from CLDR in the reader's language."""

    code = models.CharField(_("M49 code"), primary_key=True, max_length=3)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return str(_locale().territories.get(self.code, self.code))


class Country(Reference):
    """A country or territory of ISO 3166-1; names come from CLDR in the reader's language."""

    alpha3 = models.CharField(_("ISO code"), primary_key=True, max_length=3)
    alpha2 = models.CharField(max_length=2, unique=True)
    numeric = models.CharField(max_length=3, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="countries")

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["alpha3"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return str(_locale().territories.get(self.alpha2, self.alpha3))

    def name_in(self, language: str) -> str:
        return str(Locale.parse(language).territories.get(self.alpha2, self.alpha3))

    @property
    def sort_key(self) -> str:
        """Names in the reader's alphabetical order: “Égypte” stands at E."""
        return unicodedata.normalize("NFKD", self.name).casefold()


class CountryGroup(Reference):
    """A named set of countries: the network's seven, ECOWAS, the European Union."""

    code = models.SlugField(primary_key=True, max_length=40)
    name = TranslatedField(_("name"))
    countries = models.ManyToManyField(
        Country, through="CountryGroupMembership", related_name="groups"
    )
    source = models.CharField(_("source"), max_length=200)
    is_verified = models.BooleanField(_("verified"), default=False)

    class Meta:
        verbose_name = _("country group")
        verbose_name_plural = _("country groups")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)


class CountryGroupMembership(Reference):
    group = models.ForeignKey(CountryGroup, models.CASCADE, related_name="memberships")
    country = models.ForeignKey(Country, models.CASCADE, related_name="group_memberships")
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("membership of a country group")
        verbose_name_plural = _("memberships of country groups")
        ordering = ["group", "country"]
        constraints = [
            models.UniqueConstraint(fields=["group", "country"], name="core_group_country_once")
        ]

    def __str__(self) -> str:
        return f"{self.country_id} · {self.group_id}"


class Language(Reference):
    code = models.CharField(primary_key=True, max_length=8)

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(_locale().languages.get(self.code, self.code))


class Taxonomy(Reference):
    """A published way of cutting the field: AGMM pillars, GCM objectives, a programme's own."""

    code = models.SlugField(primary_key=True, max_length=40)
    name = TranslatedField(_("name"))
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("taxonomy")
        verbose_name_plural = _("taxonomies")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)


class Theme(Reference):
    """One entry of a taxonomy; its code is unique across taxonomies (`dakar:4`)."""

    code = models.CharField(primary_key=True, max_length=60)
    taxonomy = models.ForeignKey(Taxonomy, models.PROTECT, related_name="themes")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    number = models.CharField(_("number"), max_length=12, blank=True)
    name = TranslatedField(_("name"))
    position = models.PositiveIntegerField(default=0)
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.EXPLICIT)
    is_verified = models.BooleanField(_("verified"), default=True)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["taxonomy", "position", "code"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


class ThemeMapping(Reference):
    """A correspondence between themes of two taxonomies, with who says so."""

    origin = models.ForeignKey(Theme, models.CASCADE, related_name="mappings")
    target = models.ForeignKey(Theme, models.CASCADE, related_name="mapped_from")
    relation = models.CharField(_("relation"), max_length=8, choices=MappingRelation)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("theme mapping")
        verbose_name_plural = _("theme mappings")
        ordering = ["origin", "target"]
        constraints = [
            models.UniqueConstraint(fields=["origin", "target"], name="core_theme_mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.origin_id} {self.relation} {self.target_id}"


class Source(Reference):
    """A document facts are taken from; every fact names its source and page."""

    code = models.SlugField(primary_key=True, max_length=40)
    title = TranslatedField(_("title"))
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    url = models.URLField(_("link"), blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.title)


class Sourced(models.Model):
    """A fact with its source, its page, and how firmly the source says it."""

    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    source_page = models.CharField(_("page"), max_length=60, blank=True)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.EXPLICIT)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        abstract = True
