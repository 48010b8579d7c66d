"""Members of a programme: who is in, in which role; invite, change, end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teranga.accounts.enums import Role
from teranga.accounts.forms.members import InvitationForm, MembershipRoleForm, VersionForm
from teranga.accounts.models import Invitation, Membership, User
from teranga.accounts.permissions import (
    can_archive_invitation,
    can_change_membership,
    can_list_memberships,
)
from teranga.accounts.queries.members import (
    manageable_memberships,
    manageable_programmes,
    open_invitations,
)
from teranga.accounts.services.invitations import (
    invite_member,
    resend_invitation,
    revoke_invitation,
)
from teranga.accounts.services.memberships import change_membership_role, end_membership
from teranga.accounts.services.second_factor import reset_second_factor
from teranga.accounts.views.guards import confirmed, posted
from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.core.exceptions import TerangaError
from teranga.core.shortcuts import get_visible_or_404, render_fragment


def _manager(request: HttpRequest) -> User:
    """Return the signed-in account if it manages members somewhere; refuse others."""
    if not isinstance(request.user, User) or not can_list_memberships(request.user):
        raise PermissionDenied
    return request.user


def _programme_key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("programme", ""))
    except ValueError:
        return None


@login_required
def membership_list(request: HttpRequest) -> HttpResponse:
    user = _manager(request)
    chosen = _programme_key(request)
    programmes = list(manageable_programmes(user))
    rows = list(manageable_memberships(user, programme_id=chosen))
    context: dict[str, Any] = {
        "programmes": programmes,
        "chosen": next((row for row in programmes if row.pk == chosen), None),
        "memberships": [row for row in rows if not row.is_archived],
        "former": [row for row in rows if row.is_archived],
        "invitations": [
            row
            for row in open_invitations(user, programme_id=chosen)
            if can_archive_invitation(user, row)
        ],
        "now": timezone.now(),
    }
    shown = {"page": "members", "rows": len(rows), "invitations": len(context["invitations"])}
    write_audit(AuditAction.READ, Membership, "", detail=shown)
    return render(request, "accounts/membership_list.html", context)


@login_required
def invitation_create(request: HttpRequest) -> HttpResponse:
    user = _manager(request)
    initial = {"programme": _programme_key(request), "language": user.language}
    form = InvitationForm(posted(request), user=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        invite_member(
            email=data["email"],
            name=data["name"],
            role=Role(data["role"]),
            scope=form.scope(),
            language=data["language"],
            invited_by=user,
            at=timezone.now(),
        )
        messages.success(request, _("The letter is on its way."))
        return redirect("accounts:membership-list")
    return render_fragment(
        request, "accounts/invitation_create.html", "invitation-form", {"form": form}
    )


@require_POST
@login_required
def invitation_resend(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = _manager(request)
    invitation = get_visible_or_404(Invitation, request, pk)
    return _told(
        request,
        _("A new letter is on its way; the former link no longer works."),
        lambda: resend_invitation(invitation, sent_by=user, at=timezone.now()),
    )


@require_POST
@login_required
def invitation_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = _manager(request)
    invitation = get_visible_or_404(Invitation, request, pk)
    return _told(
        request,
        _("The invitation is revoked: its link no longer works."),
        lambda: revoke_invitation(invitation, revoked_by=user),
    )


@login_required
def membership_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = _manager(request)
    membership = _manageable_or_404(user, pk)
    initial = {"version": membership.version, "role": membership.role}
    form = MembershipRoleForm(posted(request), user=user, membership=membership, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_membership_role(
                membership,
                role=Role(form.cleaned_data["role"]),
                changed_by=user,
                changed_on=timezone.localdate(),
                version=form.cleaned_data["version"],
            )
        except TerangaError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The role is changed; the history keeps the former one."))
            return redirect("accounts:membership-list")
    context = {"form": form, "membership": membership}
    return render_fragment(request, "accounts/membership_change.html", "membership-form", context)


@require_POST
@login_required
def membership_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = _manager(request)
    membership = _manageable_or_404(user, pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    return _told(
        request,
        _("The membership is ended."),
        lambda: end_membership(
            membership,
            ended_by=user,
            ended_on=timezone.localdate(),
            version=form.cleaned_data["version"],
        ),
    )


@require_POST
@login_required
def second_factor_reset(request: HttpRequest, pk: UUID) -> HttpResponse:
    # Out of reach stays out of sight: only then is the person asked to confirm who they are.
    membership = _manageable_or_404(_manager(request), pk)
    return _reset(request, membership)


@confirmed
def _reset(request: HttpRequest, membership: Membership) -> HttpResponse:
    return _told(
        request,
        _("The second factor is reset; the person is told by letter."),
        lambda: reset_second_factor(membership.user, reset_by=_manager(request)),
    )


def _manageable_or_404(user: User, pk: UUID) -> Membership:
    """Return a membership in one's reach; whose role is above one's own is refused."""
    membership: Membership = get_object_or_404(
        manageable_memberships(user, programme_id=None), pk=pk
    )
    if not can_change_membership(user, membership):
        raise PermissionDenied
    return membership


def _told(request: HttpRequest, success: str, act: Any) -> HttpResponse:
    """Do it, say what happened, go back to the list."""
    try:
        act()
    except TerangaError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, success)
    return redirect("accounts:membership-list")
