from django.urls import path

from teranga.monitoring.views import logframe

app_name = "monitoring"

urlpatterns = [
    path("logframes/<uuid:pk>/", logframe.LogframeDetailView.as_view(), name="logframe-detail"),
]
