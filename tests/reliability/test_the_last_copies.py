"""Four clerks hand out the last copies of a leaflet at the same moment."""

from pathlib import Path
from typing import Any

from binhdang.demo.world import found
from binhdang.registers.books.publications import PUBLICATION_MOVES, PUBLICATIONS
from registers.conftest import NOW
from registers.examples import record
from reliability.copies import copied_database, run


def test_only_as_many_go_out_as_there_are(transactional_db: None, settings: Any, tmp_path: Path) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    world = found(at=NOW)
    title = record(PUBLICATIONS, world.commune, world.an, NOW)
    record(PUBLICATION_MOVES, world.commune, world.an, NOW, about=title, kind="nhanngoai", copies=10)
    with copied_database(tmp_path) as database:
        one = run(database, tmp_path, "7", world.commune.code, "an", program="handing_out")
        assert one == {"said": ["", *["Không đủ ấn phẩm để xuất."] * 3], "left": 3}
        rest = run(database, tmp_path, "1", world.commune.code, "an", program="handing_out")
        assert rest == {"said": ["", "", "", "Không đủ ấn phẩm để xuất."], "left": 0}
