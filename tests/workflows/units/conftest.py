"""An exam of two units, carried out once for all tests of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.workflows.units.province import Province, make_province


@pytest.fixture(scope="session")
def carried_out(drawn_exam: Path, tmp_path_factory: pytest.TempPathFactory) -> Province:
    """Everything done but joining; nobody may change it."""
    at = tmp_path_factory.mktemp("province")
    before = os.environ["XDG_CONFIG_HOME"]
    os.environ["XDG_CONFIG_HOME"] = str(at / "settings")
    try:
        return make_province(at, drawn_exam)
    finally:
        os.environ["XDG_CONFIG_HOME"] = before


@pytest.fixture
def province(carried_out: Province, tmp_path: Path) -> Province:
    """A copy of it."""
    return Province(shutil.copytree(carried_out.at, tmp_path / "province"))
