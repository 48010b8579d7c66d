from django.urls import path

from teranga.facility.views import (
    action_files,
    actions,
    activities,
    alerts,
    committee,
    drafts,
    evaluations,
    exports,
    feedback,
    figures,
    imports,
    missions,
    requests,
    sheets,
    teams,
)

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
    path(
        "requests/export.<str:file_format>",
        exports.request_export,
        name="request-export",
    ),
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
    path("actions/export.<str:file_format>", exports.action_export, name="action-export"),
    path(
        "requests/<uuid:pk>/action/", action_files.ActionCreateView.as_view(), name="action-create"
    ),
    path("actions/<uuid:pk>/file/", action_files.ActionFileView.as_view(), name="action-file"),
    path("actions/<uuid:pk>/edit/", action_files.ActionUpdateView.as_view(), name="action-update"),
    path("actions/<uuid:pk>/publish/", action_files.action_publish, name="action-publish"),
    path(
        "actions/<uuid:pk>/orders/<slug:event>/",
        action_files.ActionOrderView.as_view(),
        name="action-order",
    ),
    path("policies/", actions.PolicyListView.as_view(), name="policy-list"),
    path("policies/export.<str:file_format>", exports.policy_export, name="policy-export"),
]

sheet_urls = [
    path("actions/<uuid:pk>/sheet/", sheets.ActionSheetView.as_view(), name="action-sheet"),
    path(
        "actions/<uuid:pk>/sheet/compare/", sheets.SheetCompareView.as_view(), name="sheet-compare"
    ),
    path("actions/<uuid:pk>/sheet.<str:file_format>", sheets.sheet_document, name="sheet-document"),
    path(
        "actions/<uuid:pk>/sheet/focal-points/new/",
        sheets.FocalPointCreateView.as_view(),
        name="focal-point-create",
    ),
    path(
        "actions/<uuid:pk>/sheet/focal-points/<uuid:point>/invite/",
        sheets.focal_point_invite,
        name="focal-point-invite",
    ),
    path(
        "actions/<uuid:pk>/sheet/budget/new/",
        sheets.BudgetLineCreateView.as_view(),
        name="budget-line-create",
    ),
    path(
        "actions/<uuid:pk>/sheet/complementarities/new/",
        sheets.ComplementarityCreateView.as_view(),
        name="complementarity-create",
    ),
    path(
        "actions/<uuid:pk>/sheet/lines/<uuid:line>/remove/",
        sheets.sheet_line_remove,
        name="sheet-line-remove",
    ),
    path(
        "actions/<uuid:pk>/sheet/<slug:part>/",
        sheets.SheetSectionView.as_view(),
        name="sheet-section",
    ),
    path("partner/<str:token>/", sheets.PartnerSheetView.as_view(), name="partner-sheet"),
    path(
        "partner/<str:token>/compare/", sheets.PartnerCompareView.as_view(), name="partner-compare"
    ),
    path(
        "partner/<str:token>/sheet.<str:file_format>",
        sheets.partner_document,
        name="partner-document",
    ),
    path(
        "partner/<str:token>/<slug:part>/",
        sheets.PartnerSectionView.as_view(),
        name="partner-section",
    ),
]

activity_urls = [
    path("activities/", activities.ActivityListView.as_view(), name="activity-list"),
    path("activities/export.<str:file_format>", exports.activity_export, name="activity-export"),
    path(
        "actions/<uuid:pk>/activities/new/",
        activities.ActivityCreateView.as_view(),
        name="activity-create",
    ),
    path("activities/<uuid:pk>/", activities.ActivityDetailView.as_view(), name="activity-detail"),
    path(
        "activities/<uuid:pk>/edit/",
        activities.ActivityUpdateView.as_view(),
        name="activity-update",
    ),
    path(
        "activities/<uuid:pk>/move/<slug:state>/",
        activities.ActivityMoveView.as_view(),
        name="activity-move",
    ),
    path(
        "activities/<uuid:pk>/report/",
        activities.ActivityReportView.as_view(),
        name="activity-report",
    ),
    path(
        "activities/<uuid:pk>/feedback/new/",
        feedback.FeedbackCreateView.as_view(),
        name="feedback-create",
    ),
    path(
        "activities/<uuid:pk>/feedback/<uuid:questionnaire>/close/",
        feedback.feedback_close,
        name="feedback-close",
    ),
    path(
        "activities/<uuid:pk>/agenda/new/",
        activities.AgendaItemCreateView.as_view(),
        name="agenda-item-create",
    ),
    path(
        "activities/<uuid:pk>/participants/new/",
        activities.ParticipantCreateView.as_view(),
        name="participant-create",
    ),
    path(
        "activities/<uuid:pk>/participants/export/",
        activities.ParticipantExportView.as_view(),
        name="participant-export",
    ),
    path(
        "activities/<uuid:pk>/participants/<uuid:participant>/remove/",
        activities.participant_remove,
        name="participant-remove",
    ),
]

import_urls = [
    path("imports/", imports.ImportListView.as_view(), name="import-list"),
    path("imports/new/", imports.ImportCreateView.as_view(), name="import-create"),
    path("imports/<uuid:pk>/", imports.ImportDetailView.as_view(), name="import-detail"),
    path("imports/<uuid:pk>/columns/", imports.import_map, name="import-map"),
    path("imports/<uuid:pk>/apply/", imports.import_apply, name="import-apply"),
    path("imports/<uuid:pk>/undo/", imports.import_undo, name="import-undo"),
]

figure_urls = [
    path("figures/", figures.FiguresView.as_view(), name="figures"),
    path("figures/<slug:code>/embed/", figures.FigureEmbedView.as_view(), name="figure-embed"),
    path("figures/<slug:code>.<str:file_format>", figures.figure_export, name="figure-export"),
]

evaluation_urls = [
    path("evaluations/", evaluations.EvaluationListView.as_view(), name="evaluation-list"),
    path(
        "evaluations/export.<str:file_format>", exports.evaluation_export, name="evaluation-export"
    ),
    path(
        "actions/<uuid:pk>/evaluations/new/",
        evaluations.EvaluationCreateView.as_view(),
        name="evaluation-create",
    ),
    path(
        "actions/<uuid:pk>/evaluations/follow-up/",
        evaluations.evaluation_follow_up,
        name="evaluation-follow-up",
    ),
    path(
        "evaluations/<uuid:pk>/",
        evaluations.EvaluationDetailView.as_view(),
        name="evaluation-detail",
    ),
    path("evaluations/<uuid:pk>/open/", evaluations.evaluation_open, name="evaluation-open"),
    path("evaluations/<uuid:pk>/close/", evaluations.evaluation_close, name="evaluation-close"),
    path("evaluations/<uuid:pk>/renew/", evaluations.evaluation_renew, name="evaluation-renew"),
    path(
        "opinion/<str:token>/",
        evaluations.EvaluationAnswerView.as_view(),
        name="evaluation-answer",
    ),
    path("reviews/", evaluations.ReviewListView.as_view(), name="review-list"),
    path(
        "reviews/<slug:key>/export.<str:file_format>", exports.review_export, name="review-export"
    ),
    path("reviews/<str:key>/", evaluations.ReviewDetailView.as_view(), name="review-detail"),
]

alert_urls = [
    path("alerts/", alerts.AlertsView.as_view(), name="alerts"),
    path("alerts/feeds/new/", alerts.feed_create, name="feed-create"),
    path("alerts/feeds/<uuid:pk>/revoke/", alerts.feed_revoke, name="feed-revoke"),
    path("alerts/stop/<str:token>/", alerts.digest_unsubscribe, name="digest-unsubscribe"),
    path("calendar/<str:secret>.ics", alerts.calendar_feed, name="calendar-feed"),
    path("iati.xml", alerts.iati_export, name="iati-export"),
]

team_urls = [
    path("activities/<uuid:pk>/team/", teams.TeamDetailView.as_view(), name="team-detail"),
    path("activities/<uuid:pk>/team/needs/", teams.TeamNeedsView.as_view(), name="team-needs"),
    path("activities/<uuid:pk>/team/choose/", teams.team_choose, name="team-choose"),
    path("deployments/<uuid:pk>/step/", teams.deployment_step, name="deployment-step"),
    path("teams/", teams.TeamPortfolioView.as_view(), name="team-portfolio"),
    path("teams/choose/", teams.team_portfolio_choose, name="team-portfolio-choose"),
    path("missions/", missions.MissionListView.as_view(), name="mission-list"),
    path("missions/export.<str:file_format>", missions.mission_export, name="mission-export"),
    path("missions/<uuid:pk>/answer/", missions.mission_answer, name="mission-answer"),
]

urlpatterns = [
    *team_urls,
    *evaluation_urls,
    *alert_urls,
    *figure_urls,
    *public_request_urls,
    *request_urls,
    *action_urls,
    *sheet_urls,
    *activity_urls,
    *import_urls,
]
