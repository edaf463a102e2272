"""Workbooks out of the child process: in order, one after the other, each read or refused.

The child reads the next file while the caller still works on the last one. A file that ends the child, or takes longer
than it may, is refused, and another child goes on with the rest.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from queue import SimpleQueue
from typing import Any

from binhdang.reports.workbook_process import LENGTH
from binhdang.reports.workbooks.form import FORM, HIDDEN, READ_BACK
from binhdang.values.refusals import Refusal

SECONDS = 20
"""For one file; an honest one takes some milliseconds."""
LARGEST_FILE = 5 * 1024**2
LARGEST_ANSWER = 64 * 1024**2
_AHEAD = 32
"""Files that may wait in memory for the child."""
_PIPE = 1024**2
"""Bytes between the two processes: so many answers wait there that neither stands idle."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """What stands in a workbook, not yet believed."""

    name: str
    """Of the file."""
    rows: list[list[Any]]
    """Of the form, from A1 on."""
    hidden: list[Any]
    merged: list[list[list[int]]]
    """Ranges as ((row, column), (row, column)), from 0."""
    unfit: dict[str, str]
    """Cells that hold no value a person typed, and why."""


class _Child:
    """One process, and the thread that hands it its files while it works on another one."""

    def __init__(self, files: Iterable[bytes]) -> None:
        command = [sys.executable, "-m", "binhdang.reports.workbook_process", FORM, HIDDEN, *READ_BACK]
        self.process = subprocess.Popen(  # noqa: S603  # our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):  # where so much is not allowed, the two wait for each other more often
                fcntl.fcntl(pipe or -1, fcntl.F_SETPIPE_SZ, _PIPE)
        self.files: SimpleQueue[bytes | None] = SimpleQueue()
        for data in files:
            self.files.put(data)
        self.feeder = threading.Thread(target=self._feed, daemon=True)
        self.feeder.start()

    def _feed(self) -> None:
        assert self.process.stdin  # noqa: S101  # a pipe
        with suppress(OSError):  # the child is gone: whoever waits for its answer sees that too
            while (data := self.files.get()) is not None:
                self.process.stdin.write(LENGTH.pack(len(data)) + data)
                self.process.stdin.flush()

    def answer(self) -> dict[str, Any] | None:
        """The answer to the next file; None where the child died or ran out of time over it."""
        head = self._received(LENGTH.size)
        length = LENGTH.unpack(head)[0] if head else LARGEST_ANSWER + 1
        said = self._received(length) if length <= LARGEST_ANSWER else None
        if said is None:
            return None
        told: dict[str, Any] = json.loads(said, parse_float=Decimal, parse_constant=str)
        return told

    def _received(self, length: int) -> bytes | None:
        assert self.process.stdout  # noqa: S101  # a pipe
        handle, parts = self.process.stdout.fileno(), []
        while length:
            if not select.select([handle], [], [], SECONDS)[0]:
                return None
            part = os.read(handle, min(length, 1024**2))
            if not part:
                return None
            parts.append(part)
            length -= len(part)
        return b"".join(parts)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.files.put(None)
        self.feeder.join()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        self.process.wait()


def read_raw(files: Iterable[tuple[str, bytes]]) -> Iterator[RawSheet | Refusal]:
    """Each (name, bytes) read or refused, in order."""
    source, ahead = iter(files), deque[tuple[str, bytes]]()
    child: _Child | None = None
    try:
        while True:
            for file in islice(source, _AHEAD - len(ahead)):
                ahead.append(file)
                if child and _fits(file):
                    child.files.put(file[1])
            if not ahead:
                return
            name, data = ahead[0]
            answer = None
            if _fits(ahead[0]):
                child = child or _Child(waiting[1] for waiting in ahead if _fits(waiting))
                answer = child.answer()
                if answer is None:
                    child.end()
                    child = None
            ahead.popleft()
            yield _told(name, answer) if _fits((name, data)) else _wrong_size(name, data)
    finally:
        if child:
            child.end()


def _fits(file: tuple[str, bytes]) -> bool:
    return 0 < len(file[1]) <= LARGEST_FILE


def _told(name: str, answer: dict[str, Any] | None) -> RawSheet | Refusal:
    if answer is None:
        return Refusal(
            "Không đọc được tệp Excel.",
            where=f"tệp «{name}»",
            value="việc đọc bị dừng",
            rule="biểu tải về chỉ có một bảng; tệp hỏng hoặc cần quá nhiều thời gian, bộ nhớ thì không nhận.",
            remedy="tải biểu mới rồi chép số vào.",
        )
    if said := answer.get("refusal"):
        return Refusal(
            said["what"], where=f"tệp «{name}»", value=said["value"], rule=said["rule"], remedy=said["remedy"]
        )
    return RawSheet(name, answer["form"], answer["hidden"], answer["merged"], answer["unfit"])


def _wrong_size(name: str, data: bytes) -> Refusal:
    return Refusal(
        "Tệp Excel quá lớn." if data else "Tệp rỗng.",
        where=f"tệp «{name}»",
        value=f"{len(data) / 1024**2:.1f} MB".replace(".", ","),
        rule=f"mỗi tệp Excel tối đa {LARGEST_FILE // 1024**2} MB.",
        remedy="kiểm tra đã chọn đúng tệp chưa; bỏ ảnh và sheet thừa rồi nạp lại.",
    )
