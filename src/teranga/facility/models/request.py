"""A partner authority's written request for expertise, from its draft to its answer."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Country, Publishable, Record, Sourced, Theme
from teranga.core.plain_text import validate_plain_line
from teranga.directory.models import Organisation
from teranga.facility.enums import (
    Criterion,
    DraftState,
    Holder,
    RequestChannel,
    RequesterKind,
    RequestEvent,
    RequestReach,
    RequestState,
    Verdict,
)


class RequestDraft(Record):
    """What someone without an account is writing; whoever holds its secret link may go on.

    The link is kept as a hash: a stolen copy of the database opens no draft.
    """

    personal_fields: ClassVar[frozenset[str]] = frozenset({"email", "answers"})
    unaudited_fields: ClassVar[frozenset[str]] = Record.unaudited_fields | {"answers"}

    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), blank=True)
    answers = models.JSONField(_("answers"), default=dict)
    language = models.CharField(_("language"), max_length=2, default="fr")
    state = models.CharField(
        _("state"), max_length=8, choices=DraftState, default=DraftState.WRITING
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("draft of a request")
        verbose_name_plural = _("drafts of requests")
        ordering = ["-updated_at"]


class ExpertiseRequest(Publishable, Sourced):
    """Private to the team while it is screened; the committee reads it once it is put to it."""

    personal_fields: ClassVar[frozenset[str]] = frozenset(
        {"contact_name", "contact_function", "contact_email", "contact_phone"}
    )

    number = models.CharField(_("number"), max_length=20)
    title = models.CharField(_("subject"), max_length=200, validators=[validate_plain_line])
    language = models.CharField(_("language of the request"), max_length=2, default="fr")
    requester_kind = models.CharField(_("kind of requester"), max_length=20, choices=RequesterKind)
    authority_name = models.CharField(
        _("requesting authority"), max_length=250, validators=[validate_plain_line]
    )
    authority = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="expertise_requests",
        verbose_name=_("entry of the directory"),
    )
    reach = models.CharField(
        _("for whom"), max_length=10, choices=RequestReach, default=RequestReach.NATIONAL
    )
    countries = models.ManyToManyField(
        Country, blank=True, related_name="expertise_requests", verbose_name=_("countries")
    )
    regional_body = models.CharField(_("regional organisation"), max_length=120, blank=True)
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="expertise_requests", verbose_name=_("themes")
    )
    context = models.TextField(_("context"), blank=True)
    need = models.TextField(_("what is needed"), blank=True)
    expected_result = models.TextField(_("expected result"), blank=True)
    other_support = models.TextField(_("other support received or asked"), blank=True)
    wished_start_on = models.DateField(_("wished start"), null=True, blank=True)

    contact_name = models.CharField(_("contact"), max_length=150, blank=True)
    contact_function = models.CharField(_("function"), max_length=150, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)

    channel = models.CharField(
        _("received by"), max_length=10, choices=RequestChannel, default=RequestChannel.ONLINE
    )
    # Only the hash of the requester's link; empty for a request typed in without one.
    link_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)

    state = models.CharField(
        _("state"), max_length=10, choices=RequestState, default=RequestState.RECEIVED
    )
    holder = models.CharField(
        _("whose turn"), max_length=10, choices=Holder, default=Holder.TEAM, editable=False
    )
    received_on = models.DateField(_("received on"))
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    # The step that runs: since when, and until when at the latest.
    step_since = models.DateField(_("in this state since"), null=True, blank=True)
    step_due_on = models.DateField(_("due"), null=True, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("followed by"),
    )
    instrument = models.CharField(_("funding instrument"), max_length=60, blank=True)
    screening_note = models.TextField(_("screening note"), blank=True)
    answer = models.TextField(_("reasons given to the requester"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("request for expertise")
        verbose_name_plural = _("requests for expertise")
        ordering = ["-received_on", "-number"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "number"], name="facility_request_number"),
            models.CheckConstraint(
                name="facility_request_approved_after_received",
                condition=models.Q(approved_on__isnull=True)
                | models.Q(approved_on__gte=models.F("received_on")),
                violation_error_message=_("Approved before it was received."),
            ),
        ]
        indexes = [models.Index(fields=["programme", "state", "step_due_on"])]

    def __str__(self) -> str:
        return f"{self.number} · {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether an answer is still owed to the requester."""
        return self.state not in {
            RequestState.APPROVED,
            RequestState.DECLINED,
            RequestState.WITHDRAWN,
        }


class RequestStep(Record):
    """One thing that happened to a request: written once, never changed."""

    expertise_request = models.ForeignKey(
        ExpertiseRequest, models.PROTECT, related_name="steps", verbose_name=_("request")
    )
    event = models.CharField(_("event"), max_length=10, choices=RequestEvent)
    from_state = models.CharField(max_length=10, choices=RequestState, blank=True)
    to_state = models.CharField(max_length=10, choices=RequestState)
    on_day = models.DateField(_("day"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # In which part they acted: the team, the requester, the committee.
    acted_as = models.CharField(max_length=10, choices=Holder)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of requests")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.get_event_display()


class EligibilityCheck(Record):
    """What the team found on one criterion."""

    expertise_request = models.ForeignKey(
        ExpertiseRequest, models.PROTECT, related_name="checks", verbose_name=_("request")
    )
    criterion = models.CharField(_("criterion"), max_length=15, choices=Criterion)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("eligibility check")
        verbose_name_plural = _("eligibility checks")
        ordering = ["expertise_request", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["expertise_request", "criterion"], name="facility_check_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_criterion_display()}: {self.get_verdict_display()}"
