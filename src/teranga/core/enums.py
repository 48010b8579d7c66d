from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may read a thing, from everyone to its owner; the order is from wide to narrow."""

    PUBLIC = "public", _("Public")
    NETWORK = "network", _("Network")
    PROGRAMME = "programme", _("Programme")
    COMMITTEE = "committee", _("Committee")
    PRIVATE = "private", _("Private")


class AuditAction(models.TextChoices):
    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    ARCHIVED = "archived", _("archived")
    RESTORED = "restored", _("restored")
    ERASED = "erased", _("erased")
    DELETED = "deleted", _("deleted")
    READ = "read", _("personal data read")
    EXPORTED = "exported", _("exported")
    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("sign-in failed")
    SIGNED_OUT = "signed_out", _("signed out")
    REFUSED = "refused", _("access refused")


class Basis(models.TextChoices):
    """How firmly a source says a fact."""

    EXPLICIT = "explicit", _("stated by the source")
    DEDUCED = "deduced", _("deduced from the source")
    UNKNOWN = "unknown", _("not known")


class MappingRelation(models.TextChoices):
    """How two themes of different taxonomies correspond (SKOS mapping relations)."""

    EXACT = "exact", _("same as")
    CLOSE = "close", _("close to")
    BROAD = "broad", _("broader than")
    NARROW = "narrow", _("narrower than")


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class ImportState(models.TextChoices):
    REHEARSED = "rehearsed", _("rehearsed, nothing written yet")
    APPLIED = "applied", _("applied")
    UNDONE = "undone", _("undone")
