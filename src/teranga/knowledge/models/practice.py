"""Practices, kept apart from their results, and what reviewers think of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Country, Publishable, Sourced, Theme
from teranga.core.translated import TranslatedField
from teranga.knowledge.enums import PracticeKind, PracticeState, ReviewerKind
from teranga.knowledge.models.criteria import CriteriaSet, Criterion
from teranga.knowledge.models.originated import Originated


class Practice(Publishable, Sourced, Originated):
    """A way of doing that another administration could take over.

    Asked for practices, half of the authorities describe results: the two have a column each.
    """

    title = TranslatedField(_("title"))
    description = TranslatedField(_("what is done, and how"), blank=True)
    result = TranslatedField(_("what it brought"), blank=True)
    conditions = TranslatedField(_("what it takes to do it elsewhere"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=PracticeKind, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=PracticeState, default=PracticeState.DRAFT
    )
    # Why it was returned or not retained: told to its author.
    state_reason = models.TextField(_("reason"), blank=True)
    institution = models.CharField(_("institution"), max_length=250, blank=True)
    countries = models.ManyToManyField(
        Country, blank=True, related_name="practices", verbose_name=_("countries")
    )
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="practices", verbose_name=_("themes")
    )

    class Meta(Publishable.Meta):
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        ordering = ["origin_code", "created_at", "pk"]
        constraints = [*Publishable.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.title}"


class PracticeReview(Publishable, Sourced):
    """One reviewer's marks on a practice; its owner is the reviewer."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="reviews")
    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="+")
    reviewer_kind = models.CharField(_("reviewer"), max_length=10, choices=ReviewerKind)
    remarks = models.TextField(_("remarks to the author"), blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("review of a practice")
        verbose_name_plural = _("reviews of practices")
        ordering = ["practice", "created_at"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                name="knowledge_review_once",
                fields=["practice", "criteria_set", "owner"],
                condition=models.Q(owner__isnull=False, archived_at__isnull=True),
                violation_error_message=_("You have already reviewed this practice."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}"


class CriterionRating(models.Model):
    """A mark on one criterion; a criterion left without a mark has no row."""

    review = models.ForeignKey(PracticeReview, models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="ratings")
    mark = models.PositiveSmallIntegerField(_("mark"))

    class Meta:
        verbose_name = _("mark on a criterion")
        verbose_name_plural = _("marks on criteria")
        ordering = ["review", "criterion__number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="knowledge_mark_once"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.mark}"
