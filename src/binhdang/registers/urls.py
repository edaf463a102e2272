"""Addresses of registers. `<register>` is the register's own part of the address, such as tap-huan."""

from django.urls import path, register_converter

from binhdang.registers.catalogue import BY_PATH
from binhdang.registers.entries import Register
from binhdang.registers.views import excel, reading, writing


class RegisterConverter:
    """A register in an address."""

    regex = "|".join(BY_PATH)

    def to_python(self, value: str) -> Register:
        """The register of a part of an address."""
        return BY_PATH[value]

    def to_url(self, value: Register) -> str:
        """The part of an address of a register."""
        return value.path


register_converter(RegisterConverter, "register")

app_name = "registers"
urlpatterns = [
    path("", reading.index, name="index"),
    path("nhiem-vu/<str:public_id>/", reading.task, name="task"),
    path("muc/<str:public_id>/", reading.entry, name="entry"),
    path("<register:register>/", reading.entries, name="list"),
    path("<register:register>/them/", writing.new, name="new"),
    path("<register:register>/in/", reading.printed, name="print"),
    path("<register:register>/xuat/", reading.export, name="export"),
    path("<register:register>/nhap/", excel.send, name="import"),
    path("<register:register>/nhap/<str:public_id>/", excel.take, name="import_check"),
    path("<register:register>/<str:public_id>/", reading.detail, name="detail"),
    path("<register:register>/<str:public_id>/sua/", writing.change, name="change"),
    path("<register:register>/<str:public_id>/rut/", writing.withdraw, name="withdraw"),
    path("<register:register>/<str:public_id>/xoa-ten/", writing.redact, name="redact"),
    path("<register:register>/<str:public_id>/minh-chung/", writing.add_evidence, name="evidence_add"),
    path("<register:register>/<str:public_id>/minh-chung/<str:file_id>/", reading.evidence, name="evidence"),
    path("<register:register>/<str:public_id>/minh-chung/<str:file_id>/anh-nho/", reading.thumbnail, name="thumbnail"),
]
