import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from PIL import Image

from teranga.core.exceptions import (
    DamagedFileError,
    FileContentError,
    FileTooLargeError,
    FileTypeRefusedError,
)
from teranga.core.models import Attachment, AuditEntry
from teranga.core.services import stored_files
from teranga.core.services.attachments import (
    add_attachment,
    file_faults,
    forget_uploader,
    open_attachment,
    safe_name,
    sweep_orphans,
)
from teranga.core.spreadsheets import write_xlsx
from tests.factories import attacks
from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def officer(db):
    return make_user("administrator")


def files_in(folder):
    return sorted(path.name for path in folder.glob("*/*"))


def picture(size=(40, 20), kind="JPEG", **options):
    buffer = io.BytesIO()
    Image.new("RGB", size, "red").save(buffer, format=kind, **options)
    return buffer.getvalue()


def test_add_attachment_keeps_the_file_under_a_random_name(officer, media, countries):
    about = make_organisation(programme=make_programme(), country=countries["SEN"])

    row = add_attachment(io.BytesIO(PDF), name="Lettre d’été.PDF", added_by=officer, about=about)

    assert (row.name, row.size, row.content_type) == (
        "Lettre d’été.pdf",
        len(PDF),
        "application/pdf",
    )
    assert (row.country_id, row.about_id, row.visibility) == ("SEN", str(about.pk), "private")
    assert files_in(media) == [row.stored_as]
    assert "ettre" not in row.stored_as
    with open_attachment(row) as file:
        assert file.read() == PDF


def test_add_attachment_asks_the_right_to_add(media):
    with pytest.raises(PermissionDenied):
        add_attachment(io.BytesIO(PDF), name="a.pdf", added_by=make_user("reader"))
    with pytest.raises(PermissionDenied):
        add_attachment(io.BytesIO(PDF), name="a.pdf", added_by=AnonymousUser())

    assert files_in(media) == []


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.svg", b"<svg/>", FileTypeRefusedError),
        ("a.html", b"<html>", FileTypeRefusedError),
        ("a.exe", b"MZ", FileTypeRefusedError),
        ("a", PDF, FileTypeRefusedError),
        ("pdf", PDF, FileTypeRefusedError),
        ("a.pdf.js", PDF, FileTypeRefusedError),
        ("a.txt", b"\xef\xbb\xbf <HTML><script>", FileTypeRefusedError),
        ("a.pdf", b"<svg xmlns='x'/>", FileTypeRefusedError),
        ("a.txt", "<html>".encode("utf-16"), FileTypeRefusedError),
        ("a.pdf", b"GIF89a", FileContentError),
        ("a.pdf", b"", FileContentError),
        ("a.txt", b"a\x00b", FileContentError),
        ("a.jpg", picture(kind="PNG"), FileContentError),
        ("a.png", b"\x89PNG\r\n\x1a\n broken", FileContentError),
        ("a.png", picture((8_000, 8_000), "PNG"), FileContentError),
        ("a.docx", write_xlsx([("a", [], [])]), FileContentError),
        ("a.xlsx", b"PK\x03\x04", FileContentError),
        ("a.xlsx", attacks.workbook("", extra={"xl/vbaProject.bin": b"x"}), FileContentError),
        ("a.xlsx", attacks.workbook("", extra={"../evil.xml": b"x"}), FileContentError),
        ("a.xlsx", attacks.xxe(), FileContentError),
        ("a.xlsx", attacks.laughs(), FileContentError),
        ("a.xlsx", attacks.lying_header(), FileContentError),
    ],
)
def test_add_attachment_refuses_and_keeps_nothing(officer, media, name, content, error):
    with pytest.raises(error):
        add_attachment(io.BytesIO(content), name=name, added_by=officer)

    assert Attachment.objects.count() == 0
    assert files_in(media) == []


@pytest.mark.parametrize("build", [attacks.bomb, attacks.bigstring])
def test_add_attachment_refuses_bombs(officer, build):
    with pytest.raises(FileContentError):
        add_attachment(io.BytesIO(build()), name="a.xlsx", added_by=officer)


def test_add_attachment_refuses_what_is_too_large(officer, settings):
    settings.ATTACHMENT_MAX_BYTES = 10

    with pytest.raises(FileTooLargeError):
        add_attachment(io.BytesIO(PDF), name="a.pdf", added_by=officer)


def test_add_attachment_redraws_pictures_without_what_cameras_hide(officer):
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    exif[0x0112] = 6  # turned by a quarter
    content = picture(exif=exif) + b"<script>appended</script>"

    row = add_attachment(io.BytesIO(content), name="photo.jpg", added_by=officer)

    with open_attachment(row) as file:
        kept = file.read()
    assert b"secret" not in kept
    assert b"script" not in kept
    with Image.open(io.BytesIO(kept)) as drawn:
        assert drawn.size == (20, 40)
        assert not drawn.getexif()


def test_add_attachment_removes_the_file_when_the_row_fails(officer, media):
    with pytest.raises(ValidationError):
        add_attachment(io.BytesIO(PDF), name="a.pdf", added_by=officer, visibility="committee")

    assert files_in(media) == []


def test_open_attachment_refuses_an_altered_file(officer):
    row = add_attachment(io.BytesIO(PDF), name="a.pdf", added_by=officer)
    stored_files.path_of(row.stored_as).write_bytes(b"other")

    with pytest.raises(DamagedFileError):
        open_attachment(row)


def test_open_attachment_audits_reading_what_is_not_public(officer):
    private = add_attachment(io.BytesIO(PDF), name="a.pdf", added_by=officer)
    public = add_attachment(io.BytesIO(PDF), name="a.pdf", added_by=officer, visibility="public")

    open_attachment(private).close()
    open_attachment(public).close()

    reads = AuditEntry.objects.filter(action="read")
    assert [line.object_id for line in reads] == [str(private.pk)]


def test_file_faults_names_missing_altered_and_orphan_files(officer, media):
    kept, altered, missing = (
        add_attachment(io.BytesIO(PDF), name="a.pdf", added_by=officer) for _ in range(3)
    )
    stored_files.path_of(altered.stored_as).write_bytes(b"other")
    stored_files.remove(missing.stored_as)
    orphan = stored_files.path_of("00orphan.part")
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"half")

    faults = {(fault.stored_as, fault.reason) for fault in file_faults()}

    assert faults == {
        (altered.stored_as, "altered"),
        (missing.stored_as, "missing"),
        ("00orphan.part", "orphan"),
    }
    assert sweep_orphans() == []  # too young: its upload may still be at work
    import os

    os.utime(orphan, (0, 0))
    assert sweep_orphans() == ["00orphan.part"]
    assert kept.stored_as in files_in(media)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\dossier\\lettre.PDF", "lettre.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ('a"b\r\nc.txt', "abc.txt"),
        ("é" * 300 + ".pdf", "é" * 120 + ".pdf"),
        (".pdf", "file.pdf"),
    ],
)
def test_safe_name_keeps_only_a_plain_name(name, safe):
    assert safe_name(name) == safe


def test_forget_uploader_removes_a_private_file_and_renames_a_shared_one(
    officer, django_capture_on_commit_callbacks
):
    organisation = make_organisation()
    private, shared = (
        add_attachment(
            io.BytesIO(PDF),
            name="Canary CV.pdf",
            title="Canary",
            visibility=visibility,
            about=organisation,
            added_by=officer,
        )
        for visibility in ("private", "network")
    )

    with django_capture_on_commit_callbacks(execute=True):
        forget_uploader(private)
        forget_uploader(shared)

    shared.refresh_from_db()
    assert not Attachment.objects.filter(pk=private.pk).exists()
    assert not stored_files.path_of(private.stored_as).exists()
    assert (shared.name, shared.owner) == ("document.pdf", None)
    assert "Canary" not in str(list(Attachment.objects.values()))
    assert list(file_faults()) == []
