"""What the practice centre weighs when it is sent: its program, and its program with its style."""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path

from quizgen.web.practice_script import FILES, FOLDER, PARTS, script
from tests.programs import program
from tests.web.browsers import NPM

LIMIT = 60_000
"""Bytes of the program, compressed."""
_TOKENS = """
const acorn = require(process.argv[1]), fs = require("node:fs");
const told = (file) => [...acorn.tokenizer(fs.readFileSync(file, "utf8"), { ecmaVersion: 2017 })]
  .map((one) => [one.type.label, one.value instanceof RegExp ? String(one.value) : one.value]);
require("node:assert").deepEqual(told(process.argv[2]), told(process.argv[3]));
console.log(told(process.argv[2]).length);
"""


def test_the_program_is_lighter_than_60_kilobytes(built_site: Path) -> None:
    built = (built_site / "assets" / "practice" / "practice.js").read_bytes()
    assert len(gzip.compress(built)) < LIMIT


def test_leaving_out_the_comments_changes_no_word_of_the_program(tmp_path: Path) -> None:
    whole, lean = tmp_path / "whole.js", tmp_path / "lean.js"
    later = tuple(part for parts in FILES.values() for part in parts)
    parts = [(FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in (*PARTS, *later)]
    parts.insert(len(PARTS), "window.Quizgen.startApp();\n")
    whole.write_text("\n".join(parts), encoding="utf-8")
    lean.write_text(script() + "".join(script(name) for name in FILES), encoding="utf-8")
    assert "/*" not in lean.read_text(encoding="utf-8")
    said = subprocess.run(
        [program("node"), "-e", _TOKENS, str(NPM / "node_modules" / "acorn"), str(whole), str(lean)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert int(said.stdout) > 10_000
