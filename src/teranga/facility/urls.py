from django.urls import path

from teranga.facility.views import actions, committee, drafts, figures, requests

app_name = "facility"

public_request_urls = [
    path("requests/new/", drafts.RequestStartView.as_view(), name="request-start"),
    path("requests/draft/<str:token>/", drafts.RequestResumeView.as_view(), name="request-resume"),
    path("requests/draft/<str:token>/send/", drafts.request_send, name="request-send"),
    path(
        "requests/draft/<str:token>/<slug:step>/",
        drafts.RequestWriteView.as_view(),
        name="request-write",
    ),
    path(
        "requests/confirm/<str:signed>/",
        drafts.RequestConfirmView.as_view(),
        name="request-confirm",
    ),
    path("requests/follow/<str:token>/", drafts.RequestFollowView.as_view(), name="request-follow"),
]

request_urls = [
    path("requests/", requests.RequestListView.as_view(), name="request-list"),
    path("requests/type-in/", requests.RequestCreateView.as_view(), name="request-create"),
    path("requests/<uuid:pk>/", requests.RequestDetailView.as_view(), name="request-detail"),
    path("requests/<uuid:pk>/edit/", requests.RequestUpdateView.as_view(), name="request-update"),
    path(
        "requests/<uuid:pk>/officer/", requests.RequestOfficerView.as_view(), name="request-officer"
    ),
    path(
        "requests/<uuid:pk>/screening/",
        requests.RequestScreeningView.as_view(),
        name="request-screening",
    ),
    path(
        "requests/<uuid:pk>/submit/", committee.RequestSubmitView.as_view(), name="request-submit"
    ),
    path(
        "requests/<uuid:pk>/decision/",
        committee.RequestDecisionView.as_view(),
        name="request-decision",
    ),
    path(
        "requests/<uuid:pk>/orders/<slug:event>/",
        requests.RequestOrderView.as_view(),
        name="request-order",
    ),
]

action_urls = [
    path("actions/", actions.ActionListView.as_view(), name="action-list"),
    path("actions/<uuid:pk>/", actions.ActionDetailView.as_view(), name="action-detail"),
    path("policies/", actions.PolicyListView.as_view(), name="policy-list"),
]

figure_urls = [
    path("figures/", figures.FiguresView.as_view(), name="figures"),
    path("figures/<slug:code>/embed/", figures.FigureEmbedView.as_view(), name="figure-embed"),
    path("figures/<slug:code>.<str:file_format>", figures.figure_export, name="figure-export"),
]

urlpatterns = [*figure_urls, *public_request_urls, *request_urls, *action_urls]
