from django.urls import URLPattern, URLResolver, path

from teranga.surveys.views import (
    access,
    answers,
    campaigns,
    exports,
    fill_device,
    fill_progress,
    filling,
    openrosa,
    quarantine,
    questionnaires,
    reviews,
)

app_name = "surveys"

# What mobile apps speak to, with the key of a device in the address or in a header.
_openrosa_urls: list[URLPattern | URLResolver] = []
for _prefix in ("key/<str:token>/", "openrosa/"):
    _openrosa_urls += [
        path(f"{_prefix}formList", openrosa.openrosa_forms, name="openrosa-forms"),
        path(f"{_prefix}forms/<uuid:pk>", openrosa.openrosa_form, name="openrosa-form"),
        path(
            f"{_prefix}forms/<uuid:pk>/manifest",
            openrosa.openrosa_manifest,
            name="openrosa-manifest",
        ),
        path(
            f"{_prefix}forms/<uuid:pk>/media/<uuid:media_pk>",
            openrosa.openrosa_media,
            name="openrosa-media",
        ),
        path(f"{_prefix}submission", openrosa.openrosa_submission, name="openrosa-submission"),
    ]

_filling_urls: list[URLPattern | URLResolver] = [
    path("fill/<str:token>/submission", answers.answer_send, name="answer-send"),
    path(
        "questionnaires/<uuid:pk>/submission",
        answers.answer_send_signed_in,
        name="answer-send-signed-in",
    ),
]

# The pages on which a questionnaire is filled: by link, or signed in.
_page_urls: list[URLPattern | URLResolver] = [
    path("fill/", filling.fill_home, name="fill-home"),
    path("fill/worker.js", fill_device.fill_worker, name="fill-worker"),
    path("fill/manifest.webmanifest", fill_device.fill_manifest, name="fill-manifest"),
    path("fill/token/", fill_device.fill_token, name="fill-token"),
    path("fill/members/<uuid:pk>/", filling.fill_signed_in, name="fill-signed-in"),
    path(
        "fill/members/<uuid:pk>/form/<str:md5>/",
        filling.fill_form_signed_in,
        name="fill-form-signed-in",
    ),
    path(
        "fill/members/<uuid:pk>/media/<str:md5>/<str:name>",
        filling.fill_media_signed_in,
        name="fill-media-signed-in",
    ),
    path(
        "fill/members/<uuid:pk>/print/", filling.fill_print_signed_in, name="fill-print-signed-in"
    ),
    path("fill/<str:token>/", filling.fill, name="fill"),
    path("fill/<str:token>/form/<str:md5>/", filling.fill_form, name="fill-form"),
    path("fill/<str:token>/media/<str:md5>/<str:name>", filling.fill_media, name="fill-media"),
    path("fill/<str:token>/print/", filling.fill_print, name="fill-print"),
    path("fill/<str:token>/progress/", fill_progress.fill_progress, name="fill-progress"),
]

_questionnaire_urls: list[URLPattern | URLResolver] = [
    path("", questionnaires.QuestionnaireListView.as_view(), name="questionnaire-list"),
    path("new/", questionnaires.QuestionnaireCreateView.as_view(), name="questionnaire-create"),
    path("start/", questionnaires.QuestionnaireStartView.as_view(), name="questionnaire-start"),
    path(
        "questionnaires/<uuid:pk>/",
        questionnaires.QuestionnaireDetailView.as_view(),
        name="questionnaire-detail",
    ),
    path(
        "questionnaires/<uuid:pk>/edit/",
        questionnaires.QuestionnaireUpdateView.as_view(),
        name="questionnaire-update",
    ),
    path(
        "questionnaires/<uuid:pk>/version/",
        questionnaires.QuestionnaireVersionView.as_view(),
        name="questionnaire-version",
    ),
    path(
        "questionnaires/<uuid:pk>/audiences/",
        questionnaires.QuestionnaireAudiencesView.as_view(),
        name="questionnaire-audiences",
    ),
    path(
        "questionnaires/<uuid:pk>/close/",
        questionnaires.questionnaire_close,
        name="questionnaire-close",
    ),
    path(
        "questionnaires/<uuid:pk>/reopen/",
        questionnaires.questionnaire_reopen,
        name="questionnaire-reopen",
    ),
    path("questionnaires/<uuid:pk>/links/", access.LinkCreateView.as_view(), name="link-create"),
    path(
        "questionnaires/<uuid:pk>/export/",
        exports.SubmissionExportView.as_view(),
        name="submission-export",
    ),
    path(
        "versions/<uuid:pk>/", questionnaires.VersionPreviewView.as_view(), name="version-preview"
    ),
    path("versions/<uuid:pk>/publish/", questionnaires.version_publish, name="version-publish"),
    path("versions/<uuid:pk>/<str:kind>", questionnaires.version_file, name="version-file"),
    path("media/<uuid:pk>/", questionnaires.MediaGiveView.as_view(), name="media-give"),
]

_review_urls: list[URLPattern | URLResolver] = [
    path("answers/", reviews.SubmissionListView.as_view(), name="submission-list"),
    path("answers/<uuid:pk>/", reviews.SubmissionDetailView.as_view(), name="submission-detail"),
    path(
        "answers/<uuid:pk>/correct/",
        reviews.SubmissionCorrectView.as_view(),
        name="submission-correct",
    ),
    path("answers/<uuid:pk>/comment/", reviews.submission_comment, name="submission-comment"),
    path(
        "answers/<uuid:pk>/decide/<str:order>/", reviews.submission_decide, name="submission-decide"
    ),
    path("answers/<uuid:pk>/raw", reviews.submission_raw, name="submission-raw"),
    path("answers/<uuid:pk>/files/<uuid:file_pk>", reviews.submission_file, name="submission-file"),
    path("set-aside/", quarantine.QuarantineListView.as_view(), name="quarantine-list"),
    path("set-aside/<uuid:pk>/admit/", quarantine.quarantine_admit, name="quarantine-admit"),
    path("set-aside/<uuid:pk>/dismiss/", quarantine.quarantine_dismiss, name="quarantine-dismiss"),
]

_campaign_urls: list[URLPattern | URLResolver] = [
    path("campaigns/", campaigns.CampaignListView.as_view(), name="campaign-list"),
    path("campaigns/new/", campaigns.CampaignCreateView.as_view(), name="campaign-create"),
    path("campaigns/<uuid:pk>/", campaigns.CampaignDetailView.as_view(), name="campaign-detail"),
    path(
        "campaigns/<uuid:pk>/targets/",
        campaigns.CampaignTargetsView.as_view(),
        name="campaign-targets",
    ),
    path("campaigns/<uuid:pk>/remind/", campaigns.campaign_remind, name="campaign-remind"),
    path("keys/", access.FieldKeyListView.as_view(), name="field-key-list"),
    path("keys/new/", access.FieldKeyCreateView.as_view(), name="field-key-create"),
    path("keys/<uuid:pk>/revoke/", access.field_key_revoke, name="field-key-revoke"),
]

urlpatterns = [
    *_openrosa_urls,
    *_filling_urls,
    *_page_urls,
    *_questionnaire_urls,
    *_review_urls,
    *_campaign_urls,
]
