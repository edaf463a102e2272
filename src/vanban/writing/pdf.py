"""A .docx becomes a PDF through LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")


class WritingError(Exception):
    """Why a document could not be written out; its text is Vietnamese and names the remedy."""


def to_pdf(docx: bytes, *, timeout: float = 60) -> bytes:
    """The PDF of `docx`, laid out by LibreOffice within `timeout` seconds.

    Every call has a profile folder of its own: two conversions on one profile fail. LibreOffice exits with 0 even
    when it converted nothing, so the file itself is what counts.

    Raises:
        WritingError: LibreOffice is missing, took too long, or made no PDF.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise WritingError(
            "Chưa tạo được bản PDF: máy này không có LibreOffice (không tìm thấy lệnh “soffice”). "
            "Hãy cài gói libreoffice-writer rồi làm lại; trong khi chờ, bản .docx vẫn dùng được."
        )
    with tempfile.TemporaryDirectory(prefix="vanban-pdf-") as folder:
        source = Path(folder, "van-ban.docx")
        source.write_bytes(docx)
        said = _convert(program, source, timeout)
        target = source.with_suffix(".pdf")
        if not target.is_file() or not target.stat().st_size:
            raise WritingError(
                f"Chưa tạo được bản PDF: LibreOffice không đọc được tệp .docx ({len(docx)} byte). "
                f"LibreOffice báo: “{said or 'không có thông báo'}”. "
                "Hãy mở tệp .docx bằng Word để kiểm tra, hoặc xuất lại văn bản rồi làm lại."
            )
        return target.read_bytes()


def _convert(program: str, source: Path, timeout: float) -> str:
    """Run LibreOffice on `source`; what it said, for the error message."""
    command = [
        program,
        f"-env:UserInstallation={Path(source.parent, 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        str(source.parent),
        str(source),
    ]
    process = subprocess.Popen(  # noqa: S603 - a program found on PATH, a file name of our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # the command is a script around the real program: a late one ends as a group
    )
    try:
        output, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired as late:
        seconds = f"{timeout:g}".replace(".", ",")
        raise WritingError(
            f"Chưa tạo được bản PDF: LibreOffice chạy quá {seconds} giây, đã dừng. "
            "Hãy làm lại khi máy bớt việc, hoặc dùng bản .docx."
        ) from late
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    return output.decode("utf-8", errors="replace").strip()
