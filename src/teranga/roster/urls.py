from django.urls import path

from teranga.roster.views import experts, exports, imports, nominations, overview, own

app_name = "roster"

team_urls = [
    path("experts/", experts.ExpertListView.as_view(), name="expert-list"),
    path("experts/new/", experts.ExpertCreateView.as_view(), name="expert-create"),
    path("experts/export/", exports.ExpertExportView.as_view(), name="expert-export"),
    path("experts/<uuid:pk>/", experts.ExpertDetailView.as_view(), name="expert-detail"),
    path("experts/<uuid:pk>/edit/", experts.ExpertUpdateView.as_view(), name="expert-update"),
    path("experts/<uuid:pk>/cv/", experts.ExpertCvView.as_view(), name="expert-cv"),
    path("experts/<uuid:pk>/step/", experts.expert_step, name="expert-step"),
    path("experts/<uuid:pk>/link/", experts.expert_link, name="expert-link"),
    path("vetting/", experts.VettingListView.as_view(), name="vetting-list"),
]
own_urls = [
    path("me/", own.OwnDetailView.as_view(), name="own-detail"),
    path("me/edit/", own.OwnUpdateView.as_view(), name="own-update"),
    path("me/cv/", own.OwnCvView.as_view(), name="own-cv"),
    path("me/periods/new/", own.OwnPeriodView.as_view(), name="own-period"),
    path("me/periods/<int:period_id>/", own.own_period_remove, name="own-period-remove"),
    path("me/step/<slug:event>/", own.own_step, name="own-step"),
    path("link/<str:token>/", own.own_open, name="own-open"),
]
nomination_urls = [
    path("nominations/", nominations.NominationListView.as_view(), name="nomination-list"),
    path("nominations/export.xlsx", exports.nomination_export, name="nomination-export"),
    path("nominations/new/", nominations.NominationCreateView.as_view(), name="nomination-create"),
]
import_urls = [
    path("imports/", imports.ImportListView.as_view(), name="import-list"),
    path("imports/new/", imports.ImportCreateView.as_view(), name="import-create"),
    path("imports/<uuid:pk>/", imports.ImportDetailView.as_view(), name="import-detail"),
    path("imports/<uuid:pk>/columns/", imports.import_map, name="import-map"),
    path("imports/<uuid:pk>/apply/", imports.import_apply, name="import-apply"),
    path("imports/<uuid:pk>/undo/", imports.import_undo, name="import-undo"),
]

urlpatterns = [
    path("", overview.OverviewView.as_view(), name="overview"),
    *team_urls,
    *own_urls,
    *nomination_urls,
    *import_urls,
]
