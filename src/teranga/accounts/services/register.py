"""The register of processing activities, drawn from what the platform really does."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_stubs_ext import StrOrPromise

from teranga.accounts.access import access_matrix
from teranga.accounts.queries.field_words import kind_of, label_of
from teranga.accounts.services.retention import RetentionRule, retention_rules
from teranga.core.contributions import PersonalData, shelves
from teranga.core.enums import Visibility
from teranga.core.models import Publishable


@dataclass(frozen=True, slots=True)
class Processing:
    """One line of the register that data-protection authorities ask for."""

    purpose: StrOrPromise
    kind: StrOrPromise
    fields: tuple[str, ...]
    recipients: tuple[str, ...]
    retention: tuple[str, ...]


def processing_register() -> list[Processing]:
    return [
        Processing(
            purpose=part.purpose,
            kind=kind_of(part.model),
            fields=tuple(str(label_of(part.model, name)) for name in part.fields),
            recipients=_recipients(part),
            retention=_retention(part.model),
        )
        for part in shelves.personal_data
    ]


def _recipients(part: PersonalData) -> tuple[str, ...]:
    """Return who reads it: the roles the matrix opens private things to, inside their scope."""
    own = (_("the person"),)
    if not issubclass(part.model, Publishable):
        return (*own, _("whoever answers data requests, inside their scope"))
    roles = [
        str(role.label)
        for role, access in access_matrix().items()
        if Visibility.PRIVATE in access.reads
    ]
    return (*own, *roles)


def _retention(model: type[models.Model]) -> tuple[str, ...]:
    rules = [rule for rule in retention_rules() if rule.model is model]
    return tuple(_words(rule) for rule in rules) or (_("until erasure is asked for"),)


def _words(rule: RetentionRule) -> str:
    days = ngettext("%(n)d day", "%(n)d days", rule.after_days) % {"n": rule.after_days}
    return _("%(what)s: %(days)s") % {"what": rule.what, "days": days}
