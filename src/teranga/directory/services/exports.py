"""Personal data leave only with a right, a reason, and within a daily measure."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.accounts.models import User
from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.directory.models import FactSheet, Person
from teranga.directory.permissions import can_export_organisations, can_export_people
from teranga.directory.queries.answer_table import AnswerRow
from teranga.directory.queries.people import n_personal_rows_left


@transaction.atomic
def record_people_export(people: Sequence[Person], *, reason: str, by: User) -> None:
    """Write who takes these rows away and why, or refuse."""
    if not can_export_people(by):
        raise PermissionDenied
    # The account is held: two exports at once would each see the whole measure.
    User.objects.select_for_update().get(pk=by.pk)
    n_left = n_personal_rows_left(by)
    if len(people) > n_left:
        raise ValidationError(
            _(
                "This list has %(rows)s rows and you may export %(left)s more today."
                " Narrow it, or ask a colleague of the programme team."
            )
            % {"rows": len(people), "left": n_left}
        )
    write_audit(
        AuditAction.EXPORTED,
        Person,
        "people",
        detail={
            "rows": len(people),
            "reason": reason,
            "people": [str(person.pk) for person in people],
        },
    )


@transaction.atomic
def record_answers_export(rows: Sequence[AnswerRow], *, file_format: str, by: object) -> None:
    """Write who takes the answers of organisations away; no respondent is among them."""
    if not can_export_organisations(by):
        raise PermissionDenied
    write_audit(
        AuditAction.EXPORTED,
        FactSheet,
        "mapping",
        detail={"rows": len(rows), "format": file_format},
    )
