"""Closing and reopening accounts."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teranga.accounts.permissions import can_manage_installation
from teranga.accounts.queries.accounts import current_accounts
from teranga.accounts.services.accounts import disable_account, enable_account
from teranga.core.exceptions import TerangaError


@require_POST
@login_required
def account_disable(request: HttpRequest, pk: UUID) -> HttpResponse:
    if not can_manage_installation(request.user):
        raise PermissionDenied
    account = get_object_or_404(current_accounts(), pk=pk)
    if account.pk == request.user.pk:
        messages.error(request, _("Another administrator must close your account."))
        return redirect("accounts:membership-list")
    try:
        disable_account(account, at=timezone.now())
    except TerangaError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The account is closed; its sessions and tokens are ended."))
    return redirect("accounts:membership-list")


@require_POST
@login_required
def account_enable(request: HttpRequest, pk: UUID) -> HttpResponse:
    if not can_manage_installation(request.user):
        raise PermissionDenied
    account = get_object_or_404(current_accounts(), pk=pk)
    try:
        enable_account(account)
    except TerangaError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The account is open again."))
    return redirect("accounts:membership-list")
