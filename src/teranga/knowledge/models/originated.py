"""What an intervention leaves behind names it by its own code, in the same programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Originated(models.Model):
    """A thing left by an intervention of an upper app.

    Its code is kept rather than a key: this app stands below those that run interventions,
    and the code is what their own reports print (see docs/decisions).
    """

    origin_code = models.CharField(
        _("code of the Action"), max_length=30, blank=True, db_index=True
    )

    class Meta:
        abstract = True
