"""The front doors of each app; the only module that reaches views."""

from django.urls import include, path

handler400 = "teranga.core.views.errors.bad_request"
handler403 = "teranga.core.views.errors.permission_denied"
handler404 = "teranga.core.views.errors.page_not_found"
handler500 = "teranga.core.views.errors.server_error"

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
