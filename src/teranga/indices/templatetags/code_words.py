"""What is said of a code beside its name: its level, since when, and all that qualifies it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.indices.queries.edition.country_sheet import CellLine
from teranga.indices.queries.edition.document import NOT_APPLICABLE, NOT_FOUND

Note = tuple[str, bool]  # words, and whether they stand back


def missing_reason(missing: str) -> str:
    """Say which of the three reasons there is for having no level."""
    if missing == NOT_APPLICABLE:
        return _("not applicable")
    return _("searched, not established") if missing == NOT_FOUND else _("not coded yet")


def code_notes(line: CellLine, has_implementation: bool) -> Iterator[Note]:
    yield _level(line), line.level is None
    if has_implementation and line.implementation is not None:
        yield _("implementation %(n)s of 3") % {"n": line.implementation}, False
    if line.is_verified is False and line.missing != NOT_APPLICABLE:
        yield _("not verified"), True
    if line.disagreement:
        yield _("sources disagree"), False
    if line.own_level:
        yield _("the government says: %(level)s") % {"level": line.own_level}, False
    if line.is_fictitious:
        yield _("fictitious"), False
    n = line.n_evidence
    yield ngettext("%(n)s source", "%(n)s sources", n) % {"n": n}, True


def _level(line: CellLine) -> str:
    if line.level is None:
        return missing_reason(line.missing)
    if not line.since:
        return line.level_name
    return f"{line.level_name} ({_('since %(year)s') % {'year': line.since}})"
