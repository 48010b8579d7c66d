from django.urls import path

from teranga.programmes.views import programmes

app_name = "programmes"

urlpatterns = [
    path("", programmes.ProgrammeListView.as_view(), name="programme-list"),
    path("<slug:code>/", programmes.ProgrammeDetailView.as_view(), name="programme-detail"),
    path(
        "<slug:code>/figures/", programmes.ProgrammeFiguresView.as_view(), name="programme-figures"
    ),
]
