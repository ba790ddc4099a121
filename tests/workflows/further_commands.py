"""Documented commands about sheets, series and groups of exams, with the tests that run their like."""

from __future__ import annotations

FURTHER = {
    "quizgen exam scan exams/2026-autumn 扫描件.pdf --by 张三": "tests/scan/test_scan_exam.py",
    "quizgen exam scan exams/2026-autumn 扫描件/ 补扫.jpg --by 张三": "tests/scan/test_scan_exam.py",
    "quizgen exam scan exams/2026-autumn 扫描件/ --by 张三": "tests/scan/test_scan_exam.py",
    "quizgen exam scan exams/2026-autumn": "tests/scan/test_scan_exam.py",
    "quizgen exam scan exams/2026-autumn 核对结果.json": "tests/scan/test_checking.py",
    "quizgen exam scan exams/2026-autumn 核对结果.json --by 张三": "tests/scan/test_checking.py",
    "quizgen exam scan exams/2026-autumn --audit 5% --by 张三": "tests/scan/test_checking.py",
    "quizgen exam entry exams/2026-autumn --markers 2": "tests/scan/test_blind_marks.py",
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
