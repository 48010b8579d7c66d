from django.urls import path

from teranga.core.views.attachments import AttachmentCreateView, attachment_archive
from teranga.core.views.files import attachment_download
from teranga.core.views.health import health
from teranga.core.views.jobs import job_detail

app_name = "core"
urlpatterns = [
    path("files/<uuid:pk>/", attachment_download, name="attachment-download"),
    path("files/<uuid:pk>/archive/", attachment_archive, name="attachment-archive"),
    path(
        "files/new/<str:kind>/<uuid:pk>/",
        AttachmentCreateView.as_view(),
        name="attachment-create",
    ),
    path("health/", health, name="health"),
    path("jobs/<uuid:pk>/", job_detail, name="job-detail"),
]
