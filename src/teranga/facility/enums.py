from django.db import models
from django.utils.translation import gettext_lazy as _


class ActionDetail(models.TextChoices):
    """How much the source says of an Action."""

    CASE_STUDY = "case_study", _("case study")
    BOX = "box", _("described in the report")
    MENTION = "mention", _("named in the report")


class ActionRegion(models.TextChoices):
    """The facility's own regions, as its report draws them."""

    WEST_AFRICA = "west_africa", _("West Africa")
    CENTRAL_EAST_SOUTHERN_AFRICA = (
        "central_east_southern_africa",
        _("Central, Eastern and Southern Africa"),
    )
    ASIA = "asia", _("Asia")
    NEIGHBOURHOOD = "neighbourhood", _("European Neighbourhood")
    LATIN_AMERICA = "latin_america", _("Latin America and the Caribbean")


class AuthorityPart(models.TextChoices):
    """What an authority was in an Action."""

    REQUESTING = "requesting", _("requesting authority")
    BENEFICIARY = "beneficiary", _("beneficiary")
    STAKEHOLDER = "stakeholder", _("stakeholder")
    VALIDATION = "validation", _("validation")
    SUPPORT = "support", _("support")
    SUPERVISION = "supervision", _("supervising authority")
    FOCAL_POINT = "focal_point", _("focal point")
    COORDINATION = "coordination", _("coordination")


class ActionFactKind(models.TextChoices):
    """The parts of an Action's page; the order is the order of the page."""

    ACTIVITY = "activity", _("Activities")
    DELIVERABLE = "deliverable", _("Deliverables")
    EXPERTS = "experts", _("Experts")
    PARTNER = "partner", _("Partners")
    CHANGE = "change", _("What changed on the way")
    PRACTICE = "practice", _("Practices")
    IMPACT = "impact", _("Effects reported")
    CHALLENGE = "challenge", _("Difficulties")
    LESSON = "lesson", _("Lessons")
    FIGURE = "figure", _("Numbers the source gives")
    CRITERION = "criterion", _("Criteria of good practice it meets")
    LINK = "link", _("See also")


class PolicyKind(models.TextChoices):
    POLICY = "policy", _("policy")
    STRATEGY = "strategy", _("strategy")
    PLAN = "plan", _("plan")
    ACTION_PLAN = "action_plan", _("action plan")
    ROADMAP = "roadmap", _("roadmap")


class PolicyState(models.TextChoices):
    """How far the source says a text had come."""

    ANNOUNCED = "announced", _("announced")
    FINALISED = "finalised", _("finalised")
    CONCLUDED = "concluded", _("drafting concluded")
    ADOPTED = "adopted", _("adopted")
    LAUNCHED = "launched", _("launched")
