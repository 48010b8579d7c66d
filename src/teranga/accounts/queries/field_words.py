"""How a person is told what is held on them, also where a library names its columns in English."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

_KINDS: Mapping[str, StrOrPromise] = {
    "mfa.authenticator": _("second factors"),
    "usersessions.usersession": _("sessions"),
}
_LABELS: Mapping[str, StrOrPromise] = {
    "type": _("kind"),
    "created_at": _("created"),
    "last_used_at": _("last used"),
    "last_seen_at": _("last seen"),
    "ip": _("address on the internet"),
    "user_agent": _("browser"),
}


def kind_of(model: type[models.Model]) -> StrOrPromise:
    """Return what rows of a model are called, several of them."""
    return _KINDS.get(model._meta.label_lower) or model._meta.verbose_name_plural or ""


def label_of(model: type[models.Model], name: str) -> StrOrPromise:
    """Return what a column of a model is called."""
    if model._meta.label_lower in _KINDS and name in _LABELS:
        return _LABELS[name]
    field = model._meta.get_field(name)
    if isinstance(field, models.ForeignObjectRel):
        return kind_of(field.related_model)
    return getattr(field, "verbose_name", name)
