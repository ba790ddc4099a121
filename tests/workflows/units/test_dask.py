"""``exam build --dask``: a cluster prints what one build prints, also when a worker is killed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from quizgen.workflows.exam import spread
from quizgen.workflows.exam.products import printer_name
from tests.small_bank import write_bank
from tests.tool import Run, finish, quizgen, start
from tests.workflows.units.province import digests_in

PEOPLE = 110
BUILD = ("--only", "papers", "--by", "张三")


def printed(exam: Path) -> dict[str, str]:
    return {name: digest for name, digest in digests_in(exam).items() if name.startswith("papers/")}


def test_a_worker_killed_in_the_middle_leaves_the_same_digests(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    people = [f"{number:04d},测试{number},某市某局,科员" for number in range(PEOPLE)]
    (tmp_path / "roster.csv").write_text("\n".join(("编号,姓名,单位,职务", *people)), encoding="utf-8")
    made = quizgen(
        *("exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "individual", "--roster", tmp_path / "roster.csv", "--by", "张三"),
    )
    assert made.status == 0, made.err
    shutil.copytree(tmp_path / "exam", tmp_path / "whole")
    assert quizgen("exam", "build", tmp_path / "whole", "--jobs", 1, *BUILD).status == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONWARNDEFAULTENCODING", raising=False)  # Dask reads its settings without
        patch.setenv("DIED", str(tmp_path / "died"))
        patch.setenv("DASK_DISTRIBUTED__WORKER__PRELOAD", str(Path(__file__).with_name("dies_once.py")))
        run = finish(start("exam", "build", tmp_path / "exam", "--dask", "local:2", *BUILD))
    assert (run.status, run.err) == (0, "")
    assert (tmp_path / "died").exists(), "one of the workers was killed"
    assert "新生成 2 个文件" in run.out
    assert printed(tmp_path / "exam") == printed(tmp_path / "whole")
    assert quizgen("exam", "verify", tmp_path / "exam", "--quick").status == 0


@pytest.fixture
def scheduler(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalCluster]:
    """A scheduler in this process, without workers yet; merged files hold two forms."""
    for module in ("merged", "shards", "spread"):
        monkeypatch.setattr(f"quizgen.workflows.exam.{module}.BATCH", 2)
    monkeypatch.setattr(spread, "_PATIENCE_SECONDS", 2)
    with LocalCluster(
        n_workers=0, processes=False, protocol="tcp", host="127.0.0.1", dashboard_address=None
    ) as one:
        yield one


def build(exam: Path, address: str, *more: object) -> Run:
    return quizgen("exam", "build", exam, "--format", "pdf", "--dask", address, "--by", "张三", *more)


def test_a_scheduler_somewhere_gives_the_work_to_its_workers(exam: Path, scheduler: LocalCluster) -> None:
    whole = shutil.copytree(exam, exam.with_name("whole"))
    assert quizgen("exam", "build", whole, "--format", "pdf", "--jobs", 1, "--by", "张三").status == 0
    silent = build(exam, scheduler.scheduler_address)
    assert silent.status == 1
    assert "没有工作进程" in silent.err
    scheduler.scale(2)
    run = build(exam, scheduler.scheduler_address, "--task", 2)
    assert run.status == 0, run.err
    assert digests_in(exam).keys() == digests_in(whole).keys()
    assert printed(exam) == printed(whole)
    assert "新生成 0 个文件" in build(exam, scheduler.scheduler_address).out


def test_workers_that_do_not_see_the_exam_are_named(
    exam: Path, scheduler: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    # these workers are in this process, so they see the folder: what they say is put in their mouth
    monkeypatch.setattr(spread, "fitness", lambda *_: "看不到这个文件夹")
    scheduler.scale(1)
    run = build(exam, scheduler.scheduler_address)
    assert run.status == 1
    assert "工作进程 tcp://127.0.0.1:" in run.err
    assert "同样的路径看到" in run.err
    assert not (exam / "papers").exists()


def test_a_worker_says_whether_it_can_print_the_exam(exam: Path, tmp_path: Path) -> None:
    digest = spread._digest(exam)
    assert not spread.fitness(exam, digest, printer_name())
    assert "看不到" in spread.fitness(tmp_path / "nothing", digest, printer_name())
    assert "另一个版本" in spread.fitness(exam, digest, "quizgen 0")


def test_where_nothing_answers_is_said(exam: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "_PATIENCE_SECONDS", 1)
    run = build(exam, "tcp://127.0.0.1:1")
    assert run.status == 1
    assert "连不上 Dask 的调度程序" in run.err


def test_a_share_that_cannot_be_printed_says_why(exam: Path, scheduler: LocalCluster) -> None:
    scheduler.scale(1)
    (exam / "sheets").write_text("在文件夹的位置上", encoding="utf-8")
    run = build(exam, scheduler.scheduler_address)
    assert run.status == 1
    assert "印第 1/" in run.err
    assert "sheets" in run.err


def test_the_extra_that_is_missing_is_named(exam: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "find_spec", lambda _: None)
    run = build(exam, "local:2")
    assert run.status == 1
    assert "quizgen[dask]" in run.err


@pytest.mark.parametrize("address", ["local:0", "local", "somewhere", "http://a:1"])
def test_what_is_no_address_is_refused(exam: Path, address: str) -> None:
    run = build(exam, address)
    assert run.status == 2
    assert "local:2" in run.err


@pytest.mark.parametrize("other", [("--shard", "1/2"), ("--form", "001")])
def test_a_part_only_is_not_for_a_cluster(exam: Path, other: tuple[str, str]) -> None:
    run = build(exam, "local:2", *other)
    assert run.status == 2
    assert other[0] in run.err
