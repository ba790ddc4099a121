"""Where the 考情分析 has nothing to say it gives the true reason."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from quizgen.records.exam_folder import ExamFolder
from quizgen.records.scores_file import read_scores
from quizgen.workflows.marks.analyse import analyse_exam
from tests.small_bank import write_bank
from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer, wrong_answer

FEW = "参加的只有 2 人"


def page(  # noqa: PLR0913 - the parts of an exam
    folder: Path,
    units: str,
    states: Mapping[str, str] = {},
    *,
    right: str = "",
    void: bool = False,
    mode: str = "one",
    sections: object = None,
) -> str:
    """The words of analysis.html; a letter of ``units`` for every person, ``right`` of whom answer right."""
    changes = {} if sections is None else {"sections": sections, "pass": 1}
    bank = write_bank(folder / "bank", **changes)
    people = "".join(f"{at:03d},测试{at},{unit}局,\n" for at, unit in enumerate(units, 1))
    (folder / "名册.csv").write_text(f"编号,姓名,单位,职务\n{people}", encoding="utf-8")
    exam = folder / "exam"
    made = quizgen(
        *("exam", "new", exam, "--blueprint", "small", "--bank", bank, "--no-cache", "--mode", mode),
        *("--roster", folder / "名册.csv", "--date", "2026-12-01"),
    )
    assert made.status == 0, made.err
    fill_in(
        exam,
        lambda number, place: (right_answer if not right or number in right else wrong_answer)(place),
        dict(states),
    )
    asked = {frozen.question.id for frozen in ExamFolder(exam).questions.values()} if void else set()
    voids = [word for question in sorted(asked) for word in ("--void", question)]
    marked = quizgen("exam", "mark", exam, "--by", "张三", *voids, *(["--reason", "试"] if void else []))
    assert marked.status == 0, marked.err
    assert quizgen("exam", "results", exam, "--jobs", 1).status == 0
    text = (exam / "analysis.html").read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<[^>]+>", " ", text.partition("</style>")[2]))


@pytest.mark.parametrize("mode", ["one", "individual"])
def test_everybody_absent(tmp_path: Path, mode: str) -> None:
    words = page(tmp_path, "甲乙", {"001": "缺考", "002": "作废"}, mode=mode)
    assert words.count("没有人参加（缺考 1 人、作废 1 人）。") >= 6
    assert "信度（Cronbach α）：没有人参加（0 人参加，不足 30 人），不给。" in words
    for wrong in ("各人的题目不同", "单位太少", "只有 0 人", "人人得满分"):
        assert wrong not in words


def test_two_people(tmp_path: Path) -> None:
    words = page(tmp_path, "甲乙")
    assert f"{FEW}，不按单位列出，以免看出个人的成绩。" in words
    assert words.count(f"{FEW}，不列，以免看出个人的成绩。") == 2
    assert f"{FEW}，比例和均值随个别人变动很大" in words
    assert "没有一道题有 3 人以上答过，不列，以免看出个人的答案。" in words
    assert "（2 人、10 题）：不足 30 人，不给。" in words


def test_one_unit_and_everybody_right(tmp_path: Path) -> None:
    words = page(tmp_path, "甲" * 31)
    assert "参加的人都在一个单位，与全体相同，不另列。" in words
    assert "没有：3 人以上答过的题，人人得满分。" in words
    assert "（31 人、10 题）：各人的总分没有差别，不能算。" in words


def test_small_units_that_leave_one_line(tmp_path: Path) -> None:
    words = page(tmp_path, "甲乙丙丁", right="001")
    assert "参加的 4 个单位多数不足 3 人，合并后只剩一行，不按单位列出。" in words


def test_every_question_voided(tmp_path: Path) -> None:
    words = page(tmp_path, "甲" * 3, void=True)
    assert "试题全部作废，没有可比的题。" in words
    assert "试卷 A：试题全部作废，不给。" in words


@pytest.mark.parametrize(("people", "given"), [(29, "不足 30 人，不给"), (30, "测量标准误")])
def test_thirty_people_are_enough_twenty_nine_are_not(tmp_path: Path, people: int, given: str) -> None:
    words = page(tmp_path, "甲" * people, right="001 002 003 011 012")
    assert given in words.partition(f"（{people} 人、10 题）：")[2].partition("。")[0]
    exam = tmp_path / "exam"
    (one,) = analyse_exam(ExamFolder(exam), read_scores(exam), "0" * 64).reliability
    assert (one.alpha is not None, one.standard_error is not None) == (people == 30, people == 30)


def test_a_single_question(tmp_path: Path) -> None:
    one = [{"kind": "single", "count": 1, "points": 1}]
    words = page(tmp_path, "甲" * 31, right="001 002 003", sections=one)
    assert "（31 人、1 题）：只有一题，不能算。" in words


def test_individual_forms_keep_their_own_reason(tmp_path: Path) -> None:
    words = page(tmp_path, "甲甲甲", mode="individual")
    assert "信度（Cronbach α）：不适用。一人一卷，各人的题目不同" in words
