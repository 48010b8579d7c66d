from django.urls import path

from teranga.directory.views import (
    analysis,
    committees,
    contacts,
    exports,
    focal_points,
    imports,
    maps,
    moderation,
    organisations,
    own_entry,
    people,
)

app_name = "directory"

organisation_urls = [
    path("organisations/", organisations.OrganisationListView.as_view(), name="organisation-list"),
    path(
        "organisations/new/",
        organisations.OrganisationCreateView.as_view(),
        name="organisation-create",
    ),
    path(
        "organisations/export.<str:file_format>",
        exports.organisation_export,
        name="organisation-export",
    ),
    path(
        "organisations/<uuid:pk>/",
        organisations.OrganisationDetailView.as_view(),
        name="organisation-detail",
    ),
    path(
        "organisations/<uuid:pk>/edit/",
        organisations.OrganisationUpdateView.as_view(),
        name="organisation-update",
    ),
    path(
        "organisations/<uuid:pk>/archive/",
        organisations.organisation_archive,
        name="organisation-archive",
    ),
    path(
        "organisations/<uuid:pk>/restore/",
        organisations.organisation_restore,
        name="organisation-restore",
    ),
    path(
        "organisations/<uuid:pk>/review/",
        organisations.organisation_review,
        name="organisation-review",
    ),
    path(
        "organisations/<uuid:pk>/contacts/new/",
        contacts.OrganisationContactCreateView.as_view(),
        name="organisation-contact-create",
    ),
    path(
        "contacts/<uuid:pk>/consent/",
        contacts.ContactConsentView.as_view(),
        name="contact-consent",
    ),
]

map_urls = [
    path("map/", maps.OrganisationMapView.as_view(), name="organisation-map"),
    path("map/embed/", maps.OrganisationEmbedView.as_view(), name="organisation-embed"),
    path("map/groups.json", maps.organisation_clusters, name="organisation-clusters"),
    path(
        "map/export.<str:file_format>",
        maps.organisation_map_export,
        name="organisation-map-export",
    ),
]

mapping_urls = [
    path("mapping/", analysis.MappingAnalysisView.as_view(), name="mapping-analysis"),
    path("mapping/cross/", analysis.MappingCrosstabView.as_view(), name="mapping-crosstab"),
    path("mapping/networks/", analysis.MappingNetworksView.as_view(), name="mapping-networks"),
    path("mapping/export.<str:file_format>", analysis.mapping_export, name="mapping-export"),
]

own_entry_urls = [
    path("own/", own_entry.own_entry_list, name="own-entry-list"),
    path("own/entries/<uuid:pk>/", own_entry.own_entry_open, name="own-entry-open"),
    path("own/<str:token>/", own_entry.own_entry, name="own-entry"),
    path("own/<str:token>/keep/", own_entry.own_entry_keep, name="own-entry-keep"),
    path("own/<str:token>/confirm/", own_entry.own_entry_confirm, name="own-entry-confirm"),
    path("own/<str:token>/withdraw/", own_entry.own_entry_withdraw, name="own-entry-withdraw"),
]

moderation_urls = [
    path("changes/", moderation.entry_change_list, name="entry-change-list"),
    path("changes/<uuid:pk>/accept/", moderation.entry_change_accept, name="entry-change-accept"),
    path(
        "changes/<uuid:pk>/decline/", moderation.entry_change_decline, name="entry-change-decline"
    ),
    path("doubles/", moderation.twin_list, name="twin-list"),
    path("doubles/<uuid:pk>/merge/", moderation.twin_merge, name="twin-merge"),
    path("doubles/<uuid:pk>/distinguish/", moderation.twin_distinguish, name="twin-distinguish"),
    path("doubles/<uuid:pk>/undo/", moderation.twin_undo, name="twin-undo"),
    path("organisations/<uuid:pk>/link/", moderation.entry_link_create, name="entry-link-create"),
    path("links/<uuid:pk>/revoke/", moderation.entry_link_revoke, name="entry-link-revoke"),
    path("reminders/", moderation.reminder_list, name="reminder-list"),
]

people_urls = [
    path("people/", people.PersonListView.as_view(), name="person-list"),
    path("people/new/", people.PersonCreateView.as_view(), name="person-create"),
    path("people/export/", exports.PersonExportView.as_view(), name="person-export"),
    path("people/<uuid:pk>/", people.PersonDetailView.as_view(), name="person-detail"),
    path("people/<uuid:pk>/edit/", people.PersonUpdateView.as_view(), name="person-update"),
    path("people/<uuid:pk>/archive/", people.person_archive, name="person-archive"),
    path("people/<uuid:pk>/consent/", people.PersonConsentView.as_view(), name="person-consent"),
    path(
        "people/<uuid:pk>/consent/<str:purpose>/withdraw/",
        people.person_consent_withdraw,
        name="person-consent-withdraw",
    ),
    path(
        "people/<uuid:pk>/contacts/new/",
        contacts.PersonContactCreateView.as_view(),
        name="person-contact-create",
    ),
    path(
        "people/<uuid:pk>/mandates/new/",
        people.MandateCreateView.as_view(),
        name="mandate-create",
    ),
    path("mandates/<uuid:pk>/end/", people.MandateEndView.as_view(), name="mandate-end"),
]

focal_point_urls = [
    path("focal-points/", focal_points.FocalPointListView.as_view(), name="focal-point-list"),
    path("seats/new/", focal_points.SeatCreateView.as_view(), name="seat-create"),
    path("seats/<uuid:pk>/", focal_points.SeatDetailView.as_view(), name="seat-detail"),
    path("seats/<uuid:pk>/appoint/", focal_points.SeatAppointView.as_view(), name="seat-appoint"),
    path("seats/<uuid:pk>/close/", focal_points.SeatCloseView.as_view(), name="seat-close"),
    path("seats/<uuid:pk>/reopen/", focal_points.seat_reopen, name="seat-reopen"),
    path(
        "focal-points/<uuid:pk>/end/",
        focal_points.FocalPointEndView.as_view(),
        name="focal-point-end",
    ),
    path(
        "focal-points/<slug:code>/",
        focal_points.FocalPointProgrammeView.as_view(),
        name="focal-point-programme",
    ),
    path(
        "focal-points/<slug:code>/export.<str:file_format>",
        exports.focal_point_export,
        name="focal-point-export",
    ),
]

committee_urls = [
    path("committees/", committees.CommitteeListView.as_view(), name="committee-list"),
    path("committees/new/", committees.CommitteeCreateView.as_view(), name="committee-create"),
    path(
        "committees/<uuid:pk>/", committees.CommitteeDetailView.as_view(), name="committee-detail"
    ),
    path(
        "committees/<uuid:pk>/members/new/",
        committees.CommitteeMemberCreateView.as_view(),
        name="committee-member-create",
    ),
    path(
        "committee-members/<uuid:pk>/end/",
        committees.CommitteeMemberEndView.as_view(),
        name="committee-member-end",
    ),
]

import_urls = [
    path("imports/", imports.ImportListView.as_view(), name="import-list"),
    path("imports/new/", imports.ImportCreateView.as_view(), name="import-create"),
    path(
        "imports/new/people/",
        imports.PeopleImportCreateView.as_view(),
        name="people-import-create",
    ),
    path("imports/<uuid:pk>/", imports.ImportDetailView.as_view(), name="import-detail"),
    path("imports/<uuid:pk>/columns/", imports.import_map, name="import-map"),
    path("imports/<uuid:pk>/apply/", imports.import_apply, name="import-apply"),
    path("imports/<uuid:pk>/undo/", imports.import_undo, name="import-undo"),
]

urlpatterns = [
    *organisation_urls,
    *map_urls,
    *mapping_urls,
    *own_entry_urls,
    *moderation_urls,
    *people_urls,
    *focal_point_urls,
    *committee_urls,
    *import_urls,
]
