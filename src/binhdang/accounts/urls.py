"""Signing in and out, one's own password, and what waited for an expired session."""

from django.urls import path

from binhdang.accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("mat-khau/doi/", views.change_password, name="change_password"),
    path("gui-lai/", views.resend, name="resend"),
    path("gui-lai/bo/", views.discard, name="discard"),
]
