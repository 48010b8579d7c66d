from django.urls import path

from teranga.portal.api.pages import reference, reference_try

app_name = "api"

urlpatterns = [
    path("", reference, name="reference"),
    path("try/<slug:code>/", reference_try, name="reference-try"),
]
