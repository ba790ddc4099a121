"""What one person's printed set costs here and with AMC (auto-multiple-choice), measured in the same run.

Run: ``python -m benchmarks.amc [--copies 40]``. Both set 80 questions a person, shuffled with their options:
30 of one right option of four, 30 of right or wrong, 20 of several of five. What starting costs is taken
out: every figure is the difference between a long run and a short one, by the person. AMC's
source is in Latin letters, which is its quick way (pdflatex); its boxes stand in the paper, so that there is
no sheet. Ours is ``exam build`` as it is by default: papers, sheets, compact keys in merged files, in
Chinese. AMC is a program of Debian, never a dependency; where it is not installed, this says so and ends.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.synthetic import synthetic_questions, write_bank
from benchmarks.verify_scores import BANK_SIZE, BLUEPRINT, KINDS
from quizgen.files.yaml_write import dump_yaml

_NEEDED = ("auto-multiple-choice", "pdflatex")
_FEW = 4
_LONG = "According to the material, which of these comes next after the responsible office has"
_HEAD = r"""\documentclass[a4paper]{article}
\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage[box]{automultiplechoice}
\begin{document}
"""
_SHEET = r"""\onecopy{1}{
\noindent Knowledge test \hfill \namefield{\fbox{Name: \hspace*{4cm}}}
\restituegroupe{all}
}
\end{document}
"""


def source() -> str:
    """The questions for AMC."""
    pieces = [_HEAD]
    for number in range(80):
        kind, options = ("questionmult", 5) if number >= 60 else ("question", 4 if number < 30 else 2)
        right = 3 if kind == "questionmult" else 1
        choices = "".join(
            rf"\{'correct' if at < right else 'wrong'}choice{{prepared document {number} way {at}}}"
            for at in range(options)
        )
        text = f"{_LONG} finished step {number} of the yearly inspection?"
        body = rf"\begin{{{kind}}}{{q{number}}}{text}\begin{{choices}}{choices}\end{{choices}}\end{{{kind}}}"
        pieces.append(rf"\element{{all}}{{{body}}}" + "\n")
    pieces.append(r"\shufflegroup{all}" + "\n")
    return "".join([*pieces, _SHEET])


def cpu_of(*words: object, config: Path, where: Path | None = None) -> float:
    """CPU seconds of a program with all that it starts. Raises CalledProcessError."""
    before = os.times()
    run = subprocess.run(
        [str(word) for word in words],
        cwd=where,
        env={**os.environ, "XDG_CONFIG_HOME": str(config)},
        capture_output=True,
        check=False,
    )
    if run.returncode:
        sys.stderr.buffer.write(run.stdout[-2000:] + run.stderr[-2000:])
        run.check_returncode()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def amc_seconds(place: Path, copies: int) -> float:
    """CPU seconds of AMC's three steps: papers and solutions, marking scale, layout."""
    folder = place / f"amc-{copies}"
    (folder / "data").mkdir(parents=True)
    (folder / "source.tex").write_text(source(), encoding="utf-8")
    prepare = (
        *("auto-multiple-choice", "prepare", "--with", "pdflatex", "--filter", "latex", "--n-copies", copies),
        *("--prefix", folder, "--data", folder / "data", "source.tex"),
    )
    papers = cpu_of(
        *prepare,
        *("--mode", "s", "--out-sujet", "subject.pdf", "--out-corrige", "solution.pdf"),
        *("--out-calage", "calage.xy"),
        config=folder,
        where=folder,
    )
    if not (folder / "subject.pdf").exists():
        sys.exit("AMC made no papers; look at what it says with --debug")
    scale = cpu_of(*prepare, "--mode", "b", config=folder, where=folder)
    layout = cpu_of(
        *("auto-multiple-choice", "meptex", "--src", "calage.xy", "--data", folder / "data"),
        config=folder,
        where=folder,
    )
    return papers + scale + layout


def our_seconds(place: Path, copies: int) -> float:
    """CPU seconds of ``exam build`` for so many people."""
    roster, exam = place / f"roster-{copies}.csv", place / f"exam-{copies}"
    rows = "".join(f"{number:05d},测试{number},测试{number % 7}局,\n" for number in range(copies))
    roster.write_text("编号,姓名,单位,职务\n" + rows, encoding="utf-8")
    tool = (sys.executable, "-m", "quizgen", "exam")
    cpu_of(
        *(*tool, "new", exam, "--blueprint", place / "blueprint.yaml", "--bank", place / "bank"),
        *("--mode", "individual", "--roster", roster, "--date", "2026-12-01", "--no-cache"),
        config=place,
    )
    return cpu_of(*tool, "build", exam, "--jobs", 1, config=place)


def main() -> None:
    """Measure both, print the ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--copies", type=int, default=40)
    copies = parser.parse_args().copies
    missing = [program for program in _NEEDED if shutil.which(program) is None]
    if missing:
        sys.exit(
            f"not installed: {', '.join(missing)}; on Debian: apt-get install auto-multiple-choice "
            "(with TeX Live about 0.8 GB to download)"
        )
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        write_bank(place / "bank", synthetic_questions(BANK_SIZE, kinds=KINDS))
        (place / "blueprint.yaml").write_text(dump_yaml(BLUEPRINT), encoding="utf-8")
        theirs = 1000 * (amc_seconds(place, copies + _FEW) - amc_seconds(place, _FEW)) / copies
        print(f"AMC: {theirs:.0f} ms of CPU a person (papers and solutions, scale, layout)", flush=True)
        few = 60  # from 50 people on papers are put together
        many = few + 5 * copies
        ours = 1000 * (our_seconds(place, many) - our_seconds(place, few)) / (many - few)
        print(f"exam build: {ours:.1f} ms of CPU a person (paper, sheet, compact key)")
        print(f"AMC takes {theirs / ours:.1f} times as long")


if __name__ == "__main__":
    main()
