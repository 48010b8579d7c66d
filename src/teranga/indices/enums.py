"""Choices of policy indices: trees, states of rounds and cells, kinds of missing codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NodeKind(models.TextChoices):
    """What a branch of a codebook's tree is; trees themselves are data."""

    COMPONENT = "component", _("component")
    DOMAIN = "domain", _("domain")
    SUBDOMAIN = "subdomain", _("sub-domain")


class CodebookState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")


class RoundState(models.TextChoices):
    PREPARED = "prepared", _("in preparation")
    OPEN = "open", _("open to coders")
    CLOSED = "closed", _("closed")


class AssignmentState(models.TextChoices):
    OPEN = "open", _("being coded")
    HANDED_IN = "handed_in", _("handed in")


class CellState(models.TextChoices):
    """The life of one cell (a country and an indicator) in a round."""

    EMPTY = "empty", _("not coded")
    CODED = "coded", _("being coded")
    AGREED = "agreed", _("coders agree")
    DISPUTED = "disputed", _("disputed")
    SETTLED = "settled", _("settled")
    VALIDATED = "validated", _("validated by the focal point")


class MissingCode(models.TextChoices):
    """Three ways of having no level; none is ever read as zero."""

    NOT_APPLICABLE = "NA", _("not applicable")
    NOT_FOUND = "NF", _("searched, not found")
    NOT_CODED = "NC", _("not coded yet")


class Implementation(models.IntegerChoices):
    """Whether what is written is applied: an axis of its own, never blended into the score."""

    NOT_APPLIED = 0, _("not applied")
    MARGINAL = 1, _("applied at the margin")
    PARTLY = 2, _("applied in part")
    WIDELY = 3, _("applied widely")


class Confidence(models.IntegerChoices):
    LOW = 1, _("low")
    MEDIUM = 2, _("medium")
    HIGH = 3, _("high")


class AdjudicationKind(models.TextChoices):
    CONFIRMED = "confirmed", _("the coders agree: confirmed")
    DECIDED = "decided", _("decided between the codes")
    REOPENED = "reopened", _("opened again")


class ValidationDecision(models.TextChoices):
    VALIDATED = "validated", _("validated")
    CONTESTED = "contested", _("contested")


class ReplyState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class ModuleFamily(models.TextChoices):
    """The five families of a country's complementary module, in reading order."""

    CONTEXT = "CTX", _("context")
    INPUTS = "MOY", _("inputs")
    OUTPUTS = "REA", _("outputs")
    RESULTS = "RES", _("results and effects")
    APPRAISAL = "APP", _("user appraisal")
