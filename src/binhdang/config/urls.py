"""The URL tree: one line an app."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("binhdang.ui.urls")),
    path("", include("binhdang.accounts.urls")),
    path("", include("binhdang.orgs.urls")),
    path("bao-cao/", include("binhdang.reports.urls")),
    path("xem-xet/", include("binhdang.review.urls")),
]
