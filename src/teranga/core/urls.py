from django.urls import path

from teranga.core.views.files import attachment_download

app_name = "core"
urlpatterns = [
    path("files/<uuid:pk>/", attachment_download, name="attachment-download"),
]
