"""``quizgen exam build`` with ``verify``: complete, resumable, never overwriting, every change named."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import stat
import subprocess
from pathlib import Path

import pytest

from quizgen.workflows.processes import Jobs
from tests.found import none_like, things_below, things_in
from tests.render.reading import page_texts
from tests.small_bank import write_bank
from tests.tool import Run, finish, quizgen, start

OLD_EXAM = Path(__file__).parents[1] / "data/exams/one-sided"
"""An exam of two people whose papers were printed before merged files were made for both sides."""

ATTEMPTS = 5
CTRL_C_WHILE_LOADING = """
import os, signal, sys
from pathlib import Path

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "quizgen.workflows.exam.printing" and "--multiprocessing-fork" in sys.orig_argv:
            Path(os.environ["INTERRUPTED"], f"interrupted-{os.getpid()}").touch()
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder())
"""
FIRST_PAGE = re.compile(r"试卷编号：(\w+)第1页共")


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bank(tmp_path_factory.mktemp("bank") / "bank")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, bank: Path) -> Path:
    """Two parallel forms and a spare one, nothing printed; nobody may change it."""
    folder = tmp_path_factory.mktemp("drawn") / "exam"
    run = quizgen(
        *("exam", "new", folder, "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "parallel", "--forms", 2, "--spare", 1),
    )
    assert run.status == 0, run.err
    return folder


@pytest.fixture
def exam(drawn: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(drawn, tmp_path / "exam")


@pytest.fixture(scope="module")
def printed(drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same exam with everything printed in one process; nobody may change it."""
    folder = shutil.copytree(drawn, tmp_path_factory.mktemp("printed") / "exam")
    run = quizgen("exam", "build", folder, "--jobs", 1)
    assert run.status == 0, run.out + run.err
    return folder


@pytest.fixture
def printed_exam(printed: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(printed, tmp_path / "exam")


def made_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in things_below(folder)
        if path.is_file() and path.parent != folder
    }


def test_a_build_makes_papers_keys_and_sheets_of_every_form(printed: Path) -> None:
    assert set(made_in(printed)) == {
        *(f"papers/{form}.{ending}" for form in ("A", "B", "S01") for ending in ("pdf", "docx")),
        *(f"keys/{form}.{ending}" for form in ("A", "B", "S01") for ending in ("pdf", "docx")),
        *(f"sheets/{form}.{ending}" for form in ("A", "B", "S01") for ending in ("pdf", "json")),
        *("papers/all.pdf", "keys/all.pdf", "keys/compact.pdf", "sheets/all.pdf"),
    }
    modes = {stat.S_IMODE(path.stat().st_mode) for path in things_below(printed) if path.is_file()}
    assert modes == {0o600}


def test_a_second_build_writes_nothing(printed_exam: Path) -> None:
    exam = printed_exam
    before = {path: path.stat().st_mtime_ns for path in things_below(exam)}
    run = quizgen("exam", "build", exam, "--jobs", 1, "--format", "pdf")
    assert "新生成 0 个文件" in run.out
    assert {path: path.stat().st_mtime_ns for path in things_below(exam) if path != exam} == {
        path: time for path, time in before.items() if path != exam
    }


def test_only_what_is_asked_for_is_made(exam: Path) -> None:
    run = quizgen(
        *("exam", "build", exam, "--jobs", 1, "--only", "papers", "--format", "pdf"),
        *("--size", "a3", "--large", "--form", "B"),
    )
    assert run.status == 0, run.err
    assert set(made_in(exam)) == {"papers/B-a3.pdf", "papers/B-large.pdf"}


def test_no_sheet_where_none_is_wanted(exam: Path) -> None:
    quizgen("exam", "build", exam, "--jobs", 1, "--format", "pdf", "--form", "A", "--sheet", "none")
    assert set(made_in(exam)) == {"papers/A.pdf", "keys/A.pdf"}


def fronts(pdf: Path) -> list[str]:
    """The codes of the papers whose first page is the front of a leaf; the back of a leaf must exist."""
    pages = page_texts(pdf.read_bytes())
    assert len(pages) % 2 == 0
    return [found[1] for page in pages[::2] if (found := FIRST_PAGE.search(page))]


def test_merged_files_for_both_sides_begin_every_paper_on_a_front(exam: Path) -> None:
    asked = ("--size", "a4", "--size", "a3", "--large", "--single-sided")
    run = quizgen("exam", "build", exam, "--jobs", 1, "--format", "pdf", *asked)
    assert run.status == 0, run.out + run.err
    for name in ("papers/all.pdf", "papers/all-a3.pdf", "papers/all-large.pdf", "keys/all.pdf"):
        assert fronts(exam / name) == ["A", "B", "S01"]
        single = page_texts((exam / name.replace(".pdf", "-single.pdf")).read_bytes())
        assert all(single)
        assert sum(bool(FIRST_PAGE.search(page)) for page in single) == 3
    sheets = page_texts((exam / "sheets/all.pdf").read_bytes())
    assert [bool(page) for page in sheets] == [True, False] * 3
    verified = quizgen("exam", "verify", exam, "--jobs", 1)
    assert verified.status == 0, verified.out


def test_a_folder_printed_by_an_earlier_version_is_kept_and_told(tmp_path: Path) -> None:
    exam = shutil.copytree(OLD_EXAM, tmp_path / "exam")
    for path in (exam, *things_below(exam)):
        path.chmod(0o700 if path.is_dir() else 0o600)
    before = (exam / "papers/all.pdf").read_bytes()
    run = quizgen("exam", "verify", exam, "--jobs", 1)
    assert (run.status, "3 个由别的版本印制" in run.out) == (0, True), run.out
    run = quizgen("exam", "build", exam, "--jobs", 1, "--format", "pdf", "--single-sided", "--by", "李四")
    assert run.status == 0, run.out + run.err
    assert (exam / "papers/all.pdf").read_bytes() == before
    assert (exam / "papers/all-single.pdf").exists()
    run = quizgen("exam", "verify", exam, "--jobs", 1)
    assert (run.status, "3 个由别的版本印制" in run.out) == (0, True), run.out


def test_an_unknown_form_is_named(exam: Path) -> None:
    run = quizgen("exam", "build", exam, "--form", "C")
    assert (run.status, "没有这些试卷号：C" in run.err) == (1, True)


@pytest.fixture(scope="module")
def printed_by_two(drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """The same exam printed by two processes, to each of which Ctrl-C comes while it still loads."""
    folder = tmp_path_factory.mktemp("by-two")
    (folder / "sitecustomize.py").write_text(CTRL_C_WHILE_LOADING, encoding="utf-8")
    exam = shutil.copytree(drawn, folder / "exam")
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("PYTHONPATH", f"{folder}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
        changed.setenv("INTERRUPTED", str(folder))
        return exam, finish(start("exam", "build", exam, "--jobs", 2))


def test_two_processes_make_the_bytes_that_one_makes(printed_by_two: tuple[Path, Run], printed: Path) -> None:
    exam, run = printed_by_two
    assert run.status == 0, run.err
    assert made_in(exam) == made_in(printed)


@pytest.mark.skipif(os.name == "nt", reason="signals that can be held back")
def test_ctrl_c_does_not_reach_a_printing_process_that_still_loads(printed_by_two: tuple[Path, Run]) -> None:
    exam, run = printed_by_two
    assert things_in(exam.parent, "interrupted-*")
    assert "Traceback" not in run.err


def test_unasked_another_process_is_started_only_for_many_forms() -> None:
    assert [Jobs.wanted(None, 4).processes_for(forms) for forms in (1, 7, 8, 12, 400)] == [0, 1, 2, 3, 4]
    assert [Jobs.wanted(2, 4).processes_for(forms) for forms in (1, 3, 400)] == [1, 2, 2]
    assert Jobs.wanted(None, None).processes_for(400) == 1


def test_a_file_that_is_not_ours_is_kept_and_named(exam: Path) -> None:
    (exam / "papers").mkdir()
    (exam / "papers/A.pdf").write_bytes(b"mine")
    run = quizgen("exam", "build", exam, "--jobs", 1, "--format", "pdf")
    assert run.status == 1
    assert "papers/A.pdf: [V009]" in run.out
    assert (exam / "papers/A.pdf").read_bytes() == b"mine"
    assert (exam / "papers/B.pdf").exists()


@pytest.fixture(scope="module")
def exam_of_forty(tmp_path_factory: pytest.TempPathFactory, bank: Path) -> Path:
    """Forty people and a spare copy, nothing printed; nobody may change it."""
    folder = tmp_path_factory.mktemp("forty")
    rows = "".join(f"{number:03d},测试{number},测试一局,\n" for number in range(1, 41))
    (folder / "roster.csv").write_text("编号,姓名,单位,职务\n" + rows, encoding="utf-8")
    run = quizgen(
        *("exam", "new", folder / "exam", "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "individual", "--roster", folder / "roster.csv"),
    )
    assert run.status == 0, run.err
    return folder / "exam"


def interrupted(exam: Path, sign: signal.Signals) -> Run:
    """A build that a signal reaches when its first paper is there, unless it has ended by then."""
    process = start("exam", "build", exam, "--jobs", 2, "--format", "pdf", "--only", "papers")
    while none_like(exam, "*.pdf") and process.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.01)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, sign)
    return finish(process)


@pytest.mark.skipif(os.name == "nt", reason="signals of a process group")
@pytest.mark.parametrize(("sign", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_an_interrupted_build_is_completed_by_the_next(
    tmp_path: Path, exam_of_forty: Path, sign: signal.Signals, status: int
) -> None:
    copies = (shutil.copytree(exam_of_forty, tmp_path / str(attempt)) for attempt in range(ATTEMPTS))
    tried = ((copy, interrupted(copy, sign)) for copy in copies)
    exam, run = next(
        one for one in tried if one[1].status != 0
    )  # a busy machine may be done before it is told
    assert run.status == status, run.err
    if sign is signal.SIGINT:
        assert "再运行一次同样的命令会从这里继续" in run.err
        assert "Traceback" not in run.err
    assert len(things_in(exam, "papers/*.pdf")) < 41
    again = quizgen("exam", "build", exam, "--jobs", 1, "--format", "pdf", "--only", "papers")
    assert again.status == 0, again.out + again.err
    assert len(things_in(exam, "papers/*.pdf")) == 41
    assert none_like(exam, ".*")
    assert quizgen("exam", "verify", exam, "--quick").status == 0


def test_verify_finds_nothing_in_an_honest_folder(printed: Path) -> None:
    run = quizgen("exam", "verify", printed, "--jobs", 1)
    assert run.status == 0, run.out
    assert "全部一致" in run.out
    assert "重新印制比对 22 个" in run.out


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_verify_names_every_file_that_was_changed(printed_exam: Path) -> None:
    exam = printed_exam
    (exam / "papers/A.docx").write_bytes(b"edited")
    (exam / "keys/B.pdf").unlink()
    (exam / "papers/extra.pdf").write_bytes(b"not ours")
    (exam / "papers/B.pdf").chmod(0o644)
    change(exam / "exam.yaml", "title: 小测试", "title: 大测试")
    run = quizgen("exam", "verify", exam, "--quick")
    assert run.status == 1
    for name, rule in (
        ("papers/A.docx", "V008"),
        ("keys/B.pdf", "V007"),
        ("papers/extra.pdf", "V006"),
        ("papers/B.pdf", "V005"),
        ("exam.yaml:5", "V008"),
    ):
        assert f"{name}: [{rule}]" in run.out


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("questions.jsonl", "正确做法", "错误做法", "V003"),
        ("pool.jsonl", '"id":"TS-0001"', '"id":"TS-9999"', "V002"),
        ("forms.jsonl", '"code":"B"', '"code":"C"', "V004"),
        ("exam.yaml", "pass: '6'", "pass: '5'", "V004"),
    ],
)
def test_verify_finds_what_does_not_follow_from_the_key(
    exam: Path, name: str, old: str, new: str, rule: str
) -> None:
    change(exam / name, old, new)
    run = quizgen("exam", "verify", exam, "--quick")
    assert run.status == 1
    assert f"[{rule}]" in run.out


def test_verify_notices_another_key(exam: Path) -> None:
    (exam / "secret.key").write_text("00" * 32 + "\n", encoding="ascii")
    run = quizgen("exam", "verify", exam, "--quick")
    assert "secret.key: [V001]" in run.out


def test_verify_prints_again_and_finds_a_forged_paper_with_a_forged_manifest(printed_exam: Path) -> None:
    exam = printed_exam
    manifest = [json.loads(line) for line in (exam / "manifest.jsonl").read_text("utf-8").splitlines()]
    forged = next(line for line in manifest if line["file"] == "papers/B.pdf")
    honest = next(line for line in manifest if line["file"] == "papers/A.pdf")
    (exam / "papers/A.pdf").write_bytes((exam / "papers/B.pdf").read_bytes())
    honest["sha256"] = forged["sha256"]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in manifest)
    (exam / "manifest.jsonl").write_text(text, encoding="utf-8")
    run = quizgen("exam", "verify", exam, "--jobs", 1)
    assert run.status == 1
    assert "papers/A.pdf: [V011]" in run.out


def test_a_bank_edited_later_changes_nothing(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    exam = tmp_path / "exam"
    quizgen("exam", "new", exam, "--blueprint", "small", "--bank", bank, "--no-cache")
    (bank / "questions.yaml").unlink()
    assert quizgen("exam", "build", exam, "--jobs", 1, "--format", "pdf").status == 0
    assert quizgen("exam", "verify", exam, "--jobs", 1).status == 0


def test_a_folder_that_is_no_exam_is_one_sentence(tmp_path: Path) -> None:
    run = quizgen("exam", "build", tmp_path)
    assert (run.status, run.err.count("\n")) == (1, 1)
    assert "没有 exam.yaml" in run.err


@pytest.mark.parametrize(("number", "columns"), [("2026001", 7), ("A-01", 0)])
def test_the_sheet_has_a_column_of_bubbles_for_every_digit_of_the_longest_number(
    tmp_path: Path, bank: Path, number: str, columns: int
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(f"编号,姓名,单位,职务\n{number},张三,测试一局,\n", encoding="utf-8")
    exam = tmp_path / "exam"
    quizgen(
        *("exam", "new", exam, "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "individual", "--roster", roster),
    )
    run = quizgen("exam", "build", exam, "--jobs", 1, "--only", "sheets")
    assert run.status == 0, run.err
    bubbles = json.loads((exam / "sheets/001.json").read_text(encoding="utf-8"))["bubbles"]
    digits = {bubble["question"] for bubble in bubbles if bubble["kind"] == "digit"}
    assert len(digits) == columns
