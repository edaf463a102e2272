"""What the child process does in which a paper is read (`files.child_process`): it reads it from standard input.

It prints one JSON object: {"text": …, "reading": …} or {"refusal": {"what", "why", "remedy"}}.
"""

import json
import sys

from vanban.errors import ReadingError
from vanban.reading import read_bytes


def main(name: str) -> None:
    """Read one file and print what was read; `name` is what the person calls it."""
    try:
        result = read_bytes(sys.stdin.buffer.read(), name)
    except ReadingError as error:
        answer: dict[str, object] = {"refusal": {"what": error.what, "why": error.why, "remedy": error.remedy}}
    else:
        answer = {"text": result.text, "reading": result.as_json()}
    json.dump(answer, sys.stdout, ensure_ascii=False)
