"""Codebooks: brought in whole, put in force; a changed level wording starts a new series."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock_current, owner_of
from teranga.core.translated import Translated
from teranga.indices.enums import CodebookState, NodeKind
from teranga.indices.models import (
    CodebookEntry,
    CodebookVersion,
    IndicatorVersion,
    PolicyDomain,
    PolicyIndex,
    PolicyIndicator,
)
from teranga.indices.permissions import (
    can_change_codebook,
    can_create_index,
    can_import_codebook,
)
from teranga.indices.queries.codebook_text import canonical_text, digest_of
from teranga.programmes.models import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexDetails:
    code: str
    name: Translated
    summary: Translated
    programme: Programme | None = None
    visibility: Visibility = Visibility.PUBLIC


@transaction.atomic
def create_index(*, details: IndexDetails, by: object) -> PolicyIndex:
    index = PolicyIndex(owner_id=owner_of(by))
    for name in IndexDetails.__slots__:
        setattr(index, name, getattr(details, name))
    if not can_create_index(by, index):
        raise PermissionDenied
    index.full_clean()
    index.save()
    return index


@transaction.atomic
def import_codebook(
    index: PolicyIndex,
    *,
    document: Mapping[str, Any],
    heading: str,
    by: object,
    is_fictitious: bool = False,
) -> CodebookVersion:
    """Keep a checked document as a new draft version of the index's codebook."""
    # Two imports at once would take the same number.
    locked = lock_current(index)
    if not can_import_codebook(by, locked):
        raise PermissionDenied
    return keep_codebook(
        locked, document=document, heading=heading, owner=by, is_fictitious=is_fictitious
    )


@transaction.atomic
def keep_codebook(
    index: PolicyIndex,
    *,
    document: Mapping[str, Any],
    heading: str,
    owner: object,
    is_fictitious: bool = False,
) -> CodebookVersion:
    label = str(document["codebook"]["version"])
    if CodebookVersion.objects.filter(index=index, label=label).exists():
        message = _("This index already has a version “%(label)s”: give the file another one.")
        raise ValidationError(message % {"label": label})
    content = canonical_text(document, heading=heading)
    last = CodebookVersion.objects.filter(index=index).aggregate(last=Max("number"))["last"]
    codebook = CodebookVersion(
        index=index,
        label=label,
        number=(last or 0) + 1,
        content=content,
        sha256=digest_of(content),
        visibility=index.visibility,
        owner_id=owner_of(owner),
        is_fictitious=is_fictitious,
        **index.scope(),
    )
    codebook.full_clean()
    codebook.save()
    _Rows(codebook, document).write()
    return codebook


@transaction.atomic
def put_codebook_in_force(codebook: CodebookVersion, *, by: object) -> CodebookVersion:
    """Make a draft the version new rounds take; the one before is kept as superseded."""
    locked = lock_current(codebook)
    if not can_change_codebook(by, locked):
        raise PermissionDenied
    if locked.state != CodebookState.DRAFT:
        raise InvalidTransitionError(_("Only a draft can be put in force."))
    for former in CodebookVersion.objects.select_for_update().filter(
        index_id=locked.index_id, state=CodebookState.IN_FORCE
    ):
        former.state = CodebookState.SUPERSEDED
        former.save(update_fields=["state"])
    locked.state = CodebookState.IN_FORCE
    locked.save(update_fields=["state"])
    return locked


class _Rows:
    """Write the tree and the entries of a codebook, from its document."""

    def __init__(self, codebook: CodebookVersion, document: Mapping[str, Any]) -> None:
        self.codebook, self.document = codebook, document
        self.nodes: list[PolicyDomain] = []
        self.entries: list[CodebookEntry] = []
        self.indicators = {row.code: row for row in codebook.index.indicators.all()}
        self.new_indicators: list[PolicyIndicator] = []
        self.versions = _last_versions(codebook.index)
        self.new_versions: list[IndicatorVersion] = []

    def write(self) -> None:
        components = {
            entry["id"]: self._node(
                entry["id"],
                NodeKind.COMPONENT,
                label=_words(entry),
                weight=float(entry.get("default_weight", 1)),
            )
            for entry in self.document["components"]
        }
        for domain in self.document["domains"]:
            self._domain(domain, components[domain["component"]])
        for node in self.nodes:
            node.save()
        PolicyIndicator.objects.bulk_create(self.new_indicators)
        IndicatorVersion.objects.bulk_create(self.new_versions)
        CodebookEntry.objects.bulk_create(self.entries)

    def _domain(self, domain: Mapping[str, Any], component: PolicyDomain) -> None:
        here = self._node(
            domain["id"],
            NodeKind.DOMAIN,
            parent=component,
            label=_words(domain["label"]),
            note=_words(domain.get("note", {})),
        )
        below = {
            entry["id"]: self._node(
                f"{domain['id']}_{entry['id']}",
                NodeKind.SUBDOMAIN,
                parent=here,
                label=_words(entry),
            )
            for entry in domain.get("subdomains", [])
        }
        for entry in domain["indicators"]:
            self._entry(entry, below.get(entry.get("subdomain"), here))

    def _node(self, code: str, kind: NodeKind, **fields: Any) -> PolicyDomain:
        node = PolicyDomain(
            codebook=self.codebook, code=code, kind=kind, position=len(self.nodes), **fields
        )
        self.nodes.append(node)
        return node

    def _entry(self, entry: Mapping[str, Any], domain: PolicyDomain) -> None:
        evidence = entry.get("evidence", {})
        self.entries.append(
            CodebookEntry(
                codebook=self.codebook,
                indicator_version=self._version(entry),
                domain=domain,
                label=_words(entry["label"]),
                accepted_sources=list(evidence.get("accepted", [])),
                needs_primary=bool(evidence.get("at_least_one_primary", False)),
                favourability=entry.get("favourability", 1),
                prefill=str(entry.get("prefill", "")),
                position=len(self.entries),
            )
        )

    def _version(self, entry: Mapping[str, Any]) -> IndicatorVersion:
        """Return the wording in use when not one word of a level changed, else a new one."""
        levels = [dict(level) for level in entry["levels"]]
        last = self.versions.get(entry["id"])
        if last is not None and last.levels == levels:
            return last
        version = IndicatorVersion(
            indicator=self._indicator(entry["id"]),
            number=last.number + 1 if last else 1,
            levels=levels,
            started_in=self.codebook,
        )
        self.new_versions.append(version)
        return version

    def _indicator(self, code: str) -> PolicyIndicator:
        known: PolicyIndicator | None = self.indicators.get(code)
        if known is None:
            known = PolicyIndicator(
                index=self.codebook.index,
                code=code,
                visibility=self.codebook.visibility,
                **self.codebook.scope(),
            )
            self.indicators[code] = known
            self.new_indicators.append(known)
        return known


def _last_versions(index: PolicyIndex) -> dict[str, IndicatorVersion]:
    rows = IndicatorVersion.objects.filter(indicator__index=index).select_related("indicator")
    return {row.indicator.code: row for row in rows.order_by("number")}


def _words(entry: Mapping[str, Any]) -> Translated:
    return Translated({code: entry[code] for code in ("fr", "en") if entry.get(code)})
