"""One printer for all tests of a process: it takes a second to make."""

from __future__ import annotations

import pytest

from quizgen.render.typst_pdf import Printer


@pytest.fixture(scope="session")
def printer() -> Printer:
    """A printer with the packaged fonts."""
    return Printer()
