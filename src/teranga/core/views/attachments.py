"""Adding a file to something that has a page, and putting one away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from teranga.core.attachment_form import AttachmentForm
from teranga.core.documents import documented_thing, may_add_document, page_of
from teranga.core.exceptions import FileRefusedError, InvalidTransitionError
from teranga.core.models import Attachment
from teranga.core.service_form import ServiceFormView, Trail, conflict
from teranga.core.services.attachments import add_attachment, archive_attachment
from teranga.core.shortcuts import get_visible_or_404


class AttachmentCreateView(ServiceFormView):
    template_name = "core/attachment_create.html"
    form_class = AttachmentForm
    heading = gettext_lazy("Add a document")
    submit_label = gettext_lazy("Add this document")
    done_words = gettext_lazy("The document is added.")

    def find(self) -> None:
        about = documented_thing(self.request.user, self.kwargs["kind"], self.kwargs["pk"])
        if about is None:
            raise Http404
        self.about = about

    def is_allowed(self) -> bool:
        return may_add_document(self.request.user, self.about)

    def trail(self) -> Trail:
        return [{"label": str(self.about), "url": page_of(self.about)}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"about": self.about}

    def answer(self, form: AttachmentForm) -> HttpResponse:
        try:
            return super().answer(form)
        except FileRefusedError as error:
            form.add_error("file", str(error))
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=error.status)

    def act(self, form: AttachmentForm) -> str:
        data = form.cleaned_data
        add_attachment(
            data["file"],
            name=data["file"].name,
            title=data["title"],
            visibility=data["visibility"],
            about=self.about,
            added_by=self.request.user,
        )
        return page_of(self.about)


@login_required
@require_POST
def attachment_archive(request: HttpRequest, pk: UUID) -> HttpResponse:
    attachment: Attachment = get_visible_or_404(Attachment, request, pk)
    about = documented_thing(request.user, attachment.about_model, attachment.about_id)
    address = page_of(about) if about else "/"
    try:
        archive_attachment(attachment, by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, address)
    messages.success(request, _("The document is put away."))
    return redirect(address)
