"""Units, accounts and roles, the audit log."""

from django.urls import path

from binhdang.orgs.views import accounts, events, importing, log, units

app_name = "orgs"
urlpatterns = [
    path("don-vi/", units.units, name="units"),
    path("don-vi/nhap/", importing.send, name="import"),
    path("don-vi/nhap/<slug:public_id>/", importing.take, name="import_check"),
    path("don-vi/<slug:public_id>/", units.unit, name="unit"),
    path("don-vi/<slug:public_id>/su-kien/<slug:kind>/", events.record, name="event"),
    path("tai-khoan/", accounts.accounts, name="accounts"),
    path("tai-khoan/cap/", accounts.issue, name="issue"),
    path("tai-khoan/<slug:public_id>/", accounts.account, name="account"),
    path("tai-khoan/<slug:public_id>/mat-khau/cap-lai/", accounts.reset, name="reset"),
    path("tai-khoan/<slug:public_id>/khoa/", accounts.set_active, {"active": False}, name="deactivate"),
    path("tai-khoan/<slug:public_id>/mo/", accounts.set_active, {"active": True}, name="activate"),
    path("tai-khoan/<slug:public_id>/vai-tro/giao/", accounts.grant, name="grant"),
    path("tai-khoan/<slug:public_id>/ban-giao/", accounts.hand_over, name="hand_over"),
    path("vai-tro/<slug:public_id>/thu/", accounts.end_role, name="end_role"),
    path("nhat-ky/", log.log, name="log"),
    path("nhat-ky/<slug:kind>/<slug:object_id>/", log.trail, name="trail"),
]
