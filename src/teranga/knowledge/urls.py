from django.urls import path

from teranga.knowledge.views import pages, practices, records

app_name = "knowledge"

practice_urls = [
    path("practices/", practices.PracticeListView.as_view(), name="practice-list"),
    path("practices/new/", practices.PracticeCreateView.as_view(), name="practice-create"),
    path("practices/<uuid:pk>/", practices.PracticeDetailView.as_view(), name="practice-detail"),
    path(
        "practices/<uuid:pk>/edit/", practices.PracticeUpdateView.as_view(), name="practice-update"
    ),
    path("practices/<uuid:pk>/submit/", practices.practice_submit, name="practice-submit"),
    path(
        "practices/<uuid:pk>/review/",
        practices.PracticeReviewView.as_view(),
        name="practice-review",
    ),
    path("practices/<uuid:pk>/publish/", practices.practice_publish, name="practice-publish"),
    path(
        "practices/<uuid:pk>/return/",
        practices.PracticeReturnView.as_view(),
        name="practice-return",
    ),
    path(
        "practices/<uuid:pk>/decline/",
        practices.PracticeDeclineView.as_view(),
        name="practice-decline",
    ),
]
record_urls = [
    path("deliverables/", records.DeliverableListView.as_view(), name="deliverable-list"),
    path("deliverables/new/", records.DeliverableCreateView.as_view(), name="deliverable-create"),
    path(
        "deliverables/<uuid:pk>/stage/",
        records.DeliverableStageView.as_view(),
        name="deliverable-stage",
    ),
    path("lessons/", pages.LessonListView.as_view(), name="lesson-list"),
    path("lessons/new/", records.LessonCreateView.as_view(), name="lesson-create"),
    path("reuse/", pages.ReuseMapView.as_view(), name="reuse-map"),
    path("reuse/new/", records.ReuseCreateView.as_view(), name="reuse-create"),
    path("criteria/", pages.CriteriaMatrixView.as_view(), name="criteria-matrix"),
    path("criteria/sets/", pages.CriteriaSetListView.as_view(), name="criteria-set-list"),
    path("criteria/sets/new/", records.CriteriaSetCreateView.as_view(), name="criteria-set-create"),
]

urlpatterns = [
    path("", pages.HomeView.as_view(), name="home"),
    path("case-studies/", pages.CaseStudyListView.as_view(), name="case-study-list"),
    path("case-studies/<uuid:pk>/", pages.CaseStudyDetailView.as_view(), name="case-study-detail"),
    path("training/", pages.TrainingSubjectsView.as_view(), name="training-subjects"),
    path("<str:name>.<str:file_format>", pages.list_export, name="list-export"),
    *practice_urls,
    *record_urls,
]
