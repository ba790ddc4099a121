"""Looking never changes anything, whatever lies in the folder; changing never reaches out of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen.records.scores_file import read_scores
from tests.found import things_below
from tests.tool import Run, quizgen
from tests.workflows.hostile import OUTSIDE, PLANS, THINGS, Plant
from tests.workflows.snapshots import snapshot
from tests.workflows.verify.forging import prepare_exam

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes, sockets")

LOOKING: dict[str, Callable[[Path], list[object]]] = {
    "verify": lambda exam: ["exam", "verify", exam, "--quick", "--jobs", 1],
    "explain": lambda exam: ["exam", "explain", exam, "001"],
    "results": lambda exam: ["exam", "results", exam, "--dry-run", "--cards"],
    "entry": lambda exam: ["exam", "entry", exam, "--check"],
    "review verify": lambda exam: ["review", "verify", exam.parent / "附成绩", "--scores", exam],
    "code": lambda exam: ["review", "verify", "--code", "0000-0000-0000-0000", "--scores", exam],
}
CHANGING: dict[str, Callable[[Path], list[object]]] = {
    "mark": lambda exam: ["exam", "mark", exam, *signed(exam), "--attempt", 3],
    "build": lambda exam: ["exam", "build", exam, *signed(exam), "--jobs", 1, "--only", "papers"],
    "entry": lambda exam: ["exam", "entry", exam, "--second"],
    "results": lambda exam: ["exam", "results", exam, "--jobs", 1],
    "purge": lambda exam: ["exam", "purge", exam, *signed(exam), "--before", "2027-01-01", "--yes"],
}


def signed(exam: Path) -> list[object]:
    return ["--by", "张三", "--sign-key", exam.parent / "key.pem"]


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exam with papers, two versions of scores and results; beside it reviews with scores attached."""
    work = tmp_path_factory.mktemp("marked")
    prepare_exam(work)
    (work / "材料").mkdir()
    shutil.copy(work / "roster.csv", work / "roster-copy.csv")
    (work / "附成绩").mkdir()
    (work / "附成绩" / "述职评议.xlsx").write_bytes((work / "exam" / "scores.xlsx").read_bytes())
    return work


@pytest.fixture
def work(marked: Path, tmp_path: Path) -> Path:
    """A copy with a folder outside the exam that nothing may touch."""
    work = Path(shutil.copytree(marked, tmp_path / "work"))
    (work / OUTSIDE).mkdir()
    for name in "xy":
        (work / OUTSIDE / name).write_text(name, encoding="ascii")
    return work


def looked(work: Path) -> dict[str, Run]:
    """Every command that only looks, run once."""
    return {name: quizgen(*arguments(work / "exam")) for name, arguments in LOOKING.items()}


def test_looking_at_an_honest_exam_changes_nothing(work: Path) -> None:
    before = snapshot(work)
    runs = looked(work)
    assert snapshot(work) == before
    assert {name for name, run in runs.items() if run.status == 0} >= {
        "verify",
        "explain",
        "results",
        "entry",
    }


def test_looking_works_where_nothing_may_be_written(work: Path) -> None:
    exam = work / "exam"
    for path in (exam, *things_below(exam)):
        path.chmod(0o500 if path.is_dir() else 0o400)
    before = snapshot(work)
    runs = looked(work)
    assert snapshot(work) == before
    assert {name for name, run in runs.items() if run.status == 0} >= {
        "verify",
        "explain",
        "results",
        "entry",
    }


@pytest.mark.parametrize("plant", [*PLANS.values(), *THINGS.values()], ids=[*PLANS, *THINGS])
def test_looking_at_what_was_planted_changes_nothing(work: Path, plant: Plant) -> None:
    plant(work / "exam")
    before = snapshot(work)
    runs = looked(work)
    assert snapshot(work) == before
    assert {run.status for run in runs.values()} <= {0, 1}
    assert runs["verify"].status == 1, runs["verify"].out
    for run in runs.values():
        assert run.err.count("\n") <= 1, run.err
        assert "Traceback" not in run.out + run.err
        assert "\x1b" not in run.out + run.err


@pytest.mark.parametrize("plant", PLANS.values(), ids=PLANS)
def test_a_planted_change_is_refused_by_every_command_that_changes(work: Path, plant: Plant) -> None:
    plant(work / "exam")
    before = snapshot(work)
    for arguments in CHANGING.values():
        run = quizgen(*arguments(work / "exam"))
        assert (run.status, run.err.count("\n")) == (1, 1), run.out + run.err
    after = snapshot(work)
    assert {name: seen for name, seen in after.items() if name != "exam"} == {
        name: seen for name, seen in before.items() if name != "exam"
    }


@pytest.mark.parametrize("plant", THINGS.values(), ids=THINGS)
def test_changing_commands_never_reach_outside(work: Path, plant: Plant) -> None:
    plant(work / "exam")
    before = {name: seen for name, seen in snapshot(work / OUTSIDE).items() if name != "scores"}
    for arguments in CHANGING.values():
        run = quizgen(*arguments(work / "exam"))
        assert run.status in {0, 1}, run.err
        assert "Traceback" not in run.out + run.err
    after = {name: seen for name, seen in snapshot(work / OUTSIDE).items() if name != "scores"}
    assert after == before


def test_verification_names_what_was_planted_with_the_command_to_mend_it(work: Path) -> None:
    exam = work / "exam"
    (exam / "papers").chmod(0o750)
    exam.chmod(0o777)
    (exam / "secret.key").chmod(0o604)
    os.link(exam / "scores.jsonl", work / OUTSIDE / "scores")
    (exam / "broken").symlink_to("nowhere")
    (exam / ".quizgen.lock").write_text("1", encoding="ascii")
    said = quizgen("exam", "verify", exam, "--quick").out
    for rule, command in (
        ("V005", f"chmod go= {exam}）"),
        ("V005", f"chmod go= {exam / 'papers'}）"),
        ("V005", f"chmod go= {exam / 'secret.key'}）"),
        ("V040", f"rm {exam / 'broken'}"),
        ("V041", f"cp -p {exam / 'scores.jsonl'} {exam / 'scores.jsonl'}.new"),
        ("V042", f"rm {exam / '.quizgen.lock'}"),
    ):
        assert [line for line in said.splitlines() if f"[{rule}]" in line and command in line], said


def test_a_folder_copied_by_a_file_manager_is_told_in_one_line_and_still_used(work: Path) -> None:
    exam = work / "exam"
    for path in (exam, *things_below(exam)):
        path.chmod(0o777 if path.is_dir() else 0o644)
    said = quizgen("exam", "verify", exam, "--quick").out.splitlines()
    shared = [line for line in said if "[V005]" in line]
    assert (len(shared), f"chmod -R go= {exam}）" in shared[0]) == (1, True), said
    assert quizgen(*CHANGING["mark"](exam)).status == 0
    for path in (exam, *things_below(exam)):
        path.chmod(path.stat().st_mode & 0o700)
    assert quizgen("exam", "verify", exam, "--quick").status == 0


def test_a_code_of_a_lost_version_is_still_recognised(work: Path) -> None:
    exam = work / "exam"
    code = read_scores(exam / "history" / "0001").code("003")
    assert "更正以前的" in quizgen("review", "verify", "--code", code, "--scores", exam).err
    shutil.rmtree(exam / "history")
    said = quizgen("review", "verify", "--code", code, "--scores", exam).err
    assert "编号 003 在" in said
    assert "第 1 版成绩里的，那一版已经不在 history/" in said
