"""Addresses of outgoing reports and plans."""

from django.urls import path

from binhdang.publishing import views

app_name = "publishing"
urlpatterns = [
    path("", views.index, name="index"),
    path("soan/<str:public_id>/", views.draft, name="draft"),
    path("ke-hoach/<str:public_id>/", views.of_plan, name="of_plan"),
    path("<str:public_id>/", views.issue, name="issue"),
    path("<str:public_id>/kiem-tra/", views.check, name="check"),
    path("<str:public_id>/ky/", views.sign, name="sign"),
    path("<str:public_id>/cap-so/", views.number, name="number"),
    path("<str:public_id>/phat-hanh/", views.send, name="send"),
    path("<str:public_id>/rut/", views.withdraw, name="withdraw"),
    path("<str:public_id>/docx/", views.docx, name="docx"),
    path("<str:public_id>/pdf/", views.pdf, name="pdf"),
]
