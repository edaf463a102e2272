"""What stands in the repository is good for everybody: locks without hosts, no machine's paths, reasons given."""

import json
import re
import tomllib
import unicodedata

import pytest

from tooling.sources import ROOT, tracked_files

LOCKS = ["setup.lock", "node.lock", "core.lock", "dev.lock"]
# Assembled so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(
    r"(?<![\w.])/(?:" + "|".join(["work", "root", "home/[a-z]+", "farm", "opt/pypi", "tmp/bash"]) + ")/"
)
NOT_TEXT = {".woff2", ".png", ".docx", ".doc", ".pdf", ".xlsx", ".zip", ".jpg", ".ico", ".webp"}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_packages_and_hashes_and_no_host(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "--hash=sha256:" in text
    for line in text.splitlines():
        assert "://" not in line
        assert "file:" not in line
        assert "git+" not in line
        # A requirement, one of its hashes, or a remark: an option such as --index-url would be none of these.
        assert re.fullmatch(
            r"[a-z0-9][\w.-]*(\[[\w,-]+\])?==\S+( ; .*)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?| +#.*", line
        )


def test_every_package_of_the_npm_lock_is_pinned_by_its_hash_and_names_no_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    third_party = {name: package for name, package in packages.items() if name}
    assert third_party
    for package in third_party.values():
        assert "resolved" not in package
        assert package["integrity"].startswith("sha512-")


def test_the_environment_for_tests_has_the_same_versions_as_the_one_for_work() -> None:
    pinned = re.compile(r"^(\S+==\S+)", re.MULTILINE)
    core, dev = ({*pinned.findall((ROOT / name).read_text())} for name in ("core.lock", "dev.lock"))
    assert core
    assert core <= dev


def test_no_file_names_a_path_of_the_machine_it_was_written_on(need_program) -> None:
    need_program("git")
    found = []
    for path in tracked_files():
        if path.suffix in NOT_TEXT:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if MACHINE_PATH.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


def test_the_person_who_signed_the_seed_plan_is_named_only_where_the_seed_itself_is_read(
    need_program, shared_dir
) -> None:
    need_program("git")
    seed = next(shared_dir.glob("seed/*.txt")).read_text(encoding="utf-8")
    signer = re.findall(r"^\s*((?:[^\W\d_]\w+ ){2,4}[^\W\d_]\w+)\s*$", seed, re.MULTILINE)[-1]
    found = []
    for path in tracked_files():
        if path.suffix in NOT_TEXT:
            continue
        text = path.read_text(encoding="utf-8")
        reads_the_seed = path.is_relative_to(ROOT / "tests") and "shared" in text
        if signer in text and not reads_the_seed:
            found.append(str(path.relative_to(ROOT)))
    assert found == []


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)
    wanted = [
        *project["project"]["dependencies"],
        *(line for extra in project["project"]["optional-dependencies"].values() for line in extra),
        *(line for group in project["dependency-groups"].values() for line in group),
    ]
    assert wanted
    for requirement in wanted:
        line = next(line for line in text.splitlines() if f'"{requirement}"' in line)
        assert re.search(r"# \S+ \S+", line), f"{requirement} stands in pyproject.toml without a reason"


def test_every_text_is_in_composed_unicode(need_program) -> None:
    need_program("git")
    found = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path.suffix not in NOT_TEXT and not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]
    assert found == []
