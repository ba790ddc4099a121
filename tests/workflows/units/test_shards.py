"""``exam build --shard``: shares printed apart are together what one build prints."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from quizgen.errors import Problem
from quizgen.files.lock import only_writer
from quizgen.workflows.exam import printing
from tests.full_disk import full_disk
from tests.tool import Run, quizgen
from tests.workflows.units.province import digests_in

PRINTED = ("papers/", "sheets/", "keys/")


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Merged files of two forms, so that a small exam has several."""
    for module in ("merged", "shards"):
        monkeypatch.setattr(f"quizgen.workflows.exam.{module}.BATCH", 2)


def build(exam: Path, *more: object) -> Run:
    return quizgen("exam", "build", exam, "--format", "pdf", "--jobs", 1, *more)


def printed(exam: Path) -> dict[str, str]:
    return {name: digest for name, digest in digests_in(exam).items() if name.startswith(PRINTED)}


@pytest.fixture(scope="session")
def built_at_once(drawn_exam: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    exam = shutil.copytree(drawn_exam, tmp_path_factory.mktemp("whole") / "exam")
    with pytest.MonkeyPatch.context() as patch:
        for module in ("merged", "shards"):
            patch.setattr(f"quizgen.workflows.exam.{module}.BATCH", 2)
        assert build(exam).status == 0
    return exam


def test_shares_are_together_what_one_build_prints(exam: Path, built_at_once: Path) -> None:
    for number in (2, 1):
        run = build(exam, "--shard", f"{number}/2")
        assert run.status == 0, run.err
        assert "exam build" in run.out
    verified = quizgen("exam", "verify", exam, "--jobs", 1)
    assert verified.status == 0, verified.out
    assert "V084" in verified.out
    run = build(exam)
    assert run.status == 0
    assert "新生成 0 个文件" in run.out, "nothing was left to print"
    assert printed(exam) == printed(built_at_once)
    assert not (exam / "shards").exists()
    verified = quizgen("exam", "verify", exam, "--jobs", 1)
    assert verified.status == 0, verified.out
    assert "V084" not in verified.out


def test_a_share_run_again_prints_nothing_and_what_was_deleted_is_printed_again(
    exam: Path, built_at_once: Path
) -> None:
    assert build(exam, "--shard", "1/2").status == 0
    before = printed(exam)
    assert "新生成 0 个文件" in build(exam, "--shard", "1/2").out
    name = next(name for name in before if name.startswith("papers/all"))
    (exam / name).unlink()
    assert "新生成 1 个文件" in build(exam, "--shard", "1/2").out
    assert printed(exam) == before
    (exam / name).unlink()
    assert build(exam).status == 0
    assert printed(exam) == printed(built_at_once)


def test_another_number_of_shares_goes_on_where_the_first_left_off(exam: Path, built_at_once: Path) -> None:
    assert build(exam, "--shard", "1/3").status == 0
    for number in (1, 2):
        assert build(exam, "--shard", f"{number}/2").status == 0
    assert "新生成 0 个文件" in build(exam).out
    assert printed(exam) == printed(built_at_once)


def test_the_same_share_twice_at_once_is_refused_as_is_taking_over_while_it_is_printed(exam: Path) -> None:
    assert build(exam, "--shard", "2/2").status == 0
    with only_writer(exam / "shards" / "0002-0002"):
        assert "正在写" in build(exam, "--shard", "2/2").err
        assert build(exam, "--shard", "1/2").status == 0, "another share goes on"
        assert "正在写" in build(exam).err
    with only_writer(exam):
        assert "正在写" in build(exam, "--shard", "1/2").err


def test_a_file_that_was_changed_since_its_share_is_not_taken_over(exam: Path) -> None:
    assert build(exam, "--shard", "1/1").status == 0
    (exam / "papers" / "001.pdf").write_bytes(b"%PDF-x")
    run = build(exam)
    assert run.status == 1
    assert "papers/001.pdf: [V009]" in run.out
    assert (exam / "shards").exists()


def test_a_disk_that_fills_in_the_middle_of_a_share_is_one_sentence_and_it_goes_on(
    exam: Path, built_at_once: Path
) -> None:
    with full_disk(20_000):
        run = build(exam, "--shard", "1/1")
    assert run.status == 1
    assert len(run.err.strip().splitlines()) == 1, run.err
    assert "papers" in run.err
    assert build(exam, "--shard", "1/1").status == 0
    assert build(exam).status == 0
    assert printed(exam) == printed(built_at_once)


def test_ctrl_c_in_the_middle_of_a_share_loses_nothing(
    exam: Path, built_at_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_file, written = printing.put_file, []

    def interrupted(folder: Path, name: str, data: bytes) -> Problem | None:
        problem = put_file(folder, name, data)
        written.append(name)
        if len(written) == 3:
            signal.raise_signal(signal.SIGINT)
        return problem

    with monkeypatch.context() as patch:
        patch.setattr(printing, "put_file", interrupted)
        run = build(exam, "--shard", "1/1")
    assert run.status == 130
    assert "再运行一次" in run.err
    assert build(exam, "--shard", "1/1").status == 0
    assert build(exam).status == 0
    assert printed(exam) == printed(built_at_once)


@pytest.mark.parametrize("text", ["0/2", "3/2", "2", "a/b", "1/0"])
def test_what_is_no_share_is_refused(exam: Path, text: str) -> None:
    run = build(exam, "--shard", text)
    assert run.status == 2
    assert "2/8" in run.err


def test_a_share_does_not_put_aside_what_was_printed_before(exam: Path) -> None:
    assert build(exam).status == 0
    person = (
        "exam",
        "amend",
        exam,
        "--number",
        "002",
        "--name",
        "测试艺",
        "--by",
        "张三",
        "--reason",
        "写错",
    )
    assert quizgen(*person).status == 0
    assert "不分片" in build(exam, "--shard", "1/1").err
