from django.urls import URLPattern, URLResolver, path

from teranga.indices.views import (
    codebooks,
    coding,
    crossing,
    decisions,
    editions,
    explorer,
    figures,
    freezing,
    method,
    modules,
    rounds,
    validation,
)

app_name = "indices"

edition_urls: list[URLPattern | URLResolver] = [
    path("rounds/<uuid:pk>/freeze/", freezing.EditionFreezeView.as_view(), name="edition-freeze"),
    path("", editions.IndexListView.as_view(), name="index-list"),
    path("editions/<uuid:pk>/", editions.EditionDetailView.as_view(), name="edition-detail"),
    path(
        "editions/<uuid:pk>/countries/<str:country>/",
        editions.EditionCountryView.as_view(),
        name="edition-country",
    ),
    path(
        "editions/<uuid:pk>/countries/<str:country>/<str:indicator>/",
        editions.EditionCellView.as_view(),
        name="edition-cell",
    ),
    path(
        "editions/<uuid:pk>/comparison/",
        explorer.EditionComparisonView.as_view(),
        name="edition-comparison",
    ),
    path("editions/<uuid:pk>/map/", explorer.EditionMapView.as_view(), name="edition-map"),
    path("editions/<uuid:pk>/axes/", explorer.EditionAxesView.as_view(), name="edition-axes"),
    path("editions/<uuid:pk>/method/", method.EditionMethodView.as_view(), name="edition-method"),
    path("editions/<uuid:pk>/what-if/", method.EditionWhatifView.as_view(), name="edition-whatif"),
    path(
        "editions/<uuid:pk>/crossing/",
        crossing.EditionCrossingView.as_view(),
        name="edition-crossing",
    ),
    path("editions/<uuid:pk>/files/", crossing.EditionFilesView.as_view(), name="edition-files"),
    path("editions/<uuid:pk>/export/<str:file_format>/", crossing.edition_export,
         name="edition-export"),
    path(
        "editions/<uuid:pk>/changes/<uuid:other>/",
        explorer.EditionChangesView.as_view(),
        name="edition-changes",
    ),
    path(
        "editions/<uuid:pk>/figures/<str:name>/embed/",
        figures.EditionEmbedView.as_view(),
        name="edition-embed",
    ),
    path(
        "editions/<uuid:pk>/figures/<str:name>.<str:file_format>",
        figures.edition_figure,
        name="edition-figure",
    ),
]  # fmt: skip
codebook_urls: list[URLPattern | URLResolver] = [
    path("codebooks/", codebooks.CodebookListView.as_view(), name="codebook-list"),
    path("codebooks/new/", codebooks.IndexCreateView.as_view(), name="index-create"),
    path(
        "codebooks/import/<uuid:pk>/",
        codebooks.CodebookImportView.as_view(),
        name="codebook-import",
    ),
    path("codebooks/<uuid:pk>/", codebooks.CodebookDetailView.as_view(), name="codebook-detail"),
    path(
        "codebooks/<uuid:pk>/changes/",
        codebooks.CodebookChangesView.as_view(),
        name="codebook-changes",
    ),
    path("codebooks/<uuid:pk>/enforce/", codebooks.codebook_enforce, name="codebook-enforce"),
    path(
        "codebooks/<uuid:pk>/codebook.<str:file_format>",
        codebooks.codebook_export,
        name="codebook-export",
    ),
]
round_urls: list[URLPattern | URLResolver] = [
    path("rounds/", rounds.RoundListView.as_view(), name="round-list"),
    path("rounds/new/", rounds.RoundCreateView.as_view(), name="round-create"),
    path("rounds/<uuid:pk>/", rounds.RoundDetailView.as_view(), name="round-detail"),
    path("rounds/<uuid:pk>/assign/", rounds.RoundAssignView.as_view(), name="round-assign"),
    path("rounds/<uuid:pk>/open/", rounds.round_open, name="round-open"),
    path("rounds/<uuid:pk>/close/", rounds.round_close, name="round-close"),
    path("rounds/<uuid:pk>/codebook/", rounds.RoundCodebookView.as_view(), name="round-codebook"),
    path(
        "rounds/<uuid:pk>/agreement/",
        decisions.RoundAgreementView.as_view(),
        name="round-agreement",
    ),
    path("rounds/<uuid:pk>/settle/", decisions.round_settle, name="round-settle"),
    path(
        "rounds/<uuid:pk>/countries/<str:alpha3>/",
        validation.RoundCountryView.as_view(),
        name="round-country",
    ),
    path(
        "rounds/<uuid:pk>/countries/<str:alpha3>/validate/",
        validation.round_validate,
        name="round-validate",
    ),
    path(
        "rounds/<uuid:pk>/countries/<str:alpha3>/reply/",
        validation.ReplyCreateView.as_view(),
        name="reply-create",
    ),
    path("replies/<uuid:pk>/publish/", validation.reply_publish, name="reply-publish"),
    path("cells/<uuid:pk>/decide/", decisions.CellDecideView.as_view(), name="cell-decide"),
    path("cells/<uuid:pk>/reopen/", decisions.CellReopenView.as_view(), name="cell-reopen"),
    path("cells/<uuid:pk>/contest/", validation.CellContestView.as_view(), name="cell-contest"),
    path(
        "cells/<uuid:pk>/self-assessment/",
        validation.CellAssessView.as_view(),
        name="cell-assess",
    ),
    path(
        "assignments/<uuid:pk>/reopen/",
        rounds.AssignmentReopenView.as_view(),
        name="assignment-reopen",
    ),
]
coding_urls: list[URLPattern | URLResolver] = [
    path("coding/", coding.CodingListView.as_view(), name="coding-list"),
    path("coding/<uuid:pk>/", coding.CodingDetailView.as_view(), name="coding-detail"),
    path("coding/<uuid:pk>/cells/<uuid:cell>/", coding.code_save, name="code-save"),
    path("coding/<uuid:pk>/hand-in/", coding.coding_hand_in, name="coding-hand-in"),
    path(
        "coding/<uuid:pk>/evidence/<uuid:evidence>/",
        coding.EvidenceArchiveView.as_view(),
        name="evidence-archive",
    ),
]
module_urls: list[URLPattern | URLResolver] = [
    path("modules/", modules.ModuleListView.as_view(), name="module-list"),
    path("modules/new/", modules.ModuleCreateView.as_view(), name="module-create"),
    path("modules/<uuid:pk>/", modules.ModuleDetailView.as_view(), name="module-detail"),
    path(
        "modules/<uuid:pk>/measures/new/",
        modules.MeasureCreateView.as_view(),
        name="measure-create",
    ),
    path("measures/<uuid:pk>/edit/", modules.MeasureUpdateView.as_view(), name="measure-update"),
]
# Last: what a citation says, short enough to be typed.
citation_urls: list[URLPattern | URLResolver] = [
    path("<slug:code>/", editions.edition_latest, name="edition-latest"),
    path("<slug:code>/<int:number>/", editions.edition_cited, name="edition-cited"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *edition_urls,
    *codebook_urls,
    *round_urls,
    *coding_urls,
    *module_urls,
    *citation_urls,
]
