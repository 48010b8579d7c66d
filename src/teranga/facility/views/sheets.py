"""The Action sheet: the same pages for the team, a partner with an account, a partner by link."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.service_form import conflict
from teranga.facility import permissions
from teranga.facility.enums import SheetPart
from teranga.facility.exporters.sheets import sheet_as_pdf, sheet_as_word, sheet_file_name
from teranga.facility.forms.actions import (
    BudgetLineForm,
    CommentForm,
    ComplementarityForm,
    FocalPointForm,
    HandOverForm,
    SectionForm,
)
from teranga.facility.models import Action
from teranga.facility.permissions.link_holders import PartnerLink
from teranga.facility.queries.action_files import focal_point_by_link
from teranga.facility.queries.officers import partner_accounts
from teranga.facility.queries.sheets import (
    Sheet,
    content_of,
    differences_between,
    find_comment,
    find_focal_point,
    find_line,
    find_version,
    sheet_has_changed,
    sheet_of,
)
from teranga.facility.services.links import link_digest
from teranga.facility.services.sheets import (
    WRITABLE,
    add_budget_line,
    add_complementarity,
    add_focal_point,
    agree_to_sheet,
    comment_on_sheet,
    hand_over_sheet,
    invite_focal_point,
    remove_line,
    settle_comment,
    write_section,
)
from teranga.facility.views.action_files import _OnActionView, actions_trail, file_or_404

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def link_or_404(token: str) -> tuple[Action, PartnerLink]:
    """Policy: a focal point come by the private link of the sheet (can_take_partner_side)."""
    point = focal_point_by_link(link_digest(token))
    if point is None:
        raise Http404
    link = PartnerLink(point.pk, point.action_id)
    if not permissions.can_take_partner_side(link, point.action):
        raise Http404
    return point.action, link


@method_decorator(never_cache, name="dispatch")
class _SheetPage(TemplateView):
    """Finds the Action and whoever is there: an account, or the holder of a private link."""

    action: Action
    actor: object

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "token" in kwargs:
            self.action, self.actor = link_or_404(kwargs["token"])
        elif not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        else:
            self.action, self.actor = file_or_404(request, kwargs["pk"]), request.user
        if not self.action.is_managed:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def address(self, name: str, *args: object) -> str:
        """Return an address of the sheet for whoever is there."""
        if "token" in self.kwargs:
            return reverse(f"facility:partner-{name}", args=[self.kwargs["token"], *args])
        names = {"sheet": "action-sheet"}
        return reverse(
            f"facility:{names.get(name, f'sheet-{name}')}", args=[self.kwargs["pk"], *args]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by_link = isinstance(self.actor, PartnerLink)
        side = permissions.side_of(self.actor, self.action)
        trail = [*actions_trail(self.action), {"label": _("Action sheet")}]
        return super().get_context_data(**kwargs) | {
            "action": self.action,
            "side": side,
            "by_link": by_link,
            "token": self.kwargs.get("token", ""),
            "may_write": side is not None and self.action.state in WRITABLE,
            "sheet_url": self.address("sheet"),
            "compare_url": self.address("compare"),
            "trail": [] if by_link else trail,
        }


class ActionSheetView(_SheetPage):
    """Policy: can_read_action_file; each order asks side_of again on the row."""

    template_name = "facility/action_sheet.html"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        orders = {
            "comment": self._comment,
            "settle": self._settle,
            "hand": self._hand,
            "agree": self._agree,
        }
        order = request.POST.get("order", "")
        if order not in orders:
            raise Http404
        try:
            refused = orders[order](request)
        except (InvalidTransitionError, StaleEditError) as error:
            return conflict(request, error, request.path)
        if refused is not None:
            context = self.get_context_data(**{f"{order}_form": refused})
            return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return redirect(request.path)

    def _comment(self, request: HttpRequest) -> Any:
        form = CommentForm(request.POST, prefix="comment")
        if form.is_valid():
            comment_on_sheet(self.action, by=self.actor, **form.cleaned_data)
            return None
        return form

    def _settle(self, request: HttpRequest) -> Any:
        comment = find_comment(self.action, request.POST.get("comment", ""))
        if comment is None:
            raise Http404
        settle_comment(comment, by=self.actor, at=timezone.now())

    def _hand(self, request: HttpRequest) -> Any:
        form = HandOverForm(request.POST, prefix="hand")
        if form.is_valid():
            note = form.cleaned_data["note"]
            hand_over_sheet(self.action, note=note, by=self.actor, on=timezone.localdate())
            messages.success(request, _("The new version is with the other side."))
            return None
        return form

    def _agree(self, request: HttpRequest) -> Any:
        version = find_version(self.action, request.POST.get("version", ""))
        if version is None:
            raise Http404
        agree_to_sheet(version, by=self.actor, at=timezone.now())
        messages.success(request, _("Your side agrees to this version."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet: Sheet = sheet_of(self.action)
        context = super().get_context_data(**kwargs)
        side, latest = context["side"], sheet.latest
        agreed = {one.side for one in latest.agreements.all()} if latest else set()
        has_changed = latest is None or sheet_has_changed(self.action, latest)
        has_pen = side is not None and side == self.action.sheet_turn
        may_write = context["may_write"]
        told = {
            "sheet": sheet,
            "has_changed": has_changed,
            "agreed_sides": agreed,
            "may_agree": may_write and latest and not has_changed and side not in agreed,
            "hand_form": HandOverForm(prefix="hand")
            if may_write and has_pen and has_changed
            else None,
            "comment_form": CommentForm(prefix="comment") if side else None,
            "part_urls": {part.value: self.address("section", part.value) for part in SheetPart},
            "pdf_url": self.address("document", "pdf"),
            "word_url": self.address("document", "docx"),
            "is_team": permissions.can_take_team_side(self.actor, self.action),
        }
        return told | context


class PartnerSheetView(ActionSheetView):
    """Policy: a focal point come by the private link (can_take_partner_side)."""

    template_name = "facility/partner_sheet.html"


class SheetSectionView(_SheetPage):
    """Policy: can_read_action_file, then side_of, asked again by the service."""

    template_name = "facility/sheet_section.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["part"] not in SheetPart.values:
            raise Http404
        self.part = SheetPart(kwargs["part"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = SectionForm(request.POST)
        if not form.is_valid():
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            write_section(self.action, part=self.part, by=self.actor, **form.cleaned_data)
        except InvalidTransitionError as error:
            return conflict(request, error, self.address("sheet"))
        except StaleEditError as error:
            context = self.get_context_data(stale_words=str(error), typed=form)
            return self.render_to_response(context, status=HTTPStatus.CONFLICT)
        return redirect(self.address("sheet") + f"#{self.part.value}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if context["side"] is None:
            raise PermissionDenied
        sheet = sheet_of(self.action)
        view = next(view for view in sheet.parts if view.part == self.part)
        version = view.section.version if view.section else 0
        typed = kwargs.get("typed")
        initial = {"text": typed.cleaned_data["text"] if typed else view.text, "version": version}
        # The words of the address are in the context too: the part itself comes last.
        told = {"form": SectionForm(initial=initial), "view": view}
        return told | context | {"part": self.part, "view": view}


class PartnerSectionView(SheetSectionView):
    """Policy: a focal point come by the private link (can_take_partner_side)."""

    template_name = "facility/partner_section.html"


class SheetCompareView(_SheetPage):
    """Policy: can_read_action_file."""

    template_name = "facility/sheet_compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = sheet_of(self.action)
        numbers = [version.number for version in sheet.versions]
        contents = {str(version.number): version.content for version in sheet.versions}
        contents["now"] = content_of(self.action)
        new = self.request.GET.get("new", "now")
        old = self.request.GET.get("old", self._what_one_came_for(numbers, contents))
        if old not in contents or new not in contents:
            raise Http404
        return super().get_context_data(
            numbers=numbers,
            old=old,
            new=new,
            diffs=differences_between(contents[old], contents[new]),
            **kwargs,
        )

    @staticmethod
    def _what_one_came_for(numbers: Sequence[int], contents: Mapping[str, Any]) -> str:
        """Start from the last version; from the one before when nothing was written since."""
        if not numbers:
            return "now"
        is_settled = contents[str(numbers[0])] == contents["now"]
        return str(numbers[1] if is_settled and len(numbers) > 1 else numbers[0])


class PartnerCompareView(SheetCompareView):
    """Policy: a focal point come by the private link (can_take_partner_side)."""

    template_name = "facility/partner_compare.html"


@login_required
def sheet_document(request: HttpRequest, pk: UUID, file_format: str) -> HttpResponse:
    """Policy: can_read_action_file."""
    return _document(request, file_or_404(request, pk), file_format)


def partner_document(request: HttpRequest, token: str, file_format: str) -> HttpResponse:
    """Policy: a focal point come by the private link (can_take_partner_side)."""
    action, _link = link_or_404(token)
    return _document(request, action, file_format)


def _document(request: HttpRequest, action: Action, file_format: str) -> HttpResponse:
    writers = {"pdf": ("application/pdf", sheet_as_pdf), "docx": (WORD, sheet_as_word)}
    if file_format not in writers or not action.is_managed:
        raise Http404
    content_type, write = writers[file_format]
    response = HttpResponse(write(sheet_of(action)), content_type=content_type)
    name = sheet_file_name(action, file_format)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _SheetLineView(_OnActionView):
    """A line of the sheet written by the team."""

    def is_allowed(self) -> bool:
        return self.action.is_managed and permissions.can_take_team_side(
            self.request.user, self.action
        )

    def page_url(self) -> str:
        return reverse("facility:action-sheet", args=[self.action.pk])


class FocalPointCreateView(_SheetLineView):
    template_name = "facility/focal_point_create.html"
    form_class = FocalPointForm
    heading = gettext_lazy("Name a focal point")
    is_sensitive = True

    def get_form_kwargs(self) -> dict[str, Any]:
        accounts = partner_accounts(self.action, on=timezone.localdate())
        return super().get_form_kwargs() | {"accounts": accounts}

    def act(self, form: FocalPointForm) -> str:
        add_focal_point(self.action, values=form.cleaned_data, by=self.request.user)
        return self.page_url() + "#focal-points"


class BudgetLineCreateView(_SheetLineView):
    template_name = "facility/budget_line_create.html"
    form_class = BudgetLineForm
    heading = gettext_lazy("Add a budget line")

    def get_initial(self) -> dict[str, Any]:
        return {"payer": "facility"}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"action": self.action}

    def act(self, form: BudgetLineForm) -> str:
        add_budget_line(self.action, values=form.cleaned_data, by=self.request.user)
        return self.page_url() + "#budget"


class ComplementarityCreateView(_SheetLineView):
    template_name = "facility/complementarity_create.html"
    form_class = ComplementarityForm
    heading = gettext_lazy("Add other support in the same field")

    def act(self, form: ComplementarityForm) -> str:
        add_complementarity(self.action, values=form.cleaned_data, by=self.request.user)
        return self.page_url() + "#complementarities"


@login_required
@require_POST
def focal_point_invite(request: HttpRequest, pk: UUID, point: UUID) -> HttpResponse:
    """Policy: can_take_team_side, asked on the row by the service."""
    action = file_or_404(request, pk)
    found = find_focal_point(action, point)
    if found is None:
        raise Http404
    user: Any = request.user
    try:
        path = invite_focal_point(found, by=user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        link = request.build_absolute_uri(path)
        words = _("The private link is on its way. It can also be handed over: %(link)s")
        messages.success(request, words % {"link": link})
    return redirect("facility:action-sheet", pk=pk)


@login_required
@require_POST
def sheet_line_remove(request: HttpRequest, pk: UUID, line: UUID) -> HttpResponse:
    """Policy: side_of, asked on the row by the service."""
    action = file_or_404(request, pk)
    found = find_line(action, line)
    if found is None:
        raise Http404
    try:
        remove_line(found, by=request.user)
    except InvalidTransitionError as error:
        back = reverse("facility:action-sheet", args=[pk])
        return conflict(request, error, back)
    return redirect("facility:action-sheet", pk=pk)
