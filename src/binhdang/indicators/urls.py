"""Addresses of the dictionary."""

from django.urls import path

from binhdang.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:code>/", views.detail, name="detail"),
]
