"""The URL tree: one line an app."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("binhdang.home.urls")),
    path("", include("binhdang.ui.urls")),
    path("", include("binhdang.accounts.urls")),
    path("", include("binhdang.orgs.urls")),
    path("tim/", include("binhdang.search.urls")),
    path("van-ban/", include("binhdang.documents.urls")),
    path("ke-hoach/", include("binhdang.plans.urls")),
    path("chi-tieu/", include("binhdang.indicators.urls")),
    path("so-theo-doi/", include("binhdang.registers.urls")),
    path("phieu-hoi/", include("binhdang.questionnaires.urls")),
    path("tien-do/", include("binhdang.dashboards.urls")),
    path("bao-cao/", include("binhdang.reports.urls")),
    path("xem-xet/", include("binhdang.review.urls")),
    path("tong-hop/", include("binhdang.consolidation.urls")),
    path("phat-hanh/", include("binhdang.publishing.urls")),
]
