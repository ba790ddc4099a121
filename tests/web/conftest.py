"""The site as it is published, built once for all tests that look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.workflows.build_site import build_site
from tests.web.page import ROOT


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real pages."""
    return build_site(ROOT / "mkdocs.yml", tmp_path_factory.mktemp("site") / "site").folder
