"""Putting an archive back onto an empty installation: all of it verified first, or nothing done."""

import hashlib
import json
import os
import sqlite3
import tarfile
import tempfile
import zlib
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from teranga.core.exceptions import InstallationError
from teranga.core.installation.backup import DATABASE, FILES, FORMAT, MANIFEST, run_postgresql
from teranga.core.installation.content import content_digest
from teranga.core.installation.sealing import is_sealed, unseal
from teranga.core.services import stored_files

_CHUNK = 1024**2
_MAX_MANIFEST = 64 * 1024**2


def restore_backup(source: Path, *, passphrase: str = "") -> dict[str, Any]:
    """Verify an archive whole, put it in place, verify again; return its manifest."""
    data = Path(settings.DATA_DIR)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    ensure_empty()
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as folder:
        work = Path(folder)
        archive = _plain_archive(source, work, passphrase)
        manifest = _unpack(archive, work)
        _check_database(work / DATABASE[manifest["database"]], manifest)
        _put_in_place(work, manifest)
    if content_digest() != manifest["content_sha256"]:
        raise InstallationError(_("The restored database is not the one that was saved."))
    return manifest


def ensure_empty() -> None:
    """Refuse to restore over anything: accounts, files, or any table of a shared database."""
    is_used = _has_tables() if connection.vendor == "postgresql" else _has_accounts()
    if is_used or any(stored_files.stored_names()):
        raise InstallationError(
            _("This installation is not empty. Restore into an empty database and folder.")
        )


def _has_tables() -> bool:
    has_any = bool(connection.introspection.table_names())
    connection.close()
    return has_any


def _has_accounts() -> bool:
    # Looking through Django would create the file that must not be there.
    path = _sqlite_path()
    if not path.is_file():
        return False
    database = sqlite3.connect(path)
    try:
        return database.execute("SELECT 1 FROM accounts_user LIMIT 1").fetchone() is not None
    except sqlite3.OperationalError:
        return False  # a file without our tables
    finally:
        database.close()


def _sqlite_path() -> Path:
    return Path(str(settings.DATABASES["default"]["NAME"]))


def _plain_archive(source: Path, work: Path, passphrase: str) -> Path:
    if not source.is_file():
        raise InstallationError(_("There is no such archive: %(path)s") % {"path": source})
    with source.open("rb") as file:
        if not is_sealed(file):
            return source
        if not passphrase:
            raise InstallationError(_("This archive is sealed: give its passphrase."))
        plain = work / "archive"
        with plain.open("wb") as opened:
            unseal(file, opened, passphrase)
        return plain


def _unpack(archive: Path, work: Path) -> dict[str, Any]:
    """Write each member the manifest names, its hash verified; refuse any other."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            manifest = _read_manifest(tar)
            awaited = dict(manifest["members"])
            while (entry := tar.next()) is not None:
                if entry.name not in awaited or not entry.isreg():
                    raise _damaged(entry.name)
                target = work / entry.name
                target.parent.mkdir(exist_ok=True)
                if _write(tar.extractfile(entry), target) != awaited.pop(entry.name):
                    raise _damaged(entry.name)
    except (tarfile.TarError, EOFError, OSError, zlib.error, ValueError, KeyError) as error:
        raise _damaged(archive.name) from error
    if awaited:
        raise _damaged(min(awaited))
    return manifest


def _read_manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    entry = tar.next()
    if entry is None or entry.name != MANIFEST or entry.size > _MAX_MANIFEST:
        raise _damaged(MANIFEST)
    file = tar.extractfile(entry)
    manifest: dict[str, Any] = json.loads(file.read() if file else b"")
    if manifest.get("format") != FORMAT:
        raise InstallationError(_("This archive was made by another version of Teranga."))
    if manifest["database"] != connection.vendor:
        raise InstallationError(
            _("This archive holds another kind of database: use “export” and “load” to move.")
        )
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    unknown = set(manifest["migrations"]) - {".".join(key) for key in known}
    if unknown:
        raise InstallationError(_("This archive was made by a newer version of Teranga."))
    return manifest


def _write(stream: IO[bytes] | None, target: Path) -> str:
    if stream is None:
        raise _damaged(target.name)
    digest = hashlib.sha256()
    with target.open("xb") as file:
        while chunk := stream.read(_CHUNK):
            file.write(chunk)
            digest.update(chunk)
        file.flush()
        os.fsync(file.fileno())
    target.chmod(0o600)
    return digest.hexdigest()


def _check_database(path: Path, manifest: dict[str, Any]) -> None:
    if manifest["database"] == "sqlite":
        database = sqlite3.connect(path)
        try:
            verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise _damaged(path.name) from error
        finally:
            database.close()
        if verdict != "ok":
            raise _damaged(path.name)


def _put_in_place(work: Path, manifest: dict[str, Any]) -> None:
    files = work / FILES
    if files.is_dir():
        for path in files.iterdir():
            target = stored_files.path_of(path.name)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.rename(target)
            stored_files.sync_folder(target.parent)
    database = work / DATABASE[manifest["database"]]
    if manifest["database"] == "postgresql":
        run_postgresql(
            "pg_restore", "--no-owner", "--single-transaction", "--exit-on-error",
            f"--dbname={connection.settings_dict['NAME']}", str(database),
        )  # fmt: skip
        return
    target = _sqlite_path()
    target.parent.mkdir(parents=True, exist_ok=True)
    for leftover in (f"{target}-wal", f"{target}-shm"):
        Path(leftover).unlink(missing_ok=True)
    database.rename(target)
    stored_files.sync_folder(target.parent)


def _damaged(name: str) -> InstallationError:
    return InstallationError(
        _("The archive is damaged or cut (%(name)s). Nothing was changed.") % {"name": name}
    )
