"""The power fails in the middle of a split, an opening, a joining: where it is decided at every write."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workflows.units.province import Province

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes that fork")


def template(province: Province, step: str, at: Path) -> Path:
    """What a step needs, and no more: it is copied before every operation."""
    at.mkdir()
    shutil.copy(province.at / "sign-centre.pem", at / "key.pem")
    if step == "open":
        shutil.copy(province.bundle(1), at / "bundle.age")
        shutil.copy(province.key(1), at / "key.txt")
        return at
    shutil.copytree(province.exam, at / "exam")
    shutil.copy(province.at / "keys.csv", at)
    for number in (1, 2):
        shutil.copy(province.result(number), at)
    return at


@pytest.mark.parametrize(
    ("step", "stride", "least"), [("split", 24, 120), ("open", 24, 60), ("join", 18, 60)]
)
def test_any_write_may_be_the_last(
    carried_out: Province, tmp_path: Path, step: str, stride: int, least: int
) -> None:
    run = subprocess.run(
        [
            *(sys.executable, "-m", "tests.workflows.units.power_loss_units", step),
            *(template(carried_out, step, tmp_path / "template"), tmp_path / "work", str(stride)),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONWARNINGS": ""},
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["wrong"] == []
    assert found["operations"] >= least
    assert found["tried"] >= 8
