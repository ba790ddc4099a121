"""The 考情分析 says how much of what was remembered, understood, applied people earned."""

from __future__ import annotations

import re
from pathlib import Path

from quizgen.files.yaml_write import dump_yaml
from quizgen.model.shown import ShownItem
from tests.small_bank import small_questions, write_bank
from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer, wrong_answer


def analysis(folder: Path, levels: tuple[str, ...]) -> str:
    """The page after three people answered everything but 应用 rightly; levels are given in turn."""
    quotas = {"quotas": {"level": {"应用": {"min": 3}, "记忆": {"min": 3}}}} if levels else {}
    bank = write_bank(folder / "bank", **quotas)
    questions = small_questions()
    for place, one in enumerate(questions if levels else ()):
        one["level"] = levels[place % len(levels)]
    (bank / "questions.yaml").write_text(dump_yaml(questions), encoding="utf-8")
    people = "".join(f"{at:03d},测试{at},测试局,\n" for at in range(1, 4))
    (folder / "名册.csv").write_text(f"编号,姓名,单位,职务\n{people}", encoding="utf-8")
    exam = folder / "exam"
    made = quizgen(
        *("exam", "new", exam, "--blueprint", "small", "--bank", bank, "--roster", folder / "名册.csv"),
        *("--date", "2026-12-01"),
    )
    assert made.status == 0, made.err

    def choose(_number: str, place: ShownItem) -> str:
        return (wrong_answer if place.question.level == "应用" else right_answer)(place)

    fill_in(exam, choose)
    assert quizgen("exam", "mark", exam, "--by", "张三").status == 0
    assert quizgen("exam", "results", exam, "--jobs", 1).status == 0
    assert quizgen("exam", "verify", exam).status == 0
    return (exam / "analysis.html").read_text(encoding="utf-8")


def test_every_level_has_its_line(tmp_path: Path) -> None:
    page = analysis(tmp_path, ("应用", "记忆"))
    lines = {
        name: re.sub(r"<[^>]+>", " ", rest).split()
        for name, rest in re.findall(r"<th scope=\"row\">层次：(\S\S)</th>(.*?)</tr>", page, re.DOTALL)
    }
    assert {name: (line[0], line[-1]) for name, line in lines.items()} == {
        "记忆": ("3", "100.0%"),
        "应用": ("3", "0.0%"),
    }


def test_without_levels_nothing_is_said_of_them(tmp_path: Path) -> None:
    assert "层次" not in analysis(tmp_path, ())
