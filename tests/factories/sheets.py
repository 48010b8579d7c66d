"""Sending a sheet through the pages of an import: rehearsed, confirmed, mapped, undone."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse


def url_of(sheet_import, what="detail"):
    return reverse(f"{sheet_import._meta.app_label}:import-{what}", args=[sheet_import.pk])


def send(address, client, programme, sheet):
    return client.post(address, {"sheet": sheet, "programme": programme.pk})


def rehearsed(address, model, client, programme, text):
    """Send a sheet and return its import with what the rehearsal page shows."""
    response = send(address, client, programme, SimpleUploadedFile("liste.csv", text.encode()))
    assert response.status_code == 302, response.context["form"].errors
    sheet_import = model.objects.latest("created_at")
    return sheet_import, client.get(url_of(sheet_import)).context["rehearsal"]


def confirm(client, sheet_import, rehearsal, **decisions):
    posted = {"digest": rehearsal.digest} | decisions
    return client.post(url_of(sheet_import, "apply"), posted)


def actions(rehearsal):
    return [(row.number, row.action.value) for row in rehearsal.rows]
