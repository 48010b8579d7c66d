"""The audit, read by administrators."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from teranga.accounts.exporters import audit_as_csv
from teranga.accounts.forms.audit import AuditFilterForm
from teranga.accounts.permissions import can_export_audit, can_read_audit
from teranga.accounts.queries.audit import audit_lines, names_of_actors
from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.core.models import AuditEntry

_PAGE = 50
_EXPORT_MAX = 20_000


@login_required
def audit_list(request: HttpRequest) -> HttpResponse:
    if not can_read_audit(request.user):
        raise PermissionDenied
    form = AuditFilterForm(request.GET)
    page = Paginator(audit_lines(form.wanted()), _PAGE).get_page(request.GET.get("page"))
    names = names_of_actors(page.object_list)
    context = {
        "form": form,
        "page": page,
        "lines": [(line, names.get(str(line.actor), "")) for line in page.object_list],
        "may_export": can_export_audit(request.user),
    }
    return render(request, "accounts/audit_list.html", context)


@login_required
def audit_export(request: HttpRequest) -> HttpResponse:
    if not can_export_audit(request.user):
        raise PermissionDenied
    lines = list(audit_lines(AuditFilterForm(request.GET).wanted())[:_EXPORT_MAX])
    write_audit(AuditAction.EXPORTED, AuditEntry, "", detail={"rows": len(lines)})
    return audit_as_csv(lines)
