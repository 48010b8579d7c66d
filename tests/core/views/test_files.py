import io
import uuid

import pytest

from teranga.core.services import stored_files
from teranga.core.services.attachments import add_attachment
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def attachment(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return add_attachment(
        io.BytesIO(PDF),
        name="Décision « finale ».pdf",
        added_by=make_user("administrator"),
        visibility="public",
    )


def test_attachment_download_hands_out_the_file_never_to_be_run(client, attachment):
    response = client.get(f"/files/{attachment.pk}/")

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''D%C3%A9cision%20%C2%AB%20finale%20%C2%BB.pdf"
    )
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_attachment_download_hides_private_files(client, attachment):
    attachment.visibility = "private"
    attachment.save()

    assert client.get(f"/files/{attachment.pk}/").status_code == 404
    client.force_login(make_user("reader"))
    assert client.get(f"/files/{attachment.pk}/").status_code == 404
    client.force_login(attachment.owner)
    assert client.get(f"/files/{attachment.pk}/").status_code in {200, 302}


def test_attachment_download_of_unknown_archived_or_forged_is_404(client, attachment):
    attachment.archive()

    for path in [
        f"/files/{attachment.pk}/",
        f"/files/{uuid.uuid4()}/",
        "/files/1/",
        "/files/../x/",
    ]:
        assert client.get(path).status_code == 404


def test_attachment_download_refuses_other_methods(client, attachment):
    assert client.post(f"/files/{attachment.pk}/").status_code == 405


def test_attachment_download_of_a_damaged_file_says_so(client, attachment):
    stored_files.path_of(attachment.stored_as).write_bytes(b"<script>")

    response = client.get(f"/files/{attachment.pk}/")

    assert response.status_code == 410
    assert b"script>" not in response.content.replace(b"<script src", b"").replace(
        b"</script>", b""
    )


def test_request_larger_than_any_file_is_refused_before_it_is_read(client, settings):
    settings.ATTACHMENT_MAX_BYTES = 10
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    response = client.post(
        "/i18n/setlang/", {"language": "fr" * 100}, HTTP_ORIGIN="http://testserver"
    )

    assert response.status_code == 413
