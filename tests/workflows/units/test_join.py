"""``exam join``: the results of units together are the scores of the exam; what does not fit is named."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen.records.units.packed import packed, unpacked
from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer, scores_of, wrong_answer
from tests.workflows.units.province import Province, digests_in


def repacked(file: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """A result that was tampered with."""
    files = unpacked(file.read_bytes(), file)
    change(files)
    file.write_bytes(packed(files))
    return file


def refused(province: Province, *results: object, more: tuple[object, ...] = ()) -> str:
    """What is said of results that are not joined; nothing was written."""
    before = digests_in(province.exam)
    run = province.join(*results, more=more)
    assert run.status == 1, run.out
    assert digests_in(province.exam) == before
    return run.out + run.err


def right_but(number: str) -> Callable[..., str]:
    return lambda who, place: (wrong_answer if who == number else right_answer)(place)


def test_joined_results_are_the_marking_of_the_whole(province: Province, drawn_exam: Path) -> None:
    run = province.join()
    assert run.status == 0, run.err
    assert run.out.count("U032") == 2
    whole = shutil.copytree(drawn_exam, province.at / "whole")
    fill_in(whole, lambda who, place: (right_answer if who in {"001", "004"} else wrong_answer)(place))
    marked = quizgen("exam", "mark", whole, "--by", "张三", *province.centre)
    assert marked.status == 0, marked.err
    assert scores_of(province.exam) == scores_of(whole)
    assert (province.exam / "answers.jsonl").read_bytes() == (whole / "answers.jsonl").read_bytes()
    assert [score["rank"] for score in scores_of(province.exam).values()] == [1, 3, 3, 1]
    verified = quizgen("exam", "verify", province.exam, "--jobs", 1)
    assert verified.status == 0, verified.out
    assert quizgen("exam", "explain", province.exam, "003").status == 0


def test_joining_again_changes_nothing(province: Province) -> None:
    assert province.join().status == 0
    before = digests_in(province.exam)
    run = province.join()
    assert run.status == 0
    assert "没有写出任何文件" in run.out
    assert digests_in(province.exam) == before


def test_a_unit_folder_may_be_joined_itself(province: Province) -> None:
    run = province.join(province.unit(1), province.result(2))
    assert run.status == 0, run.err


def test_scores_alone_are_enough_where_answers_are_not_wanted(province: Province) -> None:
    alone = [province.give_back(number, f"scores-{number}.tar", "--scores-only") for number in (1, 2)]
    assert b'"answers"' not in alone[0].read_bytes()
    assert "U023" in refused(province, *alone)
    run = province.join(*alone, more=("--scores-only",))
    assert run.status == 0, run.err
    assert not (province.exam / "answers.jsonl").exists()
    assert [score["rank"] for score in scores_of(province.exam).values()] == [1, 3, 3, 1]
    verified = quizgen("exam", "verify", province.exam, "--jobs", 1)
    assert verified.status == 0, verified.out
    assert "答案留在各单位" in verified.out
    assert "那个单位" in quizgen("exam", "explain", province.exam, "003").err
    assert quizgen("exam", "results", province.exam, "--jobs", 1).status == 0
    assert (province.exam / "scores.xlsx").exists()
    assert not (province.exam / "analysis.pdf").exists()


def test_answers_that_were_joined_are_not_replaced_by_scores_alone(province: Province) -> None:
    assert province.join().status == 0
    assert "--scores-only" in refused(province, more=("--scores-only",))


def test_missing_units_are_named(province: Province) -> None:
    said = refused(province, province.result(1))
    assert "[U017]" in said
    assert "测试二局" in said


def score_up(files: dict[str, bytes]) -> None:
    files["scores.jsonl"] = files["scores.jsonl"].replace(b'"score":"0"', b'"score":"9"', 1)


def answer_turned(files: dict[str, bytes]) -> None:
    files["answers.jsonl"] = files["answers.jsonl"].replace(b'"truth":true', b'"truth":false', 1)


def last_line_gone(files: dict[str, bytes]) -> None:
    files["ledger.jsonl"] = b"".join(files["ledger.jsonl"].splitlines(keepends=True)[:-1])


def first_line_turned(files: dict[str, bytes]) -> None:
    files["ledger.jsonl"] = files["ledger.jsonl"].replace(b'"bundle":1', b'"bundle":2', 1)


def signature_gone(files: dict[str, bytes]) -> None:
    del files["scores.sig"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (score_up, "U013"),
        (answer_turned, "U013"),
        (last_line_gone, "U013"),
        (first_line_turned, "U013"),
        (signature_gone, "U010"),
    ],
)
def test_a_result_that_was_changed_is_named(
    province: Province, change: Callable[[dict[str, bytes]], object], rule: str
) -> None:
    repacked(province.result(1), change)
    said = refused(province)
    assert f"[{rule}]" in said
    assert "1.tar" in said


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\0" * 10240, b"x" * 600])
def test_a_file_that_is_no_result_is_named(province: Province, data: bytes) -> None:
    province.result(1).write_bytes(data)
    assert "[U010]" in refused(province)


def test_a_result_with_a_way_out_is_refused(province: Province) -> None:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        member = tarfile.TarInfo("../scores.jsonl")
        tar.addfile(member, io.BytesIO())
    province.result(1).write_bytes(data.getvalue())
    assert "[U010]" in refused(province)


def test_the_results_of_another_exam_are_named(province: Province, drawn_exam: Path) -> None:
    other = shutil.copytree(drawn_exam, province.at / "other")
    fill_in(other, right_but("none"))
    assert quizgen("exam", "mark", other, "--by", "李四", *province.sign_key(1)).status == 0
    assert "[U011]" in refused(province, other, province.result(2))


def test_results_of_an_earlier_split_are_named(province: Province) -> None:
    assert province.split("again").status == 0
    said = refused(province)
    assert said.count("[U012]") == 2
    assert "第 1 次分发" in said


def test_a_key_that_was_told_beforehand_must_have_signed(province: Province) -> None:
    public = province.at / "u1" / "scores.pub.pem"
    run = quizgen(
        "exam", "verify", province.unit(1), "--quick", "--trust", public, "--trust", centre_of(province)
    )
    assert run.status == 0, run.out
    assert "[U014]" in refused(province, more=("--trust", public))
    both = ("--trust", public, "--trust", province.unit(2) / "scores.pub.pem")
    run = province.join(more=both)
    assert run.status == 0, run.out
    assert "U032" not in run.out


def centre_of(province: Province) -> Path:
    return province.out / "bundles.pub.pem"


def test_the_same_result_given_twice_counts_once(province: Province) -> None:
    copy = shutil.copy(province.result(1), province.at / "copy.tar")
    run = province.join(province.result(1), copy, province.result(2))
    assert run.status == 0, run.err
    assert "[U030]" in run.out


def corrected(province: Province) -> Path:
    """The first unit has entered an answer wrongly and marks again."""
    fill_in(province.unit(1), right_but("none"))
    run = province.mark(1, "--reason", "登记错了")
    assert run.status == 0, run.err
    return province.give_back(1, "1-new.tar")


def test_of_two_versions_the_newer_is_used(province: Province) -> None:
    new = corrected(province)
    run = province.join(new, province.result(1), province.result(2))
    assert run.status == 0, run.err
    assert "[U031]" in run.out
    assert scores_of(province.exam)["002"]["score"] == "10"


def test_a_correction_needs_a_reason_and_an_older_result_is_refused_then(province: Province) -> None:
    assert province.join().status == 0
    new = corrected(province)
    assert "--reason" in refused(province, new, province.result(2))
    run = province.join(new, province.result(2), more=("--reason", "测试一局登记错了"))
    assert run.status == 0, run.err
    verified = quizgen("exam", "verify", province.exam, "--jobs", 1)
    assert verified.status == 0, verified.out
    assert "[U016]" in refused(province)


def test_two_results_that_do_not_go_on_from_each_other_are_named(province: Province) -> None:
    run = province.open(1, "twin", "--again", "--reason", "另一台电脑")
    assert run.status == 0
    twin = province.at / "twin"
    fill_in(twin, right_but("none"))
    assert quizgen("exam", "mark", twin, "--by", "李四", *province.sign_key(1)).status == 0
    assert "[U015]" in refused(province, province.result(1), twin, province.result(2))


def test_a_person_who_is_not_on_the_roster_is_named_until_added(province: Province) -> None:
    who = ("--number", "009", "--name", "测试己", "--unit", "测试一局", "--form", "S01", "--reason", "迟到")
    spare = 1 if "S01" in (province.unit(1) / "forms.jsonl").read_text(encoding="utf-8") else 2
    unit = province.unit(spare)
    assert quizgen("exam", "add", unit, *who, "--by", "李四", *province.sign_key(spare)).status == 0
    fill_in(unit, right_but("none"))
    assert province.mark(spare, "--reason", "迟到的补进来").status == 0
    new = province.give_back(spare, "more.tar")
    results = (new, province.result(3 - spare))
    said = refused(province, *results)
    assert "[U018]" in said
    assert "009" in said
    assert quizgen("exam", "add", province.exam, *who, "--by", "张三").status == 0
    run = province.join(*results)
    assert run.status == 0, run.out + run.err
    assert scores_of(province.exam)["009"]["score"] == "10"
    assert quizgen("exam", "verify", province.exam, "--jobs", 1).status == 0


def test_a_name_that_differs_and_a_withdrawal_on_one_side_are_named(province: Province) -> None:
    person = ("exam", "amend", province.exam, "--number", "001", "--name", "测试贾")
    assert quizgen(*person, "--by", "张三", "--reason", "写错").status == 0
    gone = ("exam", "withdraw", province.exam, "--number", "003")
    assert quizgen(*gone, "--by", "张三", "--reason", "调离").status == 0
    said = refused(province)
    assert "[U018]" in said
    assert "[U024]" in said


def test_a_person_without_a_score_is_named(province: Province) -> None:
    lines = (province.unit(1) / "answers.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (province.unit(1) / "answers.csv").write_text("".join(lines[:-1]), encoding="utf-8")
    assert "[A022]" in province.mark(1, "--reason", "漏了一行").out
    run = quizgen("exam", "return", province.unit(1), "--to", province.at / "less.tar")
    assert "002" in run.out
    assert "[U020]" in refused(province, province.at / "less.tar", province.result(2))


def test_units_that_marked_by_other_lines_are_named(province: Province) -> None:
    assert province.mark(1, "--decimals", 0, "--reason", "取整").status == 0
    said = refused(province, province.give_back(1, "other.tar"), province.result(2))
    assert "[U021]" in said
    assert "取整" in said


def test_a_question_exchanged_after_the_split_forbids_joining(province: Province, drawn_exam: Path) -> None:
    bank = ("--bank", drawn_exam.parent / "bank", "--by", "张三", "--reason", "泄露")
    run = quizgen("exam", "swap", province.exam, question_of(province), *bank)
    assert run.status == 0, run.err
    assert "[U012]" in refused(province)


def question_of(province: Province) -> str:
    line = (province.exam / "questions.jsonl").read_text(encoding="utf-8").splitlines()[0]
    return str(json.loads(line)["question"]["id"])


def test_the_centre_does_not_mix_its_own_entry_with_results(province: Province) -> None:
    fill_in(province.exam, right_but("none"))
    assert "answers.csv" in refused(province)


def test_an_exam_that_was_never_split_has_nothing_to_join(province: Province, drawn_exam: Path) -> None:
    whole = shutil.copytree(drawn_exam, province.at / "whole")
    run = quizgen("exam", "join", whole, province.result(1), "--by", "张三", *province.centre)
    assert run.status == 1
    assert "没有分发过" in run.err
    run = quizgen("exam", "return", whole, "--to", province.at / "x.tar")
    assert "没有可以交回的中心" in run.err
