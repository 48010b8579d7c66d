from django.db import models
from django.utils.translation import gettext_lazy as _


class ActionDetail(models.TextChoices):
    """How much the source says of an Action."""

    CASE_STUDY = "case_study", _("case study")
    BOX = "box", _("described in the report")
    MENTION = "mention", _("named in the report")
