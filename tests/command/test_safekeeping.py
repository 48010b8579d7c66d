import io
import json
import re
import tarfile

import pytest

PHRASE = {"TERANGA_BACKUP_PASSPHRASE": "une phrase assez longue"}


def content_of(done):
    assert done.returncode == 0, done.stderr
    return re.search(r"content (\w{64})", done.stdout)[1]


def files_of(installation):
    return sorted(path.name for path in (installation.folder / "attachments").glob("*/*"))


@pytest.fixture
def archive(installation, tmp_path):
    path = tmp_path / "backup.tar.gz"
    content_of(installation.run("backup", path))
    return path


def test_backup_restored_elsewhere_is_identical(installation, new_installation, tmp_path):
    path = tmp_path / "backup.tar.gz"
    saved = content_of(installation.run("backup", path))
    other = new_installation()

    assert content_of(other.run("restore", path)) == saved
    assert files_of(other) == files_of(installation)
    assert other.run("check").returncode == 0
    again = tmp_path / "again.tar.gz"
    assert other.run("backup", again).returncode == 0
    with tarfile.open(again) as second, tarfile.open(path) as first:
        members = [
            set(json.load(tar.extractfile("manifest.json"))["members"]) for tar in (first, second)
        ]
    assert members[0] == members[1]


def test_sealed_backup_opens_with_its_passphrase_only(installation, new_installation, tmp_path):
    path = tmp_path / "sealed"
    saved = content_of(installation.run("backup", "--sealed", path, **PHRASE))
    other = new_installation()

    assert b"SQLite" not in path.read_bytes()
    wrong = other.run("restore", "--sealed", path, TERANGA_BACKUP_PASSPHRASE="une autre phrase")
    missing = other.run("restore", path)
    assert (wrong.returncode, missing.returncode) == (1, 1)
    assert content_of(other.run("restore", "--sealed", path, **PHRASE)) == saved


@pytest.mark.parametrize("share", [0.0, 0.5, 0.999])
def test_restore_refuses_a_cut_archive_and_touches_nothing(
    archive, new_installation, tmp_path, share
):
    content = archive.read_bytes()
    cut = tmp_path / "cut"
    cut.write_bytes(content[: int(len(content) * share)])
    other = new_installation()

    done = other.run("restore", cut)

    assert done.returncode == 1
    assert done.stderr.startswith("teranga: ")
    assert done.stderr.count("\n") == 1
    assert not list(other.folder.iterdir())
    assert other.run("restore", archive).returncode == 0


@pytest.mark.parametrize("change", ["altered", "added", "missing", "link"])
def test_restore_refuses_an_archive_that_was_tampered_with(
    archive, new_installation, tmp_path, change
):
    forged = tmp_path / "forged"
    with tarfile.open(archive) as old, tarfile.open(forged, "w:gz") as new:
        entries = old.getmembers()
        for entry in entries[:-1] if change == "missing" else entries:
            content = old.extractfile(entry).read()
            if change == "altered" and entry is entries[-1]:
                content = b"x" * len(content)
            if change == "link" and entry is entries[-1]:
                entry.type, entry.linkname, content = tarfile.SYMTYPE, "/etc/passwd", b""
                entry.size = 0
            new.addfile(entry, io.BytesIO(content))
        if change == "added":
            extra = tarfile.TarInfo("../evil")
            extra.size = 1
            new.addfile(extra, io.BytesIO(b"x"))
    other = new_installation()

    done = other.run("restore", forged)

    assert done.returncode == 1
    assert not list(other.folder.iterdir())
    assert not (other.folder.parent / "evil").exists()


def test_restore_refuses_an_installation_in_use(installation, archive):
    done = installation.run("restore", archive)

    assert done.returncode == 1
    assert "not empty" in done.stderr
    assert installation.run("check").returncode == 0


def test_backup_does_not_overwrite(installation, archive):
    before = archive.read_bytes()

    assert installation.run("backup", archive).returncode == 1
    assert archive.read_bytes() == before


def test_export_loads_elsewhere_with_its_audit(
    installation, migrated_installation, new_installation, tmp_path
):
    folder = tmp_path / "export"
    exported = installation.run("export", folder)
    other = new_installation(copy_of=migrated_installation)

    loaded = other.run("load", folder)

    assert (exported.returncode, loaded.returncode) == (0, 0), loaded.stderr
    assert loaded.stdout == exported.stdout
    assert files_of(other) == files_of(installation)
    assert other.run("check").returncode == 0
    assert other.run("createadmin", "new@example.org", "After").returncode == 0
    assert other.run("load", folder).returncode == 1


def test_load_refuses_an_altered_export(
    installation, migrated_installation, new_installation, tmp_path
):
    folder = tmp_path / "export"
    installation.run("export", folder)
    lines = folder / "accounts.jsonl"
    lines.write_text(lines.read_text().replace("admin@", "other@"))
    other = new_installation(copy_of=migrated_installation)

    done = other.run("load", folder)

    assert done.returncode == 1
    assert "accounts.jsonl" in done.stderr
    assert (
        other.python("from teranga.accounts.models import User; print(User.objects.count())") == "0"
    )
