"""Addresses of reports and rounds."""

from django.urls import path

from binhdang.reports import views, workbook_views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="index"),
    path("ky/<str:public_id>/", views.round_detail, name="round"),
    path("che-do/mo/", views.open_regime, name="open_regime"),
    path("che-do/<str:public_id>/dot-xuat/", views.ask_ad_hoc, name="ask_ad_hoc"),
    path("che-do/<str:public_id>/de-cuong/", views.outline, name="outline"),
    path("nhan-xet/<str:public_id>/da-xu-ly/", views.resolve, name="resolve"),
    path("<str:public_id>/", views.entry, name="entry"),
    path("<str:public_id>/luu/", views.save, name="save"),
    path("<str:public_id>/lay-so/", views.fill, name="fill"),
    path("<str:public_id>/khong-phat-sinh/", views.affirm_nil, name="affirm_nil"),
    path("<str:public_id>/trinh-duyet/", views.ask, name="ask"),
    path("<str:public_id>/duyet/", views.approve, name="approve"),
    path("<str:public_id>/rut-lai/", views.take_back, name="take_back"),
    path("<str:public_id>/gui/", views.send, name="send"),
    path("<str:public_id>/lich-su/", views.history, name="history"),
    path("<str:public_id>/excel/", workbook_views.download, name="workbook"),
    path("<str:public_id>/nap-excel/", workbook_views.send, name="workbook_send"),
    path("<str:public_id>/nap-excel/<str:token>/", workbook_views.check, name="workbook_check"),
]
