"""Looking into bytes that nobody vouches for: in a process of its own, which they may end or fill, and nothing else.

`ask_child` hands bytes to a module whose `main` reads standard input and prints an answer. The process bounds its
memory and its output before that module is loaded.
"""

from __future__ import annotations

import contextlib
import logging
import os
import resource
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

logger = logging.getLogger(__name__)

OUTPUT_BYTES = 64 * 1024**2


def ask_child(module: str, data: bytes, *arguments: str, seconds: float, memory: int) -> bytes:
    """What the module prints about the bytes; nothing, or only its beginning, where they ended the process.

    Raises TimeoutError where it was not ready in time: then it is ended, and whatever it had started with it.
    """
    command = [sys.executable, "-m", __name__, str(memory), module, *arguments]
    with TemporaryDirectory(prefix="binhdang-") as folder:
        given, said, complaints = (Path(folder, name) for name in ("given", "said", "complaints"))
        given.write_bytes(data)
        with given.open("rb") as source, said.open("wb") as sink, complaints.open("wb") as errors:
            child = subprocess.Popen(  # noqa: S603  # no shell; our own module
                command, cwd=folder, stdin=source, stdout=sink, stderr=errors, start_new_session=True
            )
            code = _code_of(child, seconds)
        if code:
            logger.warning("%s ended with %s: %s", module, code, complaints.read_text(errors="replace")[-2000:])
        return said.read_bytes()


def _code_of(child: subprocess.Popen[bytes], seconds: float) -> int:
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        raise TimeoutError from None


def _answer(memory: str, module: str, *arguments: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))
    import_module(module).main(*arguments)


if __name__ == "__main__":
    _answer(*sys.argv[1:])
