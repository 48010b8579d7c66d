"""What coders must not see: whoever codes a cell learns nothing of the others' codes.

The door already keeps codes private to their owners. This is the second wall, for people who
also hold a role that reads private things: as long as a cell they code is not settled, they
see of it their own code only, and not even its state.
"""

from django.db.models import Exists, OuterRef, Q

from teranga.core.viewer import viewer_of
from teranga.indices.enums import CellState
from teranga.indices.models import Assignment, Cell

OPEN_STATES = (CellState.EMPTY, CellState.CODED, CellState.AGREED, CellState.DISPUTED)


def blind_to(user: object, *, prefix: str = "") -> Q:
    """Return the condition under which `user` is blind to a cell (`prefix` leads to it)."""
    user_id = viewer_of(user).user_id
    if user_id is None:
        return Q(pk=None)
    theirs = Assignment.objects.current().filter(
        owner_id=user_id,
        coding_round_id=OuterRef(f"{prefix}coding_round_id"),
        country_id=OuterRef(f"{prefix}country_id"),
        domain_code=OuterRef(f"{prefix}domain_code"),
    )
    return Q(Exists(theirs)) & Q(**{f"{prefix}state__in": OPEN_STATES})


def is_blind_to(user: object, cell: Cell) -> bool:
    return bool(Cell.objects.filter(blind_to(user), pk=cell.pk).exists())
