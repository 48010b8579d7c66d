"""`teranga check`: is everything as it should be? Each inconsistency is named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from teranga.core.jobs import close_abandoned_jobs
from teranga.core.search.index import documents_out_of_step
from teranga.core.services.attachments import file_faults, sweep_orphans
from teranga.core.services.audit_chain import broken_links, link_new_entries


@dataclass(frozen=True, slots=True)
class Inconsistency:
    part: str
    text: str


def pending_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def inspect_installation() -> Iterator[Inconsistency]:
    """Yield every inconsistency; a database that is not migrated is not looked into further."""
    pending = pending_migrations()
    if pending:
        for name in pending:
            yield Inconsistency(_("migrations"), _("%(name)s is not applied") % {"name": name})
        return
    tidy_up()
    for inspect in _INSPECTIONS:
        yield from inspect()


def tidy_up() -> None:
    """Finish what a killed process left to be finished; none of it is an inconsistency."""
    link_new_entries()
    close_abandoned_jobs()
    sweep_orphans()


def _database() -> Iterator[Inconsistency]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check(100)")
            for (verdict,) in cursor.fetchall():
                if verdict != "ok":
                    yield Inconsistency(_("database"), verdict)


def _constraints() -> Iterator[Inconsistency]:
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield Inconsistency(_("constraints"), str(error))


def _audit() -> Iterator[Inconsistency]:
    for link in broken_links():
        text = _("line %(position)s is %(reason)s")
        reason = _("missing") if link.reason == "missing" else _("altered")
        yield Inconsistency(_("audit"), text % {"position": link.position, "reason": reason})


def _attachments() -> Iterator[Inconsistency]:
    reasons = {"missing": _("missing"), "altered": _("altered")}
    for fault in file_faults():
        # A young orphan is an upload at work, or one that was cut: it is swept in an hour.
        if fault.reason in reasons:
            text = _("file %(name)s is %(reason)s")
            detail = {"name": fault.stored_as, "reason": reasons[fault.reason]}
            yield Inconsistency(_("attachments"), text % detail)


def _search() -> Iterator[Inconsistency]:
    for document in documents_out_of_step():
        text = f"{document.model} {document.object_id}: {document.reason}"
        yield Inconsistency(_("search"), text)


_INSPECTIONS: tuple[Callable[[], Iterator[Inconsistency]], ...] = (
    _database,
    _constraints,
    _audit,
    _attachments,
    _search,
)
