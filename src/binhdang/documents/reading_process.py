"""The child process in which a paper is read: `python -m binhdang.documents.reading_process FILE NAME`.

It bounds its own memory and output first, so that no file can harm the process that serves pages. It prints one JSON
object: {"text": …, "reading": …} or {"refusal": {"what", "why", "remedy"}}.
"""

import json
import resource
import sys
from pathlib import Path

MEMORY_BYTES = 1024**3
OUTPUT_BYTES = 32 * 1024**2


def main(path: str) -> None:
    """Read one file and print what was read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))
    from vanban.errors import ReadingError
    from vanban.reading import read_file

    try:
        result = read_file(Path(path))
    except ReadingError as error:
        answer: dict[str, object] = {"refusal": {"what": error.what, "why": error.why, "remedy": error.remedy}}
    else:
        answer = {"text": result.text, "reading": result.as_json()}
    json.dump(answer, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1])
