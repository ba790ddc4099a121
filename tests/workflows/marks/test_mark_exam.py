"""``quizgen exam mark``: from answers to signed scores, every later change with its reason in the ledger."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
from pathlib import Path

import pytest

from quizgen.files.lock import only_writer
from quizgen.records.ledger import read_ledger
from quizgen.records.scores_file import read_scores
from tests.found import things_below
from tests.programs import program
from tests.small_bank import write_bank
from tests.tool import Run, quizgen
from tests.workflows.conftest import ROSTER
from tests.workflows.filled import fill_in, right_answer, scores_of, wrong_answer


def mark(exam: Path, *more: object) -> Run:
    return quizgen("exam", "mark", exam, "--by", "张三", *more)


def all_right_but_the_last(exam: Path) -> None:
    """003 answers everything wrong, 004 is absent, the others are right."""
    fill_in(
        exam,
        lambda number, place: (wrong_answer if number == "003" else right_answer)(place),
        {"004": "缺考"},
    )


@pytest.fixture
def marked(exam: Path) -> Path:
    all_right_but_the_last(exam)
    run = mark(exam)
    assert run.status == 0, run.out + run.err
    return exam


def acts(exam: Path) -> list[str]:
    return [line.act.value for line in read_ledger(exam).lines]


def test_marking_maps_every_form_back_to_the_key(marked: Path) -> None:
    scores = scores_of(marked)
    assert {number: score.get("score") for number, score in scores.items()} == {
        "001": "10",
        "002": "10",
        "003": "0",
        "004": None,
    }
    assert scores["004"]["attendance"] == "缺考"
    assert acts(marked) == ["drawn", "entered", "marked"]


def test_everything_written_is_private(marked: Path) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in things_below(marked) if path.is_file()}
    assert modes == {0o600}


def test_an_entry_file_that_others_may_read_is_taken_away_from_them(exam: Path) -> None:
    all_right_but_the_last(exam)
    (exam / "answers.csv").chmod(0o644)
    mark(exam)
    assert stat.S_IMODE((exam / "answers.csv").stat().st_mode) == 0o600


def test_openssl_verifies_what_was_signed(marked: Path) -> None:
    program("openssl")
    note = (marked / "签名说明.txt").read_text(encoding="utf-8-sig")
    command = next(re.finditer(r"^openssl .*$", note, re.MULTILINE)).group()
    assert subprocess.run(["sh", "-c", command], cwd=marked, capture_output=True, check=False).returncode == 0


def test_the_first_marking_makes_a_key_and_says_so(exam: Path, tmp_path: Path) -> None:
    all_right_but_the_last(exam)
    run = mark(exam)
    assert "已生成签名私钥" in run.out
    assert (tmp_path / "config" / "quizgen" / "signing.pem").exists()
    assert "已生成签名私钥" not in mark(exam).out


def test_marking_without_a_name_is_refused(
    exam: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    all_right_but_the_last(exam)
    run = quizgen("exam", "mark", exam)
    assert (run.status, "--by" in run.err) == (2, True)
    (tmp_path / "config" / "quizgen").mkdir(parents=True)
    (tmp_path / "config" / "quizgen" / "config.yaml").write_text("by: 李四\n", encoding="utf-8")
    assert quizgen("exam", "mark", exam).status == 0
    assert read_ledger(exam).lines[-1].by == "李四"
    monkeypatch.setenv("QUIZGEN_BY", "王五")
    quizgen("exam", "mark", exam, "--attempt", 2)
    assert read_ledger(exam).lines[-1].by == "王五"


def test_a_private_key_inside_the_exam_folder_is_refused(exam: Path) -> None:
    all_right_but_the_last(exam)
    run = mark(exam, "--sign-key", exam / "key.pem")
    assert (run.status, "不能放在考试文件夹里" in run.err) == (2, True)


def test_marking_again_without_a_change_writes_nothing(marked: Path) -> None:
    before = {path: path.read_bytes() for path in things_below(marked) if path.is_file()}
    assert "没有写出任何文件" in mark(marked).out
    assert {path: path.read_bytes() for path in things_below(marked) if path.is_file()} == before


def question_of(exam: Path, number: str, printed: str) -> str:
    """The id of the question that stands under a printed number on somebody's form."""
    run = quizgen("exam", "explain", exam, number, "--question", printed, "--json")
    return str(json.loads(run.out)["items"][0]["question"])


def test_voiding_gives_everybody_full_points_and_keeps_the_old_scores(marked: Path) -> None:
    old = (marked / "scores.jsonl").read_bytes()
    question = question_of(marked, "003", "1")
    assert mark(marked, "--void", question).status == 1, "without a reason"
    run = mark(marked, "--void", question, "--reason", "题干有误")
    assert run.status == 0, run.err
    assert "003：0 不合格 → 1 不合格" in run.out
    assert scores_of(marked)["003"]["score"] == "1"
    assert (marked / "history/0001/scores.jsonl").read_bytes() == old
    assert read_scores(marked / "history/0001").by_number["003"].score == "0"
    voided, corrected, last = read_ledger(marked).lines[-3:]
    assert (voided.act.value, corrected.act.value, last.act.value) == ("voided", "corrected", "marked")
    assert voided.details == {"changes": [{"question": question, "reason": "题干有误"}], "reason": "题干有误"}
    assert {"number": "003", "old": "0 不合格", "new": "1 不合格"} in corrected.details["scores"]  # type: ignore[operator]
    assert quizgen("exam", "verify", marked, "--quick").status == 0


def test_a_voided_question_stays_voided_until_it_is_restored(marked: Path) -> None:
    question = question_of(marked, "003", "1")
    mark(marked, "--void", question, "--reason", "题干有误")
    assert "没有写出任何文件" in mark(marked).out
    run = mark(marked, "--restore", question, "--reason", "复核后认为题干无误")
    assert run.status == 0, run.err
    assert scores_of(marked)["003"]["score"] == "0"
    assert read_scores(marked).head.changes == ()
    assert sorted(path.name for path in (marked / "history").iterdir()) == ["0001", "0002"]


def test_a_further_answer_is_accepted_for_everybody(exam: Path) -> None:
    fill_in(exam, lambda _number, place: wrong_answer(place) if place.number == "1" else right_answer(place))
    mark(exam)
    assert scores_of(exam)["001"]["score"] == "9"
    run = quizgen("exam", "explain", exam, "001", "--question", "1", "--json")
    item = json.loads(run.out)["items"][0]
    chosen = next(option["text"] for option in item["options"] if option["ticked"])
    run = mark(exam, "--accept", f"{item['question']}={chosen}", "--reason", "也有依据")
    assert run.status == 0, run.err
    assert scores_of(exam)["001"]["score"] == "10"


def test_an_unknown_question_changes_nothing(marked: Path) -> None:
    before = (marked / "ledger.jsonl").read_bytes()
    run = mark(marked, "--void", "TS-9999", "--reason", "试试")
    assert (run.status, "TS-9999" in run.err) == (1, True)
    assert (marked / "ledger.jsonl").read_bytes() == before


def change_cell(exam: Path, number: str, old: str, new: str) -> None:
    path = exam / "answers.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(index for index, line in enumerate(lines) if line.startswith(f"{number},"))
    assert old in lines[at]
    lines[at] = lines[at].replace(old, new, 1)
    path.write_text("".join(lines), encoding="utf-8")


def test_a_row_with_a_fault_is_listed_by_cell_while_the_rest_is_marked(exam: Path) -> None:
    all_right_but_the_last(exam)
    change_cell(exam, "003", ",参加,", ",不清楚,")
    run = mark(exam)
    assert run.status == 1
    assert "answers.csv!E4: [A016]" in run.out
    assert "未评 1 人" in run.out
    assert set(scores_of(exam)) == {"001", "002", "004"}
    change_cell(exam, "003", ",不清楚,", ",参加,")
    run = mark(exam)
    assert run.status == 0, "who is marked for the first time needs no reason"
    assert set(scores_of(exam)) == {"001", "002", "003", "004"}


def test_an_answer_in_doubt_leaves_its_person_unmarked(exam: Path) -> None:
    all_right_but_the_last(exam)
    change_cell(exam, "002", ",参加,", ",参加,Z")
    run = mark(exam)
    assert (run.status, "answers.csv!F3: [A03" in run.out) == (1, True)
    assert "002" not in scores_of(exam)


def test_correcting_an_answer_needs_a_reason_and_tells_old_and_new(marked: Path) -> None:
    change_cell(marked, "003", ",参加,", ",作废,")
    run = mark(marked)
    assert (run.status, "003：0 不合格 → 作废" in run.err) == (1, True)
    assert acts(marked)[-1] == "marked"
    assert mark(marked, "--reason", "漏记作废").status == 0
    entered, corrected, _ = read_ledger(marked).lines[-3:]
    assert entered.act.value == "entered"
    assert corrected.details == {
        "reason": "漏记作废",
        "scores": [{"number": "003", "old": "0 不合格", "new": "作废"}],
        "answers": {"003": ["状态"]},
    }


def test_nobody_loses_a_signed_score_to_a_typing_error(marked: Path) -> None:
    change_cell(marked, "001", ",参加,", ",,")
    run = mark(marked)
    assert (run.status, "001：10 优秀 → 未评" in run.err) == (1, True)


def test_the_lines_and_conditions_are_kept_until_they_are_changed(exam: Path) -> None:
    all_right_but_the_last(exam)
    mark(exam, "--grades", "优秀=10，良好=8", "--open-book", "--unsupervised", "--attempt", 2)
    mark(exam, "--rounding", "舍去", "--decimals", 0)
    head = read_scores(exam).head
    assert [f"{line.name} {line.from_}" for line in head.policy.grades] == ["优秀 10", "良好 8"]
    assert (head.closed_book, head.supervised, head.attempt) == (False, False, 2)
    assert (head.policy.rounding.value, head.policy.decimals) == ("舍去", 0)


def test_grades_that_cannot_be_read_are_misuse(exam: Path) -> None:
    run = mark(exam, "--grades", "优秀")
    assert (run.status, "优秀=90" in run.err) == (2, True)


def test_an_exam_without_a_date_asks_for_one(tmp_path: Path) -> None:
    exam = tmp_path / "undated"
    bank = write_bank(tmp_path / "bank")
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    quizgen(
        *("exam", "new", exam, "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "individual", "--roster", tmp_path / "roster.csv"),
    )
    all_right_but_the_last(exam)
    assert "--date" in mark(exam).err
    assert mark(exam, "--date", "2026-12-01").status == 0


def test_a_damaged_ledger_stops_marking(marked: Path) -> None:
    ledger = marked / "ledger.jsonl"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("张三", "李四"), encoding="utf-8")
    run = mark(marked, "--attempt", 2)
    assert (run.status, "台账已损坏" in run.err) == (1, True)


def test_scores_changed_by_hand_stop_marking(marked: Path) -> None:
    scores = marked / "scores.jsonl"
    scores.write_bytes(scores.read_bytes().replace(b'"score":"0"', b'"score":"9"'))
    run = mark(marked, "--attempt", 2)
    assert (run.status, "scores.jsonl:4: [V026]" in run.out) == (1, True)


def test_two_markings_at_the_same_time_are_told_apart(marked: Path) -> None:
    with only_writer(marked):
        run = mark(marked, "--attempt", 2)
    assert (run.status, f"另一个进程（{os.getpid()}）" in run.err) == (1, True)


def test_machines_get_json(marked: Path) -> None:
    run = mark(marked, "--json", "--void", question_of(marked, "003", "1"), "--reason", "题干有误")
    told = json.loads(run.out)
    assert told["counts"]["参加"] == 3
    assert told["corrected"][-1]["number"] == "003"
    assert told["version"] == 2


def test_without_entry_files_the_accepted_answers_are_marked_again(marked: Path) -> None:
    question = question_of(marked, "003", "1")
    (marked / "answers.csv").unlink()
    assert mark(marked, "--void", question, "--reason", "题干有误").status == 0
    assert scores_of(marked)["003"]["score"] == "1"


def test_entry_writes_a_sheet_that_is_then_kept(exam: Path) -> None:
    run = quizgen("exam", "entry", exam)
    assert (run.status, f"已写入 {exam / 'answers.xlsx'}" in run.out) == (0, True)
    before = (exam / "answers.xlsx").read_bytes()
    assert "没有改动" in quizgen("exam", "entry", exam).out
    assert (exam / "answers.xlsx").read_bytes() == before


def test_entry_checks_without_writing(exam: Path) -> None:
    all_right_but_the_last(exam)
    assert quizgen("exam", "entry", exam, "--check").status == 0
    change_cell(exam, "003", ",参加,", ",不清楚,")
    before = things_below(exam)
    run = quizgen("exam", "entry", exam, "--check")
    assert (run.status, "answers.csv!E4: [A016]" in run.out) == (1, True)
    assert things_below(exam) == before


def test_an_exam_nobody_entered_is_one_sentence(exam: Path) -> None:
    run = mark(exam)
    assert (run.status, "quizgen exam entry" in run.err) == (1, True)
