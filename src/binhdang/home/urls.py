"""URLs of the first page."""

from django.urls import path

from binhdang.home import views

app_name = "home"
urlpatterns = [path("", views.my_work_page, name="my_work")]
