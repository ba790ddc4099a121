"""The documented commands about series and groups of exams, with the tests that run their like."""

from __future__ import annotations

LISTS = {
    (
        "quizgen exam series exams/2026-01 exams/2026-02 exams/2026-03 --least 2 "
        "--out 年度成绩.xlsx --exempt 90 --exempt-to 免试名单.csv"
    ): "tests/workflows/marks/test_series.py",
    (
        "quizgen exam new exams/2027-01 --blueprint short-20 --mode individual --roster 名册.xlsx "
        "--exempt 免试名单.csv"
    ): "tests/workflows/marks/test_series.py",
    "quizgen exam new exams/fenzu --groups 分组.yaml --roster 名册.xlsx --date 2026-12-01": (
        "tests/workflows/test_groups.py"
    ),
    "quizgen exam together exams/fenzu --out 各组成绩.xlsx": "tests/workflows/test_groups.py",
}
