"""Committees: who steers a programme, who gathers civil society in a country."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Sourced
from teranga.core.translated import TranslatedField
from teranga.directory.enums import CommitteeKind
from teranga.directory.models.organisation import Organisation
from teranga.directory.models.person import Person


class Committee(Publishable, Sourced):
    kind = models.CharField(_("kind"), max_length=12, choices=CommitteeKind)
    name = TranslatedField(_("name"))
    note = TranslatedField(_("note"), blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        ordering = ["programme", "kind", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class CommitteeMembership(Publishable, Sourced):
    """An organisation's place in a committee, and who sits there for it."""

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="memberships", verbose_name=_("committee")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="committee_memberships",
        verbose_name=_("organisation"),
    )
    represented_by = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("represented by"),
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    is_chair = models.BooleanField(_("chairs"), default=False)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("committee membership")
        verbose_name_plural = _("committee memberships")
        ordering = ["committee", "-is_chair", "created_at"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                name="directory_committee_member_once",
                fields=["committee", "organisation"],
                condition=models.Q(ends_on__isnull=True, archived_at__isnull=True),
                violation_error_message=_("This organisation already sits in the committee."),
            ),
            models.CheckConstraint(
                name="directory_committee_member_ends_after_start",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("The end is before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}"
