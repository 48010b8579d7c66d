"""Codebooks: dated versions of what is asked, a tree of domains held as data."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Record
from teranga.core.translated import TranslatedField
from teranga.indices.enums import CodebookState, NodeKind
from teranga.indices.models.index import PolicyIndex, PolicyIndicator


class CodebookVersion(Publishable):
    """One version of a codebook: its whole text, and the rows that codes hang on.

    `content` is the canonical YAML; domains and entries are read from it when it is imported and
    never changed apart from it.
    """

    index = models.ForeignKey(
        PolicyIndex, models.PROTECT, related_name="codebooks", verbose_name=_("index")
    )
    label = models.CharField(_("version"), max_length=40)
    number = models.PositiveIntegerField(_("number"), editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=CodebookState, default=CodebookState.DRAFT
    )
    content = models.TextField(_("content"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta(Publishable.Meta):
        verbose_name = _("codebook")
        verbose_name_plural = _("codebooks")
        ordering = ["index", "-number"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["index", "label"], name="indices_codebook_label_once"),
            models.UniqueConstraint(
                fields=["index", "number"], name="indices_codebook_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class PolicyDomain(Record):
    """A branch of a codebook's tree, at any depth; read through its codebook."""

    codebook = models.ForeignKey(CodebookVersion, models.PROTECT, related_name="domains")
    code = models.CharField(_("code"), max_length=40)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=NodeKind)
    label = TranslatedField(_("label"))
    note = TranslatedField(_("note"), blank=True)
    weight = models.FloatField(_("weight"), default=1.0)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("policy domain")
        verbose_name_plural = _("policy domains")
        ordering = ["codebook", "position"]
        constraints = [
            models.UniqueConstraint(fields=["codebook", "code"], name="indices_domain_code_once")
        ]

    def __str__(self) -> str:
        return str(self.label)


class IndicatorVersion(Record):
    """The levels of an indicator: one changed word starts a new version and breaks the series."""

    indicator = models.ForeignKey(PolicyIndicator, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    # [{"code": 0, "score": 0, "fr": "…", "en": "…"}, …], from the lowest.
    levels = models.JSONField(_("levels"), default=list)
    started_in = models.ForeignKey(CodebookVersion, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("version of an indicator")
        verbose_name_plural = _("versions of indicators")
        ordering = ["indicator", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"], name="indices_indicator_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} v{self.number}"

    def level(self, code: int | None) -> dict[str, Any] | None:
        return next((level for level in self.levels if level["code"] == code), None)


class CodebookEntry(Record):
    """An indicator as one codebook asks it: its place, its words, what proves it."""

    codebook = models.ForeignKey(CodebookVersion, models.PROTECT, related_name="entries")
    indicator_version = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="entries")
    # The lowest branch it hangs from (a sub-domain where there is one).
    domain = models.ForeignKey(PolicyDomain, models.PROTECT, related_name="entries")
    label = TranslatedField(_("label"))
    accepted_sources = models.JSONField(_("accepted sources"), default=list)
    needs_primary = models.BooleanField(_("needs a primary source"), default=True)
    # 1: a high level favours the people concerned; -1: it burdens them; 0: neither.
    favourability = models.SmallIntegerField(_("favourability"), default=1)
    prefill = models.TextField(_("prefill rule"), blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("entry of a codebook")
        verbose_name_plural = _("entries of codebooks")
        ordering = ["codebook", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["codebook", "indicator_version"], name="indices_entry_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.label)
