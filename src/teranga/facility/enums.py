from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActionDetail(models.TextChoices):
    """How much the source says of an Action; nothing of the kind for one run here."""

    CASE_STUDY = "case_study", _("case study")
    BOX = "box", _("described in the report")
    MENTION = "mention", _("named in the report")
    MANAGED = "managed", _("run on this platform")


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


class RequesterKind(models.TextChoices):
    """Who may ask: States from the start, the others since January 2016."""

    PUBLIC_AUTHORITY = "public_authority", _("ministry or national authority")
    LOCAL_AUTHORITY = "local_authority", _("local authority")
    OMBUDSMAN = "ombudsman", _("ombudsman")
    PARLIAMENT = "parliament", _("parliament")
    COURT = "court", _("judicial body")
    CSO = "cso", _("civil-society organisation")
    REGIONAL_ORGANISATION = "regional", _("regional organisation")


class RequestReach(models.TextChoices):
    NATIONAL = "national", _("one country")
    JOINT = "joint", _("several countries together")
    REGIONAL = "regional", _("a regional organisation, for its members")


class RequestChannel(models.TextChoices):
    ONLINE = "online", _("online form")
    EMAIL = "email", _("e-mail")
    LETTER = "letter", _("letter")
    DELEGATION = "delegation", _("through an EU Delegation")


class DraftState(models.TextChoices):
    WRITING = "writing", _("being written")
    SENT = "sent", _("waiting for the e-mail address to be confirmed")
    FILED = "filed", _("filed")


class RequestState(models.TextChoices):
    RECEIVED = "received", _("received")
    SCREENING = "screening", _("in screening")
    INCOMPLETE = "incomplete", _("waiting for the requester")
    COMMITTEE = "committee", _("before the committee")
    ON_HOLD = "on_hold", _("on hold")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", pgettext_lazy("request", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "withdrawn")


class RequestEvent(models.TextChoices):
    """What may happen to a request; the table of transitions says when and by whom."""

    FILE = "file", _("filed")
    SCREEN = "screen", _("screening started")
    ASK = "ask", _("question put to the requester")
    ANSWER = "answer", _("answer of the requester")
    SUBMIT = "submit", _("put to the committee")
    RECALL = "recall", _("taken back from the committee")
    APPROVE = "approve", _("approved")
    HOLD = "hold", _("put on hold")
    RESUME = "resume", _("taken up again")
    DECLINE = "decline", _("declined by the committee")
    REFUSE = "refuse", _("not eligible")
    WITHDRAW = "withdraw", pgettext_lazy("request", "withdrawn")
    REOPEN = "reopen", _("opened again")


class ActionState(models.TextChoices):
    """Empty for an Action known from a report only: the source does not say."""

    DESIGN = "design", _("in design")
    READY = "ready", _("ready to start")
    UNDER_WAY = "under_way", _("under way")
    ADJUSTED = "adjusted", _("being adjusted")
    CLOSED = "closed", pgettext_lazy("Action", "closed")
    EVALUATED = "evaluated", _("evaluated")
    CANCELLED = "cancelled", _("cancelled")


class ActionEvent(models.TextChoices):
    OPEN = "open", _("Action opened")
    DECLARE_READY = "declare_ready", _("declared ready")
    REVISE = "revise", _("sheet taken up again")
    START = "start", _("started")
    ADJUST = "adjust", _("adjustment opened")
    SETTLE = "settle", _("adjustment settled")
    CLOSE = "close", pgettext_lazy("Action", "closed")
    REOPEN = "reopen", _("opened again")
    EVALUATE = "evaluate", _("evaluation recorded")
    CANCEL = "cancel", _("cancelled")


class Holder(models.TextChoices):
    """Whose turn it is: who holds the step that runs."""

    TEAM = "team", _("the team")
    REQUESTER = "requester", _("the requester")
    COMMITTEE = "committee", _("the committee")
    PARTNER = "partner", _("the partner")
    NOBODY = "nobody", _("nobody")


class Criterion(models.TextChoices):
    """What is checked before a request goes to the committee."""

    COUNTRY = "country", _("country or region open to the facility")
    INSTRUMENT = "instrument", _("funding instrument")
    REQUESTER = "requester", _("kind of requester")
    THEME = "theme", _("theme")
    DOUBLE_FUNDING = "double_funding", _("no double funding")


class Verdict(models.TextChoices):
    MET = "met", _("met")
    UNCLEAR = "unclear", _("to be clarified")
    NOT_MET = "not_met", _("not met")


class Procedure(models.TextChoices):
    WRITTEN = "written", _("written procedure")
    MEETING = "meeting", _("meeting")


class Vote(models.TextChoices):
    APPROVE = "approve", _("approve")
    APPROVE_IF = "approve_if", _("approve with conditions")
    HOLD = "hold", _("put on hold")
    DECLINE = "decline", _("decline")
    ABSTAIN = "abstain", _("abstain")


class Outcome(models.TextChoices):
    APPROVED = "approved", _("approved")
    ON_HOLD = "on_hold", _("put on hold")
    DECLINED = "declined", _("declined")
    RECALLED = "recalled", _("taken back by the team")


class Side(models.TextChoices):
    """The two who write an Action sheet."""

    TEAM = "team", _("team")
    PARTNER = "partner", _("partner")


class SheetPart(models.TextChoices):
    """The written parts of an Action sheet, in the order of the document."""

    CONTEXT = "context", _("Context and request")
    OBJECTIVE = "objective", _("General objective")
    SPECIFIC = "specific", _("Specific objectives")
    RESULTS = "results", _("Expected results")
    LOGIC = "logic", _("Logic of intervention")
    INSTITUTIONS = "institutions", _("Institutional frame")
    BENEFICIARIES = "beneficiaries", _("Who benefits")
    RISKS = "risks", _("Assumptions and risks")
    SUSTAINABILITY = "sustainability", _("After the Action")
    VISIBILITY = "visibility", _("Communication and visibility")


class FocalPointKind(models.TextChoices):
    STRATEGIC = "strategic", _("strategic")
    OPERATIONAL = "operational", _("operational")


class ActivityKind(models.TextChoices):
    SCOPING = "scoping", _("scoping mission")
    ASSESSMENT = "assessment", _("needs assessment")
    THEMATIC = "thematic", _("thematic session")
    WORKSHOP = "workshop", _("workshop")
    DRAFTING = "drafting", _("drafting session")
    TRAINING = "training", _("training")
    STUDY_VISIT = "study_visit", _("study visit")
    REMOTE = "remote", _("remote support")
    CONSULTATION = "consultation", _("consultation")
    PRESENTATION = "presentation", _("presentation")
    CONFERENCE = "conference", _("conference")


class ActivityState(models.TextChoices):
    PLANNED = "planned", _("planned")
    CONFIRMED = "confirmed", _("confirmed")
    HELD = "held", pgettext_lazy("activity", "held")
    CANCELLED = "cancelled", _("cancelled")


class Gender(models.TextChoices):
    WOMAN = "woman", _("woman")
    MAN = "man", _("man")
    OTHER = "other", _("other")
    NOT_STATED = "not_stated", _("not stated")


class ParticipantLevel(models.TextChoices):
    POLITICAL = "political", _("political")
    MANAGEMENT = "management", _("management")
    TECHNICAL = "technical", _("technical")
    FIELD = "field", _("front line")
    UNKNOWN = "unknown", _("not stated")


class BudgetCategory(models.TextChoices):
    EXPERTS = "experts", _("experts’ fees and allowances")
    TRAVEL = "travel", _("travel and stay")
    EVENTS = "events", _("rooms, meals, equipment")
    INTERPRETING = "interpreting", _("interpreting and translation")
    PRINTING = "printing", _("printing and visibility")
    OTHER = "other", _("other")


class Payer(models.TextChoices):
    FACILITY = "facility", _("the facility")
    PARTNER = "partner", _("the partner, in kind or in cash")
    OTHER = "other", _("another donor")


class TeamRole(models.TextChoices):
    LEAD = "lead", _("team leader")
    MEMBER = "member", _("member")


class DeploymentState(models.TextChoices):
    """How far an expert chosen for an activity has come."""

    ASKED = "asked", _("asked to declare conflicts of interest")
    CLEAR = "clear", _("without conflict of interest")
    RELEASING = "releasing", _("release asked of the employer")
    READY = "ready", _("ready to leave")
    DONE = "done", _("mission carried out")
    CONFLICT = "conflict", _("conflict of interest")
    DECLINED = "declined", _("declined by the expert")
    NOT_RELEASED = "not_released", _("not released by the employer")
    WITHDRAWN = "withdrawn", _("withdrawn")


class DeploymentEvent(models.TextChoices):
    """What may happen to an expert chosen; `permissions/deployments.py` says when and by whom."""

    DECLARE_NONE = "declare_none", _("no conflict of interest")
    DECLARE_CONFLICT = "declare_conflict", _("conflict of interest")
    DECLINE = "decline", _("mission declined")
    ASK_RELEASE = "ask_release", _("release asked")
    GRANT_RELEASE = "grant_release", _("release granted")
    REFUSE_RELEASE = "refuse_release", _("release refused")
    CONFIRM = "confirm", _("mission confirmed")
    WITHDRAW = "withdraw", pgettext_lazy("request", "withdrawn")
    COMPLETE = "complete", _("mission carried out")


class EvaluationKind(models.TextChoices):
    """Who answers: each sees another side of the same work."""

    PARTICIPANTS = "participants", _("participants in an activity")
    EXPERTS = "experts", _("experts of the Action")
    PARTNER = "partner", _("partner authority")
    FOLLOW_UP = "follow_up", _("partner authority, some time after the end")


class EvaluationState(models.TextChoices):
    PLANNED = "planned", _("planned")
    OPEN = "open", _("open to answers")
    CLOSED = "closed", _("closed")


class DigestFrequency(models.TextChoices):
    NEVER = "never", _("never")
    DAILY = "daily", _("every day something is due")
    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")
