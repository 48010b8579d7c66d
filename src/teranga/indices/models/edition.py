"""A published edition: numbered, dated, hashed, and never changed afterwards."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from teranga.core.exceptions import TerangaError
from teranga.core.models import Publishable, PublishableQuerySet, Record
from teranga.core.translated import TranslatedField
from teranga.indices.models.index import PolicyIndex


class FrozenEditionError(TerangaError):
    """An edition stays as it was published; a correction is a new edition."""


class EditionQuerySet(PublishableQuerySet):  # type: ignore[override]  # knows its own manager
    def update(self, **kwargs: Any) -> int:
        refuse_frozen(kwargs)
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]


class Edition(Publishable):
    """What was published of an index, whole: `content` is enough to show and recompute it.

    Whom it is shown to may change; what it says may not. The database refuses it too.
    """

    FROZEN: ClassVar[frozenset[str]] = frozenset(
        {
            "index", "number", "published_on", "period", "title", "note", "corrects", "sha256",
            "engine_version", "n_countries", "n_indicators", "is_fictitious", "content",
        }
    )  # fmt: skip
    # The audit names the hash; a copy of the whole content beside it would say nothing more.
    unaudited_fields: ClassVar[frozenset[str]] = Record.unaudited_fields | {"content"}

    index = models.ForeignKey(
        PolicyIndex, models.PROTECT, related_name="editions", verbose_name=_("index")
    )
    number = models.PositiveIntegerField(_("number"), default=1)
    title = TranslatedField(_("title"))
    period = models.CharField(_("period"), max_length=20, blank=True)
    published_on = models.DateField(_("published on"))
    note = TranslatedField(_("what changed"), blank=True)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("corrects"),
    )
    sha256 = models.CharField(max_length=64, editable=False, blank=True)
    engine_version = models.CharField(_("engine"), max_length=40, editable=False, blank=True)
    n_countries = models.PositiveIntegerField(_("countries"), default=0, editable=False)
    n_indicators = models.PositiveIntegerField(_("indicators"), default=0, editable=False)
    is_fictitious = models.BooleanField(_("fictitious"), default=False, editable=False)
    content = models.BinaryField(default=b"", editable=False)

    objects = EditionQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        verbose_name = _("edition of an index")
        verbose_name_plural = _("editions of indices")
        ordering = ["index", "-number"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["index", "number"], name="indices_edition_number_once"),
        ]

    def __str__(self) -> str:
        return gettext("%(title)s, edition %(number)s") % {
            "title": self.title,
            "number": self.number,
        }

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            refuse_frozen(self._changed_columns(kwargs.get("update_fields")))
        super().save(*args, **kwargs)

    def _changed_columns(self, named: Iterable[str] | None) -> set[str]:
        stored = type(self)._base_manager.filter(pk=self.pk).values(*self.FROZEN).get()
        loaded = self.FROZEN - self.get_deferred_fields()
        written = loaded if named is None else loaded & set(named)
        return {name for name in written if self._plain(name) != _plain(stored[name])}

    def _plain(self, name: str) -> Any:
        field = self._meta.get_field(name)
        return _plain(getattr(self, getattr(field, "attname", name)))


def _plain(value: Any) -> Any:
    """Return a stored value as it compares: bytes and dictionaries have several classes."""
    if isinstance(value, memoryview):
        return bytes(value)
    return dict(value) if isinstance(value, dict) else value


def refuse_frozen(names: Iterable[str]) -> None:
    touched = sorted(Edition.FROZEN & {name.removesuffix("_id") for name in names})
    if touched:
        raise FrozenEditionError(
            gettext("An edition stays as it was published. Publish a new edition that corrects it.")
        )
