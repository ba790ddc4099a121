"""考情分析 in words and shares, the same for paper and browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from quizgen.markup.figures import day_text, exact_text
from quizgen.model.analysis import (
    SMALLEST_GROUP,
    ExamAnalysis,
    Mastery,
    OptionUse,
    Overview,
    QuestionReport,
    UnitResult,
)
from quizgen.model.statistics import FEWEST, INDICATIVE, QuestionStatistic
from quizgen.render.analysis.reasons import (
    caution_words,
    mastery_words,
    missed_words,
    nobody_words,
    reliability_words,
    units_words,
)

ANALYSIS_TITLE = "考情分析"
QUESTIONS_TITLE = "各题统计"
_NOTHING = "—"
_STEM_LETTERS, _LONG_STEM_LETTERS, _OPTION_LETTERS = 46, 76, 34
_MOST_UNITS = 10
"""Lines of units on the page; the rest of a larger exam stands together."""
QUESTION_HEADS = (
    "题",
    "题干",
    "人数",
    "未答",
    "得分率",
    "题总相关",
    "高低分组差",
    "选项：选的人数/印有该项的人数",
)
MISSED_HEADS = ("题", "题干", "没得满分", "选得最多的错误选项；没有选错的，漏选最多的正确项")


def analysis_data(analysis: ExamAnalysis) -> dict[str, Any]:
    """What the one-page summary says."""
    seen, unit = analysis.overview, analysis.terms.unit
    most = max((band.people for band in seen.bands), default=0)
    return {
        "title": ANALYSIS_TITLE,
        "exam": analysis.title,
        "meta": _meta(analysis),
        "figures": [list(pair) for pair in _figures(seen)],
        "grades": "、".join(f"{name} {people} 人" for name, people in seen.grades),
        "pass": exact_text(analysis.pass_),
        "bands": [
            {
                "label": f"{exact_text(band.low)}–{exact_text(band.high)}",
                "people": band.people,
                "share": band.people / most if most else 0,
                "passing": band.passing,
            }
            for band in seen.bands
        ],
        "units": [_unit(one) for one in _shown_units(seen.units, unit)],
        "unit": unit,
        "units_note": units_words(seen, unit),
        "nobody": nobody_words(seen),
        "topics_note": mastery_words(seen, "专题"),
        "sections_note": mastery_words(seen, "大题"),
        "missed_note": missed_words(analysis),
        "topics": [_mastery(one) for one in sorted(seen.topics, key=lambda one: (one.share, one.name))],
        "sections": [_mastery(one) for one in (*seen.sections, *seen.parts, *analysis.levels)],
        "missed_heads": list(MISSED_HEADS),
        "missed": [_missed(one) for one in analysis.most_missed],
        "reliability": list(reliability_words(analysis)),
        "notes": list(_notes(analysis)),
        "ledger": analysis.ledger,
        "marked": analysis.marked,
    }


def questions_data(analysis: ExamAnalysis) -> dict[str, Any]:
    """What the second part says: every question with its figures."""
    return {
        "title": QUESTIONS_TITLE,
        "exam": analysis.title,
        "meta": _meta(analysis),
        "heads": list(QUESTION_HEADS),
        "rows": [_question(one) for one in analysis.questions],
        "notes": [*filter(None, [nobody_words(analysis.overview)]), *_question_notes(analysis)],
        "ledger": analysis.ledger,
    }


def _meta(analysis: ExamAnalysis) -> str:
    day = day_text(analysis.date)
    lines = f"满分 {exact_text(analysis.full)} 分　合格线 {exact_text(analysis.pass_)} 分"
    return f"考试日期：{day}　{analysis.conditions}　{lines}"


def _figures(seen: Overview) -> Iterator[tuple[str, str]]:
    yield "应考", f"{seen.registered} 人"
    yield "参加", f"{seen.sat} 人"
    if seen.withdrawn:
        yield "缺考／退考", f"{seen.absent}／{seen.withdrawn} 人"
    else:
        yield "缺考", f"{seen.absent} 人"
    yield "作废、违纪", f"{seen.void + seen.cheated} 人"
    yield "合格", f"{seen.passed} 人"
    yield "合格率", _percent(seen.passed / seen.sat) if seen.sat else _NOTHING
    yield "平均分", _one_decimal(seen.mean)
    yield "中位数", _one_decimal(seen.median)
    yield "标准差", _one_decimal(seen.deviation)
    yield "最高分", seen.highest or _NOTHING
    yield "最低分", seen.lowest or _NOTHING
    yield "不合格", f"{seen.sat - seen.passed} 人"


def _shown_units(units: Sequence[UnitResult], unit: str) -> list[UnitResult]:
    """All units, or the largest with the rest of them in one line."""
    if len(units) <= _MOST_UNITS:
        return list(units)
    ordered = sorted(units, key=lambda one: (-one.people, one.name))
    shown, rest = ordered[: _MOST_UNITS - 1], ordered[_MOST_UNITS - 1 :]
    people = sum(one.people for one in rest)
    together = UnitResult(
        name=f"其余{unit}",
        units=sum(one.units for one in rest),
        people=people,
        passed=sum(one.passed for one in rest),
        mean=sum(one.mean * one.people for one in rest) / people,
    )
    return [*sorted(shown, key=lambda one: one.name), together]


def _unit(one: UnitResult) -> dict[str, Any]:
    name = one.name if one.units == 1 else f"{one.name}（{one.units} 个）"
    rate = one.passed / one.people
    return {
        "name": name,
        "people": str(one.people),
        "passed": str(one.passed),
        "rate": _percent(rate),
        "share": rate,
        "mean": _one_decimal(one.mean),
    }


def _mastery(one: Mastery) -> dict[str, Any]:
    return {"name": one.name, "people": str(one.people), "rate": _percent(one.share), "share": one.share}


def _missed(one: QuestionReport) -> list[str]:
    count = f"{one.missed}/{one.statistic.answered} 人"
    return [f"{one.name}\n{one.kind}", _cut(one.stem, _STEM_LETTERS), count, _mistake(one)]


def _mistake(one: QuestionReport) -> str:
    wrong, overlooked = one.tempting, one.overlooked
    if wrong is not None:
        return f"{_cut(wrong.text, _OPTION_LETTERS)}（{wrong.chosen} 人）"
    if overlooked is not None:
        left_out = overlooked.shown - overlooked.chosen
        return f"漏选：{_cut(overlooked.text, _OPTION_LETTERS)}（{left_out} 人）"
    return _NOTHING


def _notes(analysis: ExamAnalysis) -> Iterator[str]:
    yield "得分率 = 全体得分之和 ÷ 满分之和；不足 3 人答过的专题不列。没得满分的人数含未答；作废的题不算。"
    caution = caution_words(analysis.overview, analysis.terms.unit)
    if caution:
        yield caution
    if analysis.changes:
        yield f"阅卷中作废试题或加认答案 {analysis.changes} 处，对全体一致，已计入。"
    yield (
        f"本页不含姓名。知识测试成绩只是{analysis.terms.purpose}的参考之一，"
        f"不单独决定{analysis.terms.decision}的结论。"
    )


def _question_notes(analysis: ExamAnalysis) -> Iterator[str]:
    yield "各题按题目编号把所有试卷合在一起统计；选项是题库里的原文，√ 是正确项，与各份试卷上的字母无关。"
    yield (
        "得分率：平均得分 ÷ 满分。题总相关：本题得分与其余各题总分的相关系数。"
        "高低分组差：总分最高的 27% 与最低的 27% 的平均得分率之差。定义见 docs/dev/marking.md。"
    )
    yield f"不足 {FEWEST} 人作答的不给统计量（—）；不足 {INDICATIVE} 人的带 *，只作参考。作废的题不给。"
    yield f"不足 {SMALLEST_GROUP} 人作答的不列各选项的人数，以免看出个人的答案。"
    if analysis.unchecked:
        rules = "、".join(analysis.unchecked)
        yield f"题库自己停用了检查规则 {rules}，题目没有照它们查；理由见考试文件夹的 exam.yaml。"
    yield "内含试题和答案，与试卷同样保管。"


def _question(one: QuestionReport) -> dict[str, Any]:
    statistic = one.statistic
    star = "*" if statistic.indicative else ""
    enough = statistic.answered >= SMALLEST_GROUP
    return {
        "name": one.name,
        "kind": one.kind,
        "stem": _cut(one.stem, _LONG_STEM_LETTERS),
        "people": str(statistic.answered),
        "blank": str(statistic.blank),
        "facility": _starred(None if statistic.facility is None else _percent(statistic.facility), star),
        "item_rest": _starred(_signed(statistic.item_rest), star),
        "upper_lower": _starred(_signed(statistic.upper_lower), star),
        "options": [_option(option) for option in one.options] if enough else [],
        "remark": _remark(statistic),
        "kept_back": f"不足 {SMALLEST_GROUP} 人，不列" if one.options and not enough else "",
    }


def _option(option: OptionUse) -> dict[str, Any]:
    return {
        "right": option.right,
        "text": _cut(option.text, _OPTION_LETTERS),
        "count": f"{option.chosen}/{option.shown}",
    }


def _remark(statistic: QuestionStatistic) -> str:
    return "已作废，人人计满分" if statistic.voided else ""


def _starred(text: str | None, star: str) -> str:
    return _NOTHING if text is None else text + star


def _signed(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}".replace("-", "−")


def _percent(share: float) -> str:
    return f"{_tenths(100 * share)}%"


def _one_decimal(value: float | None) -> str:
    return _NOTHING if value is None else str(_tenths(value))


def _tenths(value: float) -> Decimal:
    """To one decimal, half up, as the score workbook rounds."""
    return Decimal(f"{value:.9f}").quantize(Decimal("0.1"), ROUND_HALF_UP)


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1]}…"
