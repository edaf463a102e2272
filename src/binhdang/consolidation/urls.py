"""Addresses of consolidation."""

from django.urls import path

from binhdang.consolidation import views

app_name = "consolidation"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:public_id>/", views.detail, name="round"),
    path("<str:public_id>/bat-dau/", views.begin, name="begin"),
    path("<str:public_id>/lay-so/", views.fill, name="fill"),
    path("<str:public_id>/lay-bai/", views.gather, name="gather"),
    path("<str:public_id>/so/<str:key>/", views.figure, name="figure"),
    path("<str:public_id>/so/<str:code>/qua-cac-ky/", views.series, name="series"),
    path("<str:public_id>/so/<str:code>/chung-minh.json", views.proof_file, name="proof_file"),
    path("<str:public_id>/don-vi/<str:node>/", views.node, name="node"),
    path("<str:public_id>/muc/<str:code>/", views.section, name="section"),
    path("<str:public_id>/chot/", views.freeze, name="freeze"),
]
