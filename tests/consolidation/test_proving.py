"""A proof is a file that a program sharing no code with the application adds up again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from binhdang.consolidation.proving import as_file, prove
from binhdang.consolidation.sources import Basis
from binhdang.demo.world import World
from binhdang.indicators.models import Indicator
from binhdang.reports.models import Round
from binhdang.reports.states import CellSource
from binhdang.values.figures import NIL, CellState, Figure
from consolidation.rounds import send

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "readd_proof.py"


@pytest.fixture
def reported(world: World, half_year: Round) -> Round:
    """Three communes with every kind of answer."""
    cells = {"TH-01": 2, "TH-02.nam": 18, "TH-02.nu": Figure.of(24, estimate=True), "QL-06": 12_500_000}
    send(half_year, world.commune, cells, by=world.an, source=CellSource.REGISTER, trace=("so-1", "so-2"))
    send(half_year, world.other_commune, {"TH-01": NIL, "TH-02.nu": 9}, by=world.giang)
    lost = Figure(CellState.NO_DATA, reason="mất sổ")
    third = {"TH-01": lost, "TH-02.nam": Figure(CellState.NOT_APPLICABLE), "TH-02.nu": 7}
    send(half_year, world.communes[0], third, by=world.chi)
    return half_year


def file_of(round: Round, code: str) -> dict[str, object]:
    """The proof of an indicator over the accepted reports."""
    return as_file(prove(round, Indicator.objects.get(code=code), basis=Basis.ACCEPTED))


def readd(path: Path) -> subprocess.CompletedProcess[str]:
    """The script, in a process of its own that knows nothing of the application."""
    return subprocess.run([sys.executable, "-I", str(SCRIPT), str(path)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("code", ["TH-01", "TH-02", "TH-03", "QL-06", "CL-5-2A-NU"])
def test_the_file_adds_up_again(reported: Round, tmp_path: Path, code: str) -> None:
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(file_of(reported, code)))
    done = readd(path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all agree" in done.stdout


@pytest.mark.parametrize("code", ["TH-01", "TH-02", "TH-03"])
def test_a_touched_number_is_found(reported: Round, tmp_path: Path, code: str) -> None:
    proof = json.dumps(file_of(reported, code))
    path = tmp_path / "proof.json"
    path.write_text(proof.replace('"value": "2"', '"value": "3"').replace('"value": "24"', '"value": "25"'))
    done = readd(path)
    assert done.returncode == 1
    assert "618" in done.stdout


def test_the_file_names_author_version_and_evidence_of_every_cell(world: World, reported: Round) -> None:
    tree = file_of(reported, "TH-01")["tree"]
    assert isinstance(tree, dict)
    own = next(report for report in tree["reports"] if report["code"] == "23538")
    cell = own["cells"]["TH-01"]
    assert (cell["author"], cell["source"], cell["evidence"]) == (world.an.full_name, "register", ["so-1", "so-2"])
    assert own["version"] and own["submitted_by"] == world.an.full_name
    silent = [report for report in tree["reports"] if report["version"] is None]
    assert len(silent) == 14
    assert tree["totals"]["whole"] == {"number": "2", "answered": 2, "asked": 17, "estimates": 0}


def test_chi_downloads_it_from_the_page_of_a_total(client: Client, world: World, reported: Round) -> None:
    client.force_login(world.chi)
    shown = client.get(f"/tong-hop/{reported.public_id}/so/TH-02/").content.decode()
    url = f"/tong-hop/{reported.public_id}/so/TH-02/chung-minh.json"
    assert url in shown
    answer = client.get(url)
    assert "attachment" in answer["Content-Disposition"]
    assert json.loads(answer.getvalue())["format"] == "binhdang-proof/1"
    assert client.get(f"/tong-hop/{reported.public_id}/so/KHONG-CO/chung-minh.json").status_code == 404
