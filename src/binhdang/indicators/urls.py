"""Addresses of the dictionary."""

from django.urls import path

from binhdang.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.index, name="index"),
    path("moi/", views.new, name="new"),
    path("tai-ve/<str:form>/", views.export, name="export"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/sua/", views.change, name="change"),
    path("<str:code>/hieu-luc-moi/", views.succeed, name="succeed"),
    path("<str:code>/muc-tieu/", views.target, name="target"),
    path("<str:code>/muc-tieu/bo/", views.drop_target, name="drop_target"),
]
