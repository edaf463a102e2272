"""Whatever a person hands over by mistake gets one clear sentence, names the file, and breaks nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from vanban.cli import main
from vanban.reading import LARGEST_FILE, ReadingError, read_bytes, read_file, read_text

LEGACY = "UBND huyÖn ®Ò nghÞ c¸c phßng, ban, ngµnh vµ UBND c¸c x· thùc hiÖn nghiªm tóc c¸c néi dung sau ®©y: c«ng t¸c"


def zipped(**parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return target.getvalue()


def refusal(data: bytes, name: str) -> ReadingError:
    with pytest.raises(ReadingError) as refused:
        read_bytes(data, name)
    return refused.value


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"", "trong.txt", "Tệp trống."),
        (b" \n\t ", "trong.txt", "Tệp trống."),
        (b"\xef\xbb\xbf", "trong.txt", "Tệp trống."),
        (bytes(range(256)) * 40, "anh.txt", "Không đọc được tệp."),
        (b"\x00" * 5000, "rong.pdf", "Không đọc được tệp."),
        (zipped(a="1"), "bao-cao.docx", "Tệp không phải văn bản Word."),
        (zipped(xl__workbook_xml="<a/>"), "so-lieu.docx", "Tệp không phải văn bản Word."),
        (zipped(mimetype="odt", content_xml="<a/>"), "ke-hoach.docx", "Tệp không phải văn bản Word."),
        (zipped(word__document_xml="<w:document"), "hong.docx", "Không mở được tệp Word."),
        (zipped(word__document_xml="<a/>"), "la.docx", "Không đọc được tệp Word."),
        (zipped(word__document_xml="<a/>")[:60], "cut.docx", "Không mở được tệp Word."),
        (b"%PDF-1.7\nnot really", "hong.pdf", "Không mở được tệp PDF."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "cu.doc", "Chưa đọc được tệp Word đời cũ."),
        (rb"{\rtf1\ansi abc}", "cu.doc", "Chưa đọc được tệp RTF."),
        (b"\xff\xd8\xff\xe0" + b"x" * 600, "chup.jpg", "Chưa đọc được ảnh."),
        (LEGACY.encode("cp1252"), "cu.txt", "Tệp dùng bảng mã tiếng Việt cũ."),
        (LEGACY.encode(), "cu.txt", "Tệp dùng bảng mã tiếng Việt cũ."),
        ("Jahresbericht über die Gleichstellung".encode("latin-1"), "la.txt", "Không đọc được chữ trong tệp."),
    ],
)
def test_an_hands_over_the_wrong_file(data: bytes, name: str, what: str) -> None:
    error = refusal(data, name)
    assert (error.name, error.what) == (name, what)
    assert error.why and error.remedy
    assert str(error).startswith(f"Tệp “{name}”: {what}")


def test_a_file_of_two_hundred_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "qua-lon.docx"
    with path.open("wb") as sparse:
        sparse.truncate(200 * 1024 * 1024)
    with pytest.raises(ReadingError) as refused:
        read_file(path)
    assert refused.value.what == "Tệp quá lớn."
    assert "200 MB" in refused.value.why and f"{LARGEST_FILE // 1024 // 1024} MB" in refused.value.why


def test_a_zip_bomb_named_docx_is_refused() -> None:
    bomb = zipped(word__document_xml="<a>" + " " * 70_000_000 + "</a>")
    assert len(bomb) < 200_000
    assert refusal(bomb, "bom.docx").what == "Tệp Word bị từ chối vì lý do an toàn."


def test_an_entity_in_a_docx_is_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    document = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><a>&x;</a>'
    assert refusal(zipped(word__document_xml=document), "la.docx").what == "Không mở được tệp Word."


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path, what in ((tmp_path / "khong-co.txt", "Không tìm thấy tệp."), (tmp_path, "Không đọc được tệp.")):
        with pytest.raises(ReadingError) as refused:
            read_file(path)
        assert refused.value.what == what


def test_the_command_says_it_in_vietnamese_and_ends_with_one(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "trong.docx"
    path.write_bytes(b"")
    assert main(["read", str(path), "--json"]) == 1
    shown = capfdbinary.readouterr()
    assert shown.out == b""
    assert shown.err.decode() == (
        "Tệp “trong.docx”: Tệp trống. Trong tệp không có chữ nào. "
        "Hãy kiểm tra lại tệp đã chọn, mở thử rồi tải lên bản có nội dung.\n"
    )


def test_a_letter_to_a_friend_is_read_as_what_it_is() -> None:
    reading = read_text("Chào chị Lan,\n\nHôm nay em bận, mai em gửi số liệu nhé.\n\nAn")
    assert [warning.code for warning in reading.warnings][0] == "not-official"
    assert reading.document.sections == reading.references == reading.duties == ()
    empty = {"value": None, "spans": []}
    document = reading.as_json()["document"]
    assert isinstance(document, dict)
    assert all(value == empty for value in document.values())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_texts_of_every_kind_read_alike(encoding: str) -> None:
    text = "KẾ HOẠCH\r\nThực hiện công tác bình đẳng giới\r\n\r\nI. MỤC ĐÍCH\r\n"
    reading = read_bytes(text.encode(encoding), "ke-hoach.txt")
    assert reading.text == text.replace("\r\n", "\n")
    assert reading.document.header.title is not None
    assert reading.document.header.title.value == "Thực hiện công tác bình đẳng giới"


def test_decomposed_letters_become_one_letter_each() -> None:
    import unicodedata

    reading = read_bytes(unicodedata.normalize("NFD", "KẾ HOẠCH\nTruyền thông năm 2026\n").encode(), "mac.txt")
    assert unicodedata.is_normalized("NFC", reading.text)
    assert reading.document.header.kind is not None
