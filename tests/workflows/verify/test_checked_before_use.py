"""What a command relies on is checked before it is used: nothing altered is printed, marked, signed, told."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tool import quizgen
from tests.workflows.snapshots import snapshot
from tests.workflows.verify.forging import (
    add_line,
    edit,
    edit_line,
    key_of,
    lines_of,
    prepare_exam,
    put_lines,
    rewrite_ledger,
    turn_answer,
)

Act = Callable[[Path], object]
COMMANDS: dict[str, Callable[[Path], list[object]]] = {
    "build": lambda exam: ["exam", "build", exam, *signed(exam), "--size", "a3", "--jobs", 1],
    "entry": lambda exam: ["exam", "entry", exam, "--second"],
    "check": lambda exam: ["exam", "entry", exam, "--check"],
    "mark": lambda exam: ["exam", "mark", exam, *signed(exam), "--attempt", 3],
    "results": lambda exam: ["exam", "results", exam, "--jobs", 1],
    "dry": lambda exam: ["exam", "results", exam, "--dry-run"],
    "explain": lambda exam: ["exam", "explain", exam, "003"],
    "purge": lambda exam: ["exam", "purge", exam, *signed(exam), "--before", "2027-01-01", "--yes"],
    "avoid": lambda exam: [
        *("exam", "new", exam.parent / "next", "--blueprint", "small", "--bank", exam.parent / "bank"),
        *("--no-cache", "--avoid", exam),
    ],
}


def signed(exam: Path) -> list[object]:
    return ["--by", "张三", "--sign-key", exam.parent / "key.pem"]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("prepared")
    prepare_exam(work)
    return work


@pytest.fixture
def exam(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "work")) / "exam"


def in_line(name: str, number: int, old: str, new: str) -> Act:
    return lambda exam: edit_line(exam / name, number, old, new)


def renoted(name: str) -> Act:
    """The manifest is made to fit an altered file."""

    def act(exam: Path) -> None:
        digest = hashlib.sha256((exam / name).read_bytes()).hexdigest()
        lines = [json.loads(line) for line in lines_of(exam / "manifest.jsonl")]
        for line in lines:
            if line["file"] == name:
                line["sha256"] = digest
        put_lines(exam / "manifest.jsonl", [json.dumps(line, ensure_ascii=False) for line in lines])

    return act


def both(*acts: Act) -> Act:
    def act(exam: Path) -> None:
        for one in acts:
            one(exam)

    return act


ALTERED: dict[str, tuple[Act, str]] = {
    "title": (in_line("exam.yaml", 5, "小测试", "大测试"), "exam.yaml:5: [V008]"),
    "pass mark": (lambda exam: edit(exam / "exam.yaml", "pass: '6'", "pass: '4'"), "[V008]"),
    "name": (in_line("roster.csv", 4, "测试丙", "测试戊"), "roster.csv:4: [V008]"),
    "pool": (in_line("pool.jsonl", 7, '"id"', ' "id"'), "pool.jsonl:7: [V008]"),
    "stem": (in_line("questions.jsonl", 2, "符合要求", "不合要求"), "questions.jsonl:2: [V008]"),
    "sources": (in_line("questions.jsonl", 3, '"sources"', ' "sources"'), "questions.jsonl:3: [V008]"),
    "order": (in_line("forms.jsonl", 2, '"options":[', '"options":[ '), "forms.jsonl:2: [V008]"),
    "lost form": (
        lambda exam: put_lines(exam / "forms.jsonl", lines_of(exam / "forms.jsonl")[:-1]),
        "[V008]",
    ),
    "key": (
        lambda exam: (exam / "secret.key").write_text("00" * 32 + "\n", encoding="ascii"),
        "secret.key: [V008]",
    ),
    "gone": (lambda exam: (exam / "pool.jsonl").unlink(), "pool.jsonl: [V007]"),
    "manifest too": (both(turn_answer, renoted("questions.jsonl")), "questions.jsonl:"),
    "manifest": (
        in_line("manifest.jsonl", 3, '"printer":"quizgen', '"printer":"Quizgen'),
        "manifest.jsonl: [V023]",
    ),
    "answers": (in_line("answers.jsonl", 3, '"typed":"', '"typed":" '), "answers.jsonl:3: [V025]"),
    "score": (in_line("scores.jsonl", 4, '"score":"0"', '"score":"9"'), "scores.jsonl:4: [V026]"),
    "public key": (
        lambda exam: edit(exam / "scores.pub.pem", "-----BEGIN", "\ufeff-----BEGIN"),
        "scores.pub.pem: [V023]",
    ),
    "no scores": (lambda exam: (exam / "scores.jsonl").unlink(), "scores.jsonl: [V023]"),
    "ledger line": (in_line("ledger.jsonl", 2, '"files":', '"files": '), "台账已损坏"),
    "added line": (lambda exam: add_line(exam, "built"), "ledger.jsonl:6: [V043]"),
    "added purge": (lambda exam: add_line(exam, "purged", removed={}), "ledger.jsonl:6: [V043]"),
    "line of another key": (
        lambda exam: add_line(exam, "purged", key=key_of(exam.parent, "other")),
        "ledger.jsonl:6: [V043]",
    ),
    "whole ledger": (
        both(turn_answer, renoted("questions.jsonl"), rewrite_ledger),
        "scores.jsonl: [V026]",
    ),
}


@pytest.mark.parametrize(("act", "named"), ALTERED.values(), ids=ALTERED)
def test_every_command_refuses_and_says_where(exam: Path, act: Act, named: str) -> None:
    act(exam)
    before = snapshot(exam)
    for name, arguments in COMMANDS.items():
        run = quizgen(*arguments(exam))
        assert run.status == 1, f"{name}: {run.out}"
        assert named in run.out + run.err, f"{name}: {run.out}{run.err}"
        assert run.err.count("\n") == 1, run.err
    assert {name: one for name, one in snapshot(exam).items() if name != "."} == {
        name: one for name, one in before.items() if name != "."
    }
    assert not (exam.parent / "next").exists()


def test_answers_turned_in_the_questions_are_never_marked(drawn_exam: Path, tmp_path: Path) -> None:
    exam = Path(shutil.copytree(drawn_exam, tmp_path / "exam"))
    line = turn_answer(exam)
    for arguments in (["build", exam], ["entry", exam], ["mark", exam, "--by", "张三"]):
        run = quizgen("exam", *arguments)
        assert (run.status, f"questions.jsonl:{line}: [V008]" in run.out) == (1, True), run.out
    assert not (exam / "scores.jsonl").exists()
    assert not (exam / "papers").exists()


def test_digests_noted_anew_do_not_hide_what_the_questions_say_of_themselves(
    drawn_exam: Path, tmp_path: Path
) -> None:
    exam = Path(shutil.copytree(drawn_exam, tmp_path / "exam"))
    line = turn_answer(exam)
    renoted("questions.jsonl")(exam)
    rewrite_ledger(exam)
    run = quizgen("exam", "build", exam)
    assert (run.status, f"questions.jsonl:{line}: [V003]" in run.out) == (1, True), run.out


SAVED: dict[str, Callable[[str], bytes]] = {
    "line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "mark": lambda text: text.encode("utf-8-sig"),
    "last line end": lambda text: text.rstrip("\n").encode(),
    "gbk": lambda text: text.encode("gb18030"),
    "utf-16": lambda text: text.encode("utf-16"),
}


@pytest.mark.parametrize("name", ["exam.yaml", "questions.jsonl"])
@pytest.mark.parametrize("save", SAVED.values(), ids=SAVED)
def test_a_file_only_saved_anew_by_an_editor_is_told_as_such(
    exam: Path, name: str, save: Callable[[str], bytes]
) -> None:
    path = exam / name
    was = path.read_bytes()
    path.write_bytes(save(was.decode()))
    assert path.read_bytes() != was
    run = quizgen("exam", "build", exam, *signed(exam))
    assert (run.status, "[V008] 组卷以后被编辑器另存过：文字没有变" in run.out) == (1, True), run.out


def test_every_fault_is_named_in_one_run(exam: Path) -> None:
    edit(exam / "roster.csv", "测试丙", "测试戊")
    edit(exam / "exam.yaml", "小测试", "大测试")
    (exam / "pool.jsonl").unlink()
    out = quizgen("exam", "build", exam, *signed(exam)).out
    assert [name for name in ("exam.yaml", "roster.csv", "pool.jsonl") if name not in out] == []


def test_a_paper_altered_after_printing_is_named_by_the_next_build(exam: Path) -> None:
    (exam / "papers" / "001.pdf").write_bytes(b"%PDF-1.7 forged")
    run = quizgen("exam", "build", exam, *signed(exam), "--jobs", 1)
    assert (run.status, "papers/001.pdf: [V008]" in run.out) == (1, True)


def test_printing_after_signing_needs_the_key_that_signed(exam: Path) -> None:
    more = ["--form", "001", "--size", "a3", "--only", "papers", "--format", "pdf", "--jobs", 1]
    other = ["--by", "张三", "--sign-key", exam.parent / "other.pem"]
    before = snapshot(exam)
    for arguments in ([], other):
        run = quizgen("exam", "build", exam, *more, *arguments)
        assert (run.status, "都要由签成绩的密钥签名" in run.err) == (1, True), run.err
    assert {name: one for name, one in snapshot(exam).items() if name != "."} == {
        name: one for name, one in before.items() if name != "."
    }
    assert quizgen("exam", "build", exam, *more, *signed(exam)).status == 0
    assert quizgen("exam", "verify", exam, "--quick").status == 0


def test_marking_with_another_key_is_told_then_and_later(exam: Path) -> None:
    mine, other = (key_of(exam.parent, name).public.fingerprint for name in ("key", "other"))
    run = quizgen(
        "exam", "mark", exam, "--by", "张三", "--sign-key", exam.parent / "other.pem", "--attempt", 3
    )
    assert (run.status, f"上一版是另一把密钥签的，指纹 {mine}" in run.out) == (0, True)
    run = quizgen("exam", "verify", exam, "--quick")
    assert (run.status, f"第 3 版换了签名密钥：此前 {mine}，此后 {other}" in run.out) == (0, True)
    assert "[V022]" in quizgen("exam", "verify", exam, "--quick", "--trust", mine).out
    assert "V046" not in quizgen("exam", "verify", exam, "--quick", "--trust", mine, "--trust", other).out
