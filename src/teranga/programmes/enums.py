from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgrammeKind(models.TextChoices):
    COOPERATION = "cooperation", _("cooperation programme")
    FACILITY = "facility", _("on-demand expertise facility")
    DIALOGUE = "dialogue", _("intergovernmental dialogue")
    NETWORK = "network", _("civil-society network")


class FigureBound(models.TextChoices):
    """How a source qualifies a number it prints."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    AT_LEAST = "at_least", _("more than")
    AT_MOST = "at_most", _("up to")


class FigureFamily(models.TextChoices):
    """What a published number is about; the order is the order of the page."""

    PORTFOLIO = "portfolio", _("The portfolio")
    THEMES = "themes", _("Actions by theme")
    REGIONS = "regions", _("Actions by region")
    EXPERTS = "experts", _("Experts")
    STATES = "states", _("Government experts by Member State")
    ROUNDTABLES = "roundtables", _("Round tables")
    ORGANISATIONS = "organisations", _("Organisations")
    CONTEXT = "context", _("The world around")
    LATER = "later", _("Published later")
