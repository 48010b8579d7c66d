from django.urls import URLPattern, URLResolver, path

from teranga.surveys.views import answers, openrosa

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

urlpatterns = [*_openrosa_urls, *_filling_urls]
