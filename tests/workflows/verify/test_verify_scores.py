"""``quizgen exam verify`` on a marked exam: every line, file or cell that does not follow is named."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from quizgen.model.ledger import Stamp
from quizgen.records.ledger import read_ledger
from quizgen.records.scores_file import read_scores, scores_bytes
from quizgen.records.signing import load_or_make_key
from quizgen.workflows.marks.mark import mark_exam
from quizgen.workflows.marks.order import MarkOrder
from tests.tool import Run, quizgen
from tests.workflows.filled import fill_in, right_answer, wrong_answer


@pytest.fixture(scope="module")
def marked_once(drawn_exam: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Marked, then corrected: two versions of the scores."""
    folder = tmp_path_factory.mktemp("marked")
    exam = shutil.copytree(drawn_exam, folder / "exam")
    fill_in(exam, lambda number, place: (wrong_answer if number == "003" else right_answer)(place))
    key = ("--by", "张三", "--sign-key", folder / "key.pem")
    assert quizgen("exam", "mark", exam, *key).status == 0
    assert quizgen("exam", "mark", exam, *key, "--attempt", 2).status == 0
    return exam


@pytest.fixture
def exam(marked_once: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    shutil.copy(marked_once.parent / "key.pem", tmp_path / "key.pem")
    return shutil.copytree(marked_once, tmp_path / "exam")


def verify(exam: Path, *more: object) -> Run:
    return quizgen("exam", "verify", exam, "--quick", *more)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_honest_exam_is_confirmed(exam: Path) -> None:
    run = verify(exam)
    assert run.status == 0, run.out
    assert "从答案重算成绩 4 人" in run.out
    assert read_ledger(exam).head in run.out


def test_the_score_that_was_changed_is_named_with_what_it_must_be(exam: Path) -> None:
    change(exam / "scores.jsonl", '"score":"0"', '"score":"9"')
    run = verify(exam)
    assert run.status == 1
    assert "scores.jsonl: [V021]" in run.out
    assert "scores.jsonl:4: [V028] 003：写的是 9 不合格，从答案重算是 0 不合格" in run.out


def test_scores_changed_then_signed_again_are_found_all_the_same(exam: Path, tmp_path: Path) -> None:
    key, _ = load_or_make_key(tmp_path / "key.pem")
    scores = read_scores(exam)
    forged = [
        one.model_copy(update={"score": "9"}) if one.candidate.number == "003" else one
        for one in scores.candidates
    ]
    data = scores_bytes(scores.head, forged)
    (exam / "scores.jsonl").write_bytes(data)
    (exam / "scores.sig").write_bytes(key.sign(data))
    run = verify(exam)
    assert "[V021]" not in run.out
    for named in ("003：写的是 9", "scores.jsonl: [V026]", "scores.jsonl: [V023]", "scores.sig: [V023]"):
        assert named in run.out


@pytest.mark.parametrize(
    ("name", "old", "new", "named"),
    [
        ("ledger.jsonl", "张三", "李四", "ledger.jsonl:2: [L001]"),
        ("answers.jsonl", '"typed":"√"', '"typed":"×"', "answers.jsonl: [V025]"),
        ("answers.jsonl", '"candidate"', '"kandidat"', "answers.jsonl:1: [V027]"),
        ("answers.jsonl", '"form":"001"', '"form":"009"', "answers.jsonl:1: [V027] 001："),
        ("scores.jsonl", '"attendance":"参加"', '"attendance":"缺席"', "scores.jsonl:2: [V024]"),
        ("scores.jsonl", '"attempt":2', '"attempt":1', "scores.jsonl: [V021]"),
        ("scores.jsonl", '"rank":1', '"rank":2', "001：名次与从答案重算的不同"),
        ("history/0001/scores.jsonl", '"rank":1', '"rank":2', "history/0001/scores.jsonl: [V021]"),
        ("签名说明.txt", "openssl", "opensll", "签名说明.txt: [V023]"),
    ],
)
def test_what_was_changed_is_named(exam: Path, name: str, old: str, new: str, named: str) -> None:
    change(exam / name, old, new)
    run = verify(exam)
    assert run.status == 1
    assert named in run.out


def test_a_cell_changed_after_marking_is_named(exam: Path) -> None:
    rows = (exam / "answers.csv").read_text(encoding="utf-8").splitlines()
    cells = rows[3].split(",")
    now = "B" if cells[5] != "B" else "A"
    cells[5], was = now, cells[5]
    rows[3] = ",".join(cells)
    (exam / "answers.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    run = verify(exam)
    assert f"answers.csv!F4: [V034] 阅卷以后被改动过：当时是“{was}”，现在是“{now}”" in run.out


def drop_the_last_line(exam: Path) -> None:
    lines = (exam / "ledger.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (exam / "ledger.jsonl").write_text("".join(lines[:-1]), encoding="utf-8")


def test_a_truncated_ledger_no_longer_knows_its_scores(exam: Path) -> None:
    drop_the_last_line(exam)
    assert "scores.jsonl: [V026]" in verify(exam).out


def test_a_truncated_ledger_is_found_against_a_hash_that_was_noted(exam: Path) -> None:
    head = read_ledger(exam).head
    assert verify(exam, "--head", head[:10]).status == 0
    drop_the_last_line(exam)
    run = verify(exam, "--head", head)
    assert (run.status, "ledger.jsonl: [V020]" in run.out) == (1, True)
    for wrong in ("0", "今年的"):
        refused = verify(exam, "--head", wrong)
        assert (refused.status, "不是台账哈希" in refused.err) == (2, True), "too short to prove anything"


def test_a_signature_of_another_key_is_found_by_the_key_published_beforehand(
    exam: Path, tmp_path: Path
) -> None:
    mine, _ = load_or_make_key(tmp_path / "key.pem")
    other, _ = load_or_make_key(tmp_path / "other.pem")
    for name, key in (("mine.pub", mine), ("other.pub", other)):
        (tmp_path / name).write_bytes(key.public.pem)
    assert verify(exam, "--trust", tmp_path / "mine.pub").status == 0
    run = verify(exam, "--trust", tmp_path / "other.pub")
    assert (run.status, "scores.jsonl: [V022]" in run.out) == (1, True)


@pytest.mark.parametrize("name", ["scores.sig", "scores.pub.pem", "answers.jsonl", "scores.jsonl"])
def test_what_is_missing_is_named(exam: Path, name: str) -> None:
    (exam / name).unlink()
    run = verify(exam)
    assert (run.status, f"{name}: [V023]" in run.out) == (1, True)


def test_a_line_too_many_or_too_few_is_named(exam: Path) -> None:
    lines = (exam / "scores.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (exam / "scores.jsonl").write_text("".join([*lines[:-1], lines[1]]), encoding="utf-8")
    run = verify(exam)
    assert "[V028] 001：这个编号有两行成绩" in run.out
    assert "[V028] 004：有答案，没有成绩" in run.out


def test_a_cut_ledger_line_is_told_but_no_fault(exam: Path) -> None:
    with (exam / "ledger.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"act":"marked","by')
    run = verify(exam)
    assert (run.status, "[L004]" in run.out) == (0, True)


def test_a_clock_that_runs_backwards_is_recorded_as_it_is_and_told(exam: Path, tmp_path: Path) -> None:
    key, _ = load_or_make_key(tmp_path / "key.pem")
    early = Stamp(time=dt.datetime(2020, 1, 1, tzinfo=dt.UTC), by="张三", tool="quizgen 0")
    marked = mark_exam(MarkOrder(folder=exam, stamp=early, key=key, attempt=3), lambda _done, _total: None)
    assert [note.rule for note in marked.notes] == ["L003"]
    assert read_ledger(exam).lines[-1].time == early.time
    run = verify(exam)
    assert (run.status, "ledger.jsonl:5: [L003] 时间 2020-01-01 00:00:00 早于上一行" in run.out) == (0, True)


def test_a_file_nobody_made_is_named(exam: Path) -> None:
    (exam / "history" / "0001" / "notes.txt").write_text("-", encoding="utf-8")
    assert "history/0001/notes.txt: [V006]" in verify(exam).out


def test_a_draft_left_behind_is_told_and_left_to_the_next_command(exam: Path, tmp_path: Path) -> None:
    draft = exam / ".pending.12345678.new"
    draft.mkdir(mode=0o700)
    run = verify(exam)
    assert (run.status, ".pending.12345678.new: [V030]" in run.out, draft.exists()) == (1, True, True)
    key = ("--by", "张三", "--sign-key", tmp_path / "key.pem")
    assert quizgen("exam", "mark", exam, *key).status == 0
    assert (verify(exam).status, draft.exists()) == (0, False)


def test_machines_get_json(exam: Path) -> None:
    change(exam / "scores.jsonl", '"score":"0"', '"score":"9"')
    told = json.loads(verify(exam, "--json").out)
    assert told["rescored"] == 4
    assert {problem["where"] for problem in told["problems"]} >= {"003"}


def test_a_large_exam_is_checked_in_a_process_of_its_own(exam: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizgen.workflows.verify.scores._LARGE", 1)
    change(exam / "scores.jsonl", '"score":"0"', '"score":"9"')
    run = verify(exam, "--jobs", 2)
    assert "003：写的是 9" in run.out


def test_the_fingerprint_is_printed_and_is_enough_to_trust(exam: Path, tmp_path: Path) -> None:
    mine, _ = load_or_make_key(tmp_path / "key.pem")
    other, _ = load_or_make_key(tmp_path / "other.pem")
    assert f"签成绩的公钥指纹（应与事先公布的相同）：{mine.public.fingerprint}" in verify(exam).out
    published = ":".join(mine.public.fingerprint.upper()[at : at + 2] for at in range(0, 64, 2))
    assert verify(exam, "--trust", published).status == 0
    assert verify(exam, "--trust", mine.public.fingerprint[:16]).status == 0
    assert verify(exam, "--trust", other.public.fingerprint, "--trust", published).status == 0
    run = verify(exam, "--trust", other.public.fingerprint)
    assert (run.status, "scores.jsonl: [V022]" in run.out) == (1, True)


@pytest.mark.parametrize("typed", ["0123456789abcde", "没有这个文件.pem"])
def test_what_is_no_fingerprint_is_one_sentence(exam: Path, typed: str) -> None:
    run = verify(exam, "--trust", typed)
    assert (run.status, run.err.count("。"), typed in run.err) == (1, 1, True)
