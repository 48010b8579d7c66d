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
