from django.urls import URLPattern, URLResolver, path

from teranga.surveys.views import answers, fill_device, filling, openrosa

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
]

urlpatterns = [*_page_urls, *_openrosa_urls, *_filling_urls]
