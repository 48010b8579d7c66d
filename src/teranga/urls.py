"""The front doors of each app; the only module that reaches views."""

from django.urls import include, path

from teranga.portal.api.mount import api

handler400 = "teranga.core.views.errors.bad_request"
handler403 = "teranga.core.views.errors.permission_denied"
handler404 = "teranga.core.views.errors.page_not_found"
handler500 = "teranga.core.views.errors.server_error"

urlpatterns = [
    path("api/", include("teranga.portal.api.urls")),
    path("api/v1/", api.urls),
    path("account/", include("teranga.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("directory/", include("teranga.directory.urls")),
    path("", include("teranga.core.urls")),
    path("programmes/", include("teranga.programmes.urls")),
    path("indices/", include("teranga.indices.urls")),
    path("surveys/", include("teranga.surveys.urls")),
    path("knowledge/", include("teranga.knowledge.urls")),
    path("roster/", include("teranga.roster.urls")),
    path("facility/", include("teranga.facility.urls")),
    path("monitoring/", include("teranga.monitoring.urls")),
    path("", include("teranga.portal.urls")),
]
