from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    CSO = "cso", _("civil-society organisation")
    INTERNATIONAL_NGO = "international_ngo", _("international non-governmental organisation")
    DIASPORA = "diaspora", _("diaspora organisation")
    ADMINISTRATION = "administration", _("public administration")
    LOCAL_AUTHORITY = "local_authority", _("local authority")
    STATISTICS = "statistics", _("statistical office")
    OBSERVATORY = "observatory", _("observatory")
    RESEARCH = "research", _("university or research centre")
    UNION = "union", _("trade union")
    MEDIA = "media", _("media")
    REGIONAL = "regional", _("regional organisation")
    INTERNATIONAL = "international", _("international organisation")
    OPERATOR = "operator", _("operator")
    DONOR = "donor", _("donor")
    CONSULTANT = "consultant", _("consultant")
    OTHER = "other", _("other")


class OrganisationLevel(models.TextChoices):
    LOCAL = "local", _("local")
    NATIONAL = "national", _("national")
    REGIONAL = "regional", _("regional")
    INTERNATIONAL = "international", _("international")
    UNKNOWN = "unknown", _("not known")


class ContactKind(models.TextChoices):
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")
    ADDRESS = "address", _("postal address")
    WEBSITE = "website", _("website")


class SeatKind(models.TextChoices):
    STRATEGIC = "strategic", _("strategic focal point")
    OPERATIONAL = "operational", _("operational focal point")
    THEMATIC = "thematic", _("thematic contact point")
    NATIONAL = "national", _("national focal point")


class HolderKnowledge(models.TextChoices):
    """What is known of a seat without a recorded holder."""

    VACANT = "vacant", _("vacant")
    UNNAMED = "unnamed", _("holder not named by the source")
    UNKNOWN = "unknown", _("perhaps vacant")


class CommitteeKind(models.TextChoices):
    STEERING = "steering", _("steering committee")
    NATIONAL = "national", _("national committee of civil-society organisations")
    TECHNICAL = "technical", _("technical committee")


class ImportSubject(models.TextChoices):
    """What the rows of a sheet are; also the noun of the right to import them."""

    ORGANISATION = "organisation", _("organisations")
    PERSON = "person", _("people")


class PositionPrecision(models.TextChoices):
    """How closely a place may be shown."""

    EXACT = "exact", _("exact position")
    TOWN = "town", _("centre of the town")
    COUNTRY = "country", _("somewhere in the country")


class ConsentScope(models.TextChoices):
    """What an organisation agrees to, one question at a time."""

    SHEET = "sheet", _("its name, kind, fields of action and publics")
    TOWN = "town", _("its town")
    EXACT_POSITION = "exact_position", _("the exact position of its head office")
    CONTACTS = "contacts", _("its website, e-mail and telephone")
    NETWORKS = "networks", _("the networks it belongs to")
    LINKS = "links", _("the kinds of institutions it has relations with")
    NEEDS = "needs", _("its training needs and the skills it shares")
    AUTHORITIES = "authorities", _("its entry, to the focal points of public institutions")


class FactOrigin(models.TextChoices):
    """Where an answer comes from."""

    MAPPING = "mapping", _("mapping questionnaire")
    OWN_PAGE = "own_page", _("the organisation itself, on its own page")
    TEAM = "team", _("programme team")


class EntryChangeState(models.TextChoices):
    PROPOSED = "proposed", _("waits for a moderator")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class TwinState(models.TextChoices):
    """Two entries that look like the same organisation."""

    PROPOSED = "proposed", _("to be looked at")
    MERGED = "merged", _("merged")
    DISTINCT = "distinct", _("two different organisations")
