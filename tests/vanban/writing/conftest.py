"""What the writer's tests share: the schemas a .docx has to keep to."""

from __future__ import annotations

from pathlib import Path

import pytest

from papers.schemas import Schemas


@pytest.fixture(scope="session")
def schemas(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Schemas:
    """The WordprocessingML and package schemas of ISO 29500."""
    return Schemas(shared_dir / "schemas", tmp_path_factory.mktemp("xsd") / "schemas")
