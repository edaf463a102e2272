"""The .docx as a file: the same bytes for the same document, and a file that Word accepts."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from papers import samples
from papers.schemas import Schemas
from vanban.document import OfficialDocument, Read
from vanban.writing import COMPOSER_VERSION, write

TESTS = Path(__file__).resolve().parents[2]
PAPERS = [samples.report, samples.plan, samples.letter]

PRINTED = {1: "8a0836b7c284f802"}
"""What each version of the composer prints of the three papers; a change of what is printed is a new version."""


@pytest.mark.parametrize("paper", PAPERS)
def test_the_same_paper_gives_the_same_bytes(paper: Callable[[], OfficialDocument]) -> None:
    assert write(paper()) == write(paper())


def test_another_process_gives_the_same_bytes_whatever_its_hash_seed() -> None:
    program = "import hashlib, sys; from papers import samples; from vanban.writing import write; "
    program += "print(hashlib.sha256(write(samples.report())).hexdigest())"
    digests = {hashlib.sha256(write(samples.report())).hexdigest()}

    for seed in ("1", "2022"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(TESTS), "TZ": "Asia/Ho_Chi_Minh"}
        ran = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        digests.add(ran.stdout.strip())

    assert len(digests) == 1


def test_one_letter_more_gives_other_bytes() -> None:
    paper = samples.letter()

    assert write(replace(paper, header=replace(paper.header, place=Read("Ia Dom")))) != write(paper)


def test_what_is_printed_changes_only_with_the_composer_version() -> None:
    digest = hashlib.sha256()
    for paper in PAPERS:
        with zipfile.ZipFile(io.BytesIO(write(paper()))) as archive:
            for name in archive.namelist():
                digest.update(name.encode() + archive.read(name))

    assert PRINTED[COMPOSER_VERSION] == digest.hexdigest()[:16], "raise COMPOSER_VERSION and record the new digest"


def test_the_file_holds_no_clock_and_no_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(write(samples.report()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(entry.create_system, entry.external_attr) for entry in archive.infolist()} == {(0, 0o600 << 16)}
        core = etree.fromstring(archive.read("docProps/core.xml"))
    assert {etree.QName(part).localname: part.text for part in core} == {
        "creator": samples.DISTRICT,
        "language": "vi-VN",
        "title": "Báo cáo Kết quả thực hiện công tác bình đẳng giới 6 tháng đầu năm 2022 trên địa bàn huyện Ia H'Drai",
    }


def test_every_part_is_declared_and_every_relation_has_its_part() -> None:
    with zipfile.ZipFile(io.BytesIO(write(samples.plan()))) as archive:
        names = set(archive.namelist())
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        related = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
    declared = {part.get("PartName").lstrip("/") for part in types if part.get("PartName")}

    assert archive.namelist()[0] == "[Content_Types].xml"
    assert declared == {name for name in names if not name.endswith(".rels")} - {"[Content_Types].xml"}
    assert {f"word/{part.get('Target')}" for part in related} <= names


@pytest.mark.parametrize("paper", PAPERS)
def test_every_part_keeps_to_its_schema(schemas: Schemas, paper: Callable[[], OfficialDocument]) -> None:
    assert schemas.faults(write(paper())) == []


def test_the_schemas_would_see_properties_out_of_order(schemas: Schemas) -> None:
    docx = write(samples.letter())
    broken = io.BytesIO()
    style = b'<w:pStyle w:val="KinhGui"/>'
    with zipfile.ZipFile(io.BytesIO(docx)) as archive, zipfile.ZipFile(broken, "w") as out:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "word/document.xml":
                content = content.replace(style, b'<w:spacing w:before="0"/>' + style)
            out.writestr(name, content)

    assert [fault for fault in schemas.faults(broken.getvalue()) if "pStyle" in fault]
