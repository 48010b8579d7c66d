from django.urls import path

from teranga.facility.views import actions

app_name = "facility"

urlpatterns = [
    path("actions/", actions.ActionListView.as_view(), name="action-list"),
    path("actions/<uuid:pk>/", actions.ActionDetailView.as_view(), name="action-detail"),
    path("policies/", actions.PolicyListView.as_view(), name="policy-list"),
]
