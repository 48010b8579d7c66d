"""What waits for those who keep the directory."""

from django.db.models import Exists, OuterRef

from teranga.directory.enums import HolderKnowledge
from teranga.directory.models import FocalPoint, FocalPointSeat, Organisation
from teranga.directory.permissions import can_change_seat, can_review_organisation
from teranga.directory.queries.focal_points import seats_visible_to
from teranga.directory.queries.organisations import OrganisationChoice, organisations_visible_to

N_TASKS = 20


def vacant_seats_kept_by(user: object) -> list[FocalPointSeat]:
    """Return seats without a recorded holder, which this account may fill."""
    holders = FocalPoint.objects.current().filter(seat=OuterRef("pk"), ends_on__isnull=True)
    seats = seats_visible_to(user).filter(~Exists(holders))
    seats = seats.exclude(when_empty=HolderKnowledge.UNNAMED)
    return [seat for seat in seats if can_change_seat(user, seat)][:N_TASKS]


def organisations_to_review(user: object) -> list[Organisation]:
    rows = organisations_visible_to(user, OrganisationChoice(awaits_review=True))
    return [row for row in rows if can_review_organisation(user, row)][:N_TASKS]
