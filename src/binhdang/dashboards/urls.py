"""Addresses of progress."""

from django.urls import path

from binhdang.dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:public_id>/", views.plan, name="plan"),
    path("nhiem-vu/<str:public_id>/", views.task, name="task"),
]
