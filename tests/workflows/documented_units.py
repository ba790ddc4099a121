"""The documented commands of units that carry out an exam; each has its tests in tests/workflows/units."""

from __future__ import annotations

_SPLIT = "quizgen exam split exams/2026-autumn --by 张三"
_OPEN = "quizgen exam open 0001-测试一局.age --key 本单位私钥.txt --to exams/2026-autumn --by 李四"
UNITS = (
    "quizgen exam unit-key 本单位私钥.txt",
    f"{_SPLIT} --recipients 各单位公钥.xlsx --opens '2026-12-01 08:30' --to 分发",
    f"{_SPLIT} --column 考点 --map 考点.csv --recipients 考点公钥.csv --to 分发",
    _OPEN,
    f"{_OPEN} --early --reason 停电，提前印",
    "quizgen exam return exams/2026-autumn --to 测试一局.tar",
    "quizgen exam return exams/2026-autumn --to 测试一局.tar --scores-only",
    "quizgen exam join exams/2026-autumn '收回/*.tar' --by 张三",
    "quizgen exam join exams/2026-autumn '收回/*.tar' --by 张三 --scores-only",
)
"""An exam carried out by units: each step has its tests in tests/workflows/units."""
