from django.urls import path

from teranga.portal.views import countries, own, pages, search, well_known

app_name = "portal"

urlpatterns = [
    path("", pages.HomeView.as_view(), name="home"),
    path("me/", own.HomePrivateView.as_view(), name="home-private"),
    path("i18n/setlang/", own.language, name="language"),
    path("theme/", own.theme, name="theme"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("map/", countries.MapView.as_view(), name="map"),
    path("countries/", countries.CountryListView.as_view(), name="country-list"),
    path("countries/<slug:alpha3>/", countries.CountryDetailView.as_view(), name="country-detail"),
    path("data/", pages.DataView.as_view(), name="data"),
    path("resources/", pages.ResourcesView.as_view(), name="resources"),
    path("sources/", pages.SourcesView.as_view(), name="sources"),
    path("about/", pages.AboutView.as_view(), name="about"),
    path("data-protection/", pages.DataProtectionView.as_view(), name="data-protection"),
    path("accessibility/", pages.AccessibilityView.as_view(), name="accessibility"),
    path("legal/", pages.LegalView.as_view(), name="legal"),
    path("style/", pages.StyleView.as_view(), name="style"),
    path("robots.txt", well_known.robots, name="robots"),
    path("sitemap.xml", well_known.sitemap, name="sitemap"),
    path("manifest.webmanifest", well_known.manifest, name="manifest"),
    path("favicon.ico", well_known.favicon, name="favicon"),
    path(".well-known/security.txt", well_known.security, name="security"),
]
