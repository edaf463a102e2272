"""The child process in which a paper is read: `python -m binhdang.documents.reading_process FILE NAME MEMORY`.

It bounds its own memory and output first, so that no file can harm the process that serves pages. It prints one JSON
object: {"text": …, "reading": …} or {"refusal": {"what", "why", "remedy"}}.
"""

import json
import resource
import sys
from pathlib import Path

OUTPUT_BYTES = 32 * 1024**2


def main(path: str, name: str, memory: str) -> None:
    """Read one file and print what was read; `name` is what the person calls it, `memory` the most bytes to use."""
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))
    from vanban.errors import ReadingError
    from vanban.reading import read_bytes

    try:
        result = read_bytes(Path(path).read_bytes(), name)
    except ReadingError as error:
        answer: dict[str, object] = {"refusal": {"what": error.what, "why": error.why, "remedy": error.remedy}}
    else:
        answer = {"text": result.text, "reading": result.as_json()}
    json.dump(answer, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(*sys.argv[1:4])
