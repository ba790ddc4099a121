"""A check of a score: asked for in time, read a second time, corrected the usual way, signed, told."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.marks.entry import entry_exam
from tests.render.reading import page_texts
from tests.tool import Run, quizgen
from tests.workflows.day.acts import contents, ledger, mark, rules, went_well
from tests.workflows.filled import fill_in, right_answer, scores_of, wrong_answer

SIGNED = ("--signed", "赵六", "--signed", "孙七")


def ask(exam: Path, *more: object, number: str = "001", name: str = "测试甲", day: str = "2026-12-10") -> Run:
    who = ("--number", number, "--name", name, "--reason", "觉得漏了分", "--received", day)
    return quizgen("exam", "recheck", "ask", exam, *who, "--by", "张三", *more)


def show(exam: Path, request: int = 1) -> Run:
    return quizgen("exam", "recheck", "show", exam, request)


def decide(exam: Path, *more: object, request: int = 1, reader: str = "王五") -> Run:
    who = ("--reader", reader, *(more or SIGNED), "--by", "张三")
    return quizgen("exam", "recheck", "decide", exam, request, *who)


def read_again(exam: Path, answers: dict[str, str] | None = None, number: str = "001") -> None:
    """What the second reader sees on the sheets: everything right but what is given."""
    exam_ = entry_exam(ExamFolder(exam))
    places = {place.number: place for place in exam_.places(exam_.own_form[number])}
    path = exam / "rechecks/0001.xlsx"
    book = load_workbook(path)
    sheet = book["核分"]
    for row in range(2, sheet.max_row + 1):
        item = str(sheet.cell(row, 3).value)
        sheet.cell(row, 6).value = (answers or {}).get(item, right_answer(places[item]))
    book.save(path)


@pytest.fixture
def published(exam: Path) -> Path:
    """Question 1 of 001 was entered wrongly."""
    fill_in(
        exam,
        lambda number, place: (
            wrong_answer(place) if (number, place.number) == ("001", "1") else right_answer(place)
        ),
        {"003": "缺考"},
    )
    went_well(mark(exam))
    period = ("--from", "2026-12-08", "--to", "2026-12-17", "--where", "干部科", "--by", "张三")
    went_well(quizgen("exam", "publish", exam, *period))
    return exam


def refused(exam: Path, run: Run, told: str, before: object) -> None:
    assert (run.status, told in run.err) == (1, True), run.out + run.err
    assert contents(exam) == before


def test_a_mistake_is_found_corrected_and_told(published: Path) -> None:
    exam = published
    run = went_well(ask(exam))
    assert "已受理第 1 号核分申请：编号 001，期限 2026-12-17" in run.out
    assert "核分表还有" in show(exam).out
    heads = [cell.value for cell in load_workbook(exam / "rechecks/0001.xlsx")["核分"][1]]
    assert heads == ["编号", "卷号", "题号", "题型", "采分点", "读作"]
    read_again(exam)
    shown = show(exam)
    assert (shown.status, "[A040]" in shown.out, "标准答案" in shown.out) == (1, True, True)
    assert "answers.csv!" in shown.out
    before = contents(exam)
    refused(exam, decide(exam), "有 1 处不同", before)
    old = scores_of(exam)["001"]["score"]
    fill_in(exam, lambda _, place: right_answer(place), {"003": "缺考"})
    went_well(mark(exam, "--reason", "第 1 号核分：第 1 题登记有误"))
    assert "全部一致" in went_well(show(exam)).out
    done = went_well(decide(exam))
    assert f"{old} " in done.out
    assert "更正为 10 优秀" in done.out
    line = ledger(exam)[-1]
    assert line["details"] == {
        "request": 1,
        "number": "001",
        "reader": "王五",
        "signed": ["赵六", "孙七"],
        "old": f"{old} 优秀",
        "new": "10 优秀",
    }
    letter = "".join(page_texts((exam / "rechecks/0001.pdf").read_bytes()))
    assert "第1题的登记有误，已经更正" in letter
    assert "核分人：赵六、孙七" in letter
    words = "\n".join(one.text for one in Document(str(exam / "rechecks/0001.docx")).paragraphs)
    assert "第 1 题的登记有误，已经更正" in words
    keys = [one.question.stem for one in ExamFolder(exam).question_lines if hasattr(one.question, "stem")]
    assert [stem for stem in keys if stem in words] == []
    said = quizgen("exam", "verify", exam, "--quick").out
    assert "：受理核分，编号 001（" in said
    assert "：核分，编号 001（" in said
    assert "全部一致" in said
    refused(exam, decide(exam), "已经办完", contents(exam))


def test_a_result_that_was_right_stays(published: Path) -> None:
    exam = published
    went_well(ask(exam, number="002", name="测试乙"))
    read_again(exam, number="002")
    assert "维持 10 优秀" in went_well(decide(exam)).out
    assert "成绩无误，仍为10分（优秀）" in "".join(page_texts((exam / "rechecks/0001.pdf").read_bytes()))
    assert rules(exam) == []


def test_a_late_request_is_accepted_with_a_reason_only(published: Path) -> None:
    exam = published
    before = contents(exam)
    refused(exam, ask(exam, day="2026-12-18"), "晚于期限 2026-12-17", before)
    refused(exam, ask(exam, day="2026-12-07"), "早于公布成绩的日期", before)
    went_well(ask(exam, "--late", "住院", day="2026-12-18"))
    assert ledger(exam)[-1]["details"]["late"] == "住院"
    refused(exam, ask(exam), "第 1 号申请还没有办完", contents(exam))


def test_requests_that_cannot_be_are_refused(published: Path) -> None:
    exam = published
    before = contents(exam)
    refused(exam, ask(exam, name="测试乙"), "编号 001 不是“测试乙”", before)
    refused(exam, ask(exam, number="003", name="测试丙"), "编号 003 没有分数", before)
    refused(exam, ask(exam, number="009", name="测试壬"), "编号 009 没有分数", before)
    refused(exam, decide(exam), "没有登记过", before)
    refused(exam, show(exam), "没有登记过", before)


def test_nobody_can_ask_before_scores_are_put_up(exam: Path) -> None:
    fill_in(exam, lambda _, place: right_answer(place))
    went_well(mark(exam))
    refused(exam, ask(exam), "成绩还没有公布", contents(exam))


def test_an_outcome_needs_two_people_and_a_full_reading(published: Path) -> None:
    exam = published
    went_well(ask(exam))
    before = contents(exam)
    refused(exam, decide(exam, "--signed", "赵六"), "至少 2 个人签字", before)
    refused(exam, decide(exam, "--signed", "赵六", "--signed", "赵 六"), "姓名不能相同", before)
    run = decide(exam)
    assert (run.status, "没有填" in run.err + run.out) == (1, True)
    assert contents(exam) == before
    read_again(exam, {"1": "Z"})
    assert "[A030]" in show(exam).out


def test_a_register_that_was_altered_is_found_at_its_line(published: Path) -> None:
    exam = published
    went_well(ask(exam))
    went_well(ask(exam, number="002", name="测试乙"))
    file = exam / "rechecks.jsonl"
    kept = file.read_bytes()
    file.write_bytes(kept.replace("觉得漏了分".encode(), "觉得多了分".encode(), 1))
    run = quizgen("exam", "verify", exam, "--quick")
    assert "rechecks.jsonl:1: [V061]" in run.out + run.err
    assert "没有使用" in ask(exam, number="004", name="测试丁").err
    first, second = kept.splitlines(keepends=True)
    file.write_bytes(second + first)
    assert "V061" in rules(exam)
    file.write_bytes(first)
    assert "V061" in rules(exam)


def test_an_outcome_that_was_altered_is_found(published: Path) -> None:
    exam = published
    went_well(ask(exam, number="002", name="测试乙"))
    read_again(exam, number="002")
    went_well(decide(exam))
    (exam / "rechecks/0001.docx").write_bytes((exam / "rechecks/0001.pdf").read_bytes())
    assert rules(exam) == ["V023"]
    (exam / "rechecks/0002.pdf").write_bytes(b"")
    (exam / "rechecks/0002.pdf").chmod(0o600)
    assert sorted(rules(exam)) == ["V023", "V060"]
