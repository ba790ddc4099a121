"""The pure parts of the practice centre, tested by node's own runner."""

from __future__ import annotations

import os
import subprocess

from tests.programs import program
from tests.web.browsers import NPM
from tests.web.page import ROOT


def test_the_scripts_pass_their_own_tests() -> None:
    done = subprocess.run(
        [program("node"), "tests/practice/all.js"],
        cwd=ROOT,
        env={**os.environ, "QUIZGEN_NODE_MODULES": str(NPM / "node_modules")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr
    assert "# fail 0" in done.stdout
