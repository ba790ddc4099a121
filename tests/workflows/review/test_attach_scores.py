"""Attaching scores: who gets one, who does not and why, what is written."""

from __future__ import annotations

import datetime as dt
import json
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from quizgen.errors import ContentFaults, QuizgenError
from quizgen.model.answers import Attendance
from quizgen.model.exam import Candidate
from quizgen.model.score import CandidateScore
from quizgen.records.ledger import read_ledger
from quizgen.records.names import LEDGER
from quizgen.records.scores_file import SignedByAnother
from quizgen.records.trust import read_trust
from quizgen.workflows.review.attach import Attached, attach_scores
from quizgen.workflows.review.order import AttachOrder
from tests.found import contents, none_like, things_below
from tests.office.packages import rebuild
from tests.signed_scores import (
    KEY,
    OTHER_KEY,
    REVIEW_DATE,
    STAMP,
    no_score,
    person,
    score,
    signed_folder,
)
from tests.workflows.power_loss import differing, everything_in, left_by_failures, no_disk
from tools.demo_reviews import Person, write_form

Rows = Sequence[tuple[object, object]]


def workbook(path: Path, rows: Rows, units: Sequence[str] = ()) -> Path:
    """A review workbook of 编号, 姓名 (and 单位)."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "述职"
    sheet.append(["编号", "姓名", "单位"])
    for index, row in enumerate(rows):
        sheet.append([*row, *units[index : index + 1]])
    book.save(path)
    return path


def attach(folder: Path, scores: Sequence[Path], reviews: Path, **choices: Any) -> Attached:
    """Attach into ``folder/out`` without cards."""
    settings: dict[str, Any] = {"date": REVIEW_DATE, "dated": True, "cards": False, **choices}
    out = settings.pop("out", folder / "out")
    return attach_scores(
        AttachOrder(scores=tuple(scores), reviews=reviews, out=out, stamp=STAMP, **settings),
        lambda _done, _total: None,
    )


def refusals(result: Attached) -> dict[str, str]:
    """Rule by cell."""
    return {str(problem.spot): problem.rule for problem in result.problems}


ONE = person(1)
EXPIRED = score(ONE, valid_until=dt.date(2026, 12, 19))
LAST_DAY = score(ONE, valid_until=REVIEW_DATE)


@pytest.mark.parametrize(
    ("rule", "line", "number", "name"),
    [
        ("F001", score(ONE), "2026099", "测试甲"),
        ("F002", score(ONE), "2026001", "测试乙"),
        ("F002", score(ONE), "2026001", None),
        ("F003", score(ONE), "2026001", "测试 甲"),
        ("F003", score(ONE), "2026001", "测　试甲"),
        ("F003", score(ONE), "2026001", "测试甲 "),
        ("F003", score(person(1, "测试A")), "2026001", "测试Ａ"),
        ("F003", score(person(1, "测试·甲")), "2026001", "测试•甲"),
        ("F003", score(person(1, "测试·甲")), "2026001", "测试.甲"),
        ("F004", score(ONE), "２０２６００１", "测试甲"),
        ("F004", score(ONE), " 2026001", "测试甲"),
        ("F004", score(ONE), "02026001", "测试甲"),
        ("F006", no_score(ONE, Attendance.ABSENT), "2026001", "测试甲"),
        ("F007", no_score(ONE, Attendance.VOID), "2026001", "测试甲"),
        ("F008", no_score(ONE, Attendance.CHEATED), "2026001", "测试甲"),
        ("F009", EXPIRED, "2026001", "测试甲"),
        ("F010", score(ONE, missed=("理论至少 40 分",)), "2026001", "测试甲"),
        ("F012", score(ONE), None, "测试甲"),
    ],
)
def test_whoever_does_not_match_exactly_or_has_no_usable_score_gets_nothing(
    tmp_path: Path, rule: str, line: CandidateScore, number: str | None, name: str | None
) -> None:
    exam = signed_folder(tmp_path / "exam", [line])
    reviews = workbook(tmp_path / "述职.xlsx", [(number, name)])
    result = attach(tmp_path, [exam], reviews)
    assert list(refusals(result).values()) == [rule]
    assert result.attached == ()
    assert (tmp_path / "out" / "述职.xlsx").read_bytes() == reviews.read_bytes()


def test_a_near_match_is_named(tmp_path: Path) -> None:
    exam = signed_folder(tmp_path / "exam", [score(ONE), score(person(2))])
    reviews = workbook(tmp_path / "a.xlsx", [("2026001", "测 试甲"), ("202６002", "测试乙"), ("9", "测试乙")])
    texts = [str(problem) for problem in attach(tmp_path, [exam], reviews).problems]
    assert "“测 试甲”与成绩里的“测试甲”只差空格" in texts[0]
    assert "“202６002”与成绩里的“2026002”只差" in texts[1]
    assert "名叫“测试乙”的编号是 2026002" in texts[2]


def test_a_score_below_the_pass_mark_is_attached_as_such(tmp_path: Path) -> None:
    exam = signed_folder(tmp_path / "exam", [score(ONE, "79")])
    reviews = workbook(tmp_path / "a.xlsx", [("2026001", "测试甲")])
    assert attach(tmp_path, [exam], reviews).problems == ()
    sheet: Any = load_workbook(tmp_path / "out" / "a.xlsx").active
    assert [cell.value for cell in sheet[2]][3:6] == [79, "不合格", "不合格"]
    assert sheet["I2"].value == "—"


def test_a_score_is_good_on_its_last_day(tmp_path: Path) -> None:
    exam = signed_folder(tmp_path / "exam", [LAST_DAY])
    reviews = workbook(tmp_path / "a.xlsx", [("2026001", "测试甲")])
    assert len(attach(tmp_path, [exam], reviews).attached) == 1
    later = attach(tmp_path, [exam], reviews, date=REVIEW_DATE + dt.timedelta(1), out=tmp_path / "later")
    assert refusals(later) == {"述职!A2": "F009"}


def test_an_exam_after_the_day_of_review_does_not_count(tmp_path: Path) -> None:
    exam = signed_folder(tmp_path / "exam", [score(ONE)], date=dt.date(2027, 1, 1))
    result = attach(tmp_path, [exam], workbook(tmp_path / "a.xlsx", [("2026001", "测试甲")]))
    assert refusals(result) == {"述职!A2": "F016"}


# Several exams


def two_exams(folder: Path, first: CandidateScore, second: CandidateScore) -> tuple[Path, Path]:
    """An exam in September, its resit in December."""
    return (
        signed_folder(folder / "first", [first], title="秋季测试", date=dt.date(2026, 9, 1)),
        signed_folder(folder / "second", [second], title="补考", attempt=2),
    )


def test_two_scores_of_one_person_are_both_named_unless_the_latest_is_wanted(tmp_path: Path) -> None:
    exams = two_exams(tmp_path, score(ONE, "70"), score(ONE, "88"))
    reviews = workbook(tmp_path / "a.xlsx", [("2026001", "测试甲")])
    result = attach(tmp_path, exams, reviews)
    assert refusals(result) == {"述职!A2": "F011"}
    assert "秋季测试（2026-09-01） 70、补考（2026-12-01） 88" in result.problems[0].message
    latest = attach(tmp_path, exams, reviews, latest=True, out=tmp_path / "latest")
    assert [(one.result.score, one.result.attempt) for one in latest.attached] == [("88", 2)]


@pytest.mark.parametrize(
    "first", [no_score(ONE, Attendance.ABSENT), score(ONE, valid_until=dt.date(2026, 12, 1))]
)
def test_being_absent_or_out_of_date_is_no_second_score(tmp_path: Path, first: CandidateScore) -> None:
    exams = two_exams(tmp_path, first, score(ONE, "88"))
    result = attach(tmp_path, exams, workbook(tmp_path / "a.xlsx", [("2026001", "测试甲")]))
    assert [one.result.score for one in result.attached] == ["88"]


def test_cheating_in_one_exam_is_not_hidden_by_a_score_in_another(tmp_path: Path) -> None:
    exams = two_exams(tmp_path, no_score(ONE, Attendance.CHEATED), score(ONE, "88"))
    result = attach(tmp_path, exams, workbook(tmp_path / "a.xlsx", [("2026001", "测试甲")]))
    assert "秋季测试（2026-09-01） 违纪" in result.problems[0].message


def test_one_exam_named_twice_counts_once(tmp_path: Path) -> None:
    exam = signed_folder(tmp_path / "exam", [score(ONE)])
    reviews = workbook(tmp_path / "a.xlsx", [("2026001", "测试甲")])
    assert len(attach(tmp_path, [exam, exam / "scores.jsonl"], reviews).attached) == 1


def test_exams_that_disagree_about_a_name_decide_nothing(tmp_path: Path) -> None:
    exams = two_exams(tmp_path, no_score(person(1, "测试申"), Attendance.ABSENT), score(ONE))
    result = attach(tmp_path, exams, workbook(tmp_path / "a.xlsx", [("2026001", "测试甲")]))
    assert refusals(result) == {"述职!A2": "F002"}


# People


def test_two_people_with_one_name_each_get_their_own(tmp_path: Path) -> None:
    exam = signed_folder(tmp_path / "exam", [score(person(1, "张三"), "81"), score(person(2, "张三"), "92")])
    reviews = workbook(tmp_path / "a.xlsx", [("2026002", "张三"), ("2026001", "张三")])
    result = attach(tmp_path, [exam], reviews)
    assert [(str(one.where), one.result.score) for one in result.attached] == [
        ("述职!A2", "92"),
        ("述职!A3", "81"),
    ]


def test_one_person_in_two_units_is_pointed_out(tmp_path: Path) -> None:
    exam = signed_folder(tmp_path / "exam", [score(ONE)])
    result = attach(tmp_path, [exam], workbook(tmp_path / "a.xlsx", [("2026001", "测试甲")], ["测试二局"]))
    assert result.attached[0].note == "单位不同：材料里“测试二局”，名册里“测试一局”"
    doubled = workbook(tmp_path / "b.xlsx", [("2026001", "测试甲")] * 2, ["测试一局", "测试二局"])
    assert set(refusals(attach(tmp_path, [exam], doubled, out=tmp_path / "b")).values()) == {"F005"}


def test_a_number_with_leading_zeros_is_not_guessed(tmp_path: Path) -> None:
    someone = Candidate(number="007", name="张三", unit="测试一局")
    exam = signed_folder(tmp_path / "exam", [score(someone)])
    result = attach(tmp_path, [exam], workbook(tmp_path / "a.xlsx", [(7, "张三")]))
    assert refusals(result) == {"述职!A2": "F004"}


def test_people_with_a_score_who_are_in_no_document_are_listed(tmp_path: Path) -> None:
    exam = signed_folder(tmp_path / "exam", [score(ONE), score(person(2))])
    result = attach(tmp_path, [exam], workbook(tmp_path / "a.xlsx", [("2026001", "测试甲")]))
    assert [(number, name) for number, name, _ in result.unlisted] == [("2026002", "测试乙")]


# What is written


@pytest.fixture
def ready(tmp_path: Path) -> tuple[Path, Path]:
    """An exam of three, a folder with a workbook, two forms and something else."""
    exam = signed_folder(
        tmp_path / "exam", [score(ONE), score(person(2), "79"), no_score(person(3), Attendance.ABSENT)]
    )
    reviews = tmp_path / "材料"
    (reviews / "表").mkdir(parents=True)
    workbook(reviews / "述职.xlsx", [("2026001", "测试甲"), ("2026003", "测试丙")])
    write_form(reviews / "表" / "乙.docx", Person(*person(2).model_dump().values()))
    write_form(reviews / "表" / "丙.docx", Person(*person(3).model_dump().values()))
    (reviews / "旧.doc").write_bytes(b"old")
    (reviews / "~$述职.xlsx").write_bytes(b"lock")
    return exam, reviews


def test_a_folder_gets_copies_a_summary_and_cards_readable_by_the_owner_only(
    tmp_path: Path, ready: tuple[Path, Path]
) -> None:
    exam, reviews = ready
    before = contents(reviews)
    result = attach(tmp_path, [exam], reviews, cards=True)
    assert contents(reviews) == before
    out = tmp_path / "out"
    assert set(contents(out)) == {
        *("述职.xlsx", "表/乙.docx", "表/丙.docx", "汇总.xlsx", "清单.json"),
        *("成绩单/2026001.pdf", "成绩单/2026002.pdf"),
    }
    assert sorted(problem.rule for problem in result.problems) == ["F006", "F006", "F018"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in things_below(out) if path.is_file()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (out, out / "表")} == {0o700}
    book = load_workbook(out / "汇总.xlsx")
    names: Any = book["已附"]
    assert {row[2].value for row in names.iter_rows(min_row=6)} == {"2026001", "2026002"}
    reasons: Any = book["未附"]
    assert any("缺考" in str(row[3].value) for row in reasons.iter_rows(min_row=4))


def test_the_same_order_twice_changes_nothing(tmp_path: Path, ready: tuple[Path, Path]) -> None:
    exam, reviews = ready
    assert not attach(tmp_path, [exam], reviews).unchanged
    before = {**contents(tmp_path / "out"), **contents(exam)}
    assert attach(tmp_path, [exam], reviews).unchanged
    assert {**contents(tmp_path / "out"), **contents(exam)} == before


def test_other_contents_of_the_output_folder_are_never_overwritten(
    tmp_path: Path, ready: tuple[Path, Path]
) -> None:
    exam, reviews = ready
    attach(tmp_path, [exam], reviews)
    (tmp_path / "out" / "述职.xlsx").write_bytes(b"mine")
    with pytest.raises(QuizgenError, match=r"内容与这次的不同（述职\.xlsx）"):
        attach(tmp_path, [exam], reviews)
    assert (tmp_path / "out" / "述职.xlsx").read_bytes() == b"mine"


def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path: Path, ready: tuple[Path, Path]) -> None:
    exam, reviews = ready
    before = contents(tmp_path)
    dry = attach(tmp_path, [exam], reviews, dry_run=True)
    assert contents(tmp_path) == before
    wet = attach(tmp_path, [exam], reviews)
    assert (dry.attached, dry.problems) == (wet.attached, wet.problems)


def test_the_ledger_of_the_exam_gets_one_line_without_names(tmp_path: Path, ready: tuple[Path, Path]) -> None:
    exam, reviews = ready
    attach(tmp_path, [exam], reviews)
    ledger = read_ledger(exam)
    line = ledger.lines[-1]
    assert ledger.problems == ()
    assert (line.act.value, line.by, line.details["attached"]) == ("attached", "张三", 2)
    assert not any(name in line.model_dump_json() for name in ("测试", "2026001", ".docx"))


def test_an_interrupted_run_is_completed_by_the_next(tmp_path: Path, ready: tuple[Path, Path]) -> None:
    exam, reviews = ready
    ledger = (exam / LEDGER).read_bytes()
    (tmp_path / ".out.0123abcd.new").mkdir()
    attach(tmp_path, [exam], reviews)
    assert none_like(tmp_path, ".out.*")
    (exam / LEDGER).write_bytes(ledger)
    assert attach(tmp_path, [exam], reviews).unchanged
    assert len(read_ledger(exam).lines) == 2


def test_every_write_may_be_the_last(tmp_path: Path) -> None:
    work = tmp_path / "work"
    signed_folder(work / "exam", [score(ONE)])
    (work / "reviews").mkdir()
    workbook(work / "reviews" / "述职.xlsx", [("2026001", "测试甲")])

    def act(folder: Path) -> None:
        attach(folder, [folder / "exam"], folder / "reviews")

    failures = left_by_failures(work, lambda: act(work), tmp_path / "left")
    expected = everything_in(work)
    wrong: list[str] = []
    with no_disk():
        for number, left in failures.items():
            half = [name for name in everything_in(left) if name.startswith("out/") and name not in expected]
            act(left)
            wrong += [f"{number}: {name}" for name in half + differing(everything_in(left), expected)]
    assert wrong == []
    assert len(failures) >= 15


def test_of_a_copy_of_the_scores_without_a_ledger_the_fingerprint_is_to_be_compared(
    tmp_path: Path, ready: tuple[Path, Path]
) -> None:
    exam, reviews = ready
    (exam / LEDGER).unlink()
    (notice,) = attach(tmp_path, [exam], reviews).notices
    assert "旁边没有台账" in notice
    assert KEY.public.fingerprint in notice
    (tmp_path / "trusted.pem").write_bytes(KEY.public.pem)
    (tmp_path / "other").mkdir()
    trusted = attach(tmp_path / "other", [exam], reviews, trust=read_trust([str(tmp_path / "trusted.pem")]))
    assert (trusted.notices, trusted.unrecorded) == ((), (str(exam),))
    assert not (exam / LEDGER).exists()


# Refused as a whole


def test_a_self_test_is_no_official_score(tmp_path: Path, ready: tuple[Path, Path]) -> None:
    _, reviews = ready
    own = tmp_path / "自测.json"
    own.write_text(json.dumps({"kind": "自测成绩", "score": 100}, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(ContentFaults) as caught:
        attach(tmp_path, [own], reviews)
    assert [problem.rule for problem in caught.value.problems] == ["F015"]


def test_scores_of_another_key_are_not_used(tmp_path: Path, ready: tuple[Path, Path]) -> None:
    _, reviews = ready
    (tmp_path / "trusted.pem").write_bytes(KEY.public.pem)
    forged = signed_folder(tmp_path / "forged", [score(ONE, "100")], key=OTHER_KEY)
    with pytest.raises(SignedByAnother):
        attach(tmp_path, [forged], reviews, trust=read_trust([str(tmp_path / "trusted.pem")]))
    assert not (tmp_path / "out").exists()


def test_a_damaged_ledger_stops_everything_before_it_begins(tmp_path: Path, ready: tuple[Path, Path]) -> None:
    exam, reviews = ready
    (exam / LEDGER).write_bytes((exam / LEDGER).read_bytes().replace(b"quizgen", b"quizgem"))
    with pytest.raises(QuizgenError, match="台账已损坏"):
        attach(tmp_path, [exam], reviews)
    assert not (tmp_path / "out").exists()


def test_the_output_never_lies_among_the_documents_or_in_an_exam(
    tmp_path: Path, ready: tuple[Path, Path]
) -> None:
    exam, reviews = ready
    for folder in (exam, reviews):
        with pytest.raises(QuizgenError, match="不能放在"):
            attach(tmp_path, [exam], reviews, out=folder / "out")
        with pytest.raises(QuizgenError, match="不能放在"):
            attach(tmp_path, [exam], reviews, out=folder)


@pytest.mark.parametrize(
    ("part", "data", "rule"),
    [
        ("xl/vbaProject.bin", b"macro", "W003"),
        ("xl/media/bomb.bin", bytes(60_000_000), "W004"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>", "W005"),
    ],
)
def test_dangerous_workbooks_are_not_opened_the_others_are_attached(
    tmp_path: Path, part: str, data: bytes, rule: str
) -> None:
    exam = signed_folder(tmp_path / "exam", [score(ONE)])
    reviews = tmp_path / "材料"
    reviews.mkdir()
    workbook(reviews / "好.xlsx", [("2026001", "测试甲")])
    rebuild(workbook(reviews / "坏.xlsx", [("2026001", "测试甲")]), {part: lambda _: data})
    result = attach(tmp_path, [exam], reviews)
    assert [problem.rule for problem in result.problems] == [rule]
    assert [one.file for one in result.attached] == ["好.xlsx"]
    assert not (tmp_path / "out" / "坏.xlsx").exists()


def test_a_workbook_that_cannot_be_opened_is_named_with_its_reason(tmp_path: Path) -> None:
    exam = signed_folder(tmp_path / "exam", [score(ONE)])
    (tmp_path / "a.xlsx").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600)
    with pytest.raises(ContentFaults) as caught:
        attach(tmp_path, [exam], tmp_path / "a.xlsx")
    assert [problem.rule for problem in caught.value.problems] == ["W002"]


@pytest.mark.parametrize("name", ["con.xlsx", "甲\u202excod.xlsx", "a?.xlsx", "甲./乙.xlsx", "A.xlsx"])
def test_documents_whose_names_other_systems_cannot_keep_are_named(tmp_path: Path, name: str) -> None:
    exam = signed_folder(tmp_path / "exam", [score(ONE)])
    path = tmp_path / "材料" / name
    path.parent.mkdir(parents=True)
    for one in (path, tmp_path / "材料" / "a.xlsx"):
        workbook(one, [("2026001", "测试甲")])
    result = attach(tmp_path, [exam], tmp_path / "材料")
    assert [problem.rule for problem in result.problems] == ["F022"]
    assert len(result.attached) == 1
    assert len([one for one in things_below(tmp_path / "out", "*.xlsx") if one.name != "汇总.xlsx"]) == 1
