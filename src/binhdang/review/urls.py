"""Addresses of the review."""

from django.urls import path

from binhdang.review import views

app_name = "review"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<str:public_id>/", views.version, name="version"),
    path("<str:public_id>/chap-nhan/", views.accept, name="accept"),
    path("<str:public_id>/mo-lai/", views.reopen, name="reopen"),
    path("<str:public_id>/tra-lai/", views.send_back, name="send_back"),
]
