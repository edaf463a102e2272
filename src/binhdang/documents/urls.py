"""Addresses of papers."""

from django.urls import path

from binhdang.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.index, name="index"),
    path("tai-len/", views.upload, name="upload"),
    path("den/dang-ky/", views.register, name="register"),
    path("<str:public_id>/", views.detail, name="detail"),
    path("<str:public_id>/tep/", views.file, name="file"),
    path("<str:public_id>/cap-so/", views.number, name="number"),
    path("<str:public_id>/gui/", views.send, name="send"),
    path("<str:public_id>/lien-ket/", views.link, name="link"),
    path("<str:public_id>/dinh-kem/", views.attach, name="attach"),
]
