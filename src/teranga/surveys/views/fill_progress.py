"""How far someone came, for whoever wonders where people give up. It names nobody."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from teranga.surveys.forms.filling import ProgressForm
from teranga.surveys.queries.web_forms import handed_out
from teranga.surveys.services.fill_targets import target_of_token
from teranga.surveys.services.progress import end_filling, note_progress


@csrf_exempt
@require_POST
def fill_progress(request: HttpRequest, token: str) -> HttpResponse:
    """Note the last question answered with a link: the link is the right, not `request.user`."""
    target, form = target_of_token(token), ProgressForm(request.POST)
    if target is None or not form.is_valid():
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    said = form.cleaned_data
    version = handed_out(target.questionnaire, said["md5"])
    if version is None:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    note_progress(
        version=version,
        token=said["filling"],
        last_question=said["last_question"],
        n_answered=said["n_answered"] or 0,
        link=target.link,
    )
    if said["is_sent"]:
        end_filling(said["filling"])
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
