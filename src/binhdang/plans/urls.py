"""Addresses of plans."""

from django.urls import path

from binhdang.plans.views import cascade, own, plans, proposals, tasks

app_name = "plans"
urlpatterns = [
    path("", plans.index, name="index"),
    path("tu-van-ban/<str:public_id>/", plans.from_paper, name="from_paper"),
    path("de-xuat/<str:public_id>/sua/", proposals.edit, name="edit"),
    path("de-xuat/<str:public_id>/xac-nhan/", proposals.confirm, name="confirm"),
    path("de-xuat/<str:public_id>/bo/", proposals.reject, name="reject"),
    path("nhiem-vu/<str:public_id>/", tasks.detail, name="task"),
    path("nhiem-vu/<str:public_id>/giao/", tasks.assign, name="assign"),
    path("nhiem-vu/<str:public_id>/thoi-giao/<str:code>/", tasks.unassign, name="unassign"),
    path("nhiem-vu/<str:public_id>/dieu-kien/<int:place>/", tasks.condition, name="condition"),
    path("nhiem-vu/<str:public_id>/hoan-thanh/", tasks.done, name="done"),
    path("nhiem-vu/<str:public_id>/cap-duoi/", cascade.task, name="cascade_task"),
    path("dong/<str:public_id>/sua/", own.edit, name="line"),
    path("dong/<str:public_id>/nhan/", own.take, name="take"),
    path("dong/<str:public_id>/khong-dua/", own.drop, name="drop"),
    path("dong/<str:public_id>/chuyen/", own.move, name="move"),
    path("<str:public_id>/", plans.detail, name="detail"),
    path("<str:public_id>/lap-ke-hoach/", own.begin, name="begin"),
    path("<str:public_id>/nam-sau/", own.next_year, name="next_year"),
    path("<str:public_id>/soan/", own.own, name="own"),
    path("<str:public_id>/nhan-het/", own.take_all, name="take_all"),
    path("<str:public_id>/them-nhiem-vu/", own.add, name="add_line"),
    path("<str:public_id>/loi-van/", own.words, name="words"),
    path("<str:public_id>/thuc-hien/", own.carry_out, name="carry_out"),
    path("<str:public_id>/cap-duoi/", cascade.index, name="cascade"),
    path("<str:public_id>/van-ban/", plans.source, name="source"),
    path("<str:public_id>/tep/", plans.file, name="file"),
    path("<str:public_id>/xac-nhan/", proposals.index, name="proposals"),
    path("<str:public_id>/nhan-lam/", proposals.take_over, name="take_over"),
    path("<str:public_id>/thoi-lam/", proposals.let_go, name="let_go"),
    path("<str:public_id>/xac-nhan-het/", proposals.confirm_all, name="confirm_all"),
    path("<str:public_id>/dua-vao-thuc-hien/", plans.put_in_force, name="put_in_force"),
    path("<str:public_id>/bo-sung/", plans.add_task, name="add_task"),
]
