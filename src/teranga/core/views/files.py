"""Handing out files, to those who may see them, never to be run by a browser."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from teranga.core.models import Attachment
from teranga.core.services.attachments import open_attachment
from teranga.core.shortcuts import get_visible_or_404


@require_safe
def attachment_download(request: HttpRequest, pk: UUID) -> FileResponse:
    attachment: Attachment = get_visible_or_404(Attachment, request, pk)
    response = FileResponse(
        open_attachment(attachment),
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.content_type,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["ETag"] = f'"{attachment.sha256}"'
    return response
