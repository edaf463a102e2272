"""The manual names what is there: every picture, every button and field it tells people to use."""

import re
from pathlib import Path

from browser.walk import PICTURES

MANUAL = PICTURES.parent
SOURCES = MANUAL.parents[1] / "src" / "binhdang"
LARGEST = 150_000  # bytes of a picture
KEYS = {"Tab", "Shift + Tab", "Enter", "một lần"}  # set in bold, and no words of a page


def pages() -> dict[str, str]:
    return {page.name: page.read_text(encoding="utf-8") for page in sorted(MANUAL.glob("*.md"))}


def test_every_picture_is_made_by_a_test_and_shown_in_the_manual() -> None:
    """MANUAL=1 makes the tests keep what they show."""
    shown = set(re.findall(r"!\[[^\]]+\]\(anh/([a-z0-9-]+)\.png\)", "".join(pages().values())))
    tests = "".join(test.read_text(encoding="utf-8") for test in Path(__file__).parent.glob("*.py"))
    made = set(re.findall(r'\.picture\(\s*"([a-z0-9-]+)"', tests))
    assert {picture.stem for picture in PICTURES.glob("*.png")} == shown == made
    assert [picture.name for picture in PICTURES.glob("*.png") if picture.stat().st_size > LARGEST] == []


def test_every_button_and_field_that_the_manual_names_is_on_a_page() -> None:
    kinds = ("*.html", "*.py", "*.js")
    words = " ".join(file.read_text(encoding="utf-8") for kind in kinds for file in SOURCES.rglob(kind))
    plain = re.sub(r"\s+", " ", re.sub(r"\{[{%].*?[}%]\}", "…", words)).casefold()
    named = {(page, bold) for page, text in pages().items() for bold in re.findall(r"\*\*([^*]+)\*\*", text)}
    missing = [(page, bold) for page, bold in sorted(named) if bold not in KEYS and not _stands(bold, plain)]
    assert missing == []


def _stands(bold: str, plain: str) -> bool:
    """Whether every piece of a name ("Xác nhận … đề xuất") stands in the pages."""
    return all(piece.strip().casefold() in plain for piece in bold.split("…"))


def test_every_link_of_the_manual_leads_somewhere() -> None:
    for page, text in pages().items():
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert (MANUAL / target).exists(), (page, target)
