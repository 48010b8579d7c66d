from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What someone is in a programme; what each may do is in `access_matrix.yaml`."""

    ADMINISTRATOR = "administrator", _("administrator")
    COORDINATOR = "coordinator", _("coordinator")
    OFFICER = "officer", _("programme officer")
    STEERING = "steering", _("steering committee member")
    FOCAL_POINT = "focal_point", _("national focal point")
    NATIONAL_COMMITTEE = "national_committee", _("national committee member")
    CODER = "coder", _("policy coder")
    EXPERT = "expert", _("expert")
    CSO = "cso", _("civil-society representative")
    ENUMERATOR = "enumerator", _("enumerator")
    READER = "reader", _("reader")


class ConsentPurpose(models.TextChoices):
    """What a person agrees to, one purpose at a time."""

    STORAGE = "storage", _("keep my data to run the network")
    NETWORK = "network", _("show my data to the members of the network")
    PUBLIC = "public", _("show my data to the public")


class TokenScope(models.TextChoices):
    READ = "read", _("read what I may read")
    WRITE = "write", _("act in my name")
