"""Health checks and the gallery of components."""

from django.urls import path

from binhdang.ui import views

app_name = "ui"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("thanh-phan/", views.gallery, name="gallery"),
]
