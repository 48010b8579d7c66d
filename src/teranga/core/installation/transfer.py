"""Everything an installation holds as lines of JSON, readable without Teranga, and back.

One file per app, and a manifest with the hash of each. It carries secrets (password
hashes): it is as confidential as a backup. Unlike one, it moves between databases.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from teranga.core.exceptions import InstallationError
from teranga.core.installation.backup import version
from teranga.core.models import Attachment, SearchDocument
from teranga.core.search.index import reindex
from teranga.core.services import stored_files

MANIFEST = "manifest.json"
FILES = "attachments"
# Sign-in factors are data of people; sessions, caches and queues live and die with a server.
_OTHER_MODELS = ("account.emailaddress", "mfa.authenticator")
_DERIVED = (SearchDocument,)


class ExactEncoder(DjangoJSONEncoder):
    """Keeps the microseconds of a moment: the audit chain is a hash of them."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


def exported_models() -> dict[str, list[type[models.Model]]]:
    """Return the models of each app, links between them included, by app label."""
    found: dict[str, list[type[models.Model]]] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("teranga."):
            own = config.get_models(include_auto_created=True)
            found[config.label] = [model for model in own if model not in _DERIVED]
    for label in _OTHER_MODELS:
        model = apps.get_model(label)
        found.setdefault(model._meta.app_label, []).append(model)
    return {label: kept for label, kept in found.items() if kept}


@transaction.atomic
def export_installation(folder: Path, *, only: Iterable[str] = ()) -> dict[str, Any]:
    """Write the apps (all, or `only` those) and the files they name; return the manifest."""
    chosen, known = set(only), exported_models()
    if chosen - known.keys():
        message = _("Unknown parts: %(names)s.")
        raise InstallationError(message % {"names": ", ".join(sorted(chosen - known.keys()))})
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise InstallationError(_("The folder must be empty: %(path)s") % {"path": folder})
    manifest: dict[str, Any] = {"version": version(), "apps": {}}
    for label, chosen_models in known.items():
        if chosen and label not in chosen:
            continue
        path = folder / f"{label}.jsonl"
        counts = {model._meta.label_lower: _write(model, path) for model in chosen_models}
        manifest["apps"][label] = {"sha256": stored_files.hash_of(path), "rows": counts}
    if not chosen or "core" in chosen:
        _copy_files(folder / FILES)
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    return manifest


def load_installation(folder: Path) -> dict[str, Any]:
    """Load an export into an empty, migrated installation, whole or not at all."""
    manifest = _verified_manifest(folder)
    known = exported_models()
    labels = [label for label in known if label in manifest["apps"]]
    with transaction.atomic():
        if _has_accounts():
            raise InstallationError(_("This installation is not empty: nothing was loaded."))
        with connection.constraint_checks_disabled():
            for label in labels:
                for model in known[label]:
                    queryset = model._base_manager.all()
                    queryset._raw_delete(queryset.db)
            for label in labels:
                _read(folder / f"{label}.jsonl")
        connection.check_constraints()
        _reset_sequences([model for label in labels for model in known[label]])
        _bring_files(folder / FILES)
    reindex()
    return manifest


def _has_accounts() -> bool:
    return apps.get_model("accounts", "User")._base_manager.exists()


def _write(model: type[models.Model], path: Path) -> int:
    rows = model._base_manager.order_by("pk")
    fields = [field.name for field in model._meta.concrete_fields]
    with path.open("a", encoding="utf-8") as file:
        serializers.serialize(
            "jsonl",
            rows.iterator(chunk_size=500),
            fields=fields,
            stream=file,
            cls=ExactEncoder,
            ensure_ascii=False,
        )
    return rows.count()


def _read(path: Path) -> None:
    try:
        with path.open(encoding="utf-8") as file:
            for row in serializers.deserialize("jsonl", file):
                row.m2m_data = None  # links are rows of their own
                row.save()
    except DeserializationError as error:
        message = _("%(name)s cannot be read: nothing was loaded.")
        raise InstallationError(message % {"name": path.name}) from error


def _verified_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not path.is_file():
        raise InstallationError(_("There is no export in %(path)s.") % {"path": folder})
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for label, part in manifest["apps"].items():
        lines = folder / f"{label}.jsonl"
        if not lines.is_file() or stored_files.hash_of(lines) != part["sha256"]:
            message = _("%(name)s is missing or altered: nothing was loaded.")
            raise InstallationError(message % {"name": lines.name})
    return manifest


def _stored() -> Iterator[tuple[str, str]]:
    yield from Attachment.objects.values_list("stored_as", "sha256").iterator()


def _copy_files(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    for name, _sha256 in _stored():
        (folder / name).write_bytes(stored_files.path_of(name).read_bytes())


def _bring_files(folder: Path) -> None:
    for name, sha256 in _stored():
        source = folder / name
        if not source.is_file() or stored_files.hash_of(source) != sha256:
            message = _("%(name)s is missing or altered: nothing was loaded.")
            raise InstallationError(message % {"name": name})
        target = stored_files.path_of(name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())


def _reset_sequences(loaded: list[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), loaded):
            cursor.execute(statement)
