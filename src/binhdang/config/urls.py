"""The URL tree: one line an app."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("binhdang.home.urls")),
    path("", include("binhdang.ui.urls")),
    path("", include("binhdang.accounts.urls")),
    path("", include("binhdang.orgs.urls")),
    path("chi-tieu/", include("binhdang.indicators.urls")),
    path("so-theo-doi/", include("binhdang.registers.urls")),
    path("bao-cao/", include("binhdang.reports.urls")),
    path("xem-xet/", include("binhdang.review.urls")),
    path("tong-hop/", include("binhdang.consolidation.urls")),
    path("phat-hanh/", include("binhdang.publishing.urls")),
]
for prefix, app in (("van-ban/", "documents"), ("ke-hoach/", "plans")):
    if find_spec(f"binhdang.{app}.urls"):
        urlpatterns.append(path(prefix, include(f"binhdang.{app}.urls")))
