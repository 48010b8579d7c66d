"""One consistent archive of an installation: its database at one moment, every file it names."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.core.exceptions import InstallationError
from teranga.core.installation.content import content_digest
from teranga.core.installation.sealing import seal
from teranga.core.models import Attachment
from teranga.core.services import stored_files

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
FILES = "attachments"


def version() -> str:
    try:
        return metadata.version("teranga")
    except metadata.PackageNotFoundError:
        return "0"  # run from a source tree that was not installed


def write_backup(target: Path, *, passphrase: str = "") -> dict[str, Any]:
    """Write the archive, appearing under its name only when whole; return its manifest."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        work = Path(folder)
        with _database_copy(work / DATABASE[connection.vendor]) as (stored, digest):
            manifest = _manifest(work, stored, digest)
            archive = work / "archive"
            _write_archive(archive, work, stored, manifest)
        if passphrase:
            sealed = work / "sealed"
            with archive.open("rb") as plain, sealed.open("wb") as file:
                seal(plain, file, passphrase)
            archive = sealed
        archive.chmod(0o600)
        with archive.open("rb") as file:
            os.fsync(file.fileno())
        archive.rename(target)
        stored_files.sync_folder(target.parent)
    return manifest


@contextmanager
def _database_copy(path: Path) -> Iterator[tuple[dict[str, str], str]]:
    """Copy the database; yield `{stored name: sha256}` of its files and its content digest."""
    copy = _copy_sqlite if connection.vendor == "sqlite" else _dump_postgresql
    with transaction.atomic():
        # Read before the copy and inside one transaction: nothing changes between the three.
        copy(path)
        stored = dict(Attachment.objects.values_list("stored_as", "sha256"))
        yield stored, content_digest()


def _copy_sqlite(path: Path) -> None:
    source = sqlite3.connect(
        f"{Path(str(settings.DATABASES['default']['NAME'])).as_uri()}?mode=ro", uri=True
    )
    copy = sqlite3.connect(path)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without its log beside it
    finally:
        copy.close()
        source.close()


def _dump_postgresql(path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
    run_postgresql("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}")


def run_postgresql(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on our database; its password goes by the environment."""
    found = shutil.which(program)
    if found is None:
        message = _("%(program)s is missing: install the PostgreSQL client programs.")
        raise InstallationError(message % {"program": program})
    database = connection.settings_dict
    environment = {
        **os.environ,
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
    }
    environment = {name: value for name, value in environment.items() if value}
    done = subprocess.run(  # noqa: S603 - a known program, no shell
        [found, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        message = _("%(program)s failed: %(reason)s")
        reason = done.stderr.strip().splitlines()[-1:] or ["?"]
        raise InstallationError(message % {"program": program, "reason": reason[0]})


def _manifest(work: Path, stored: dict[str, str], digest: str) -> dict[str, Any]:
    database = DATABASE[connection.vendor]
    members = {database: stored_files.hash_of(work / database)}
    members |= {f"{FILES}/{name}": sha256 for name, sha256 in sorted(stored.items())}
    return {
        "format": FORMAT,
        "version": version(),
        "created_at": timezone.now().isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": sorted(
            ".".join(key) for key in MigrationRecorder(connection).applied_migrations()
        ),
        "content_sha256": digest,
        "members": members,
    }


def _write_archive(
    archive: Path, work: Path, stored: dict[str, str], manifest: dict[str, Any]
) -> None:
    with tarfile.open(archive, "w:gz", compresslevel=6) as tar:
        text = json.dumps(manifest, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(text)
        tar.addfile(entry, io.BytesIO(text))
        database = DATABASE[connection.vendor]
        _add(tar, work / database, database, manifest["members"][database])
        for name, sha256 in sorted(stored.items()):
            _add(tar, stored_files.path_of(name), f"{FILES}/{name}", sha256)


def _add(tar: tarfile.TarFile, path: Path, name: str, sha256: str) -> None:
    if not path.is_file() or stored_files.hash_of(path) != sha256:
        message = _("%(name)s is missing or altered: run “teranga check” before a backup.")
        raise InstallationError(message % {"name": name})
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = path.stat().st_size, 0o600
    with path.open("rb") as file:
        tar.addfile(entry, file)
