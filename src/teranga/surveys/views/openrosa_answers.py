"""The XML that OpenRosa clients read: lists, manifests, messages, with the headers they want."""

from collections.abc import Callable, Iterable
from email.utils import formatdate
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpResponse

from teranga.surveys.models import FormMedia, QuestionnaireVersion

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_XML = "text/xml; charset=utf-8"
_MESSAGE = "http://openrosa.org/http/response"
_FORMS = "http://openrosa.org/xforms/xformsList"
_MANIFEST = "http://openrosa.org/xforms/xformsManifest"


def with_headers(response: HttpResponse) -> HttpResponse:
    """Add what every OpenRosa answer carries."""
    response.headers["X-OpenRosa-Version"] = "1.0"
    response.headers["X-OpenRosa-Accept-Content-Length"] = str(settings.ATTACHMENT_MAX_BYTES)
    response.headers["Date"] = formatdate(usegmt=True)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def message_response(message: str, *, status: int, nature: str = "") -> HttpResponse:
    """Say something to the person who holds the device."""
    kind = f' nature="{nature}"' if nature else ""
    text = f'<OpenRosaResponse xmlns="{_MESSAGE}"><message{kind}>{escape(message)}</message>'
    return with_headers(
        HttpResponse(f"{text}</OpenRosaResponse>", content_type=_XML, status=status)
    )


def form_list_response(
    versions: Iterable[QuestionnaireVersion],
    *,
    with_media: set[object],
    address: Callable[[str, QuestionnaireVersion], str],
) -> HttpResponse:
    """List forms; a manifest is named only where there are files."""
    parts = []
    for version in versions:
        manifest = (
            f"<manifestUrl>{escape(address('manifest', version))}</manifestUrl>"
            if version.pk in with_media
            else ""
        )
        parts.append(
            f"<xform><formID>{escape(version.questionnaire.form_id)}</formID>"
            f"<name>{escape(version.title or version.questionnaire.form_id)}</name>"
            f"<version>{escape(version.form_version)}</version>"
            f"<hash>md5:{version.md5}</hash>"
            f"<descriptionText>{escape(str(version.questionnaire.description))}</descriptionText>"
            f"<downloadUrl>{escape(address('form', version))}</downloadUrl>{manifest}</xform>"
        )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><xforms xmlns="{_FORMS}">{"".join(parts)}</xforms>'
    )
    return with_headers(HttpResponse(body, content_type=_XML))


def manifest_response(
    files: Iterable[FormMedia], *, address: Callable[[FormMedia], str]
) -> HttpResponse:
    parts = [
        f"<mediaFile><filename>{escape(media.name)}</filename><hash>md5:{media.md5}</hash>"
        f"<downloadUrl>{escape(address(media))}</downloadUrl></mediaFile>"
        for media in files
    ]
    body = f'{_DECLARATION}<manifest xmlns="{_MANIFEST}">{"".join(parts)}</manifest>'
    return with_headers(HttpResponse(body, content_type=_XML))


def form_response(xform: bytes) -> HttpResponse:
    return with_headers(HttpResponse(xform, content_type=_XML))
