"""Addresses of questionnaires."""

from django.urls import path

from binhdang.questionnaires.views import answering, asking, reading, wording

app_name = "questionnaires"
urlpatterns = [
    path("", reading.index, name="index"),
    path("lap/", asking.new, name="new"),
    path("tra-loi/<str:public_id>/", answering.sheet, name="sheet"),
    path("tra-loi/<str:public_id>/mo-lai/", answering.reopen, name="reopen"),
    path("<str:public_id>/", reading.detail, name="detail"),
    path("<str:public_id>/sua/", asking.change, name="change"),
    path("<str:public_id>/xem-truoc/", reading.preview, name="preview"),
    path("<str:public_id>/gui/", asking.open_to, name="open"),
    path("<str:public_id>/dong/", asking.close, name="close"),
    path("<str:public_id>/rut/", asking.withdraw, name="withdraw"),
    path("<str:public_id>/ket-qua/", reading.results, name="results"),
    path("<str:public_id>/ket-qua/xuat/", reading.export, name="export"),
    path("<str:public_id>/cau-hoi/them/", wording.add, name="add_question"),
    path("<str:public_id>/cau-hoi/<str:question_id>/sua/", wording.change, name="change_question"),
    path("<str:public_id>/cau-hoi/<str:question_id>/chuyen/", wording.move, name="move_question"),
    path("<str:public_id>/cau-hoi/<str:question_id>/bo/", wording.remove, name="remove_question"),
]
