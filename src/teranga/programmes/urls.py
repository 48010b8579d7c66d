from django.urls import path

from teranga.programmes.views import edits, parts, programmes

app_name = "programmes"

urlpatterns = [
    path("", programmes.ProgrammeListView.as_view(), name="programme-list"),
    path("new/", edits.ProgrammeCreateView.as_view(), name="programme-create"),
    path("<slug:code>/edit/", edits.ProgrammeUpdateView.as_view(), name="programme-update"),
    path("<slug:code>/archive/", edits.programme_archive, name="programme-archive"),
    path("<slug:code>/restore/", edits.programme_restore, name="programme-restore"),
    path(
        "<slug:code>/components/new/", parts.ComponentCreateView.as_view(), name="component-create"
    ),
    path(
        "<slug:code>/components/<uuid:pk>/edit/",
        parts.ComponentUpdateView.as_view(),
        name="component-update",
    ),
    path("<slug:code>/phases/new/", parts.PhaseCreateView.as_view(), name="phase-create"),
    path(
        "<slug:code>/phases/<uuid:pk>/edit/", parts.PhaseUpdateView.as_view(), name="phase-update"
    ),
    path("<slug:code>/donors/new/", parts.FundingCreateView.as_view(), name="funding-create"),
    path(
        "<slug:code>/donors/<uuid:pk>/edit/",
        parts.FundingUpdateView.as_view(),
        name="funding-update",
    ),
    path("<slug:code>/<slug:kind>/<uuid:pk>/archive/", parts.part_archive, name="part-archive"),
    path("<slug:code>/<slug:kind>/<uuid:pk>/restore/", parts.part_restore, name="part-restore"),
    path("<slug:code>/", programmes.ProgrammeDetailView.as_view(), name="programme-detail"),
    path(
        "<slug:code>/figures/", programmes.ProgrammeFiguresView.as_view(), name="programme-figures"
    ),
]
