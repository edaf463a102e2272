"""The command `vanban`: `vanban text FILE`, `vanban read FILE [--json]`.

Output is UTF-8 whatever the terminal says. A file that cannot be read gives one Vietnamese message on standard error
and exit code 1; wrong usage gives exit code 2.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from vanban.errors import ReadingError
from vanban.reading import read_file, text_of_file
from vanban.reading.summary import summary_of


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        if arguments.command == "text":
            _write(text_of_file(arguments.file))
        elif arguments.json:
            _write(json.dumps(read_file(arguments.file).as_json(), ensure_ascii=False, indent=2) + "\n")
        else:
            _write(summary_of(read_file(arguments.file)))
    except ReadingError as error:
        sys.stderr.buffer.write(f"{error}\n".encode())
        return 1
    return 0


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vanban", description="Đọc văn bản hành chính: .txt, .md, .docx, .pdf có lớp chữ."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    text = commands.add_parser("text", help="in chữ của tệp, đúng từng ký tự mà các vị trí (spans) trỏ vào")
    text.add_argument("file", type=Path, metavar="TỆP")
    read = commands.add_parser("read", help="đọc tệp thành các phần của văn bản")
    read.add_argument("file", type=Path, metavar="TỆP")
    read.add_argument("--json", action="store_true", help='in JSON, định dạng "vanban/1"')
    return parser


if __name__ == "__main__":
    sys.exit(main())
