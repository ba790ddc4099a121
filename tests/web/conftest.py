"""The published site, built once for all tests that look at it, with the browsers to look at it in."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from quizgen.workflows.site.build import build_site
from tests.web.browsers import Browsers, browsers, patience
from tests.web.evil_bank import build_evil_site
from tests.web.page import ROOT

BUILT = "QUIZGEN_TESTS_SITE"
"""Names the folder where the site has been built for all tests."""


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str, site_cache: Path) -> Path:
    """The folder of the real pages; ``make test`` has built it, else the first of the test processes does."""
    if BUILT in os.environ:
        return Path(os.environ[BUILT]).resolve()
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    with (shared / "site.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "site.built").exists():
            build_site(ROOT / "mkdocs.yml", shared / "site", site_cache)
            (shared / "site.built").touch()
    return shared / "site"


@pytest.fixture(scope="session")
def site_cache(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Where all builds of the real pages keep the parsed bank and the plans of mock exams."""
    base = tmp_path_factory.getbasetemp()
    return (base if worker_id == "master" else base.parent) / "site-cache"


@pytest.fixture(scope="session")
def evil_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site whose bank has mark-up in every field, with sealed questions (all in one process)."""
    return build_evil_site(tmp_path_factory.mktemp("evil"))


@pytest.fixture(scope="session")
def all_browsers() -> Iterator[Browsers]:
    """Every kind of browser, each started when first asked for."""
    with browsers() as found:
        yield found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, object, object]:
    """What was waited for in vain need not be waited for as long again."""
    if call.excinfo is not None:
        patience.hear(call.excinfo.value)
    return (yield)
