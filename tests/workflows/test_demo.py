"""The demo's own steps, driven to the end: the real bank, twelve made-up people, from entry to reviews."""

from __future__ import annotations

import json
import re
import shutil
import stat
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizgen.records.exam_folder import ExamFolder
from quizgen.records.scores_file import read_scores
from tests.found import things_in
from tests.marking.independent import independent_scores
from tests.render.reading import page_texts
from tests.tool import quizgen
from tests.workflows.filled import scores_of
from tools import demo_answers, demo_marking
from tools.demo import ROSTER

RESULTS = ("scores.xlsx", "analysis.pdf", "analysis-questions.pdf", "analysis.html")


class Demo:
    """The demo carried out once: where it is, what every command printed."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.exam = out / "exam"
        self.printed: list[tuple[str, str]] = []

    def run(self, *arguments: str, expect: int = 0) -> None:
        """Run the tool in this process."""
        jobs = ("--jobs", "1") if arguments[1] in {"results", "verify"} and arguments[0] == "exam" else ()
        done = quizgen(*arguments, *jobs)
        assert done.status == expect, (arguments, done.out, done.err)
        self.printed.append((" ".join(arguments[:2]), done.out))

    def last(self, command: str) -> str:
        """What a command printed the last time."""
        return [out for name, out in self.printed if name == command][-1]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The whole demo but for printing papers and site."""
    with pytest.MonkeyPatch.context() as patch:
        out = tmp_path_factory.mktemp("demo")
        patch.setenv("QUIZGEN_SIGN_KEY", str(out / "signing.pem"))
        made = Demo(out)
        (out / "roster.csv").write_text(ROSTER, encoding="utf-8")
        made.run(
            *("exam", "new", str(made.exam), "--blueprint", "cadre-80", "--mode", "individual"),
            *("--roster", str(out / "roster.csv"), "--spare", "2", "--date", "2026-12-01"),
        )
        shutil.copytree(made.exam, out / "scanned")
        number = demo_marking.enter_and_mark(made.run, lambda _: None, made.exam)
        demo_marking.results(made.run, made.exam, number)
        demo_marking.attach(made.run, lambda _: None, made.exam, out)
        made.run("exam", "verify", str(made.exam), "--quick")
        demo_marking.tamper(made.run, lambda _: None, made.exam, out)
    return made


def test_marking_names_the_cells_in_doubt(demo: Demo) -> None:
    first = next(out for name, out in demo.printed if name == "exam mark")
    assert re.search(r"answers\.xlsx!K6: \[A030\] .*没有选项 H", first)
    assert f"未评 1 人（登记有误或没有登记）：{demo_answers.DOUBTFUL}" in first


def test_another_language_computes_the_same_scores(demo: Demo, tmp_path: Path) -> None:
    for name in ("questions.jsonl", "forms.jsonl", "answers.jsonl"):
        shutil.copy(demo.exam / name, tmp_path / name)
    scores = read_scores(demo.exam)
    theirs = independent_scores(tmp_path, ExamFolder(demo.exam).exam.blueprint, scores.head.changes)
    ours = {one.candidate.number: one.points for one in scores.candidates if one.points is not None}
    assert {number: theirs[number].total for number in ours} == ours
    assert len(ours) == 10


def test_the_voided_question_is_explained_as_such(demo: Demo) -> None:
    assert "作废" in demo.last("exam explain")


def test_the_score_workbook_says_what_was_signed(demo: Demo) -> None:
    sheet = load_workbook(demo.exam / "scores.xlsx")["总表"]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=4, max_row=15, values_only=True)}
    signed = scores_of(demo.exam)
    assert {number: row[5] for number, row in rows.items()} == {
        number: float(Decimal(str(one["score"]))) if one.get("score") else "—"
        for number, one in signed.items()
    }
    assert rows[demo_answers.ABSENT][10] == "缺考"
    assert rows[demo_answers.VOID][10] == "作废"


def test_units_add_up(demo: Demo) -> None:
    sheet = load_workbook(demo.exam / "scores.xlsx")["按单位"]
    rows = list(sheet.iter_rows(min_row=4, max_row=7, values_only=True))
    assert rows[-1][0] == "合计"
    for column in range(1, 8):
        assert sum(int(str(row[column])) for row in rows[:-1]) == rows[-1][column]


def test_the_analysis_is_one_page_without_a_name(demo: Demo) -> None:
    (text,) = page_texts((demo.exam / "analysis.pdf").read_bytes())
    html = (demo.exam / "analysis.html").read_text(encoding="utf-8")
    questions = "".join(page_texts((demo.exam / "analysis-questions.pdf").read_bytes()))
    people = [one.name for one in ExamFolder(demo.exam).roster]
    for words in (text, html, questions):
        assert [name for name in people if name in words] == []
    assert "不适用" in text


def test_the_page_asks_for_nothing(demo: Demo) -> None:
    html = (demo.exam / "analysis.html").read_text(encoding="utf-8")
    assert re.findall(r"<script|<link|<img|\bsrc=|https?:|url\(|@import", html) == []


def test_everybody_with_a_score_has_a_card(demo: Demo) -> None:
    cards = {path.name for path in things_in(demo.exam / "cards")}
    scored = [number for number, one in scores_of(demo.exam).items() if one.get("score")]
    assert cards == {f"{number}.{kind}" for number in scored for kind in ("pdf", "docx")}


def test_results_are_private(demo: Demo) -> None:
    files = [demo.exam / name for name in RESULTS] + things_in(demo.exam / "cards")
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_all_agrees_before_the_tampering(demo: Demo) -> None:
    verified = next(out for name, out in demo.printed if name == "exam verify")
    assert "全部一致" in verified
    assert "从答案重算成绩 12 人" in verified


def test_a_changed_score_in_a_review_is_named(demo: Demo) -> None:
    assert re.search(r"述职评议!L\d+：\d{7} \S+：成绩是“(100|60)”", demo.last("review verify"))


def test_a_changed_cell_of_the_score_workbook_is_named(demo: Demo) -> None:
    found = demo.last("exam verify")
    assert re.search(r"scores\.xlsx!总表!F\d+: \[V031\] 写的是“(100|60)”", found)
    assert "scores.xlsx: [V031] 显示得与写出时不同" in found
    assert "发现 2 处不一致" in found


def test_sheets_are_scanned_checked_and_marked_from(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZGEN_SIGN_KEY", str(demo.out / "signing.pem"))
    exam = demo.out / "scanned"
    assert quizgen("exam", "build", exam, "--only", "sheets", "--jobs", 1).status == 0
    said = len(demo.printed)
    demo_marking.scan_and_mark(demo.run, lambda _: None, exam, demo.out / "扫描件.pdf")
    (_, first), (_, second), _ = demo.printed[said:]
    assert "读了 13 页：答题卡 12 页，白纸 1 页。" in first
    assert "没有答题卡的：编号 2026008。" in first
    assert "重复的 1 页" in first
    assert "待核对 1 处" in first
    assert "没有待核对的" in second
    assert chosen(exam) == chosen(demo.exam)


def chosen(exam: Path) -> dict[str, dict[str, object]]:
    """What everybody ticked, by 编号 and question; without what was left blank."""
    lines = (exam / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    return {
        one["candidate"]["number"]: {
            answer["question"]: answer.get("options", answer.get("truth"))
            for answer in one.get("answers", ())
            if answer.get("options") or answer.get("truth") is not None
        }
        for one in map(json.loads, lines)
    }
