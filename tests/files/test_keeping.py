"""Bytes are kept whole, once, and what is damaged is found out and can be put right by sending it again."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from binhdang.files.actions import keep, read
from binhdang.values.refusals import Refusal

NOON = datetime(2022, 3, 1, 5, tzinfo=UTC)


@pytest.mark.django_db
def test_the_same_bytes_are_stored_once_under_two_names(settings: Any) -> None:
    first, second = keep(b"anh chup", name="a.jpg", at=NOON), keep(b"anh chup", name="b.jpg", at=NOON)
    assert first.content.name == second.content.name
    assert len([path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]) == 1


@pytest.mark.django_db
def test_a_file_that_a_full_disk_cut_off_is_kept_whole_when_it_is_sent_again(settings: Any) -> None:
    cut = keep(b"ban ky dong dau", name="bao-cao.pdf", at=NOON)
    Path(settings.MEDIA_ROOT, cut.content.name).write_bytes(b"ban ky")
    with pytest.raises(Refusal, match="không còn nguyên vẹn"):
        read(cut)
    assert read(keep(b"ban ky dong dau", name="bao-cao.pdf", at=NOON)) == b"ban ky dong dau"
