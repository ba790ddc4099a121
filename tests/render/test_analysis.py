"""The 考情分析 as a document: one page however much there is, honest about small numbers."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from quizgen.model.analysis import (
    ExamAnalysis,
    Mastery,
    OptionUse,
    Overview,
    QuestionReport,
    Reliability,
    ScoreBand,
    UnitResult,
)
from quizgen.model.statistics import QuestionStatistic
from quizgen.render.analysis.data import analysis_data, questions_data
from quizgen.render.analysis.html import analysis_html
from quizgen.render.analysis.pdf import analysis_pdf, questions_pdf
from quizgen.render.typst_pdf import Printer
from tests.render.reading import page_texts

LONG = "很长的题干" * 30


def _question(at: int, answered: int) -> QuestionReport:
    told = 0.5 if answered >= 30 else None
    return QuestionReport(
        name=f"XM-{at:04}",
        kind="单选",
        stem=LONG,
        statistic=QuestionStatistic(
            question=f"XM-{at:04}",
            topic="明责",
            answered=answered,
            blank=1,
            right=1,
            facility=told,
            item_rest=told and -0.25,
            upper_lower=told,
        ),
        options=(
            OptionUse(text="<正确>的选项" * 9, right=True, chosen=1, shown=answered),
            OptionUse(text="错误的选项" * 9, right=False, chosen=1, shown=answered),
        ),
    )


@pytest.fixture(scope="module")
def crowded() -> ExamAnalysis:
    """As much as an exam can have: many units, twenty bands, every topic, sections with parts, A to F."""
    bands = tuple(
        ScoreBand(low=Fraction(5 * at), high=Fraction(5 * at + 5), people=200 + at, passing=at >= 16)
        for at in range(20)
    )
    questions = tuple(_question(at, answered) for at, answered in enumerate((2, 12, 60, 500, 500, 500)))
    return ExamAnalysis.model_validate(
        {
            "title": "全面从严治党主体责任和党风廉政建设知识测试（第二批）",
            "date": dt.date(2026, 12, 1),
            "full": 100,
            "pass": 80,
            "conditions": "闭卷，有人监考，第 1 次考试",
            "marked": "2026-12-02",
            "ledger": "0123456789abcdef" * 4,
            "overview": Overview(
                registered=10000,
                sat=9000,
                passed=8000,
                absent=900,
                void=50,
                cheated=50,
                mean=85.25,
                median=86,
                deviation=9.5,
                highest="100",
                lowest="3.5",
                grades=(("优秀", 3000), ("良好", 3000), ("合格", 2000), ("不合格", 1000)),
                bands=bands,
                units=tuple(
                    UnitResult(name=f"测试{at}局机关党委办公室", people=100 + at, passed=90, mean=84.5)
                    for at in range(60)
                ),
                sections=tuple(Mastery(name=f"第{at}大题名称", people=9000, share=0.8) for at in range(6)),
                parts=tuple(Mastery(name=f"部分{at}", people=9000, share=0.7) for at in range(2)),
                topics=tuple(Mastery(name=f"专题{at}", people=9000, share=at / 14) for at in range(14)),
            ),
            "individual": False,
            "reliability": tuple(
                Reliability(forms=form, people=50, items=80, alpha=0.81, standard_error=3.2) for form in "AB"
            ),
            "most_missed": questions,
            "questions": questions,
            "changes": 3,
        }
    )


def test_the_fullest_analysis_is_one_page(crowded: ExamAnalysis, printer: Printer) -> None:
    (text,) = page_texts(analysis_pdf(crowded, printer))
    for words in ("85.3", "专题13", "第5大题名称", "其余单位（51个）", "0.81", "XM-0005", crowded.ledger):
        assert words in text


def test_small_numbers_are_told_as_such(crowded: ExamAnalysis) -> None:
    few, some, indicative, many, *_ = questions_data(crowded)["rows"]
    assert (few["options"], few["kept_back"]) == ([], "不足 3 人，不列")
    assert (some["facility"], len(some["options"])) == ("—", 2)
    assert (indicative["facility"], indicative["item_rest"]) == ("50.0%*", "−0.25*")
    assert many["facility"] == "50.0%"


def test_rules_that_the_bank_was_not_held_to_are_told_with_the_questions(crowded: ExamAnalysis) -> None:
    assert not any("停用" in note for note in questions_data(crowded)["notes"])
    loose = crowded.model_copy(update={"unchecked": ("B038", "B041")})
    assert any("停用了检查规则 B038、B041" in note for note in questions_data(loose)["notes"])


def test_reliability_says_for_whom(crowded: ExamAnalysis) -> None:
    given = analysis_data(crowded)["reliability"]
    assert given[0].startswith("信度（Cronbach α），试卷 A（50 人、80 题）：0.81，测量标准误 3.2 分")
    assert given[0].endswith("不足 100 人，只作参考。")
    (individual,) = analysis_data(crowded.model_copy(update={"individual": True}))["reliability"]
    assert "不适用" in individual
    few = crowded.reliability[0].model_copy(update={"people": 20, "alpha": None})
    (told,) = analysis_data(crowded.model_copy(update={"reliability": (few,)}))["reliability"]
    assert told.endswith("不足 30 人，不给。")


def test_the_page_stands_alone_with_text_kept_text(crowded: ExamAnalysis) -> None:
    page = analysis_html(crowded).decode()
    assert "&lt;正确&gt;" in page
    assert "<正确>" not in page
    assert [word for word in ("<script", "<link", "src=", "http", "url(") if word in page] == []


def test_the_drawing_has_its_figures_in_a_table(crowded: ExamAnalysis) -> None:
    page = analysis_html(crowded).decode()
    assert 'role="img" aria-label="各分数段人数的柱形图' in page
    for band in analysis_data(crowded)["bands"]:
        assert f'<th scope="row">{band["label"]}</th><td class="number">{band["people"]}</td>' in page


def test_the_same_analysis_gives_the_same_bytes(crowded: ExamAnalysis, printer: Printer) -> None:
    assert analysis_pdf(crowded, printer) == analysis_pdf(crowded, printer)
    assert questions_pdf(crowded, printer) == questions_pdf(crowded, printer)
