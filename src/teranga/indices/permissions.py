"""Who may do what with indices; the verbs of each role are in `accounts/access_matrix.yaml`."""

from teranga.core.models import Publishable
from teranga.core.viewer import viewer_of
from teranga.indices.enums import AssignmentState, RoundState
from teranga.indices.models import (
    Assignment,
    Cell,
    CodebookVersion,
    CodingRound,
    CountryModule,
    PolicyIndex,
    RightOfReply,
)


def _may(user: object, verb: str, noun: str, thing: Publishable) -> bool:
    return viewer_of(user).may(
        verb,
        noun,
        programme_id=thing.programme_id,
        component_id=thing.component_id,
        country_id=thing.country_id,
    )


def can_create_indices(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "policy_index")


def can_create_index(user: object, index: PolicyIndex) -> bool:
    return _may(user, "create", "policy_index", index)


def can_import_codebooks(user: object) -> bool:
    return viewer_of(user).may_somewhere("import", "codebook")


def can_import_codebook(user: object, index: PolicyIndex) -> bool:
    return _may(user, "import", "codebook", index)


def can_change_codebook(user: object, codebook: CodebookVersion) -> bool:
    return _may(user, "change", "codebook", codebook)


def can_create_rounds(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "coding_round")


def can_create_round(user: object, coding_round: CodingRound) -> bool:
    return _may(user, "create", "coding_round", coding_round)


def can_manage_round(user: object, coding_round: CodingRound) -> bool:
    return _may(user, "manage", "coding_round", coding_round)


def can_freeze_round(user: object, coding_round: CodingRound) -> bool:
    """Say whether this person decides what goes into an edition: whoever adjudicates."""
    return _may(user, "create", "adjudication", coding_round)


def can_read_assignment(user: object, assignment: Assignment) -> bool:
    """Each coder opens their own pages; nobody else does, whatever they manage."""
    viewer = viewer_of(user)
    return viewer.user_id is not None and assignment.owner_id == viewer.user_id


def can_create_codes(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "policy_code")


def can_create_code(user: object, assignment: Assignment) -> bool:
    return (
        can_read_assignment(user, assignment)
        and _may(user, "create", "policy_code", assignment)
        and assignment.state == AssignmentState.OPEN
        and assignment.coding_round.state == RoundState.OPEN
    )


def can_create_adjudications(user: object, coding_round: CodingRound) -> bool:
    return _may(user, "create", "adjudication", coding_round)


def can_create_adjudication(user: object, cell: Cell) -> bool:
    """Whoever coded a cell does not judge it."""
    viewer = viewer_of(user)
    is_own = viewer.user_id is not None and cell.codes.filter(owner_id=viewer.user_id).exists()
    return not is_own and _may(user, "create", "adjudication", cell)


def can_settle_cells(user: object) -> bool:
    """Say whether this person decides or validates codes anywhere."""
    viewer = viewer_of(user)
    return viewer.may_somewhere("create", "adjudication") or can_validate_countries(user)


def can_validate_countries(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "policy_validation")


def can_validate_country(user: object, coding_round: CodingRound, alpha3: str) -> bool:
    return viewer_of(user).may(
        "create",
        "policy_validation",
        programme_id=coding_round.programme_id,
        component_id=coding_round.component_id,
        country_id=alpha3,
    )


def can_validate_cell(user: object, cell: Cell) -> bool:
    return _may(user, "create", "policy_validation", cell)


def can_change_reply(user: object, reply: RightOfReply) -> bool:
    return _may(user, "create", "policy_validation", reply)


def can_create_modules(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "country_module")


def can_create_module(user: object, module: CountryModule) -> bool:
    return _may(user, "create", "country_module", module)


def can_change_module(user: object, module: CountryModule) -> bool:
    return _may(user, "change", "country_module", module)
