from django.db import models
from django.utils.translation import gettext_lazy as _


class ExpertKind(models.TextChoices):
    """Who employs an expert: the three families in which the facility counts them."""

    EU_GOVERNMENT = "eu_government", _("EU government")
    NON_EU_GOVERNMENT = "non_eu_government", _("non-EU government")
    NON_GOVERNMENTAL = "non_governmental", _("non-governmental")


class Gender(models.TextChoices):
    """As the expert says it."""

    WOMAN = "woman", _("woman")
    MAN = "man", _("man")
    OTHER = "other", _("other")
    NOT_STATED = "not_stated", _("not stated")


class PracticeLevel(models.TextChoices):
    """Where an expert has worked: a team wants both sides."""

    NATIONAL = "national", _("national level")
    LOCAL = "local", _("local level")
    BOTH = "both", _("national and local levels")


class LanguageLevel(models.IntegerChoices):
    """The six levels of the Common European Framework of Reference."""

    A1 = 1, "A1"
    A2 = 2, "A2"
    B1 = 3, "B1"
    B2 = 4, "B2"
    C1 = 5, "C1"
    C2 = 6, "C2"


class PeriodKind(models.TextChoices):
    UNAVAILABLE = "unavailable", _("not available")
    REMOTE_ONLY = "remote_only", _("available at a distance only")


class KeepingPeriod(models.IntegerChoices):
    """How long data are kept after the expert last confirmed them."""

    YEAR = 12, _("12 months")
    TWO_YEARS = 24, _("24 months")


class ProfileState(models.TextChoices):
    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("to be vetted")
    ACTIVE = "active", _("in the roster")
    SUSPENDED = "suspended", _("suspended")
    REFUSED = "refused", _("not accepted")
    EXPIRED = "expired", _("to be confirmed by the expert")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ProfileEvent(models.TextChoices):
    """What may happen to a profile; `transitions.py` says from where to where."""

    SUBMIT = "submit", _("submit for vetting")
    ACCEPT = "accept", _("accept in the roster")
    ASK_CHANGES = "ask_changes", _("ask for changes")
    REFUSE = "refuse", _("do not accept")
    SUSPEND = "suspend", _("suspend")
    RESUME = "resume", _("bring back")
    WITHDRAW = "withdraw", _("withdraw from the roster")
    EXPIRE = "expire", _("data out of date")
    CONFIRM = "confirm", _("confirm that the data are right")
